// What the bare libraries cost for the same stories: rss-parser reads the documents, BullMQ carries 25 stories in a job,
// undici posts each of them. Words: stories, feeds, how many are not counted, socket of Redis, address of the receiver.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import RssParser from 'rss-parser';
import { request } from 'undici';
import { measureStories } from './measured-stories.ts';

const STORIES_PER_JOB = 25;
const [, , stories = '0', feeds = '1', warm = '0', socket = '', receiver = ''] = process.argv;
const connect = (): Redis => new Redis({ path: socket, maxRetriesPerRequest: null });
const queue = new Queue('floor', { connection: connect() });

await measureStories({ stories: Number(stories), feeds: Number(feeds), warm: Number(warm) }, (ended) => {
  new Worker<{ items: unknown[] }>(
    'floor',
    async ({ data }) => {
      for (const item of data.items) {
        const headers = { 'content-type': 'application/json' };
        const { body } = await request(receiver, { method: 'POST', body: JSON.stringify(item), headers });
        await body.dump();
      }
      ended(data.items.length);
    },
    { connection: connect(), concurrency: 8 },
  );
  return async (document) => {
    const { items } = await new RssParser().parseString(document);
    for (let at = 0; at < items.length; at += STORIES_PER_JOB)
      await queue.add('stories', { items: items.slice(at, at + STORIES_PER_JOB) }, { removeOnComplete: true });
    return items.length;
  };
});
