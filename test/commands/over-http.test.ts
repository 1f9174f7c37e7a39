import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { runCommand } from './run-command.ts';

const reader = makeToken('desk', ['read']);
const actor = makeToken('night', ['read', 'act']);
const folder = mkdtempSync(join(tmpdir(), 'ct-over-http-'));
const DOCUMENT = `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://wire.example/</link><description>x</description><item><guid isPermaLink="false">tag:wire.example,2026:7</guid><title>Crane falls at Port Ellis</title><description>PORT ELLIS, Nov 3 - A crane fell into the harbour on Monday; nobody was hurt, the harbour master said.</description></item></channel></rss>`;

/** An interval that stays as it is: what the store and the service tell of it is the same, whenever each is asked. */
const EVERY = { min: '1s', max: '1s' };
const WIRE = {
  feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'in'), language: 'en', every: EVERY }],
  destinations: [{ id: 'cms', type: 'file-drop', path: join(folder, 'drop') }],
};

let redis: TestRedis;
let service: RunningService;
let id: string;

/** Runs a command that knows nothing but the address of the service and a token. */
const ask = (words: readonly string[], { token } = actor): Promise<string> =>
  runCommand(words, { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: token });
/** Runs it on the settings and the Redis of the service. */
const askStore = (words: readonly string[]): Promise<string> =>
  runCommand([...words, '--config', join(service.folder, 'copytaster.yaml')], { REDIS_URL: redis.path });

beforeAll(async () => {
  redis = await startTestRedis();
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'wire.xml'), DOCUMENT);
  writeFileSync(join(folder, 'in', 'zz.xml'), 'this is no feed');
  service = await startService(
    { http: { tokens: [reader.kept, actor.kept] }, ...WIRE },
    { environment: { REDIS_URL: redis.path } },
  );
  const articles = async () =>
    (await service.get('/v1/articles', { authorization: `Bearer ${actor.token}` })).body.articles as Article[];
  await until(async () => (await articles()).length === 1);
  id = (await articles())[0]!.id;
}, 90_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('with an address and a token, without settings, Redis or secrets', () => {
  test.each([
    [['feeds'], /^FEED .*\nwire /],
    [['destinations'], /^DESTINATION .*\ncms +file-drop +ok /],
    [['explain', 'tag:wire.example,2026:7'], /Crane falls at Port Ellis/],
    [['spike'], /^Nothing is on the spike/],
    [['stops'], /^There is no stop/],
    [['embargoes'], /^Nothing is held/],
    [['dead-letters', 'list'], /^LETTER|^There is no dead letter/],
  ])('%j tells how things stand', async (words, says) => {
    expect(await ask(words)).toMatch(says);
  });

  test('an act is done under the name of the token', async () => {
    expect(await ask(['correct-note', 'tag:wire.example,2026:7', '--reason', 'It fell on Sunday.'])).toBe(
      `${id}: revision 2, correction; copytaster reach ${id} shows who has it\n`,
    );
    expect(await ask(['withdraw', id, '--reason', 'a claim', '--by', 'somebody else'])).toContain('withdrawal');
    expect(JSON.parse(await ask(['audit', '--json']))).toMatchObject([
      { by: 'night', act: 'withdraw', of: id, reason: 'a claim' },
      { by: 'night', act: 'correct-note' },
    ]);
    expect(
      await until(async () => /withdrawal +tag:wire\.example,2026:7 +cms/.test(await ask(['stops']))),
      'the stop is listed',
    ).toBe(true);
  });

  test('a token that may only read does nothing, and the error says so as JSON too', async () => {
    const said = await ask(['destinations', 'pause', 'cms', '--json'], reader);
    expect(JSON.parse(said)).toMatchObject({
      error: { command: 'copytaster destinations', message: expect.stringContaining('scope act'), exitCode: 1 },
    });
  });
});

test.each([[['feeds', '--json']], [['stops', '--json']], [['audit', '--json']], [['embargoes', '--json']]])(
  'the store answers %j as the service does',
  async (words) => {
    const [overHttp, ofTheStore] = [JSON.parse(await ask(words)), JSON.parse(await askStore(words))] as unknown[];
    const keysOf = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(keysOf)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, keysOf(each)]))
          : typeof value;
    expect(keysOf(ofTheStore)).toEqual(keysOf(overHttp));
  },
);

test('routes are explained and tried on the store', async () => {
  writeFileSync(join(folder, 'terms.yaml'), 'filter: { languages: [no] }\n');
  expect(await askStore(['route', 'explain', id])).toMatch(/^cms: /);
  expect(await askStore(['route', 'try', 'cms', join(folder, 'terms.yaml')])).toMatch(/^of \d+ revisions 0 would/);
});

test('a service without tokens, which is open to this machine, is told what to do as well', async () => {
  const open = await startService(WIRE, { environment: { REDIS_URL: redis.path }, words: ['--roles', 'http'] });
  await runCommand(['destinations', 'pause', 'cms', '--reason', 'a move'], { COPYTASTER_URL: open.address });
  await open.end();
  expect(await ask(['destinations'])).toMatch(/\ncms +file-drop +paused /);
}, 60_000);

test('a token that the service does not know is named as the cause', async () => {
  const environment = { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: 'ct_another' };
  expect(await runCommand(['stops'], environment)).toMatch(/does not know the token of COPYTASTER_TOKEN; .* makes one/);
});

test('what needs no service answers by itself', async () => {
  const stop = AbortSignal.abort();
  expect(await runCommand(['token', '--name', 'desk'], {})).toMatch(/- { name: "desk", sha256: [0-9a-f]{64}, scopes/);
  expect(await runCommand(['simulate', '--seed', '7'], {}, stop)).toMatch(/^The simulated wire is at http:/);
  expect(await runCommand(['simulate', '--agency', 'agp'], {}, stop)).toMatch(/no agency "agp"; did you mean afp\?/);
});
