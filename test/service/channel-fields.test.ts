import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

let redis: TestRedis;
let agency: ScriptedServer;
let service: RunningService;
let more = '';

/** What a channel says of itself, another at every poll. */
const channel = (poll: number): string =>
  `<title>Wire at ${poll}</title><language>${poll < 3 ? 'en' : 'en-gb'}</language><category>${poll}</category>` +
  `<copyright>(c) ${2000 + poll} Wire</copyright><webMaster>desk${poll}@wire.example</webMaster>`;
const item = (id: number, headline: string, words: string): string =>
  `<item><guid isPermaLink="false">tag:wire.example,2026:${id}</guid><title>${headline}</title><link>https://wire.example/${id}</link><description>${words}</description></item>`;
const ITEMS = [
  item(
    1,
    'The ferry sails again',
    'After nine days in the yard the ferry to Bergen left on Tuesday with all cabins sold.',
  ),
  item(2, 'A crane is mended', 'Dockers in Leith unloaded timber once more when engineers had replaced two cables.'),
].join('');
const TRAM = item(
  3,
  'A tram line opens',
  'The mayor of Graz drove the first tram over the new bridge, watched by schoolchildren.',
);

beforeAll(async () => {
  [redis, agency] = await Promise.all([startTestRedis(), startScriptedServer()]);
  agency.script((response) => {
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(`<rss version="2.0"><channel>${channel(agency.seen.length)}${more}${ITEMS}</channel></rss>`);
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
  (
    (await service.get('/v1/articles?after=0')).body.entries as { article: { headline: string; revision: number } }[]
  ).map(({ article }) => `${article.headline} ${article.revision}`);

test('what changes for all of a channel, as its language and its copyright, delivers nothing again', async () => {
  expect(await until(async () => (await revisions()).length === 2)).toBe(true);
  expect(await until(() => agency.seen.length >= 5)).toBe(true);
  more = TRAM;
  expect(await until(async () => (await revisions()).length > 2)).toBe(true);
  const polls = agency.seen.length;
  expect(await until(() => agency.seen.length > polls + 2)).toBe(true);
  expect((await revisions()).sort()).toEqual(['A crane is mended 1', 'A tram line opens 1', 'The ferry sails again 1']);
  expect((await service.get('/v1/spike')).body).toEqual({ spiked: [] });
});
