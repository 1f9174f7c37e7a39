import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, startService, until } from '../running-service.ts';
import { openBrowser } from './browser.ts';

/** Files and answers that may be asked for before there is a first list: how long it takes follows from their number. */
const MOST_ASKED = 7;
const LATE_MS = 1_500;

const folder = mkdtempSync(join(tmpdir(), 'ct-first-list-'));
let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  const path = join(folder, 'in');
  mkdirSync(path);
  const story = { type: 'text', language: 'en', headline: 'Ferry late at Merrow', body_text: 'The ferry is late.' };
  writeFileSync(join(path, 'a.json'), JSON.stringify({ uri: 'urn:first:1', ...story }));
  service = await startService({
    redis: { dataFolder: join(folder, 'data') },
    feeds: [{ id: 'coast', transport: 'folder', path, every: { min: '200ms', max: '300ms' } }],
    destinations: [],
  });
  browser = await openBrowser();
  await until(async () => ((await service.get('/v1/search')).body.count as number) > 0);
});

afterAll(async () => {
  await browser?.close();
  await service?.end();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['/', '/?q=headline%3Aferry+%22at+merrow%22'])(
  'the first list at %s needs few files, and is asked for once, before the modules that show it run',
  async (path) => {
    const page = await (await browser.newContext()).newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().slice(service.address.length)));
    await page.goto(service.address + path);
    await page.locator('.story').first().waitFor();
    const [begun] = (await page.evaluate(
      `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/search')).map(({ startTime }) => startTime)`,
    )) as number[];
    const [loaded] = (await page.evaluate(
      `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('main.js')).map(({ responseEnd }) => responseEnd)`,
    )) as number[];
    const beforeList = asked.slice(0, asked.findLastIndex((each) => each.startsWith('/v1/search')) + 1);
    expect(asked.filter((each) => each.startsWith('/v1/search'))).toHaveLength(1);
    expect(begun).toBeLessThan(loaded as number);
    expect(beforeList.length).toBeLessThanOrEqual(MOST_ASKED);
    expect(beforeList).not.toContain('/openapi.json');
    expect(asked.filter((each) => each.endsWith('.css'))).toEqual(['/page/style.css']);
    await page.context().close();
  },
);

test('what can be done and how the service is are asked for when the first list is there', async () => {
  const page = await (await browser.newContext()).newPage();
  const order: string[] = [];
  page.on('request', (request) => /\/(?:openapi\.json|v1\/system)$/.test(request.url()) && order.push('more'));
  await page.route('**/v1/search**', async (route) => {
    await wait(LATE_MS);
    order.push('list');
    await route.continue();
  });
  await page.goto(service.address);
  await page.locator('.story').first().waitFor();
  expect(await until(() => order.length === 3)).toBe(true);
  expect(order).toEqual(['list', 'more', 'more']);
  await page.context().close();
});
