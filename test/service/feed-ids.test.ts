import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { runCommand } from '../commands/run-command.ts';
import { hashOf } from '../faults/receipt.ts';
import { WebhookReceivers } from '../faults/webhook-receivers.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const STORIES = [
  [
    'Night trains to the north from December',
    'More night trains run from December, the railway of Verran said on Wednesday. A new connection leads to the islands, with sleeping cars built in the yard at Osterburg.',
  ],
  [
    'Elephant calf born in zoo',
    'An elephant calf came into the world this morning at Tarnholm zoological garden. Mother and young are healthy, veterinarian Oda Lunde told visitors who had gathered outside.',
  ],
  [
    'River floods cellars of Marsk',
    'Water stood a metre deep beneath the town hall after heavy rain overnight. Firefighters pumped cellars dry; schools stay shut until Friday, mayor Pia Holm announced.',
  ],
] as const;

const actor = makeToken('night', ['read', 'act']);
const AUTHORIZED = { authorization: `Bearer ${actor.token}` };
const receivers = new WebhookReceivers();
let redis: TestRedis;
let server: ScriptedServer;
let service: RunningService;

/** What the next poll of a feed brings; `poll` counts its polls. */
const brings = new Map<string, (poll: number) => string>();
const polls = new Map<string, number>();

function item(guid: string, [title, text]: readonly [string, string], link = ''): string {
  return `<item><guid isPermaLink="false">${guid}</guid>${link && `<link>${link}</link>`}<title>${title}</title><description>${text}</description></item>`;
}
const sameGuid =
  (story: readonly [string, string]): (() => string) =>
  () =>
    item('item-1', story);
const newGuid =
  (story: readonly [string, string]) =>
  (poll: number): string =>
    item(`urn:poll-${poll}`, story, `https://town.example/read?story=7&amp;poll=${poll}`);

/** The articles under which a text was sent, one for each time. */
const sent = ([, text]: readonly [string, string]): string[] =>
  receivers.sentTo('cms').flatMap(({ says, articleId }) => (says.includes(hashOf(text)) ? [articleId] : []));
const isSent = (story: readonly [string, string]): Promise<boolean> => until(() => sent(story).length > 0);
const POOL = ['Pool closed', 'Until noon, the town says.'] as const;
const POOL_AGAIN = ['Swimmers return', 'Open since noon.'] as const;
const MARKET = ['Market opens', 'Stalls stand ready.'] as const;

async function distrusted(feed: string): Promise<readonly string[]> {
  const { feeds } = (await service.get('/v1/feeds', AUTHORIZED)).body as {
    feeds: { id: string; distrusted: string[] }[];
  };
  return feeds.find(({ id }) => id === feed)?.distrusted ?? [];
}

const start = async (): Promise<RunningService> =>
  startService(
    {
      feeds: ['one-id', 'many-ids'].map((id) => ({
        id,
        url: `${server.url}/${id}`,
        every: { min: '200ms', max: '300ms' },
        onFirstPoll: 'send',
        allowPrivateAddresses: true,
      })),
      destinations: [receivers.settings('cms')],
      http: { tokens: [actor.kept] },
    },
    { environment: { REDIS_URL: redis.path } },
  );

beforeAll(async () => {
  redis = await startTestRedis();
  server = await startScriptedServer();
  server.script((response, request) => {
    const feed = request.path.slice(1);
    const poll = (polls.get(feed) ?? 0) + 1;
    polls.set(feed, poll);
    const items = brings.get(feed)?.(poll) ?? '';
    const document = `<rss version="2.0"><channel><title>Town</title>${items}</channel></rss>`;
    answer(200, { 'content-type': 'application/rss+xml' }, document)(response, request);
  });
  await receivers.start();
  brings.set('one-id', sameGuid(STORIES[0]));
  brings.set('many-ids', newGuid(POOL));
  service = await start();
}, 90_000);
afterAll(async () => {
  await service.end();
  await server.close();
  await receivers.close();
  await redis.close();
});

test('stories under one id are articles of their own, and the ids of the feed are distrusted, after a restart too', async () => {
  for (const story of STORIES) {
    brings.set('one-id', sameGuid(story));
    expect(await isSent(story)).toBe(true);
  }
  expect(await until(async () => (await distrusted('one-id')).includes('one-id-several-stories'))).toBe(true);
  expect(await until(async () => (await distrusted('many-ids')).includes('one-story-many-ids'))).toBe(true);
  const told = JSON.stringify((await service.get('/v1/system', AUTHORIZED)).body);
  expect(told).toMatch(/feed one-id gives one id to several stories \(rule one-id-several-stories\)/);
  expect(told).toMatch(/feed many-ids gives one story a new id again and again .* links without poll/);

  const before = polls.get('many-ids') ?? 0;
  expect(await until(() => (polls.get('many-ids') ?? 0) > before + 2)).toBe(true);
  await service.end();
  service = await start();
  brings.set('one-id', sameGuid(MARKET));
  brings.set('many-ids', newGuid(POOL_AGAIN));
  expect(await isSent(MARKET)).toBe(true);
  expect(await isSent(POOL_AGAIN)).toBe(true);
  expect(new Set([...STORIES, MARKET].map((story) => sent(story)[0])).size).toBe(4);
  expect(sent(POOL_AGAIN)[0]).toBe(sent(POOL)[0]);
  expect([...STORIES, POOL].map((story) => sent(story).length)).toEqual([1, 1, 1, 1]);
}, 200_000);

test('an operator trusts the ids of a feed again, by a route or on the command line, and the alarm ends', async () => {
  // Nothing else speaks against the ids from now on.
  brings.set('one-id', () => '');
  brings.set('many-ids', () => '');
  const polled = polls.get('many-ids') ?? 0;
  expect(await until(() => (polls.get('many-ids') ?? 0) > polled + 2)).toBe(true);

  const trust = async (feed: string) => {
    const { status } = await fetch(`${service.address}/v1/feeds/${feed}/trust-ids`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...AUTHORIZED },
      body: JSON.stringify({ reason: 'a new system' }),
    });
    return status;
  };
  expect(await trust('one-id')).toBe(200);
  expect(await distrusted('one-id')).toEqual([]);
  expect(await trust('one-id')).toBe(404);
  expect(
    await runCommand(['feeds', 'trust', 'many-ids'], {
      COPYTASTER_URL: service.address,
      COPYTASTER_TOKEN: actor.token,
    }),
  ).toBe('many-ids: its ids are trusted again\n');
  expect(await distrusted('many-ids')).toEqual([]);
  expect(JSON.stringify((await service.get('/v1/system', AUTHORIZED)).body)).not.toMatch(/its ids are distrusted/);
  const { acts } = (await service.get('/v1/audit', AUTHORIZED)).body as { acts: { act: string; of: string }[] };
  expect(acts.map(({ act, of }) => `${act} ${of}`)).toEqual(['trust-ids many-ids', 'trust-ids one-id']);

  // Under an id that is trusted an edit from the first word to the last is a version again.
  brings.set('many-ids', () => item('urn:kept', POOL_AGAIN));
  brings.set('one-id', sameGuid(['Stalls close', 'It rains on the market of Osterburg; traders went home at eleven.']));
  expect(
    await until(() => sent(['', 'It rains on the market of Osterburg; traders went home at eleven.']).length > 0),
  ).toBe(true);
  expect(sent(['', 'It rains on the market of Osterburg; traders went home at eleven.'])[0]).toBe(sent(MARKET)[0]);
}, 120_000);
