import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalLines } from '../receivers/drop-journal.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const EVERY = 31;
const STORIES = [
  ['Crane stands still', 'A crane of the old quay stands still after a storm tore off its cabin on Monday night.'],
  ['Copper output rises', 'The northern mines dug seven percent more copper in October, the ministry said.'],
  ['Tram line extended', 'Parliament voted to pay for eleven more stops on the eastern tram, which opens in 2031.'],
  ['Bakers end strike', 'Bakers go back to their ovens tonight; owners agreed to raise wages by four crowns an hour.'],
] as const;
const ITEMS = STORIES.map(
  ([headline, text], at) =>
    `<item><guid isPermaLink="false">tag:example.org,2026:${at}</guid><title>${headline}</title>` +
    `<pubDate>Mon, 23 Nov 2026 0${at}:00:00 GMT</pubDate><description>${text} It was docket ${at}.</description></item>`,
);
const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://example.org/</link>
<description>x</description>${ITEMS.join('\n')}</channel></rss>`;
const CUTS = Array.from({ length: Math.floor((FEED.length - 1) / EVERY) }, (_, at) => (at + 1) * EVERY);

/** How a body is framed decides who notices that it was cut: the connection, or only who reads it. */
const FRAMES: readonly ((cut: number) => Answer)[] = [
  (cut) => (response) => {
    response.writeHead(200, { etag: `"${cut}"`, 'content-length': String(FEED.length) }).write(FEED.slice(0, cut));
    setTimeout(() => response.destroy(), 10);
  },
  (cut) => (response) => {
    response.writeHead(200, { etag: `"${cut}"` }).write(FEED.slice(0, cut));
    setTimeout(() => response.destroy(), 10);
  },
  (cut) => (response) => {
    const head = `HTTP/1.1 200 OK\r\netag: "${cut}"\r\nconnection: close\r\n\r\n`;
    response.socket?.end(head + FEED.slice(0, cut));
  },
];

const folder = mkdtempSync(join(tmpdir(), 'ct-cut-feeds-'));
let redis: TestRedis;
let wire: ScriptedServer;
let service: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  wire = await startScriptedServer();
  const cuts = CUTS.map((cut, at) => (FRAMES[at % FRAMES.length] as (cut: number) => Answer)(cut));
  const healed: Answer = (response, request) =>
    answer(request.headers['if-none-match'] === '"whole"' ? 304 : 200, { etag: '"whole"' }, FEED)(response, request);
  wire.script(...cuts, healed);
  service = await startService(
    {
      feeds: [
        {
          id: 'wire',
          url: `${wire.url}/feed`,
          every: { min: '500ms', max: '500ms' },
          onFirstPoll: 'send',
          allowPrivateAddresses: true,
        },
      ],
      destinations: [{ id: 'drop', type: 'file-drop', path: folder, from: 'beginning' }],
    },
    { environment: { REDIS_URL: redis.path } },
  );
});
afterAll(async () => {
  await service?.end();
  await wire?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Delivered {
  readonly data: { readonly revision: number; readonly bodyText: string; readonly uri: string };
}

function delivered(): Delivered['data'][] {
  return journalLines(folder).map((line) => (JSON.parse(line) as Delivered).data);
}

describe('a feed that is cut at every place', () => {
  test('is never taken for whole, and gives each story once, in full', async () => {
    expect(CUTS.length).toBeGreaterThan(30);
    const healed = () => wire.seen.some(({ headers }) => headers['if-none-match'] === '"whole"');
    expect(await until(() => healed() && delivered().length >= STORIES.length)).toBe(true);
    const asked = new Set(wire.seen.map(({ headers }) => headers['if-none-match']));
    expect(asked).toEqual(new Set([undefined, '"whole"']));
    const copies = delivered().toSorted((a, b) => a.uri.localeCompare(b.uri));
    expect(copies.map(({ revision, bodyText }) => [revision, bodyText])).toEqual(
      STORIES.map(([, text], at) => [1, `${text} It was docket ${at}.`]),
    );
  });
});
