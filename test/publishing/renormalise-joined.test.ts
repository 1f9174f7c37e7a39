import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

/** Articles whose text stands in no document of their feed alone. */
const folder = mkdtempSync(join(tmpdir(), 'ct-renormalise-joined-'));
const night = makeToken('night', ['read', 'act']);
const since = new Date(Date.now() - 3_600_000).toISOString();
const FIRST = 'The fishermen of Bergen sold their catch on the quay on Tuesday for the first time in nine years.';
const ADDED = 'The mayor said that the market would open on Sundays, too.';
const PAGE_TEXT = [
  'The council of Narvik said on Tuesday that the tunnel under the harbour would open a year late, in spring.',
  'Water had come through the northern wall in March, and the wall had to be taken down and built again, it said.',
  'Drivers will use the old road round the bay until then, which adds nineteen kilometres to the way to school.',
];

let redis: TestRedis;
let server: ScriptedServer;
let service: RunningService;
let isPageGone = false;

/** ANPA 1312 with a keyword, a take and its lines. */
const anpa = (number: string, [slug, version]: readonly [string, string], lines: readonly string[]): string =>
  [
    '\x16\x16\x01a',
    number,
    '\x1f\r\n',
    'r f \x13\x11',
    `${slug.padEnd(24)}${version.padEnd(10)}11-03 0080`,
    '\r\n\x02',
    ...lines.map((line) => `${line}\r\n`),
    'AP-WF-11-03-26 1110GMT\r\n\x0c\x04',
  ].join('');

function file(name: string, text: string): void {
  const path = join(folder, 'wire');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(folder, `${name}.part`), text, 'latin1');
  renameSync(join(folder, `${name}.part`), join(path, `${name}.txt`));
}

const headers = { authorization: `Bearer ${night.token}` };
async function articles(): Promise<readonly Article[]> {
  return ((await service.get('/v1/articles?limit=50', headers)).body.articles ?? []) as Article[];
}
async function articleWith(words: string): Promise<Article> {
  let found: Article | undefined;
  await until(async () => {
    found = (await articles()).find(({ bodyText }) => bodyText?.includes(words));
    return found !== undefined;
  });
  if (found === undefined) throw new Error(`no article with "${words}" came`);
  return found;
}

beforeAll(async () => {
  redis = await startTestRedis();
  server = await startScriptedServer();
  server.script((response, request) => {
    const page = `<!doctype html><html lang="en"><head><title>Tunnel opens a year late</title></head><body><article><h1>Tunnel opens a year late</h1>${PAGE_TEXT.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
    const item = `<item><guid isPermaLink="false">urn:tunnel</guid><title>UPDATE 2-Tunnel opens a year late</title><link>${server.url}/tunnel</link><description>The tunnel is late.</description></item>`;
    const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Fjord Courier</title><link>${server.url}/</link>${item}</channel></rss>`;
    if (request.path === '/feed.xml')
      return answer(200, { 'content-type': 'application/rss+xml' }, rss)(response, request);
    if (request.path === '/tunnel' && !isPageGone)
      return answer(200, { 'content-type': 'text/html' }, page)(response, request);
    return answer(404)(response, request);
  });
  const settings = (agency: Record<string, string>) => ({
    http: { tokens: [night.kept] },
    retention: { rawDays: 1 },
    redis: { dataFolder: join(folder, 'data') },
    feeds: [
      {
        id: 'wire',
        transport: 'folder',
        path: join(folder, 'wire'),
        format: 'anpa1312',
        every: { min: '200ms', max: '300ms' },
        agency: 'ap',
        speaksFor: ['ap'],
      },
      {
        id: 'courier',
        url: `${server.url}/feed.xml`,
        fullText: 'page',
        onFirstPoll: 'send',
        allowPrivateAddresses: true,
        every: { min: '1s', max: '1s' },
        ...agency,
      },
    ],
    destinations: [],
  });
  file(
    'first',
    anpa('0101', ['BC-Fish Market', ''], ['^BC-Fish Market,80<', '^Fish is sold on the quay<', `\t${FIRST}`]),
  );
  service = await startService(settings({}), { environment: { REDIS_URL: redis.path } });
  await articleWith(FIRST);
  await articleWith(PAGE_TEXT[0] as string);
  file(
    'added',
    anpa(
      '0102',
      ['BC-Fish Market', '1st Add'],
      ['^BC-Fish Market, 1st Add,80<', '^BERGEN: first time in nine years.<', `\t${ADDED}`],
    ),
  );
  await articleWith(ADDED);
  isPageGone = true;
  const from = service.log.length;
  service.change(settings({ agency: 'reuters' }));
  await service.hears(/settings/, from);
}, 120_000);

afterAll(async () => {
  await service?.end();
  await server?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

interface Page {
  readonly articles: readonly { readonly article: string }[];
  readonly refused: readonly { readonly article: string; readonly reason: string }[];
}

test('a story that was joined from its takes is not read anew from the last of them', async () => {
  const joined = await articleWith(ADDED);
  expect(joined.bodyText).toContain(FIRST);
  const { refused } = (await service.get(`/v1/renormalise?since=${since}&feed=wire`, headers)).body as unknown as Page;
  expect(refused).toEqual([
    expect.objectContaining({ article: joined.id, reason: 'its text was joined from several documents' }),
  ]);
  const sent = await fetch(`${service.address}/v1/articles/${joined.id}/renormalise`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ reason: 'to see that it is refused' }),
  });
  expect(sent.status).toBe(409);
  expect((await articleWith(ADDED)).bodyText).toBe(joined.bodyText);
});

test('a story that its page completed is read anew with the page as it was, though the page is gone', async () => {
  const whole = await articleWith(PAGE_TEXT[0] as string);
  const { articles: other } = (await service.get(`/v1/renormalise?since=${since}&feed=courier`, headers))
    .body as unknown as Page;
  expect(other.map(({ article }) => article)).toEqual([whole.id]);
  const sent = await fetch(`${service.address}/v1/articles/${whole.id}/renormalise`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ reason: 'the mark stood in the headline' }),
  });
  expect(await sent.json()).toMatchObject({ article: whole.id, revision: 2 });
  const anew = await articleWith(PAGE_TEXT[0] as string);
  expect(anew).toMatchObject({ headline: 'Tunnel opens a year late', bodyText: PAGE_TEXT.join('\n\n') });
});
