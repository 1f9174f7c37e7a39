import { createHash } from 'node:crypto';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { describeError, isFailure } from '../src/article/failure.ts';
import { ReadingPlace, usedMs } from '../src/fetching/reading-place.ts';
import type { ThreadMessage, ThreadRequest } from '../src/fetching/reading-thread.ts';
import { readDocument } from '../src/formats/contract/read-document.ts';
import { loadPlugins } from '../src/registry.ts';

/** Where processors are short, what is read already is judged and sent before more is read. */
const NICE = 5;
// To Linux, process 0 is the thread that asks; elsewhere it is the whole process.
if (process.platform === 'linux') setPriority(0, Math.max(NICE, getPriority(0)));

const formats = await loadPlugins('formats');
const place = new ReadingPlace(workerData);

async function answer({ request, passOver }: ThreadRequest): Promise<ThreadMessage> {
  const passedOver: { at: number; sha256: string; reason: string }[] = [];
  const begins = (at: number, source: () => string): boolean => {
    place.beginItem(at);
    if (!passOver.includes(at)) return true;
    passedOver.push({ at, sha256: createHash('sha256').update(source()).digest('hex'), reason: 'was passed over' });
    return false;
  };
  place.beginDocument();
  const before = usedMs(process.threadCpuUsage());
  const used = (): number => usedMs(process.threadCpuUsage()) - before;
  try {
    const read = await readDocument(formats, request, { begins, ended: () => place.endItems() });
    return { kind: 'read', answer: { ...read, passedOver }, usedMs: used() };
  } catch (error) {
    const about = isFailure(error, 'Rejected') ? error.about : {};
    const name = error instanceof Error ? error.name : 'Error';
    return { kind: 'failed', name, message: describeError(error), about, usedMs: used() };
  }
}

parentPort?.on('message', async (request: ThreadRequest) => {
  parentPort?.postMessage(await answer(request));
});
parentPort?.postMessage({ kind: 'ready' } satisfies ThreadMessage);
