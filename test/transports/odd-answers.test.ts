import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import afpApi from '../../src/transports/afp-api.ts';
import apMedia from '../../src/transports/ap-media.ts';
import dpaWireq from '../../src/transports/dpa-wireq.ts';
import reutersConnect from '../../src/transports/reuters-connect.ts';
import reutersRmd from '../../src/transports/reuters-rmd.ts';
import { type AgencyInterface, FetchedFeed, NOW, type Said, startInterface, textsOf } from './agency-interface.ts';

/** Interfaces as they answer when something is wrong with them: what they bring all the same, and what is told. */
let agency: AgencyInterface;
beforeEach(async () => {
  agency = await startInterface();
});
afterEach(() => agency.close());

const PAGE = '<!DOCTYPE html><html><body><h1>We will be back soon</h1></body></html>';
const asked = (path: string) => agency.seen.filter((each) => each.path.includes(path));

describe('AFP Core', () => {
  const token = { access_token: 'token', expires_in: null, refresh_token: null };
  const feed = (own: object = {}, bookmark = {}) =>
    new FetchedFeed(afpApi, own, { account: { url: agency.url, clientId: 'c', clientSecret: 's' }, bookmark });
  const answers = (search: (body: { startAt: number; dateRange: { from: string } }) => Said) =>
    agency.answers(({ path, body }) => (path === '/oauth/token' ? { body: token } : search(JSON.parse(body) as never)));
  const docs = (...all: unknown[]): Said => ({ body: { response: { docs: all }, error: null } });

  test.each([
    ['a document of the future', { uno: 'x', published: '2099-01-01T00:00:00Z' }, '2026-11-23T11:00:00.000Z'],
    ['an instant without zone', { uno: 'x', published: '2026-11-23T11:30:00' }, '2026-11-23T11:30:00.000Z'],
    ['an instant in seconds', { uno: 'x', published: NOW / 1_000 - 1_800 }, '2026-11-23T11:30:00.000Z'],
    ['an instant in milliseconds', { uno: 'x', published: NOW - 1_800_000 }, '2026-11-23T11:30:00.000Z'],
    ['an instant that is none', { uno: 'x', published: 'soon' }, '2026-11-23T11:00:00.000Z'],
  ])('goes on behind what it has, with %s', async (_, document, published) => {
    answers(() => docs({ uno: 'a', published: '2026-11-23T11:00:00Z' }, document, null));
    const wire = feed();
    expect(textsOf(await wire.fetch())).toHaveLength(2);
    expect(wire.bookmark.published).toBe(published);
  });

  test('has nothing to say by null, and half its JSON is asked for again', async () => {
    answers(() => ({ body: { response: { docs: null, numFound: 0 } } }));
    const wire = feed();
    expect(await wire.fetch()).toMatchObject({ outcome: 'unchanged' });
    const before = wire.bookmark;
    answers(() => ({ body: '{"response": {"docs": [{"uno": "a", "publ' }));
    await expect(wire.fetch()).rejects.toMatchObject({ name: 'FeedDown', state: 'bad-document' });
    expect(wire.bookmark).toBe(before);
  });

  test('says for how long its quota is used up', async () => {
    answers(() => ({ status: 503, headers: { 'retry-after': '300' } }));
    const failure = await feed()
      .fetch()
      .catch((error: unknown) => error as { until: number });
    expect((failure as { until: number }).until).toBeGreaterThanOrEqual(NOW + 300_000);
  });

  test('has the text of a webstory later where its page is down, and without it once it is old', async () => {
    const story = {
      uno: 'w',
      class: 'webstory',
      href: '/v1/api/xml/w',
      published: new Date(NOW - 1_000).toISOString(),
    };
    let isDown = true;
    agency.answers(({ path }) => {
      if (path === '/oauth/token') return { body: token };
      if (path === '/v1/api/search?wt=json') return docs(story);
      if (isDown) return { status: 500 };
      return path.includes('webstory') ? { body: { href: '/w.html' } } : { body: '<p>The harbour reopened.</p>' };
    });
    const wire = feed();
    expect(textsOf(await wire.fetch())).toEqual([]);
    isDown = false;
    expect(textsOf(await wire.fetch(NOW + 60_000))).toEqual([expect.stringContaining('reopened')]);
    isDown = true;
    expect(textsOf(await feed().fetch(NOW + 3_000_000))).toHaveLength(1);
  });

  test('that gives the same page for ever ends its turn', async () => {
    answers(({ startAt }) => docs({ uno: `a${startAt % 2}`, published: '2026-11-23T11:00:00Z' }));
    await feed({ pageSize: 1, pages: 50 }).fetch();
    expect(asked('/search').length).toBeLessThanOrEqual(50);
  });
});

describe('Reuters Connect', () => {
  const account = () => ({
    ...{ url: `${agency.url}/graphql`, tokenUrl: `${agency.url}/token`, clientId: 'c', clientSecret: 's' },
  });
  const feed = (own: object = {}, bookmark = {}) =>
    new FetchedFeed(reutersConnect, own, { account: account(), bookmark });
  const answers = (search: (query: string) => Said, item?: (id: string) => Said) =>
    agency.answers(({ path, body }) => {
      if (path === '/token') return { body: { access_token: 't', expires_in: '86400' } };
      const { query } = JSON.parse(body) as { query: string };
      const id = /item\(id: "([^"]+)"\)/.exec(query)?.[1];
      return id === undefined ? search(query) : (item?.(id) ?? { body: { data: { item: { uri: id } }, errors: null } });
    });
  const found = (items: unknown, pageInfo: object = { endCursor: 'c1', hasNextPage: false }) => ({
    search: { pageInfo, items },
  });

  test('brings what is beside bad items, and tells of them', async () => {
    const items = [{ versionedGuid: 'a:1' }, null, 'text', { versionedGuid: 7 }, { uri: {} }, { versionedGuid: 'b:1' }];
    answers(() => ({ body: { data: found(items), errors: [{ message: 'a field of item 2 is not there' }] } }));
    const result = await feed().fetch();
    expect(textsOf(result).map((text) => JSON.parse(text).data.item.uri)).toEqual(['a:1', '7', 'b:1']);
    expect(result.refused).toHaveLength(3);
  });

  test('has its last version from no clock that is ahead', async () => {
    const items = [
      { versionedGuid: 'a:1', versionCreated: '2026-11-23T11:00:00Z' },
      { versionedGuid: 'b:1', versionCreated: '2031-01-01T00:00:00Z' },
      { versionedGuid: 'c:1', versionCreated: 20_261_123 },
    ];
    answers(() => ({ body: { data: found(items) } }));
    const wire = feed();
    await wire.fetch();
    expect(wire.bookmark.lastVersion).toBe(Date.UTC(2026, 10, 23, 11));
  });

  test.each([
    ['the same cursor', () => 'same'],
    ['cursors in a circle', (page: number) => `circle-${page % 2}`],
  ])('that says for ever that there is more, with %s, ends its turn', async (_, cursorOf) => {
    let pages = 0;
    answers(() => ({ body: { data: found([], { endCursor: cursorOf(pages++), hasNextPage: 'true' }) } }));
    const wire = feed({ pages: 50 });
    await wire.fetch();
    expect(pages).toBeLessThan(6);
  });

  test('is read to the end where an empty page names a cursor, and where flags are texts', async () => {
    answers((query) => {
      if (query.includes('cursor: "c1"'))
        return { body: { data: found([{ versionedGuid: 'a:1' }], { endCursor: 'c2' }) } };
      return { body: { data: found([], { endCursor: 'c1', hasNextPage: 'true' }) } };
    });
    const wire = feed();
    expect(textsOf(await wire.fetch())).toHaveLength(1);
    expect(wire.bookmark.cursor).toBe('c2');
  });

  test('that asks for patience for hours loses none of what it listed', async () => {
    let isPatient = true;
    const ids = ['a:1', 'b:1', 'c:1', 'd:1', 'e:1', 'f:1'];
    answers(
      (query) => ({ body: { data: found(query.includes('cursor:') ? [] : ids.map((id) => ({ versionedGuid: id }))) } }),
      (id) =>
        isPatient ? { status: 429, headers: { 'retry-after': '3600' } } : { body: { data: { item: { uri: id } } } },
    );
    const wire = feed();
    for (const hour of [0, 1, 2]) {
      const result = await wire.fetch(NOW + hour * 3_700_000);
      expect(result.hints.retryAfterMs).toBeGreaterThan(3_500_000);
      expect(result.refused).toEqual([]);
    }
    isPatient = false;
    expect(textsOf(await wire.fetch(NOW + 4 * 3_700_000))).toHaveLength(ids.length);
  });

  test('that has a page of words in the place of an answer is down, and its cursor stays', async () => {
    answers(() => ({ body: PAGE }));
    const wire = feed({}, { cursor: 'c0', range: 'x', lastVersion: NOW });
    await expect(wire.fetch()).rejects.toMatchObject({ name: 'FeedDown', state: 'bad-document' });
    expect(wire.bookmark.cursor).toBe('c0');
  });
});

describe('Reuters RMD', () => {
  const account = () => ({
    ...{ url: `${agency.url}/rest/xml`, loginUrl: `${agency.url}/login`, username: 'u', password: 'p' },
  });
  const feed = () => new FetchedFeed(reutersRmd, { channel: 'ABC' }, { account: account() });
  const LOGIN = '<authToken xmlns="urn:x">\n token \n</authToken>';
  const listing = (...ids: string[]) =>
    `<results><status code="10"/>${ids.map((id) => `<result><id>${id}</id></result>`).join('')}<pollToken>p</pollToken></results>`;
  const answers = (items: () => Said, item: (id: string) => Said = () => ({ body: '<newsItem/>' })) =>
    agency.answers(({ path }) => {
      const url = new URL(path, agency.url);
      if (url.pathname === '/login') return { body: LOGIN };
      return url.pathname.endsWith('/items') ? items() : item(url.searchParams.get('id') ?? '');
    });

  test.each([
    ['a page of words', PAGE],
    ['half of it', '<newsItem guid="a"><itemMeta>'],
    ['nothing', ''],
  ])('has an item later where %s comes in its place', async (_, body) => {
    let isOdd = true;
    answers(
      () => ({ body: isOdd ? listing('a:1', 'b:1') : listing() }),
      (id) => ({ body: isOdd && id === 'b:1' ? body : `<newsItem guid="${id}"></newsItem>` }),
    );
    const wire = feed();
    expect(textsOf(await wire.fetch())).toEqual([expect.stringContaining('a:1')]);
    isOdd = false;
    expect(textsOf(await wire.fetch(NOW + 60_000))).toEqual([expect.stringContaining('b:1')]);
  });

  test('logs in anew once for items that the account may not have, and tells of them', async () => {
    answers(
      () => ({ body: listing('a:1', 'b:1', 'c:1') }),
      (id) => (id === 'a:1' ? { body: '<newsItem></newsItem>' } : { status: 403 }),
    );
    const wire = feed();
    const result = await wire.fetch();
    expect(textsOf(result)).toHaveLength(1);
    expect(result.refused?.map(({ name }) => name)).toEqual(['b:1', 'c:1']);
    await wire.fetch(NOW + 60_000);
    expect(asked('/login').length).toBeLessThanOrEqual(3);
  });

  test('is listed anew by its own clock, which is behind ours', async () => {
    answers(() => ({ body: listing(), headers: { date: new Date(NOW - 3_600_000).toUTCString() } }));
    const wire = feed();
    await wire.fetch();
    expect(wire.bookmark.listedAt).toBe(NOW - 3_600_000);
  });

  test('whose login answers a page of words is down for a while, and not refused', async () => {
    agency.answers(() => ({ body: PAGE }));
    await expect(feed().fetch()).rejects.toMatchObject({ name: 'FeedDown', state: 'bad-document' });
  });

  test('that is in trouble says when it may be asked again', async () => {
    answers(() => ({ status: 500, headers: { 'retry-after': new Date(NOW + 120_000).toUTCString() } }));
    await expect(feed().fetch()).rejects.toMatchObject({ state: 'server', notBefore: NOW + 120_000 });
    answers(() => ({ status: 429 }));
    await expect(feed().fetch()).rejects.toMatchObject({ name: 'Snoozed' });
    answers(() => ({ status: 429, headers: { 'retry-after': '10.5' } }));
    const { until } = (await feed()
      .fetch()
      .catch((error: unknown) => error)) as { until: number };
    expect(until).toBeGreaterThanOrEqual(NOW + 10_500);
  });
});

describe('the Media API of AP', () => {
  const feed = (own: object = {}, bookmark = {}) =>
    new FetchedFeed(apMedia, own, { account: { url: `${agency.url}/media/v`, key: 'key-of-ap' }, bookmark });
  const item = (itemid: unknown) => ({
    item: { altids: { itemid, etag: 1 }, renditions: { nitf: { href: `${agency.url}/nitf/${itemid}` } } },
  });
  const page = (...items: unknown[]): Said => ({
    body: { data: { items, next_page: `${agency.url}/media/v/content/feed?qt=s&seq=1` } },
  });

  test('brings what is beside bad items, and tells of them', async () => {
    agency.answers(({ path }) =>
      path.startsWith('/nitf/')
        ? { body: '<nitf></nitf>' }
        : page(item('a'), null, { item: 'text' }, { item: { headline: 'no id' } }, item(42)),
    );
    const result = await feed().fetch();
    expect(textsOf(result)).toHaveLength(2);
    expect(new Set(result.refused?.map(({ name }) => name)).size).toBe(3);
  });

  test('has its text in the charset that it has, and later where half of it came', async () => {
    let isHalf = true;
    agency.answers(({ path }) => {
      if (!path.startsWith('/nitf/')) return page(item('a'));
      const body = Buffer.from(
        '<?xml version="1.0" encoding="iso-8859-1"?><nitf><p>Résumé à Genève</p></nitf>',
        'latin1',
      );
      return { raw: isHalf ? body.subarray(0, 60) : body };
    });
    const wire = feed();
    expect(textsOf(await wire.fetch())).toEqual([]);
    isHalf = false;
    expect(textsOf(await wire.fetch(NOW + 60_000))).toEqual([expect.stringContaining('Résumé à Genève')]);
  });

  test('whose search gives the same page under every number is read once', async () => {
    const all = Array.from({ length: 2 }, (_, at) => item(`old-${at}`));
    agency.answers(({ path }) =>
      path.startsWith('/nitf/') ? { body: '<nitf></nitf>' } : path.includes('/search') ? page(...all) : page(),
    );
    const wire = feed({ pageSize: 2, pages: 50 }, { next: null, searchPage: 1, since: NOW - 400_000_000 });
    expect(textsOf(await wire.fetch())).toHaveLength(2);
    expect(asked('/search')).toHaveLength(2);
    expect(wire.bookmark.searchPage).toBe(null);
  });

  test('is asked from where it was by its own clock', async () => {
    agency.answers(() => ({ ...page(), headers: { date: new Date(NOW - 3_600_000).toUTCString() } }));
    const wire = feed();
    await wire.fetch();
    expect(wire.bookmark.since).toBe(NOW - 3_600_000);
  });

  test('keeps its page while an item of it is down', async () => {
    agency.answers(({ path }) => (path.startsWith('/nitf/') ? { status: 502, body: PAGE } : page(item('a'))));
    const result = await feed().fetch();
    expect(result.hints.notice).toContain('1 items are listed and cannot be had yet');
  });
});

describe('a wireQ queue of dpa', () => {
  const feed = () => new FetchedFeed(dpaWireq, { queue: `${agency.url}/secret` }, {});

  test('brings what is beside bad entries, and nothing by null', async () => {
    agency.answers(() => ({ body: { entries: [{ urn: 'u', _wireq_receipt: 7 }, null, 'text'] } }));
    const result = await feed().fetch();
    expect(textsOf(result)).toEqual(['{"urn":"u"}', '{"entry":null}', '{"entry":"text"}']);
    if (result.outcome === 'ok') expect(result.captures.map(({ holds }) => holds)).toEqual(['7', null, null]);
    agency.answers(() => ({ body: { entries: null } }));
    expect(await feed().fetch()).toMatchObject({ outcome: 'unchanged' });
  });

  test.each([
    ['a page of words', { body: PAGE }, { name: 'FeedDown', state: 'bad-document' }],
    ['half its JSON', { body: '{"entries": [{"urn": "u"' }, { name: 'FeedDown', state: 'bad-document' }],
    ['429 with an hour', { status: 429, headers: { 'retry-after': '3600' } }, { until: NOW + 3_600_000 }],
    [
      '503 with a date',
      { status: 503, headers: { 'retry-after': new Date(NOW + 60_000).toUTCString() } },
      { until: NOW + 60_000 },
    ],
  ] as const)('is left alone where it answers %s', async (_, said, expected) => {
    agency.answers(() => said);
    await expect(feed().fetch()).rejects.toMatchObject(expected);
  });
});
