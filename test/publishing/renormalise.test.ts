import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { runCommand } from '../commands/run-command.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const reader = makeToken('desk', ['read']);
const night = makeToken('night', ['read', 'act']);
const why = { reason: 'the marks of the desk stood in the headline' };
const since = new Date(Date.now() - 3_600_000).toISOString();
const folder = mkdtempSync(join(tmpdir(), 'ct-renormalise-'));
let redis: TestRedis;
let service: RunningService;

interface Page {
  readonly articles: readonly {
    article: string;
    of: string;
    headline: { is: string; text: string }[];
    fields: { field: string; before: unknown; after: unknown }[];
    stop: string | null;
  }[];
  readonly same: number;
  readonly refused: readonly { article: string; reason: string }[];
  readonly next: string | null;
}

/** The feed `wire` is read as Reuters' own from the moment that its settings say so. */
const settings = (agency?: string): unknown => ({
  http: { tokens: [reader.kept, night.kept] },
  retention: { rawDays: 1 },
  redis: { dataFolder: join(folder, 'data') },
  feeds: ['wire', 'still', 'gone'].map((id) => ({
    ...{ id, transport: 'folder', path: join(folder, id), language: 'en', every: { min: '200ms', max: '300ms' } },
    ...(id === 'wire' && agency !== undefined ? { agency } : {}),
  })),
  destinations: [{ id: 'cms', type: 'file-drop', path: join(folder, 'drop') }],
});

function file(feed: string, name: string, headline: string, more: Record<string, unknown> = {}): void {
  const body = `${headline.replaceAll('-', ' ')}. A paragraph that only ${name} has, and no other story of the wire.`;
  const story = { uri: `urn:${feed}:${name}`, type: 'text', headline, body_text: body, language: 'en', ...more };
  mkdirSync(join(folder, feed), { recursive: true });
  writeFileSync(join(folder, `${name}.part`), JSON.stringify({ versioncreated: '2026-11-03T10:00:00Z', ...story }));
  renameSync(join(folder, `${name}.part`), join(folder, feed, `${name}.json`));
}

const as = ({ token }: { token: string }): Record<string, string> => ({ authorization: `Bearer ${token}` });
const get = (path: string, by = night) => service.get(path, as(by));
async function post(
  path: string,
  body: unknown,
  by = night,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', ...as(by) };
  const response = await fetch(service.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function page(query = ''): Promise<Page> {
  return (await get(`/v1/renormalise?since=${since}${query}`)).body as unknown as Page;
}
async function idOf(uri: string): Promise<string> {
  let id: string | undefined;
  await until(async () => {
    const { articles } = (await get('/v1/articles?limit=200&held=true')).body as unknown as { articles: Article[] };
    id = articles.find((each) => each.uri === uri)?.id;
    return id !== undefined;
  });
  return id as string;
}
function sent(id: string): Article[] {
  const lines = journalLines(join(folder, 'drop'));
  return lines.map((line) => (JSON.parse(line) as { data: Article }).data).filter((each) => each.id === id);
}

const ids: Record<string, string> = {};

beforeAll(async () => {
  redis = await startTestRedis();
  file('wire', 'crane', 'UPDATE 2-Crane falls at Port Ellis');
  file('wire', 'ferry', 'UPDATE 3-Ferry is late at Merrow');
  file('wire', 'bridge', 'UPDATE 5-Bridge closes in Turku');
  file('wire', 'budget', 'UPDATE 1-Budget of Merrow grows', { embargoed: '2027-12-24T10:00:00Z' });
  file('wire', 'killed', 'UPDATE 4-Mayor of Oslo resigns');
  file('still', 'choir', 'Choir sings in Malmo on Sunday');
  file('gone', 'parade', 'Parade passes through Turku');
  service = await startService(settings(), { environment: { REDIS_URL: redis.path } });
  for (const uri of [
    'wire:crane',
    'wire:ferry',
    'wire:bridge',
    'wire:budget',
    'wire:killed',
    'still:choir',
    'gone:parade',
  ])
    ids[uri.split(':')[1] as string] = await idOf(`urn:${uri}`);
  await post(`/v1/articles/${ids.killed}/withdraw`, why);
  const client = redis.connect();
  for (const key of await client.keys('*receipt:gone.*')) await client.del(key);
  const from = service.log.length;
  service.change(settings('reuters'));
  await service.hears(/settings/, from);
}, 120_000);

afterAll(async () => {
  await service?.end();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("today's reading of kept documents", () => {
  test('is told as a difference of each article, with the reason where there is none', async () => {
    const { articles, same, refused, next } = await page();
    expect(next).toBeNull();
    expect(articles.map(({ article }) => article)).toEqual([ids.crane, ids.ferry, ids.bridge]);
    expect(articles[0]?.headline).toContainEqual({ is: 'removed', text: expect.stringContaining('UPDATE') });
    expect(articles[0]?.fields).toContainEqual({
      field: 'agency',
      before: null,
      after: expect.objectContaining({ code: 'reuters' }),
    });
    expect(same).toBe(1);
    expect(Object.fromEntries(refused.map(({ article, reason }) => [article, reason]))).toEqual({
      [ids.budget as string]: expect.stringMatching(/embargo until 2027-12-24.*shown to who asks/),
      [ids.killed as string]: 'it is withdrawn, and its text is not kept',
      [ids.parade as string]: expect.stringMatching(/It is not kept/),
    });
  });

  test('comes in pages, of one feed where that is asked, and of held copy for the audit', async () => {
    const first = await page('&limit=1');
    expect(first.articles.map(({ article }) => article).length + first.refused.length + first.same).toBe(1);
    expect(first.next).not.toBeNull();
    expect(await page('&feed=still')).toMatchObject({ articles: [], same: 1, refused: [] });
    expect((await page('&held=true')).articles.map(({ article }) => article)).toContain(ids.budget);
    expect((await get('/v1/audit')).body.acts).toContainEqual(
      expect.objectContaining({ act: 'read-held', by: 'night', of: ids.budget }),
    );
    expect((await get(`/v1/renormalise?since=${since}`, reader)).status).toBe(403);
  });

  test('is shown and sent by the command', async () => {
    const environment = { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: night.token };
    expect(await runCommand(['renormalise', '--since', since, '--feed', 'gone'], environment)).toMatch(
      /It is not kept[^\n]*\n0 read otherwise, 0 the same, 1 cannot be read again\n$/,
    );
    expect(await runCommand(['renormalise', '--since', since], environment)).toContain(`${ids.ferry}\n\n[-UPDATE`);
    const all = await runCommand(['renormalise', '--since', since, '--feed', 'wire'], environment);
    expect(all).toContain(`${ids.ferry}\n\n[-UPDATE`);
    expect(all).toMatch(
      /\nagency: null -> \{"code":"reuters".*\n3 read otherwise, 0 the same, 2 cannot be read again\n$/s,
    );
    const send = ['renormalise', 'send', ids.choir as string, ids.crane as string, '--reason', why.reason];
    expect(await runCommand(send, environment)).toMatch(
      new RegExp(`^${ids.choir}: today's reading makes the same of it\n${ids.crane}: revision 2, refile\n$`),
    );
  });

  test('goes out as the next revision of an article that is chosen, once, with who and why', async () => {
    const path = `/v1/articles/${ids.bridge}/renormalise`;
    const { of } = (await page()).articles.find(({ article }) => article === ids.bridge) ?? { of: '' };
    expect((await post(path, why, reader)).status).toBe(403);
    expect(await post(path, { ...why, revision: 'rev_other' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/revised meanwhile/) },
    });
    const first = await post(path, { ...why, revision: of });
    expect(first).toMatchObject({ status: 200, body: { article: ids.bridge, revision: 2, change: 'refile' } });
    expect((await post(path, { ...why, revision: of })).body).toEqual(first.body);
    expect(await until(() => sent(ids.bridge as string).length === 2)).toBe(true);
    expect(sent(ids.bridge as string)[1]).toMatchObject({
      headline: 'Bridge closes in Turku',
      uri: 'urn:wire:bridge',
      previousRevisionId: of,
      changeSource: 'operator',
    });
    const { acts } = (await get('/v1/audit')).body as { acts: { act: string; of: string }[] };
    expect(acts.filter(({ act, of: what }) => act === 'renormalise' && what === ids.bridge)).toEqual([
      expect.objectContaining({ by: 'night', of: ids.bridge, ...why }),
    ]);
    const { articles, same } = await page();
    expect([articles.map(({ article }) => article), same]).toEqual([[ids.ferry], 3]);
  });

  test('is refused with the reason where it cannot be sent', async () => {
    const refused = async (name: string): Promise<unknown> =>
      (await post(`/v1/articles/${ids[name]}/renormalise`, why)).body.detail;
    expect(await refused('killed')).toMatch(/is withdrawn/);
    expect(await refused('parade')).toMatch(/It is not kept/);
    expect(await refused('choir')).toMatch(/makes the same of it/);
    expect((await post('/v1/articles/art_none/renormalise', why)).body.detail).toMatch(/no such article/);
  });

  test('keeps an embargo, and what a person decided', async () => {
    expect((await post(`/v1/articles/${ids.budget}/renormalise`, why)).body).toMatchObject({ revision: 2 });
    expect(sent(ids.budget as string)).toEqual([]);
    await post(`/v1/articles/${ids.ferry}/correct-note`, { reason: 'It is the night ferry.' });
    expect((await post(`/v1/articles/${ids.ferry}/renormalise`, why)).body).toMatchObject({ revision: 3 });
    expect(await until(() => sent(ids.ferry as string).length === 3)).toBe(true);
    expect(sent(ids.ferry as string)[2]).toMatchObject({
      headline: 'Ferry is late at Merrow',
      correctionNote: 'It is the night ferry.',
    });
  });
});
