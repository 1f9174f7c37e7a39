import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Article } from '../../src/article/article.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const SETTLE_MS = 60_000;
const FIRST =
  'The council of Narvik said on Tuesday that the tunnel under the harbour would open a year late, in spring.';
const SECOND =
  'Water had come through the northern wall in March, and the wall had to be taken down and built again, it said.';
const LIT =
  'The northern quay will be lit through the night from Sunday, the harbour master said, after two cyclists had fallen into the dock.';
const LAST =
  'Drivers will use the old road round the bay until then, which adds nineteen kilometres to the way to school.';

const html = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:site_name" content="The Fjord Courier"></head><body><nav><a href="/">Home</a></nav>${body}</body></html>`;
const story = html(
  'Tunnel opens a year late - The Fjord Courier',
  `<article><h1>Tunnel opens a year late</h1><p>NARVIK, Norway, May 6 (Reuters) - ${FIRST}</p><p>${SECOND}</p><p>${LAST}</p></article>`,
);
const german = `<html><head><title>Fähre fährt wieder</title></head><body><h1>Fähre fährt wieder</h1><p>Die Fähre über den Fluß fährt seit Dienstag wieder, und zwar täglich außer montags, sagte die Gemeinde.</p><p>Sie war im März für Überprüfungen am Rumpf stillgelegt worden, die länger dauerten als geplant.</p></body></html>`;
const said = (title: string, text: string): string => html(title, `<div><h1>${title}</h1><p>${text}</p></div>`);
const PAGE = { 'content-type': 'text/html' };

/** It is linked to under another name of this machine than the feed has. */
const INSIDE = '/inside';

/** A site's pages by path; what is not a story on the right. */
const PAGES: Readonly<Record<string, Answer>> = {
  '/robots.txt': answer(200, {}, 'User-agent: *\nDisallow: /closed/\n'),
  '/tunnel': answer(200, { ...PAGE, etag: '"1"' }, story),
  '/faehre': answer(200, PAGE, Buffer.from(german, 'latin1')),
  '/closed/a': answer(200, PAGE, story),
  '/consent': answer(
    200,
    PAGE,
    said('Before you continue', 'We and our 812 partners store cookies. Accept all cookies to go on.'),
  ),
  '/challenge': answer(200, PAGE, said('Just a moment...', 'Verify you are human by completing the action below.')),
  '/login': answer(200, PAGE, html('Sign in', '<form><p>Sign in to read.</p><input type="password" name="p"></form>')),
  '/empty': answer(200, PAGE, html('The Fjord Courier', '<div id="app"></div>')),
  '/pdf': answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.7\n%\n'),
  '/moved': answer(302, { location: '/' }),
  '/short': answer(301, { location: '/long' }),
  '/long': answer(200, PAGE, said('Quay to be lit', LIT)),
  '/trap': answer(302, { location: '/closed/a' }),
  '/': answer(200, PAGE, story),
  '/broken': answer(503),
  [INSIDE]: answer(200, PAGE, story),
  '/deep': answer(200, PAGE, `<html><body>${'<div>'.repeat(5_000)}`),
};
const STORIES = Object.keys(PAGES).filter((path) => !['/', '/robots.txt', '/long'].includes(path));
const summaryOf = (path: string): string => `What the feed says of ${path}.`;

function feed(server: string, built: number): string {
  const siteOf = (path: string): string => (path === INSIDE ? server.replace('127.0.0.1', 'localhost') : server);
  const items = STORIES.map(
    (path) =>
      `<item><guid isPermaLink="false">urn:quay:${path}</guid><title>About ${path}, as the feed has it</title><link>${siteOf(path)}${path}</link><description>${summaryOf(path)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Fjord Courier</title><link>${server}/</link><ttl>0</ttl><lastBuildDate>${new Date(built).toUTCString()}</lastBuildDate>${items.join('')}</channel></rss>`;
}

let server: ScriptedServer;
let redis: TestRedis;
let service: ChildProcess;
let metrics = '';
const folder = mkdtempSync(join(tmpdir(), 'ct-pages-'));

const articles = (): Article[] => {
  return journalLines(join(folder, 'drop')).map((line) => (JSON.parse(line) as { data: Article }).data);
};
const of = (path: string): Article => {
  const found = articles().filter(({ uri }) => uri === `urn:quay:${path}`);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const askedFor = (path: string): number => server.seen.filter((request) => request.path === path).length;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

beforeAll(async () => {
  redis = await startTestRedis();
  server = await startScriptedServer();
  server.script((response, request) => {
    if (request.path === '/feed.xml')
      answer(200, { 'content-type': 'application/rss+xml' }, feed(server.url, Date.now()))(response, request);
    else (PAGES[request.path] ?? answer(404))(response, request);
  });
  const config = join(folder, 'copytaster.yaml');
  const settings = {
    feeds: [
      {
        id: 'courier',
        url: `${server.url}/feed.xml`,
        standing: 'web',
        fullText: 'page',
        every: { min: '500ms', max: '1s' },
        onFirstPoll: 'send',
        allowPrivateAddresses: true,
      },
    ],
    destinations: [{ id: 'drop', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' }],
  };
  writeFileSync(config, stringify(settings));
  const port = await freePort();
  service = spawn(process.execPath, ['dist/workers/copytaster.js', 'start', '--config', config], {
    env: { ...process.env, REDIS_URL: redis.path, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const polls = (): number => server.seen.filter(({ path }) => path === '/feed.xml').length;
  for (const end = Date.now() + SETTLE_MS; Date.now() < end; await wait(200))
    if (articles().length >= STORIES.length && polls() >= 2) break;
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}, 2 * SETTLE_MS);

afterAll(async () => {
  service?.kill('SIGTERM');
  if (service?.exitCode === null) await once(service, 'exit');
  await server?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

describe('a feed of summaries whose pages are read', () => {
  test('a story comes with the text of its page, and says whose it is', () => {
    expect(of('/tunnel')).toMatchObject({
      headline: 'About /tunnel, as the feed has it',
      bodyText: [FIRST, SECOND, LAST].join('\n\n'),
      summary: summaryOf('/tunnel'),
      dateline: { text: 'NARVIK, Norway, May 6 (Reuters) -', place: 'NARVIK', agencies: ['reuters'] },
      agency: null,
      credits: [{ code: 'reuters' }],
      publisher: { name: 'The Fjord Courier', uri: server.url },
    });
  });

  test('a redirect to the story is followed', () => {
    expect(of('/short').bodyText).toBe(LIT);
  });

  test('a page that declares no charset is read in the one that it is in', () => {
    expect(of('/faehre').bodyText).toContain('Die Fähre über den Fluß fährt seit Dienstag wieder');
  });

  test.each([
    ['/closed/a', 'robots'],
    ['/trap', 'robots'],
    ['/consent', 'consent'],
    ['/challenge', 'challenge'],
    ['/login', 'login'],
    ['/empty', 'empty'],
    ['/pdf', 'not-a-page'],
    ['/moved', 'elsewhere'],
    ['/broken', 'server'],
    ['/deep', 'unreadable'],
  ])('%s leaves the story as the feed gave it, and is counted as %s', (path, state) => {
    expect(of(path).bodyText).toBe(summaryOf(path));
    expect(metrics).toMatch(new RegExp(`copytaster_pages_total\\{feed="courier",state="${state}"\\} [1-9]`));
  });

  test('the feed may have a private address, what its items link to may not', () => {
    expect(of(INSIDE).bodyText).toBe(summaryOf(INSIDE));
    expect(askedFor(INSIDE)).toBe(0);
    expect(metrics).toMatch(/copytaster_pages_total\{feed="courier",state="network"\} [1-9]/);
  });

  test('robots.txt is asked for once and obeyed, and no page is asked for again at the next poll', () => {
    expect([askedFor('/robots.txt'), askedFor('/closed/a')]).toEqual([1, 0]);
    expect(STORIES.filter((path) => askedFor(path) > 1)).toEqual([]);
  });
});
