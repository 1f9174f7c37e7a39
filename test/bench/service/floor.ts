// What the bare libraries cost for the same stories: rss-parser reads the documents, BullMQ carries each story through
// an empty job, undici posts it. Prints the CPU milliseconds of this process.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import RssParser from 'rss-parser';
import { request } from 'undici';
import { makeDocuments } from './feed-server.ts';

const [, , stories = '0', socket = '', receiver = ''] = process.argv;
const connection = new Redis({ path: socket, maxRetriesPerRequest: null });
const documents = makeDocuments(Number(stories));
const queue = new Queue('floor', { connection });
let done = 0;
let finish: () => void = () => undefined;
const finished = new Promise<void>((resolve) => {
  finish = resolve;
});
const start = process.cpuUsage();
const worker = new Worker(
  'floor',
  async ({ data }) => {
    const { body } = await request(receiver, {
      method: 'POST',
      body: JSON.stringify(data),
      headers: { 'content-type': 'application/json' },
    });
    await body.dump();
    done += 1;
    if (done === Number(stories)) finish();
  },
  { connection: new Redis({ path: socket, maxRetriesPerRequest: null }), concurrency: 16 },
);
for (const document of documents) {
  const { items } = await new RssParser().parseString(document);
  for (const item of items) await queue.add('story', item, { removeOnComplete: true });
}
await finished;
const { user, system } = process.cpuUsage(start);
await worker.close();
await queue.close();
process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1_000 })}\n`);
process.exit(0);
