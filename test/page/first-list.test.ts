import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningService, startService, until } from '../running-service.ts';
import { openBrowser } from './browser.ts';

/** Files and answers that may be asked for before there is a first list: how long it takes follows from their number. */
const MOST_ASKED = 8;

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
}, 120_000);

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
    await page.context().close();
  },
);
