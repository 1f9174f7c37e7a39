import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { runCommand } from '../commands/run-command.ts';
import { wireStory } from '../faults/wire-story.ts';
import { WireAndReceivers } from '../publishing/wire-and-receivers.ts';
import { type RunningService, until } from '../running-service.ts';

const deployment = new WireAndReceivers();
const reader = makeToken('desk', ['read']);
const editor = makeToken('night editor', ['read', 'act']);
let service: RunningService;

const as = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const get = (path: string, token = reader.token) => service.get(path, as(token));

interface Found {
  readonly articles: Article[];
  readonly count: number;
}
async function search(query: string, { token = reader.token, more = '' } = {}): Promise<Found> {
  const { body } = await get(`/v1/search?q=${encodeURIComponent(query)}${more}`, token);
  return body as unknown as Found;
}
const finds = (query: string, count: number): Promise<boolean> =>
  until(async () => (await search(query)).count === count);

/** Listens to the stream until `enough` of what came. */
async function listen(enough: (heard: readonly Heard[]) => boolean, headers: Record<string, string> = {}, query = '') {
  const end = new AbortController();
  const answer = await fetch(`${service.address}/v1/stream${query}`, {
    headers: { ...as(reader.token), ...headers },
    signal: end.signal,
  });
  const heard: Heard[] = [];
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, id = ''] = /^id: (.*)$/m.exec(event) ?? [];
      const [, data = '{}'] = /^data: (.*)$/m.exec(event) ?? [];
      if (id !== '') heard.push({ id, ...JSON.parse(data) });
    }
    if (enough(heard)) break;
  }
  end.abort();
  return heard;
}
interface Heard {
  readonly id: string;
  readonly position: string;
  readonly type: string;
  readonly data: Article;
}

beforeAll(async () => {
  await deployment.start();
  deployment.addToFeed(wireStory(1), wireStory(2), wireStory(3));
  service = await deployment.publishTo([], { settings: { http: { tokens: [reader.kept, editor.kept] } } });
  expect(await finds('lang:en', 3)).toBe(true);
}, 60_000);
afterAll(() => deployment.close());

describe('search', () => {
  test('finds a story by its words and takes a newer version of it in place of the old', async () => {
    const [word] = wireStory(2).paragraphs[0]!.split(' ').slice(-1);
    expect((await search(`"${wireStory(2).headline}"`)).articles.map(({ uri }) => uri)).toEqual([wireStory(2).uri]);
    deployment.addToFeed({ ...wireStory(2, { version: 2 }), paragraphs: ['Zanzibar is named now.'] });
    expect(await finds('zanzibar', 1)).toBe(true);
    expect((await search(`body:"${word}"`)).articles.map(({ uri }) => uri)).not.toContain(wireStory(2).uri);
    expect((await search('zanzibar')).articles[0]).toMatchObject({ uri: wireStory(2).uri, revision: 2 });
  });

  test('shows held copy to who may act and asks for it, and to nobody else', async () => {
    const embargoedUntil = new Date(Date.now() + 3_600_000).toISOString();
    deployment.addToFeed({ ...wireStory(4, { embargoedUntil }), headline: 'Quokka census under embargo' });
    const seen = () => search('quokka', { token: editor.token, more: '&held=true' });
    expect(await until(async () => (await seen()).count === 1)).toBe(true);
    expect((await seen()).articles[0]).toMatchObject({ headline: 'Quokka census under embargo' });
    expect((await search('quokka')).count).toBe(0);
    expect((await search('quokka', { token: editor.token })).count).toBe(0);
    const refused = await get('/v1/search?q=quokka&held=true');
    expect([refused.status, refused.body.detail]).toEqual([403, 'held copy is shown to who has the scope act']);
  });

  test('keeps in the audit who saw held copy, once a day', async () => {
    const { body } = await get('/v1/audit', editor.token);
    const reads = (body.acts as { act: string; by: string; of: string }[]).filter(({ act }) => act === 'read-held');
    const { articles } = await search('quokka', { token: editor.token, more: '&held=true' });
    expect(reads).toMatchObject([{ by: 'night editor', of: articles[0]!.id }]);
    await get('/v1/embargoes', editor.token);
    await get('/v1/articles?held=true', editor.token);
    expect((await get('/v1/audit', editor.token)).body).toEqual(body);
    const who = { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: editor.token };
    expect(await runCommand(['audit'], who)).toMatch(/night editor +read-held +art_/);
  });

  test('an embargo is moved, and the story waits until then', async () => {
    const { articles } = await search('quokka', { token: editor.token, more: '&held=true' });
    const [{ id }] = articles as [Article];
    const who = { COPYTASTER_URL: service.address, COPYTASTER_TOKEN: editor.token };
    const move = (until: string) => runCommand(['embargoes', 'move', id, '--until', until, '--reason', 'later'], who);
    expect(await move(new Date(Date.now() - 60_000).toISOString())).toMatch(/has passed; release sends it now/);
    const until = new Date(Date.now() + 7_200_000).toISOString();
    expect(await move(until)).toContain(`${id}: revision 2, update;`);
    expect((await get('/v1/embargoes', editor.token)).body.held).toMatchObject([{ article: id, until }]);
    expect((await search('quokka')).count).toBe(0);
    expect(await move(until)).toContain(`${id}: revision 2, update;`);
    const [{ id: open }] = (await search('lang:en is:new')).articles as [Article];
    expect(await runCommand(['embargoes', 'move', open, '--until', until, '--reason', 'later'], who)).toMatch(
      /it is under no embargo; hold keeps it back/,
    );
  });

  test('finds nothing of a killed story within a second of its kill', async () => {
    expect((await search('zanzibar')).count).toBe(1);
    deployment.addToFeed(wireStory(2, { version: 3, status: 'canceled' }));
    expect(await finds('is:withdrawal', 1)).toBe(true);
    expect((await search('zanzibar', { token: editor.token, more: '&held=true' })).count).toBe(0);
    expect((await search('is:withdrawal')).articles[0]).toMatchObject({ uri: wireStory(2).uri, bodyText: '' });
  });

  test.each([
    ['q=colour:red', /no filter colour:/],
    ['q=is:nothing', /is:nothing is unknown/],
    ['order=best&after=x', /write what next said/],
    ['colour=red', /colour/],
  ])('refuses %s with what to write', async (query, detail) => {
    const { status, body } = await get(`/v1/search?${query}`);
    expect(status).toBe(400);
    expect(body.detail).toMatch(detail);
  });

  test('the list of articles takes words, uris and several values', async () => {
    const uri = encodeURIComponent(wireStory(3).uri);
    const one = await get(`/v1/articles?uri=${uri}`);
    expect((one.body.articles as Article[]).map((article) => article.uri)).toEqual([wireStory(3).uri]);
    const several = await get(`/v1/articles?agency=reuters,afp&agency=dpa&priority=normal&brief=true`);
    expect((several.body.articles as Article[]).length).toBeGreaterThan(0);
    expect((several.body.articles as Article[])[0]).not.toHaveProperty('bodyText');
    expect((await get('/v1/articles?agency=afp,dpa')).body.articles).toEqual([]);
    expect((await get('/v1/articles?q=zanzibar')).body.articles).toEqual([]);
    expect((await get('/v1/articles?since=2099-01-01T00:00:00Z')).body.articles).toEqual([]);
    expect((await get('/v1/articles?after=0&q=zanzibar')).status).toBe(400);
  });
});

describe('the stream', () => {
  test('goes on after the last event that came, without a gap or a repeat', async () => {
    const first = await listen((heard) => heard.length >= 2, {}, '?after=0');
    const rest = await listen((heard) => heard.at(-1)?.type === 'article.withdrawal', {
      'last-event-id': first[1]!.id,
    });
    const { body } = await get('/v1/articles?after=0&limit=200');
    const all = (body.entries as { position: string }[]).map(({ position }) => position);
    expect([...first.slice(0, 2), ...rest].map(({ id }) => id)).toEqual(all);
  });

  test('tells a new story at once, and nothing of what is held', async () => {
    const heard = listen((events) => events.some(({ data }) => data.uri === wireStory(6).uri));
    await until(() => false, 500);
    deployment.addToFeed(
      wireStory(5, { embargoedUntil: new Date(Date.now() + 3_600_000).toISOString() }),
      wireStory(6),
    );
    const events = await heard;
    expect(events.map(({ type, data }) => [type, data.uri])).toEqual([['article.new', wireStory(6).uri]]);
    expect(events[0]!.data.headline).toBe(wireStory(6).headline);
  });

  test('tells five hundred listeners the same, each of them once', async () => {
    const story = wireStory(70);
    const has = (heard: readonly Heard[]): boolean => heard.some(({ data }) => data.uri === story.uri);
    const listeners = Array.from({ length: 500 }, () => listen(has));
    const listening = async () => (await get('/v1/system', editor.token)).body.listening;
    expect(await until(async () => (await listening()) === 500)).toBe(true);
    deployment.addToFeed(story);
    const heard = await Promise.all(listeners);
    expect(new Set(heard.map((events) => events.map(({ id, data }) => `${id} ${data.uri}`).join()))).toHaveProperty(
      'size',
      1,
    );
    expect(heard[0]?.map(({ data }) => data.uri)).toEqual([story.uri]);
  });

  test('sends what a filter lets through', async () => {
    const heard = await listen((events) => events.length > 0, {}, '?after=0&priority=normal&agency=reuters');
    expect(new Set(heard.map(({ data }) => data.agency?.code))).toEqual(new Set(['reuters']));
  });
});

describe('versions', () => {
  test('are compared word by word', async () => {
    deployment.addToFeed({ ...wireStory(3, { version: 2 }), headline: `${wireStory(3).headline} again` });
    const { body } = await get(`/v1/articles?uri=${encodeURIComponent(wireStory(3).uri)}`);
    const { id } = (body.articles as Article[])[0]!;
    const path = `/v1/articles/${encodeURIComponent(id)}`;
    expect(await until(async () => (await get(path)).body.revision === 2)).toBe(true);
    const diff = await get(`${path}/diff`);
    expect(diff.body).toMatchObject({ article: id, from: { revision: 1 }, to: { revision: 2 } });
    expect((diff.body.headline as { is: string; text: string }[]).at(-1)).toMatchObject({ is: 'added' });
    expect((await get(`${path}/diff?from=1&to=1`)).body.fields).toEqual([]);
    expect((await get(`${path}/diff?from=7`)).status).toBe(404);
    expect((await get('/v1/articles/nowhere/diff')).body.detail).toBe('there is no article nowhere');
  });
});

describe('the command line', () => {
  const environment = () => ({ COPYTASTER_URL: service.address, COPYTASTER_TOKEN: reader.token });

  test('searches a running service', async () => {
    const said = await runCommand(['search', 'agency:reuters', `"${wireStory(3).headline}"`], environment());
    expect(said).toMatch(new RegExp(`reuters .*(?:UPDATE|CORRECTION) v2 ${wireStory(3).headline} again\\n1 story\\n$`));
    expect(JSON.parse(await runCommand(['search', 'zanzibar', '--json'], environment()))).toMatchObject({ count: 0 });
    expect(await runCommand(['search', 'colour:red'], environment())).toMatch(/there is no filter colour:/);
    expect(await runCommand(['search', 'x'], { COPYTASTER_URL: service.address })).toMatch(/set COPYTASTER_TOKEN/);
  });

  test('shows what changed', async () => {
    const { body } = await get(`/v1/articles?uri=${encodeURIComponent(wireStory(3).uri)}`);
    const said = await runCommand(['diff', (body.articles as Article[])[0]!.id], environment());
    expect(said).toMatch(/\{\+[^{}]*again\+\}/);
  });

  test('shows the wire as it comes, until it is told to stop', async () => {
    const end = new AbortController();
    const said = runCommand(['tail', '--from', '0', '--agency', 'reuters'], environment(), end.signal);
    setTimeout(() => end.abort(), 1_500);
    expect(await said).toMatch(/reuters .*WITHDRAWAL v3 \(withdrawn\)/);
  });
});
