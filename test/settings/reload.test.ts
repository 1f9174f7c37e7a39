import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { makeToken } from '../../src/http/tokens.ts';
import { keys } from '../../src/store/keys.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

let folder: string;
let redis: TestRedis;
let service: RunningService;

const feed = (id: string, over: object = {}) => ({
  id,
  transport: 'folder',
  path: join(folder, id),
  agency: 'reuters',
  speaksFor: ['reuters'],
  language: 'en',
  every: { min: '500ms', max: '1s' },
  onFirstPoll: 'send',
  ...over,
});
const drop = (id: string, over: object = {}) => ({
  id,
  type: 'file-drop',
  path: join(folder, `drop-${id}`),
  from: 'beginning',
  ...over,
});

let stories = 0;
/** Puts a document with so many new stories into a feed's folder; gives their ids. */
function file(feedId: string, count: number): string[] {
  const numbers = Array.from({ length: count }, () => {
    stories += 1;
    return stories;
  });
  const items = numbers.map(
    (number) =>
      `<item><guid isPermaLink="false">tag:example.org,2026:${number}</guid><title>Bulletin ${number} of the harbour office</title><description>Ship number ${number} with ${number * 37} tonnes of ${'abcdefghij'[number % 10]}-grade ore entered berth ${number % 7} on day ${number}.</description></item>`,
  );
  mkdirSync(join(folder, feedId), { recursive: true });
  const part = join(folder, `part-${feedId}-${stories}`);
  writeFileSync(
    part,
    `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><link>https://example.org/</link><description>x</description>${items.join('')}</channel></rss>`,
  );
  renameSync(part, join(folder, feedId, `document-${stories}.xml`));
  return numbers.map((number) => `tag:example.org,2026:${number}`);
}

/** The uris that a file drop's journal has, in order. */
function journal(id: string): string[] {
  return journalLines(join(folder, `drop-${id}`)).map(
    (line) => (JSON.parse(line) as { data: { uri: string } }).data.uri,
  );
}

/** The feeds that are looked after. */
const scheduled = async (): Promise<string[]> => (await redis.connect().zrange(keys.dueFeeds, '0', '-1')).toSorted();

const reloads = async (outcome: string): Promise<number> => {
  const { body } = await service.get('/metrics');
  const [, count] = new RegExp(`settings_reloads_total\\{outcome="${outcome}"\\} (\\d+)`).exec(String(body.text)) ?? [];
  return Number(count ?? 0);
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-reload-'));
  for (const id of ['one', 'two']) mkdirSync(join(folder, id));
  redis = await startTestRedis();
  service = await startService(
    { feeds: [feed('one')], destinations: [drop('a')] },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);

afterEach(async () => {
  expect(await service.end()).toBe(0);
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('settings that change under a running service', () => {
  test('a valid file replaces the old: feeds, destinations, tokens; no job is lost, no schedule doubled', async () => {
    const before = file('one', 30);
    await until(() => journal('a').length > 0);
    const during = [...file('one', 60), ...file('two', 10)];
    service.change({
      feeds: [feed('one', { every: { min: '700ms', max: '900ms' } }), feed('two')],
      destinations: [drop('a'), drop('b')],
      log: { level: 'debug' },
    });
    expect(await service.hears(/^settings replaced$/)).toMatchObject({ feeds: 2, destinations: 2 });
    const all = [...before, ...during, ...file('two', 20)].toSorted();
    await until(() => journal('a').length >= all.length && journal('b').length >= all.length, 40_000);
    expect(journal('a').toSorted()).toEqual(all);
    expect(journal('b').toSorted()).toEqual(all);
    expect(await scheduled()).toEqual(['one', 'two']);
    expect([await reloads('applied'), await reloads('refused')]).toEqual([1, 0]);

    const { token, kept } = makeToken('desk', ['read']);
    const heard = service.log.length;
    service.change({ feeds: [feed('two')], destinations: [drop('a')], http: { tokens: [kept] } });
    expect(await service.hears(/^settings replaced$/, heard)).toMatchObject({ feeds: 1, destinations: 1 });
    expect((await service.get('/version')).status).toBe(401);
    expect((await service.get('/version', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect(await scheduled()).toEqual(['two']);
    const last = [...all, ...file('two', 5)].toSorted();
    await until(() => journal('a').length >= last.length);
    expect(journal('a').toSorted()).toEqual(last);
    expect(journal('b').toSorted()).toEqual(all);
  }, 120_000);

  test.each([
    ['no YAML', 'feeds: [', /./],
    ['an unknown setting', stringify({ feeds: [], colour: 'red' }), /copytaster\.yaml:2: .*no such setting \(colour\)/],
  ])(
    '%s is refused: the old settings go on',
    async (_, text, words) => {
      service.change(text);
      const line = await service.hears(/refused; the old ones go on/);
      expect((line?.problems as string[] | undefined)?.[0]).toMatch(words);
      const sent = file('one', 12);
      await until(() => journal('a').length >= sent.length);
      expect(journal('a').toSorted()).toEqual(sent.toSorted());
      expect(await scheduled()).toEqual(['one']);
      expect([await reloads('applied'), await reloads('refused')]).toEqual([0, 1]);
    },
    90_000,
  );

  test('SIGHUP reads them again; what waits for the next start is named', async () => {
    service.process.kill('SIGHUP');
    expect(await service.hears(/^settings replaced$/)).toMatchObject({ feeds: 1, destinations: 1 });
    expect(await scheduled()).toEqual(['one']);
    const heard = service.log.length;
    service.change({ feeds: [feed('one')], destinations: [drop('a')], window: '48h', http: { port: 9 } });
    expect(await service.hears(/wait for the next start/, heard)).toMatchObject({ settings: ['window'] });
    expect((await service.get('/healthz')).status).toBe(200);
  }, 60_000);
});
