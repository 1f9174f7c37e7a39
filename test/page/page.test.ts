import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { barriersOn, openBrowser } from './browser.ts';

const VIEWS = ['/', '/spike', '/stops', '/feeds', '/destinations', '/letters', '/system'] as const;
/** Only a page that shows nothing more takes so long. */
const SHOWN_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'ct-page-'));
const editor = makeToken('night editor', ['read', 'act', 'admin']);
const reader = makeToken('reader', ['read']);
let redis: TestRedis;
let simulator: Simulator;
let service: RunningService;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** What the browser complained of: errors of scripts, and what the page's policy refused. */
const complaints: string[] = [];
/** Requests that wait for their answer; the stream has none. */
const asked = new Set<Request>();

const settings = (): unknown => ({
  redis: { dataFolder: join(folder, 'data') },
  retention: { rawDays: 1 },
  http: { tokens: [editor.kept, reader.kept] },
  feeds: [
    ...simulatedFeeds(simulator.url, { min: '300ms', max: '600ms' }),
    { id: 'coast', transport: 'folder', path: join(folder, 'coast'), standing: 'partner' },
  ],
  destinations: [{ id: 'files', type: 'file-drop', path: join(folder, 'files'), from: 'beginning' }],
});

/** What every story of the paper by the sea says. */
const COAST = { type: 'text', versioncreated: new Date().toISOString(), language: 'en' };

const as = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
async function count(path: string, list: string): Promise<number> {
  const { body } = await service.get(path, as(editor.token));
  return (body[list] as unknown[] | undefined)?.length ?? 0;
}

async function logIn(into: Page, token: string): Promise<void> {
  await into.goto(service.address);
  await into.getByLabel('Token').fill(token);
  await into.getByRole('button', { name: 'Log in' }).click();
  await into.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: SHOWN_MS });
}

/** Opens the first story of a list. */
async function readFirst(path: string): Promise<void> {
  await open(path);
  await stories().first().waitFor({ timeout: SHOWN_MS });
  await page.keyboard.press('j');
  await page.getByRole('article').waitFor();
}

async function open(path: string): Promise<void> {
  await page.goto(service.address + path);
  await page.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: SHOWN_MS });
}

/** Waits until the view has read all that it shows. */
async function settled(): Promise<void> {
  expect(await until(async () => asked.size === 0 && (await page.locator('[aria-busy]').count()) === 0)).toBe(true);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

const stories = () => page.getByRole('list', { name: 'Stories' }).getByRole('listitem');
const shows = (words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor({ timeout: SHOWN_MS });

const articles = async (): Promise<readonly Article[]> =>
  (await service.get('/v1/articles?limit=100', as(editor.token))).body.articles as Article[];

/** Waits for an article of which something holds, and gives it. */
async function articleWhere(holds: (article: Article) => boolean): Promise<Article> {
  let found: Article | undefined;
  await until(async () => {
    found = (await articles()).find(holds);
    return found !== undefined;
  });
  if (found === undefined) throw new Error('no such article came');
  return found;
}

/** A paper by the sea prints a story of the wire, one that nobody withdraws, word for word under an id of its own. */
async function printCopy(): Promise<void> {
  const stays = (uri: string | null): boolean =>
    simulator.record().some((sent) => sent.uri === uri && sent.scenario === 'repeat');
  const story = await articleWhere(({ uri, bodyText }) => bodyText.length > 300 && stays(uri));
  const document = {
    id: 'urn:coast:1',
    title: story.headline,
    content_text: story.bodyText,
    url: 'https://coast.example/1',
  };
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Coast', items: [document] };
  writeFileSync(join(folder, 'coast', 'copy.json'), JSON.stringify(feed));
}

async function copyIsSpiked(): Promise<boolean> {
  const { body } = await service.get('/v1/spike', as(editor.token));
  return (body.spiked as { feed: string }[]).some(({ feed }) => feed === 'coast');
}

beforeAll(async () => {
  mkdirSync(join(folder, 'coast'));
  redis = await startTestRedis();
  simulator = await startSimulator({ seed: 11, rate: 3 });
  service = await startService(settings(), { environment: { REDIS_URL: redis.path } });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(SHOWN_MS);
  page = await context.newPage();
  page.on('request', (request) => request.url().includes('/v1/stream') || asked.add(request));
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  expect(await until(async () => (await count('/v1/stops', 'stops')) > 0)).toBe(true);
  expect(await until(async () => (await count('/v1/articles', 'articles')) > 5)).toBe(true);
  await printCopy();
  expect(await until(copyIsSpiked)).toBe(true);
});

afterAll(async () => {
  await browser?.close();
  await service?.end();
  await simulator?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('who comes to the page', () => {
  test('is asked for a token, and told when there is no such one', async () => {
    await page.goto(service.address);
    await page.getByLabel('Token').fill('ct_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('there is no such token');
  });

  test('sees the wire after logging in, and stays logged in when the page is loaded anew', async () => {
    await logIn(page, editor.token);
    expect(await until(async () => (await stories().count()) > 5)).toBe(true);
    await page.reload();
    await stories().first().waitFor({ timeout: SHOWN_MS });
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'copytaster', httpOnly: true, sameSite: 'Strict' });
  });

  test('and may only read sees no way to act, and no held copy', async () => {
    const other = await browser.newContext();
    const quiet = await other.newPage();
    await logIn(quiet, reader.token);
    await quiet.goto(`${service.address}/spike`);
    await quiet.getByRole('list', { name: 'Spiked stories' }).getByRole('listitem').first().waitFor();
    expect(await quiet.getByRole('button', { name: 'Send' }).count()).toBe(0);
    await other.close();
  });
});

describe('the wire', () => {
  test('brings new copy by itself, and only counts it while a story is read', async () => {
    await open('/');
    await stories().first().waitFor();
    const before = await stories().first().textContent();
    expect(await until(async () => (await stories().first().textContent()) !== before)).toBe(true);
    await page.keyboard.press('j');
    await page.getByRole('article').waitFor();
    const read = await page.getByRole('article').getByRole('heading', { level: 1 }).textContent();
    await page.getByRole('button', { name: /\d+ new/ }).waitFor({ timeout: SHOWN_MS });
    expect(await page.getByRole('article').getByRole('heading', { level: 1 }).textContent()).toBe(read);
    await page.keyboard.press('u');
    await page.keyboard.press('x');
    expect(new URL(page.url()).searchParams.get('open')).toBeNull();
  });

  test('is searched in one box, whose words stand in the address', async () => {
    await open('/');
    await page.keyboard.press('/');
    await page.keyboard.type('agency:afp -docket9999');
    await page.keyboard.press('Enter');
    await shows(/\d+ stor/);
    expect(new URL(page.url()).searchParams.get('q')).toBe('agency:afp -docket9999');
    expect(await until(async () => (await stories().count()) > 0)).toBe(true);
    const agencies = await page.locator('.story .agency').allTextContents();
    expect(new Set(agencies)).toEqual(new Set(['AFP']));
  });

  test('says what to write when a filter is wrong', async () => {
    await open('/?q=agencie:afp');
    await shows(/agency: is the nearest/);
  });
});

describe('a story', () => {
  test('shows its versions word by word', async () => {
    const { id } = await articleWhere(({ revision, changed }) => (revision ?? 0) > 1 && changed.includes('bodyText'));
    await open(`/?open=${encodeURIComponent(id)}`);
    await page.getByRole('article').waitFor();
    await page.keyboard.press('2');
    await page.locator('ins').first().waitFor({ timeout: SHOWN_MS });
    expect(await page.getByRole('radio').count()).toBeGreaterThan(3);
  });

  test.each([
    ['3', /A new story/],
    ['4', /files/],
    ['6', /Bytes, SHA-256/],
  ])('tells more under the key %s', async (key, words) => {
    await readFirst('/?q=is:new');
    await page.keyboard.press(key);
    await page.getByRole('tabpanel').getByText(words).first().waitFor({ timeout: SHOWN_MS });
  });

  test('shows the document that it was read from, byte for byte', async () => {
    const document = {
      ...COAST,
      uri: 'urn:coast:tide',
      headline: 'Spring tide',
      body_text: 'The tide was high.  Höher.',
    };
    writeFileSync(join(folder, 'coast', 'tide.json'), JSON.stringify(document, null, 3));
    const { id } = await articleWhere(({ uri }) => uri === document.uri);
    await open(`/story/${encodeURIComponent(id)}`);
    await page.getByRole('tab', { name: 'Source' }).click();
    await shows(/The document as it came, \d+ B/);
    expect(await page.getByRole('tabpanel').locator('pre').textContent()).toBe(JSON.stringify(document, null, 3));
  });

  test('whose copy is odd keeps nobody out and stays within the window', async () => {
    const parts = ['<h4></h4><h3>Results</h3><h6>In the north</h6><p></p><ul><li></li><li>One</li></ul>'];
    parts.push('<table><caption></caption><tr><th></th><th>Seats</th></tr><tr><td>A</td><td>12</td></tr></table>');
    parts.push(`<p><a href="https://a.example/"></a>https://a.example/${'y'.repeat(400)}</p>`);
    const odd = { ...COAST, uri: 'urn:coast:odd', headline: 'W'.repeat(600), slugline: 'x'.repeat(300) };
    writeFileSync(join(folder, 'coast', 'odd.json'), JSON.stringify({ ...odd, body_html: parts.join('') }));
    const { id } = await articleWhere(({ uri }) => uri === odd.uri);
    await open(`/story/${encodeURIComponent(id)}`);
    await shows('Results');
    expect(await barriersOn(page)).toEqual([]);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(`document.querySelector('#story-tab').scrollWidth <= ${width}`)).toBe(true);
    }
  });

  test('that is not there is told of, and the way back', async () => {
    await open('/story/art_0');
    await page.getByRole('heading', { name: 'This story is not here' }).waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  test('that was killed shows nothing of its text', async () => {
    await readFirst('/?q=is:withdrawal');
    await shows(/Its agency withdrew this story/);
    expect(await page.locator('.body').textContent()).toBe('');
  });
});

describe('what a desk does', () => {
  const act = async (button: string, reason: string): Promise<void> => {
    await page.getByRole('button', { name: button }).first().click();
    await page.getByLabel('Why').fill(reason);
    await page.getByRole('dialog').getByRole('button', { name: button }).click();
    await page.getByRole('dialog').or(page.getByRole('alert')).last().waitFor({ state: 'hidden' });
  };

  test('holds a story and releases it', async () => {
    await readFirst('/?q=is:new');
    await act('Hold', 'the lawyers read it');
    await page.getByRole('note').first().waitFor({ timeout: SHOWN_MS });
    await act('Release', 'the lawyers are content');
    await page.getByRole('button', { name: 'Hold' }).waitFor({ timeout: SHOWN_MS });
  });

  test('kills a story and sees who confirms it', async () => {
    await readFirst('/?q=is:new');
    const id = new URL(page.url()).searchParams.get('open') ?? '';
    await act('Withdraw', 'it is not true');
    await shows(/withdrew this story/);
    await open(`/stops?of=${encodeURIComponent(id)}`);
    await shows(/1 of 1 confirmed/);
  });

  test('sends a story from the spike, with a reason that is kept', async () => {
    await open('/spike');
    await page.getByLabel('Words in the spike').fill('coast');
    await act('Send', 'we want both');
    await open('/system');
    await shows('we want both');
    await shows('night editor');
  });

  test('pauses a destination and resumes it', async () => {
    await open('/destinations');
    for (const [button, words] of [
      ['Pause', /paused for/],
      ['Resume', /answers/],
    ] as const) {
      await page.getByRole('button', { name: button }).first().click();
      await page.getByLabel('Why').fill('the receiver moves');
      await page.getByRole('dialog').getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await shows(words);
    }
  });
});

describe('what is held', () => {
  const later = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 16);
  const held = () =>
    page.getByRole('list', { name: 'Held stories' }).getByRole('listitem').filter({ hasText: 'Budget' });

  test('waits with its instant, is moved, and is dropped', async () => {
    const story = {
      ...COAST,
      uri: 'urn:coast:budget',
      embargoed: new Date(Date.now() + 3 * 3_600_000).toISOString(),
      headline: 'Budget of the coast',
      body_text: 'The budget of the coast grows by a tenth, its treasurer will say tomorrow at noon in the old hall.',
    };
    writeFileSync(join(folder, 'coast', 'held.json'), JSON.stringify(story));
    await open('/stops');
    await held().waitFor({ timeout: SHOWN_MS });
    await held()
      .getByText(/2:5\d:\d\d/)
      .waitFor({ timeout: SHOWN_MS });
    await held().getByRole('button', { name: 'Move' }).click();
    await page.getByLabel('Until').fill(later);
    await page.getByLabel('Why').fill('the hall opens later');
    await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
    await held()
      .getByText(/4:5\d:\d\d/)
      .waitFor({ timeout: SHOWN_MS });
    await held().getByRole('button', { name: 'Drop' }).click();
    await page.getByLabel('Why').fill('it is not ours');
    await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
    await held().waitFor({ state: 'hidden', timeout: SHOWN_MS });
  });
});

describe('a destination', () => {
  test('is sent again what it had, after it was counted', async () => {
    await open('/destinations');
    await page.getByRole('button', { name: 'Replay' }).first().click();
    await page.getByLabel('Why').fill('the receiver lost a disk');
    await page.getByText('Filter').click();
    await page.getByLabel('Agencies').fill('afp, reuters');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page
      .getByRole('status')
      .getByText(/stor(?:y goes|ies go) out again/)
      .waitFor({ timeout: SHOWN_MS });
    expect(await count('/v1/audit', 'acts')).toBe(
      ((await service.get('/v1/audit', as(editor.token))).body.acts as { act: string }[]).filter(
        ({ act }) => act !== 'replay',
      ).length,
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await open('/system');
    await shows('the receiver lost a disk');
  });
});

describe('the ticker', () => {
  test('shows the newest of a query in a small window, and what comes', async () => {
    await open('/?q=lang:en');
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Ticker' }).click();
    const ticker = await opened;
    const lines = ticker.getByRole('list', { name: 'Stories' }).getByRole('listitem');
    await lines.first().waitFor({ timeout: SHOWN_MS });
    const before = await lines.first().textContent();
    expect(await until(async () => (await lines.first().textContent()) !== before)).toBe(true);
    expect(await barriersOn(ticker)).toEqual([]);
    await ticker.close();
  });
});

describe('the views', () => {
  test.each([
    ['/stops', /confirmed after/],
    ['/feeds', /reuters-world/],
    ['/destinations', /file-drop/],
    ['/letters', /dead letters|could not be used|Everything could/i],
    ['/system', /Settings as loaded/],
    ['/feeds?feed=reuters-world', /Stories an hour, of the last 24 hours/],
    ['/feeds?feed=reuters-world', /Last fetches/],
    ['/destinations?destination=files', /Last answers/],
  ])('%s says how things stand', async (path, words) => {
    await open(path);
    await shows(words);
  });

  test.each(VIEWS)('%s keeps nobody out, in either theme and on a phone', async (path) => {
    await open(path);
    await settled();
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['light', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      expect({ path, colorScheme, width, barriers: await barriersOn(page) }).toEqual({
        path,
        colorScheme,
        width,
        barriers: [],
      });
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ path, width, wider }).toEqual({ path, width, wider: 0 });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test.each(['/feeds?feed=reuters-world', '/destinations?destination=files'])('%s draws a chart', async (path) => {
    await open(path);
    await page.locator('.plot canvas').first().waitFor({ timeout: SHOWN_MS });
    expect(await barriersOn(page)).toEqual([]);
  });

  test('a story keeps nobody out', async () => {
    await readFirst('/');
    for (const key of ['1', '2', '3', '4', '5', '6']) {
      await page.keyboard.press(key);
      await settled();
      expect({ key, barriers: await barriersOn(page) }).toEqual({ key, barriers: [] });
    }
    await page.keyboard.press('?');
    await shows('Keys');
    expect(await barriersOn(page)).toEqual([]);
  });
});

describe('the page', () => {
  test('loads little, and nothing from elsewhere', async () => {
    const fresh = await browser.newContext();
    const other = await fresh.newPage();
    const from = new Set<string>();
    const sizes: Promise<number>[] = [];
    other.on('requestfinished', (request) => {
      from.add(new URL(request.url()).origin);
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await other.goto(service.address);
    await other.getByLabel('Token').waitFor();
    await other.waitForLoadState('networkidle');
    expect([...from]).toEqual([service.address]);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(150_000);
    await fresh.close();
  });

  test('goes on where it stopped when the service comes back', async () => {
    await open('/');
    await stories().first().waitFor();
    const address = new URL(service.address);
    await service.end();
    await shows(/No wire for/);
    service = await startService(settings(), { environment: { REDIS_URL: redis.path, PORT: address.port } });
    await shows(/^Live/);
    const before = await stories().first().textContent();
    expect(await until(async () => (await stories().first().textContent()) !== before)).toBe(true);
  });

  test('had no error all the while', () => {
    const expected = /Failed to load resource|net::ERR_/;
    expect(complaints.filter((each) => !expected.test(each))).toEqual([]);
  });
});
