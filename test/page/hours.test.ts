import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, startService, until } from '../running-service.ts';
import { articleOf } from '../search/articles.ts';
import { openBrowser } from './browser.ts';

/** Stories that come between two looks: more than a list keeps. */
const STORIES = 1_000;
/** So long all of them may take to be shown, on a machine with other work. */
const SHOWN_MS = 180_000;
/** What a browser's own bookkeeping may differ by. A page that kept each story that came was at 1.33 at the second look. */
const ABOUT_THE_SAME = 1.15;

const folder = mkdtempSync(join(tmpdir(), 'ct-hours-'));
let service: RunningService;
let browser: Browser;
let page: Page;
let inspector: CDPSession;
let sent = 0;
let wanted = 0;

/** A story as the stream tells it. */
function eventOf(number: number): string {
  const position = `${1_764_000_000_000 + number}-0`;
  const words = `The council of ward ${number} met for the ${number % 9}th time. `.repeat(20);
  const data = articleOf(`Council of ward ${number} meets`, words, {
    id: `art_${number.toString(16).padStart(8, '0')}`,
    revisionId: `rev_${number.toString(16).padStart(8, '0')}`,
  });
  return `id: ${position}\ndata: ${JSON.stringify({ position, type: 'article.new', data })}\n\n`;
}

/** Every connection brings what is wanted and was not sent, and ends; the page comes back for the rest. */
async function tellWire(): Promise<void> {
  await page.route(/\/v1\/stream/, async (route) => {
    const from = sent;
    sent = Math.min(wanted, from + 250);
    const events = Array.from({ length: sent - from }, (_, at) => eventOf(from + at)).join('');
    const body = `retry: 20\nevent: position\ndata: 1-0\n\n${events}`;
    await route.fulfill({ contentType: 'text/event-stream', body });
  });
}

async function afterStories(count: number): Promise<{ heap: number; nodes: number; rows: number }> {
  wanted = count;
  const newest = `Council of ward ${count - 1} meets`;
  expect(await until(async () => (await page.getByText(newest).count()) > 0, SHOWN_MS)).toBe(true);
  await inspector.send('HeapProfiler.collectGarbage');
  const { metrics } = await inspector.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((each) => each.name === name)?.value ?? 0;
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    rows: await page.locator('.story').count(),
  };
}

beforeAll(async () => {
  service = await startService({ redis: { dataFolder: join(folder, 'data') }, feeds: [], destinations: [] });
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  inspector = await page.context().newCDPSession(page);
  await inspector.send('Performance.enable');
  await tellWire();
  await page.goto(service.address);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

test('a page that stays open keeps as much after four thousand stories as after one thousand', async () => {
  const [first, second, fourth] = [
    await afterStories(STORIES),
    await afterStories(2 * STORIES),
    await afterStories(4 * STORIES),
  ];
  expect(first.rows).toBe(400);
  expect(fourth.rows).toBe(400);
  expect({ heap: second.heap / first.heap, nodes: second.nodes / first.nodes }).toEqual(asBefore);
  expect({ heap: fourth.heap / first.heap, nodes: fourth.nodes / first.nodes }).toEqual(asBefore);
}, 400_000);

const asBefore = { heap: expect.toSatisfy(isAboutOne), nodes: expect.toSatisfy(isAboutOne) };
function isAboutOne(share: number): boolean {
  return share < ABOUT_THE_SAME;
}
