import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { OperatedWire } from '../publishing/operated-wire.ts';
import { until } from '../running-service.ts';

const wire = new OperatedWire();
const partner = makeToken('partner', ['read']);
const terms = {
  filter: { newsClasses: ['story'] },
  routes: { rules: [{ name: 'no court', send: false, headline: ['court'] }, { name: 'the rest' }] },
  uses: { territories: ['GB'] },
};
/** What the partner may not have: by its routes, by its rights, and an article whose current version is not for it. */
const BARRED = ['Court hears the ferry case', 'Portrait of a pilot', 'Ferry master goes to court'];
const ids: Record<string, Article> = {};

beforeAll(async () => {
  await wire.start([{ id: 'all' }], { tokens: [{ ...partner.kept, terms }] });
  wire.file({ uri: 'urn:p:1', headline: 'Ferry aground off Merrow' });
  wire.file({ uri: 'urn:p:2', headline: BARRED[0]! });
  wire.file({ uri: 'urn:p:3', headline: BARRED[1]!, usageTerms: 'UK OUT' });
  wire.file({ uri: 'urn:p:4', headline: 'Ferry master questioned' });
  await wire.article('Ferry master questioned');
  wire.file({ uri: 'urn:p:4', headline: BARRED[2]!, versioncreated: '2026-11-03T12:00:00Z' });
  for (const headline of ['Ferry aground off Merrow', ...BARRED]) ids[headline] = await wire.article(headline);
  await until(async () => {
    const { body } = await wire.get<{ count: number }>('/v1/search?q=ferry');
    return body.count >= 3;
  });
}, 120_000);
afterAll(() => wire.end());

const asPartner = (path: string) => wire.get(path, partner);

describe('a token with a part of the wire', () => {
  test('gets that part', async () => {
    const { body } = await asPartner('/v1/articles');
    expect((body.articles as Article[]).map(({ headline }) => headline)).toEqual(['Ferry aground off Merrow']);
    const { id } = ids['Ferry aground off Merrow']!;
    expect(await asPartner(`/v1/articles/${id}`)).toMatchObject({ status: 200 });
    expect(await asPartner('/v1/search?q=merrow')).toMatchObject({ status: 200, body: { count: 1 } });
  });

  test.each([
    '/v1/articles?limit=200',
    '/v1/articles?after=0&limit=200',
    '/v1/articles?q=court',
    '/v1/articles?uri=urn:p:2',
    '/v1/articles?brief=true',
    '/v1/search?q=',
    '/v1/search?q=court',
    '/v1/search?q=pilot&brief=true',
  ])('is shown nothing else in a list: %s', async (path) => {
    const { status, body } = await asPartner(path);
    expect(status).toBe(200);
    for (const headline of BARRED) expect(JSON.stringify(body)).not.toContain(headline);
    expect(JSON.stringify(body)).not.toContain('Ferry master questioned');
  });

  test('gets nothing else by its id, its revisions, its differences or its event', async () => {
    for (const headline of BARRED) {
      const { id, eventId } = ids[headline]!;
      expect(await asPartner(`/v1/articles/${id}`)).toMatchObject({ status: 404 });
      expect(await asPartner(`/v1/articles/${id}/revisions`)).toMatchObject({ status: 404 });
      expect(await asPartner(`/v1/articles/${id}/diff`)).toMatchObject({ status: 404 });
      expect(await asPartner(`/v1/events/${eventId}`)).toMatchObject({ status: 404 });
    }
  });

  test('hears nothing else in the stream', async () => {
    const abort = new AbortController();
    const response = await fetch(`${wire.service.address}/v1/stream?after=0`, {
      headers: { authorization: `Bearer ${partner.token}` },
      signal: abort.signal,
    });
    wire.file({ uri: 'urn:p:9', headline: 'Last ferry of the night' });
    let heard = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      heard += Buffer.from(chunk).toString();
      if (heard.includes('Last ferry of the night')) break;
    }
    abort.abort();
    expect(heard).toContain('Ferry aground off Merrow');
    for (const headline of BARRED) expect(heard).not.toContain(headline);
  });

  test('is told of the stop of what it may have had, and of no other', async () => {
    const had = ids['Ferry aground off Merrow']!.id;
    const never = ids[BARRED[0]!]!.id;
    for (const id of [had, never]) await wire.post(`/v1/articles/${id}/withdraw`, { reason: 'it is wrong' });
    const { body } = await asPartner('/v1/articles?after=0&limit=200');
    const entries = body.entries as { article: Article }[];
    expect(entries.map(({ article }) => article)).toContainEqual(
      expect.objectContaining({ id: had, change: 'withdrawal', headline: null }),
    );
    expect(entries.map(({ article }) => article.id)).not.toContain(never);
  });

  test('may use no exit that does not know of parts', async () => {
    const exits = ROUTES.filter(({ scope, partly, method }) => scope !== null && partly !== true && method === 'GET');
    expect(exits.length).toBeGreaterThan(10);
    for (const { address } of exits) {
      const path = address.replace('{id}', encodeURIComponent(ids[BARRED[0]!]!.id));
      expect([address, (await asPartner(path)).status]).toEqual([address, 403]);
    }
  });
});

test('routes are explained, and other terms tried on what came', async () => {
  const { id } = ids[BARRED[1]!]!;
  expect((await wire.get(`/v1/articles/${id}/routes`)).body).toMatchObject({
    article: id,
    destinations: [
      { destination: 'all', sends: true, reason: 'the filter lets it pass', rules: [], rights: { unread: ['UK OUT'] } },
    ],
  });
  const routes = { rules: [{ name: 'pilots', headline: ['pilot'] }] };
  const { status, body } = await wire.post('/v1/destinations/all/try-terms', { routes });
  expect(status).toBe(200);
  expect(body).toMatchObject({ looked: 6, sentBefore: 6, sentThen: 1, added: [] });
  expect(body.dropped).toContainEqual(
    expect.objectContaining({ headline: 'Last ferry of the night', reason: 'routes: no rule fits' }),
  );
  expect(wire.headlinesAt('all')).toContain('Portrait of a pilot');
});
