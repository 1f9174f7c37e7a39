import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

let redis: TestRedis;
let agency: ScriptedServer;
let service: RunningService;
let channel = '<language>en</language><copyright>(c) 2026 Wire</copyright>';
let more = '';

const item = (id: number, words: string): string =>
  `<item><guid isPermaLink="false">tag:wire.example,2026:${id}</guid><title>${words}</title><description>${words}, the port master of Bergen said on Tuesday.</description></item>`;

beforeAll(async () => {
  [redis, agency] = await Promise.all([startTestRedis(), startScriptedServer()]);
  agency.script((response) => {
    const items = `${more}${item(1, 'The ferry sails again')}${item(2, 'A crane is mended')}`;
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<rss version="2.0"><channel><title>Wire</title>${channel}${items}</channel></rss>`);
  });
  service = await startService(
    {
      feeds: [
        {
          ...{ id: 'wire', url: agency.url, onFirstPoll: 'send', allowPrivateAddresses: true },
          every: { min: '1s', max: '1s' },
        },
      ],
    },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await Promise.all([agency?.close(), redis?.close()]);
}, 60_000);

const revisions = async (): Promise<string[]> =>
  ((await service.get('/v1/articles?after=0')).body.entries as { article: { headline: string } }[]).map(
    ({ article }) => article.headline,
  );

test('what changes for all of a channel, as its language and its copyright, delivers nothing again', async () => {
  expect(await until(async () => (await revisions()).length === 2)).toBe(true);
  channel = '<language>en-gb</language><copyright>(c) 2027 Another Wire</copyright><category>News</category>';
  more = item(3, 'A tram line opens');
  expect(await until(async () => (await revisions()).includes('A tram line opens'))).toBe(true);
  const polls = agency.seen.length;
  expect(await until(() => agency.seen.length > polls + 2)).toBe(true);
  expect((await revisions()).sort()).toEqual(['A crane is mended', 'A tram line opens', 'The ferry sails again']);
});
