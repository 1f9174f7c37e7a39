// What somebody would write in an afternoon: fetch a document, remember its ids with SET NX, a job a story, SET the
// story, POST it. Words as those of the floor.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import RssParser from 'rss-parser';
import { measureStories } from './measured-stories.ts';

const KEPT_SECONDS = 30 * 86_400;
const [, , stories = '0', feeds = '1', warm = '0', socket = '', receiver = ''] = process.argv;
const connect = (): Redis => new Redis({ path: socket, maxRetriesPerRequest: null });
const redis = connect();
const queue = new Queue('naive', { connection: connect() });

await measureStories({ stories: Number(stories), feeds: Number(feeds), warm: Number(warm) }, (ended) => {
  new Worker<RssParser.Item>(
    'naive',
    async ({ data }) => {
      const story = JSON.stringify(data);
      await redis.set(`story:${data.guid}`, story, 'EX', KEPT_SECONDS);
      const headers = { 'content-type': 'application/json' };
      await (await fetch(receiver, { method: 'POST', body: story, headers })).arrayBuffer();
      ended(1);
    },
    { connection: connect(), concurrency: 8 },
  );
  return async (document) => {
    const { items } = await new RssParser().parseString(document);
    let count = 0;
    for (const item of items) {
      const name = `seen:${item.guid}:${item.title}`;
      if ((await redis.set(name, '1', 'EX', KEPT_SECONDS, 'NX')) === null) continue;
      await queue.add('story', item, { removeOnComplete: true });
      count += 1;
    }
    return count;
  };
});
