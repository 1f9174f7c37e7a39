import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { OperatedWire } from '../publishing/operated-wire.ts';
import { until } from '../running-service.ts';

const wire = new OperatedWire();
const HEADLINES = ['Ferry aground off Merrow', 'Copper falls as mines resume', 'Pilot boat found'];
const BODY = {
  body: 'The harbour master of Merrow counted eleven ferries at the quay before the storm came in on Monday.',
};

beforeAll(async () => {
  await wire.start([], { feed: { speaksFor: [] } });
  for (const [at, headline] of HEADLINES.entries()) wire.file({ uri: `urn:l:${at}`, headline });
  await Promise.all(HEADLINES.map((headline) => wire.article(headline)));
}, 120_000);
afterAll(() => wire.end());

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(wire.service.address + path, { headers: { authorization: `Bearer ${wire.night.token}`, ...headers } });

describe('what a GET shows', () => {
  test.each([
    '/v1/articles',
    '/v1/articles?brief=true',
    '/v1/articles?after=0',
    '/v1/search?q=ferry',
    '/v1/destinations',
    '/openapi.json',
  ])('has an ETag, and is not sent again to who has it: %s', async (path) => {
    const first = await ask(path);
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[\w-]{20,}"$/)]);
    const again = await ask(path, { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect(first.headers.get('cache-control')).toMatch(/no-cache$/);
  });

  test('has another ETag after a revision, and for another document', async () => {
    const { id } = await wire.article('Pilot boat found');
    const [json, atom] = [
      await ask(`/v1/articles/${id}`),
      await ask(`/v1/articles/${id}`, { accept: 'application/atom+xml' }),
    ];
    expect(json.headers.get('etag')).not.toBe(atom.headers.get('etag'));
    await wire.post(`/v1/articles/${id}/correct-note`, { reason: 'the boat is a cutter' });
    const known = { 'if-none-match': json.headers.get('etag') ?? '' };
    expect((await ask(`/v1/articles/${id}`, known)).status).toBe(200);
  });
});

test('a list shows each article as it is shown alone, whatever was recorded beside it', async () => {
  wire.file({ uri: 'urn:l:8', headline: 'Eleven ferries counted', ...BODY });
  const { id } = await wire.article('Eleven ferries counted');
  wire.file({ uri: 'urn:l:9', headline: 'Eleven ferries counted', ...BODY, byline: 'A "duplicates":[] of it' });
  const alone = async (of: string) => (await wire.get<Article>(`/v1/articles/${of}`)).body;
  await until(async () => (await alone(id)).duplicates.length === 1, 20_000);
  const { body } = await wire.get<{ articles: Article[] }>('/v1/articles');
  expect(body.articles.length).toBeGreaterThanOrEqual(4);
  for (const article of body.articles) expect(article).toEqual(await alone(article.id));
});

test('a list shows nothing of the text that a gate shuts', async () => {
  const { id } = await wire.article('Copper falls as mines resume');
  expect(JSON.stringify((await wire.get('/v1/articles')).body)).toContain('Copper falls');
  await wire.post(`/v1/articles/${id}/withdraw`, { reason: 'it is wrong' });
  const { body } = await wire.get<{ articles: Article[] }>('/v1/articles');
  expect(JSON.stringify(body)).not.toContain('Copper falls');
  expect(body.articles.find((each) => each.id === id)).toMatchObject({ pubStatus: 'canceled', bodyText: '' });
});
