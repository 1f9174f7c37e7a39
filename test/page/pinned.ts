import type { Page } from 'playwright-core';

/** The instant at which every picture is taken, and at which everything in it has happened. */
export const PINNED = Date.UTC(2026, 10, 24, 14, 3, 22);
const HALF_A_YEAR_MS = 180 * 86_400_000;

/** What differs from run to run by its name: sizes, names, and how far polling has come. */
const VARYING: Readonly<Record<string, unknown>> = {
  usedBytes: 12_345_678,
  limitBytes: null,
  process: 'desk-1',
  listening: 1,
  tookMs: 12,
  lag: [],
  state: 'ok',
  failures: 0,
  lastError: null,
  notBefore: 0,
  intervalMs: 20_000,
  fetches: [{ at: PINNED, tookMs: 12, state: 'ok', intervalMs: 20_000, error: null }],
  hours: Array.from({ length: 24 }, (_, ago) => ({
    at: PINNED - (23 - ago) * 3_600_000,
    stories: (ago * 7) % 23,
    usual: { low: 4, mean: 9, high: 19 },
  })),
  behind: { p50: 12_000, p90: 31_000, p99: 64_000 },
  ownPolling: { p50: 4_000, p90: 9_000, p99: 14_000 },
  settings: {},
};

/** An answer of the service with its instants and sizes pinned, so that it looks the same whenever it was given. */
export function pinned(value: unknown, name = ''): unknown {
  if (name in VARYING) return VARYING[name];
  if (typeof value === 'number') return Math.abs(value - Date.now()) < HALF_A_YEAR_MS ? PINNED : value;
  if (typeof value === 'string') return pinnedText(value);
  if (Array.isArray(value)) return value.map((each) => pinned(each));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pinned(each, key)]));
}

/** Instants, and the folder of this run. */
const pinnedText = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, new Date(PINNED).toISOString())
    .replaceAll(/\/[\w/.-]*ct-[\w/.-]+/g, '/wire/file');

/** Has the page see the service at that instant: its own clock stands still, and what it is answered is of then. */
export async function pinTime(page: Page): Promise<void> {
  await page.clock.setFixedTime(PINNED);
  await page.route(/\/v1\/(?!stream|session)/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, json: pinned(await response.json()) });
  });
}
