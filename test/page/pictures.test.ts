import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { openBrowser } from './browser.ts';
import { compareWithGolden, difference, smaller } from './pictures.ts';
import { PINNED, pinTime } from './pinned.ts';

const PICTURES = join(import.meta.dirname, 'pictures');
const editor = makeToken('night editor', ['read', 'act', 'admin']);
const as = { authorization: `Bearer ${editor.token}` };
const folder = mkdtempSync(join(tmpdir(), 'ct-pictures-'));

/** The fonts that Debian's fontconfig brings along: whatever else a machine has, the pictures are set in these. */
const FONTS = ':root { --sans: "DejaVu Sans"; --serif: "DejaVu Serif"; }';

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1440, height: 900 },
  { name: 'dark', colorScheme: 'dark', width: 1440, height: 900 },
  { name: 'phone', colorScheme: 'light', width: 392, height: 844 },
] as const;
/** Each view, and words that stand in it once it has read all that it shows. */
const VIEWS: readonly (readonly [name: string, path: string, words: RegExp])[] = [
  ['wire', '/', /Copper rises for a third day/],
  ['story', '/?q=harbour', /More was to follow/],
  ['spike', '/spike', /Council votes to rebuild/],
  ['stops', '/stops', /Nothing is held/],
  ['feeds', '/feeds?feed=wire', /nine of ten within/],
  ['destinations', '/destinations?destination=files', /delivered/],
  ['letters', '/letters', /As it came/],
  ['system', '/system', /Memory of Redis/],
];

const STORIES = [
  ['1', 'Council votes to rebuild the old harbour', 'The council voted by nine to four to rebuild the harbour wall.'],
  ['2', 'Copper rises for a third day', 'Copper rose for a third day as mines in the north stood still.'],
  ['3', 'Ferry services resume after the storm', 'Ferries to the islands run again after two days of storm.'],
  ['4', 'Museum buys a lost drawing', 'The museum has bought a drawing that was thought lost since 1911.'],
  ['5', 'حكومة المدينة تعلن خطة جديدة للمياه', 'أعلنت حكومة المدينة اليوم خطة جديدة لتوزيع المياه في الأحياء القديمة.'],
] as const;

const feedOf = (stories: readonly (readonly [string, string, string])[], prefix: string): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Wire',
    items: stories.map(([number, title, body]) => ({
      id: `urn:${prefix}:${number}`,
      title,
      content_text: `${body} ${body.toUpperCase()} More was to follow, officials said.`,
      date_published: '2026-11-24T13:00:00Z',
    })),
  });

const REMEMBERED_EVERY_MS = 1_100;

let service: RunningService;
let browser: Browser;
let page: Page;

/** Brings a document into a feed and waits until so many articles stand. */
async function bring(feed: string, name: string, text: string, articles: number): Promise<void> {
  writeFileSync(join(folder, feed, name), text);
  const count = async (): Promise<number> =>
    ((await service.get('/v1/articles?limit=100', as)).body.articles as unknown[]).length;
  expect(await until(async () => (await count()) === articles)).toBe(true);
}

beforeAll(async () => {
  for (const name of ['wire', 'coast', 'files']) mkdirSync(join(folder, name));
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    http: { tokens: [editor.kept] },
    feeds: [
      { id: 'wire', transport: 'folder', path: join(folder, 'wire') },
      { id: 'coast', transport: 'folder', path: join(folder, 'coast'), standing: 'partner' },
    ],
    destinations: [{ id: 'files', type: 'file-drop', path: join(folder, 'files'), from: 'beginning' }],
  });
  const answers = async (): Promise<unknown[]> =>
    (await service.get('/v1/destinations/files', as)).body.attempts as unknown[];
  for (const [at, story] of STORIES.entries()) {
    // Of successes one a second is remembered; here each is to be seen.
    await wait(REMEMBERED_EVERY_MS);
    await bring('wire', `${at}.json`, feedOf([story], 'wire'), at + 1);
    expect(await until(async () => (await answers()).length === at + 1)).toBe(true);
  }
  writeFileSync(join(folder, 'coast', 'copy.json'), feedOf([STORIES[0]], 'coast'));
  const spiked = async (): Promise<unknown[]> => (await service.get('/v1/spike', as)).body.spiked as unknown[];
  expect(await until(async () => (await spiked()).length === 1)).toBe(true);
  writeFileSync(join(folder, 'coast', 'broken.json'), '{"version": "https://jsonfeed.org/version/1.1", "items": 7}');
  const letters = async (): Promise<unknown[]> => (await service.get('/v1/dead-letters', as)).body.letters as unknown[];
  expect(await until(async () => (await letters()).length === 1)).toBe(true);
  browser = await openBrowser();
  const context = await browser.newContext({
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  page = await context.newPage();
  await page.goto(service.address);
  await page.getByLabel('Token').fill(editor.token);
  const knows = knowsActs();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  await knows;
  await pinTime(page);
});

afterAll(async () => {
  await browser?.close();
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Ends when the page has read what can be done here; what a page that was left did not read to its end is no answer. */
const knowsActs = () => page.waitForEvent('requestfinished', (request) => request.url().endsWith('/openapi.json'));

/** Shows a view until nothing in it changes any more, and takes its picture. */
async function takePicture([, path, words]: (typeof VIEWS)[number], look: (typeof LOOKS)[number]): Promise<Uint8Array> {
  const { colorScheme, width, height } = look;
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height });
  const knows = knowsActs();
  await page.goto(service.address + path);
  await page.addStyleTag({ content: FONTS });
  await page.getByText(/^Live/).first().waitFor();
  if (path.startsWith('/?q')) {
    await page.getByRole('list', { name: 'Stories' }).getByRole('link').first().click();
    await page.getByRole('article').waitFor();
  }
  await page.getByText(words).first().waitFor();
  await knows;
  if (path.startsWith('/feeds')) await page.locator('canvas').first().waitFor();
  let before = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await until(async () => {
    const next = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const isStill = next.equals(before);
    before = next;
    return isStill;
  });
  return before;
}

describe.each(LOOKS)('in $name', (look) => {
  test.each(VIEWS)('%s looks as it did', async (...view) => {
    const [name] = view;
    const taken = await takePicture(view, look);
    const found = compareWithGolden(join(PICTURES, `${name}-${look.name}.png`), taken);
    expect(found).toEqual({ share: found.share, isSame: true });
  });
});

const WIRE = VIEWS[0] as (typeof VIEWS)[number];

test('a picture without its list, or in the other theme, is another one', async () => {
  const [light, dark] = LOOKS;
  const whole = smaller(await takePicture(WIRE, light));
  expect(difference(whole, smaller(await takePicture(WIRE, dark))).isSame).toBe(false);
  await takePicture(WIRE, light);
  await page.locator('ol.stories').evaluate((list) => list.remove());
  const cut = difference(whole, smaller(await page.screenshot()));
  expect(cut.isSame).toBe(false);
});

test('the pictures are of one instant', async () => {
  expect(await page.evaluate('Date.now()')).toBe(PINNED);
});

describe('on a phone', () => {
  beforeAll(async () => {
    const { articles } = (await service.get('/v1/articles', as)).body as { articles: readonly { id: string }[] };
    const answer = await fetch(`${service.address}/v1/articles/${articles[0]?.id}/withdraw`, {
      method: 'POST',
      headers: { ...as, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'a court' }),
    });
    expect(answer.status).toBe(200);
  });

  test.each(['/feeds?feed=wire', '/destinations', '/stops'])('nothing at %s stands beside the screen', async (path) => {
    const { width, height } = LOOKS[2];
    await page.setViewportSize({ width, height });
    await page.goto(service.address + path);
    await page
      .locator(path === '/stops' ? '.card' : '.cards tbody tr')
      .first()
      .waitFor();
    const beside = await page.evaluate(
      `[...document.querySelectorAll('.cards tbody *, .card, .card *')].filter((each) => each.getBoundingClientRect().right > innerWidth).length`,
    );
    expect(beside).toBe(0);
  });
});
