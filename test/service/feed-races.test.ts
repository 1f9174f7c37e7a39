import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../commands/run-command.ts';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const LEAD_MS = 3_000;

interface Race {
  readonly events: number;
  readonly first: number;
  readonly ahead: { readonly p50: number } | null;
  readonly behind: { readonly p50: number } | null;
}

const item = (id: string, headline: string, text: string, at: number): string =>
  `<item><guid isPermaLink="false">tag:wire.example,2026:${id}</guid><title>${headline}</title><description>${text}</description><pubDate>${new Date(at).toUTCString()}</pubDate></item>`;
const rss = (...items: string[]): string =>
  `<rss version="2.0"><channel><title>Wire</title><language>en</language>${items.join('')}</channel></rss>`;

const BEFORE = item('before', 'Tram line opens in Kessel', 'A tram line opened in Kessel, its mayor said.', Date.now());
/** The report of an agency that files early and is polled seldom, and the one of an agency that is polled often. */
const EARLY = {
  headline: 'Haugen agrees to buy lender Sarv for 2.4 billion crowns',
  text: 'Haugen Bank said on Tuesday it had agreed to buy the lender Sarv Pank for 2.4 billion crowns in cash.',
};
const LATE = {
  headline: 'Norwegians take over a bank in the east',
  text: 'Sarv Pank is to belong to Haugen of Norway in a deal worth 2.4 billion crowns, both banks said on Tuesday.',
};

let redis: TestRedis;
let agencies: ScriptedServer;
let service: RunningService;
/** When the early report is filed, once that is known. */
let filedAt = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  [redis, agencies] = await Promise.all([startTestRedis(), startScriptedServer()]);
  agencies.script((response, { path }) => {
    const [report, at] = path === '/seldom' ? [EARLY, filedAt] : [LATE, filedAt + LEAD_MS];
    const news = Date.now() >= at ? [item(path, report.headline, report.text, at)] : [];
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(...news, BEFORE));
  });
  const feed = { allowPrivateAddresses: true, standing: 'wire' };
  service = await startService(
    {
      feeds: [
        {
          ...{ ...feed, id: 'seldom', url: `${agencies.url}/seldom`, agency: 'reuters', speaksFor: ['reuters'] },
          every: { min: '20s', max: '20s' },
        },
        {
          ...{ ...feed, id: 'often', url: `${agencies.url}/often`, agency: 'afp', speaksFor: ['afp'] },
          every: { min: '1s', max: '1s' },
        },
      ],
    },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await Promise.all([agencies?.close(), redis?.close()]);
}, 60_000);

const feedOf = async (id: string) =>
  (await service.get(`/v1/feeds/${id}`)).body as { readonly lastOkAt: number | null; readonly race: Race };

test('who had an event first is told without our own polling, event by event and feed by feed', async () => {
  expect(await until(async () => (await feedOf('seldom')).lastOkAt !== null)).toBe(true);
  filedAt = Math.ceil(Date.now() / 1_000) * 1_000;
  const reports = async () =>
    ((await service.get('/v1/articles?limit=10')).body.articles as { eventId: string; headline: string }[]).filter(
      ({ headline }) => headline === EARLY.headline || headline === LATE.headline,
    );
  expect(await until(async () => (await reports()).length === 2)).toBe(true);
  const [one, other] = await reports();
  expect(one?.eventId).toBe(other?.eventId);
  const event = `/v1/events/${encodeURIComponent(one!.eventId)}`;
  let race: { agency: string; behindMs: number }[] = [];
  // The index follows the wire within a second.
  const isFound = async (): Promise<boolean> => {
    race = ((await service.get(event)).body as { race?: typeof race }).race ?? [];
    return race.length === 2;
  };
  expect(await until(isFound)).toBe(true);
  expect(race.map(({ agency }) => agency)).toEqual(['reuters', 'afp']);
  expect(race[1]?.behindMs).toBeGreaterThanOrEqual(LEAD_MS);
  // What was found out is kept for half a minute.
  expect(await until(async () => (await feedOf('often')).race.events === 1)).toBe(true);
  expect((await feedOf('seldom')).race).toMatchObject({ events: 1, first: 1, behind: null });
  expect((await feedOf('seldom')).race.ahead?.p50).toBeGreaterThanOrEqual(LEAD_MS);
  const { first, behind, ahead } = (await feedOf('often')).race;
  expect([first, ahead]).toEqual([0, null]);
  expect(behind?.p50).toBeGreaterThanOrEqual(LEAD_MS);
  const shown = await runCommand(['feeds'], { COPYTASTER_URL: service.address });
  expect(shown).toMatch(/^seldom .* 1 of 1/m);
  expect(shown).toMatch(/^often .* 0 of 1, else \d+ s later/m);
}, 120_000);
