import { LISTED, makeDocuments } from './wire-copy.ts';

/**
 * Has documents worked by what stands beside the service, the first of them uncounted, and prints the CPU milliseconds
 * of this process: a line when it is warm and may be measured from outside, and one when all is done.
 * @param begin is told how to say that stories were worked; gives what reads a document, and how many stories it had
 */
export async function measureStories(
  { stories, feeds, warm }: { stories: number; feeds: number; warm: number },
  begin: (ended: (count: number) => void) => (document: string) => Promise<number>,
): Promise<never> {
  const documents = makeDocuments(stories, feeds);
  let done = 0;
  let look: () => void = () => undefined;
  const read = begin((count) => {
    done += count;
    look();
  });
  const work = async (some: readonly string[]): Promise<void> => {
    const from = done;
    let count = 0;
    for (const document of some) count += await read(document);
    await new Promise<void>((resolve) => {
      look = () => {
        if (done - from >= count) resolve();
      };
      look();
    });
  };
  await work(documents.slice(0, Math.ceil(warm / LISTED)));
  process.stdout.write('warm\n');
  const start = process.cpuUsage();
  await work(documents.slice(Math.ceil(warm / LISTED)));
  const { user, system } = process.cpuUsage(start);
  process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1_000 })}\n`);
  process.exit(0);
}
