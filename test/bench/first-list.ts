// How soon the page shows its first list: node test/bench/first-list.ts --articles 100000
// A Redis with so many articles, the built service on it, Debian's Chromium on loopback; each load in a fresh context.
import { parseArgs } from 'node:util';
import type { Verdict } from '../../src/judge/verdict.ts';
import { commitOperatorRevisions } from '../../src/store/operator-decision.ts';
import { openStore } from '../../src/store/store.ts';
import { openBrowser } from '../page/browser.ts';
import { startTestRedis } from '../redis-server.ts';
import { startService, until } from '../running-service.ts';
import { articleOf } from '../search/articles.ts';

const { values } = parseArgs({ options: { articles: { type: 'string', default: '100000' } } });
const ARTICLES = Number(values.articles);
const AT_ONCE = 25;
const LOADS = 15;
const AGENCIES = ['afp', 'reuters', 'ap', 'dpa'];

const verdictOf = (articleId: string): Verdict => ({
  relation: 'new',
  action: 'publish',
  articleId,
  change: 'new',
  marked: false,
  rule: 'bench',
  reason: 'bench',
  of: null,
  claims: [],
  evidence: {},
});

function aStory(number: number) {
  const code = AGENCIES[number % AGENCIES.length] as string;
  const words = Array.from({ length: 60 }, (_, at) => `word${(number * 7 + at * 13) % 5_000}`).join(' ');
  const id = `art_${number.toString(16).padStart(24, '0')}`;
  const article = articleOf(`Council of ward ${number} meets again`, words, {
    id,
    uri: `urn:bench:${number}`,
    agency: { code, name: code.toUpperCase() },
    language: 'en',
  });
  return {
    article,
    verdict: verdictOf(id),
    known: null,
    act: `bench-${number}`,
    previous: '',
    feed: 'bench',
    order: { by: 'bench', reason: 'bench', now: Date.now() },
  };
}

const redis = await startTestRedis();
const store = openStore(redis.connect(), { days: 30 });
// The service makes the epoch in which the articles are written.
const first = await startService({ feeds: [], destinations: [] }, { environment: { REDIS_URL: redis.path } });
await first.end();
for (let from = 0; from < ARTICLES; from += AT_ONCE) {
  const stories = Array.from({ length: Math.min(AT_ONCE, ARTICLES - from) }, (_, at) => aStory(from + at));
  const { reply } = await commitOperatorRevisions(store, stories);
  if (reply.state !== 'committed') throw new Error(JSON.stringify(reply));
}
const service = await startService({ feeds: [], destinations: [] }, { environment: { REDIS_URL: redis.path } });
const indexed = async (): Promise<boolean> => {
  const { body } = await service.get('/v1/system');
  const search = body.search as { articles: number; complete: boolean } | null;
  return search?.complete === true && search.articles === ARTICLES;
};
while (!(await until(indexed))) process.stdout.write('the index is being built\n');
const ready = async (): Promise<boolean> => (await service.get('/readyz')).status === 200;
while (!(await until(ready))) process.stdout.write('the window of recent copy is being built\n');

const browser = await openBrowser();
const took: number[] = [];
/** What each load waited for, in milliseconds from its beginning, and what of it was work in the browser. */
const steps = new Map<string, number[]>();
const note = (step: string, ms: number): void => void steps.set(step, [...(steps.get(step) ?? []), ms]);
/** When the first story was there: what asks from outside hears of it later. */
const WATCH = `new MutationObserver((_, watch) => {
  if (document.querySelector('.story') === null) return;
  watch.disconnect();
  globalThis.firstStoryAt = performance.now();
}).observe(document, { childList: true, subtree: true })`;
const ENDS = `(() => {
  const endOf = (part) => Math.max(...performance.getEntriesByType('resource').filter(({ name }) => name.includes(part)).map(({ responseEnd }) => responseEnd));
  return { page: performance.getEntriesByType('navigation')[0].responseEnd, modules: endOf('main.js'), session: endOf('/v1/session'), list: endOf('/v1/search') };
})()`;
const WORK = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration', 'TaskDuration'];
for (let load = 0; load < LOADS; load += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send('Performance.enable');
  await page.addInitScript(WATCH);
  await page.goto(service.address, { waitUntil: 'commit' });
  await page.locator('.story').first().waitFor();
  took.push(Number(await page.evaluate('firstStoryAt')));
  const { metrics } = await devTools.send('Performance.getMetrics');
  for (const { name, value } of metrics) if (WORK.includes(name)) note(name, value * 1_000);
  for (const [step, at] of Object.entries((await page.evaluate(ENDS)) as Record<string, number>)) note(step, at);
  await context.close();
}
const median = (times: readonly number[]): string =>
  (times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0).toFixed(0);
const sorted = took.toSorted((one, other) => one - other);
const share = (part: number): string => (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(0);
process.stdout.write(
  `${ARTICLES} articles; first list: p50 ${share(0.5)} ms, p95 ${share(0.95)} ms of ${LOADS} loads\n${[...steps].map(([step, times]) => `  ${step} ${median(times)} ms\n`).join('')}`,
);
await browser.close();
await service.end();
store.redis.disconnect();
await redis.close();
