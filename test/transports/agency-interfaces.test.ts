import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import afpApi from '../../src/transports/afp-api.ts';
import apMedia from '../../src/transports/ap-media.ts';
import type { AnyTransport } from '../../src/transports/contract/transport.ts';
import dpaWireq from '../../src/transports/dpa-wireq.ts';
import reutersConnect from '../../src/transports/reuters-connect.ts';
import reutersRmd from '../../src/transports/reuters-rmd.ts';
import { type AgencyInterface, FetchedFeed, NOW, startInterface, textsOf } from './agency-interface.ts';
import { BESIDE } from './fetch-context.ts';

let agency: AgencyInterface;
beforeEach(async () => {
  agency = await startInterface();
});
afterEach(() => agency.close());

const asked = (path: string) => agency.seen.filter((each) => each.path.includes(path));

describe('AFP Core', () => {
  const token = { access_token: 'token-of-afp', refresh_token: 'refresh', expires_in: 3_600 };
  const story = (uno: string, published: string, more: object = {}) => ({ uno, published, class: 'text', ...more });
  const feed = (own: object = {}) =>
    new FetchedFeed(afpApi, own, { account: { url: agency.url, clientId: 'client', clientSecret: 'secret' } });
  const searches = (by: (body: { startAt: number; dateRange: { from: string } }) => unknown) =>
    agency.answers(({ path, body }) =>
      path === '/oauth/token' ? { body: token } : { body: by(JSON.parse(body) as never) },
    );

  test('says an error inside 200, and waits where it answers 503', async () => {
    searches(() => ({ error: { code: 500, message: 'try later' } }));
    await expect(feed().fetch()).rejects.toMatchObject({ name: 'FeedDown', state: 'server' });
    agency.answers(({ path }) => (path === '/oauth/token' ? { body: token } : { status: 503 }));
    await expect(feed().fetch()).rejects.toMatchObject({ name: 'Snoozed' });
  });

  test('goes on behind a page whose documents share one instant', async () => {
    const at = '2026-11-23T11:30:00.000Z';
    const all = ['a', 'b', 'c', 'd', 'e'].map((uno) => story(uno, at));
    searches(({ startAt, dateRange }) => ({
      response: { docs: dateRange.from <= at ? all.slice(startAt, startAt + 2) : [] },
    }));
    expect(textsOf(await feed({ pageSize: 2 }).fetch()).map((text) => JSON.parse(text).uno)).toEqual([
      ...['a', 'b', 'c', 'd', 'e'],
    ]);
  });

  test('gives a document again when it is revised or killed, and not when its pictures are signed anew', async () => {
    let docs = [story('a', '2026-11-23T11:30:00.000Z', { revision: 1, href: 'https://example.org/a?signed=1' })];
    searches(() => ({ response: { docs } }));
    const wire = feed();
    expect(textsOf(await wire.fetch())).toHaveLength(1);
    docs = [{ ...docs[0]!, ...{ href: 'https://example.org/a?signed=2' } }];
    expect(textsOf(await wire.fetch())).toHaveLength(0);
    docs = [{ ...docs[0]!, ...{ revision: 2, status: 'Canceled' } }];
    expect(textsOf(await wire.fetch())).toHaveLength(1);
  });

  test('has the text of a webstory from behind its two addresses', async () => {
    const docs = [story('w', '2026-11-23T11:30:00.000Z', { class: 'webstory', href: '/v1/api/xml/w' })];
    agency.answers(({ path }) => {
      if (path === '/oauth/token') return { body: token };
      if (path === '/v1/api/webstory/w') return { body: { href: '/stories/w.html' } };
      return path === '/stories/w.html' ? { body: '<p>The harbour reopened.</p>' } : { body: { response: { docs } } };
    });
    expect(JSON.parse(textsOf(await feed().fetch())[0]!).news).toEqual(['<p>The harbour reopened.</p>']);
  });

  test('searches the time of a hole again: of numbers that did not come, and of an hour in which it did not answer', async () => {
    const docs: Record<string, unknown>[] = [story('a', '2026-11-23T11:55:00.000Z')];
    const spans: { from: string; to: string }[] = [];
    agency.answers(({ path, body }) => {
      if (path === '/oauth/token') return { body: token };
      const { dateRange } = JSON.parse(body) as { dateRange: { from: string; to: string } };
      spans.push(dateRange);
      const [from, to] = [dateRange.from, dateRange.to === 'now' ? '9' : dateRange.to];
      return { body: { response: { docs: docs.filter(({ published }) => published! >= from && published! <= to) } } };
    });
    const wire = feed();
    await wire.fetch(NOW);
    docs.push(story('b', '2026-11-23T13:00:00.000Z'));
    expect(textsOf(await wire.fetch(NOW + 3_600_000))).toHaveLength(1);
    docs.push(story('late', '2026-11-23T12:20:00.000Z'));
    expect(textsOf(await wire.fetch(NOW + 3_640_000))).toEqual([expect.stringContaining('late')]);
    expect(spans.at(-1)).toEqual({ from: '2026-11-23T11:50:00.000Z', to: '2026-11-23T13:10:00.000Z' });
    wire.missing = [{ service: 'afp', from: 7, to: 7, since: NOW, after: NOW - 7_200_000, before: NOW - 7_100_000 }];
    docs.push(story('seventh', '2026-11-23T10:00:30.000Z'));
    expect(textsOf(await wire.fetch(NOW + 3_650_000))).toEqual([expect.stringContaining('seventh')]);
    const asked = spans.length;
    expect(textsOf(await wire.fetch(NOW + 3_651_000))).toEqual([]);
    expect(spans.length - asked).toBeLessThanOrEqual(2);
  });

  test('makes the same search again with a new token where the old one is refused', async () => {
    agency.answers(({ path, headers }) => {
      if (path === '/oauth/token') return { body: { ...token, access_token: `token-${asked('/oauth').length}` } };
      return headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: { response: { docs: [] } } };
    });
    await feed().fetch();
    const [first, second] = asked('/search');
    expect(second?.body).toBe(first?.body);
    expect(asked('/oauth/token').map(({ body }) => body)[1]).toContain('grant_type=refresh_token');
  });
});

describe('Reuters Connect', () => {
  const feed = (bookmark = {}) =>
    new FetchedFeed(
      reutersConnect,
      {},
      {
        account: { url: `${agency.url}/graphql`, tokenUrl: `${agency.url}/token`, clientId: 'c', clientSecret: 's' },
        bookmark,
      },
    );
  const queryOf = ({ body }: { body: string }): string => (JSON.parse(body) as { query: string }).query;
  const page = (endCursor: string, ...ids: string[]) => ({
    data: {
      search: {
        pageInfo: { endCursor, hasNextPage: false },
        items: ids.map((id) => ({ versionedGuid: id, versionCreated: '2026-11-23T11:30:00Z' })),
      },
    },
  });
  const answers = (search: (query: string) => unknown) =>
    agency.answers((request) => {
      if (request.path === '/token') return { body: { access_token: 'token', expires_in: 3_600 } };
      const id = /item\(id: "([^"]+)"\)/.exec(queryOf(request))?.[1];
      return { body: id === undefined ? search(queryOf(request)) : { data: { item: { uri: id } } } };
    });

  test.each([401, 419])('sends the same query again after %i', async (status) => {
    agency.answers(({ path }) => {
      if (path === '/token') return { body: { access_token: `token-${asked('/token').length}`, expires_in: 3_600 } };
      return asked('/graphql').length === 1 ? { status } : { body: page('c1') };
    });
    await feed().fetch();
    const queries = asked('/graphql').map(queryOf);
    expect(queries).toHaveLength(2);
    expect(queries[1]).toBe(queries[0]);
    expect(queries[0]).toMatch(/cursorMode: POLL/);
  });

  test('keeps its cursor over an empty last page, and has what appears there later once', async () => {
    const pages = [page('c1', 'a:1'), page('c2'), page('c2', 'a:1', 'b:1')];
    answers(() => pages.shift());
    const wire = feed();
    const brought = [];
    for (let time = 0; time < 3; time += 1) brought.push(textsOf(await wire.fetch()).length);
    expect(brought).toEqual([1, 0, 1]);
    expect(queryOf(asked('/graphql').at(-2)!)).toContain('cursor: "c2"');
  });

  test('lists anew by time when its cursor is gone, and says so', async () => {
    answers((query) => (/cursor: "/.test(query) ? { errors: [{ message: 'the cursor is not valid' }] } : page('n')));
    const result = await feed({ cursor: 'old', range: 'x', lastVersion: NOW - 3_600_000 }).fetch();
    expect(result.hints.gap).toMatch(/let go of the cursor .* since 2026-11-23T10:50:00.000Z is listed anew/);
    expect(queryOf(asked('/graphql').at(-1)!)).toContain('dateRange: "2026.11.23.10.50-');
  });

  test('brings the rest of a page when one item cannot be had yet, and that one later', async () => {
    let there = false;
    const wire = feed();
    agency.answers((request) => {
      if (request.path === '/token') return { body: { access_token: 'token', expires_in: 3_600 } };
      const id = /item\(id: "([^"]+)"\)/.exec(queryOf(request))?.[1];
      if (id === undefined)
        return { body: /cursor: "/.test(queryOf(request)) ? page('c2') : page('c1', 'a:1', 'late:1', 'b:1') };
      return id === 'late:1' && !there ? { status: 500 } : { body: { data: { item: { uri: id } } } };
    });
    expect(textsOf(await wire.fetch())).toHaveLength(2);
    there = true;
    expect(textsOf(await wire.fetch(NOW + 600_000))).toEqual([expect.stringContaining('late:1')]);
  });

  test('asks for a number that did not come by the id beside it, a few times', async () => {
    const wire = feed();
    wire.missing = [
      {
        service: 'L1N6BN',
        from: 15,
        to: 16,
        since: NOW - 60_000,
        radix: 36,
        beside: 'tag:reuters.com,2026:newsml_L1N6BN00H',
      },
    ];
    agency.answers((request) => {
      if (request.path === '/token') return { body: { access_token: 'token', expires_in: 3_600 } };
      const id = /item\(id: "([^"]+)"\)/.exec(queryOf(request))?.[1];
      if (id === undefined) return { body: page('c1') };
      return { body: id.endsWith('00F') ? { data: { item: { uri: id } } } : { errors: [{ message: 'not found' }] } };
    });
    expect(textsOf(await wire.fetch())).toEqual([expect.stringContaining('newsml_L1N6BN00F')]);
    expect(asked('/graphql').map(queryOf).join(' ')).toContain('newsml_L1N6BN00G');
    const before = asked('/graphql').length;
    for (let day = 0; day < 20; day += 1) await wire.fetch(NOW + day * 3_600_000);
    expect(asked('/graphql').length - before - 20).toBe(8);
  });

  test('asks at the next fetch for a number that did not come, where it was asked for patience', async () => {
    const wire = feed();
    const beside = 'tag:reuters.com,2026:newsml_L1N6BN00G';
    wire.missing = [{ service: 'L1N6BN', from: 15, to: 15, since: NOW - 60_000, radix: 36, beside }];
    let patience = true;
    agency.answers((request) => {
      if (request.path === '/token') return { body: { access_token: 'token', expires_in: 3_600 } };
      const id = /item\(id: "([^"]+)"\)/.exec(queryOf(request))?.[1];
      if (id === undefined) return { body: page('c1') };
      return patience ? { status: 429, headers: { 'retry-after': '1' } } : { body: { data: { item: { uri: id } } } };
    });
    const { hints } = await wire.fetch();
    expect(hints.retryAfterMs).toBeGreaterThan(0);
    patience = false;
    expect(textsOf(await wire.fetch(NOW + 2_000))).toEqual([expect.stringContaining('newsml_L1N6BN00F')]);
  });

  test('asks for no download that is counted', async () => {
    answers(() => page('c1', 'a:1', 'b:1'));
    await feed().fetch();
    expect(asked('/graphql').map(queryOf).join(' ')).not.toMatch(/mutation|download/i);
  });
});

describe('Reuters RMD', () => {
  const account = () => ({
    ...{ url: `${agency.url}/rest/xml`, loginUrl: `${agency.url}/login`, username: 'u', password: 'p' },
  });
  const feed = (bookmark = {}) => new FetchedFeed(reutersRmd, { channel: 'ABC' }, { account: account(), bookmark });
  const answers = (items: (query: URLSearchParams) => string) =>
    agency.answers(({ path }) => {
      const url = new URL(path, agency.url);
      if (url.pathname === '/login') return { body: '<authToken>token-of-reuters</authToken>' };
      return { body: url.pathname.endsWith('/items') ? items(url.searchParams) : '<newsItem/>' };
    });

  test('says a failure (30) inside 200, and takes what came with a warning (20)', async () => {
    answers(() => '<results><status code="30"><error code="1000">try later</error></status></results>');
    await expect(feed().fetch()).rejects.toMatchObject({ name: 'FeedDown', state: 'server' });
    const result = '<result><id>tag:a:1</id></result><pollToken>next</pollToken>';
    answers(() => `<results><status code="20"/>${result}</results>`);
    expect(textsOf(await feed().fetch())).toEqual(['<newsItem/>']);
  });

  test('lists anew by time when its poll token is gone (2100), and says so', async () => {
    answers((query) =>
      query.has('pollToken')
        ? '<results><status code="30"><error code="2100">invalid</error></status></results>'
        : '<results><status code="10"/><pollToken>new</pollToken></results>',
    );
    const wire = feed({ pollToken: 'old', listedAt: NOW - 3_600_000 });
    expect((await wire.fetch()).hints.gap).toContain('let go of the poll token');
    expect(asked('dateRange=2026.11.23.10.50')).toHaveLength(1);
    expect(wire.bookmark.pollToken).toBe('new');
  });

  test('asks for a number that did not come by the id beside it', async () => {
    answers(() => '<results><status code="10"/><pollToken>p</pollToken></results>');
    const wire = feed();
    wire.missing = [
      {
        service: 'L1N6BN',
        from: 15,
        to: 15,
        since: NOW - 60_000,
        radix: 36,
        beside: 'tag:reuters.com,2026:newsml_L1N6BN00G',
      },
    ];
    expect(textsOf(await wire.fetch())).toEqual(['<newsItem/>']);
    expect(asked(`/item?id=${encodeURIComponent('tag:reuters.com,2026:newsml_L1N6BN00F')}`)).toHaveLength(1);
  });

  test('asks for the version that was listed, and keeps the token of the address to itself', async () => {
    answers(() => '<results><status code="10"/><result><id>tag:a:7</id></result><pollToken>p</pollToken></results>');
    const wire = feed();
    const result = await wire.fetch();
    expect(asked(`/item?id=${encodeURIComponent('tag:a:7')}`)).toHaveLength(1);
    expect(JSON.stringify([result, wire.bookmark])).not.toContain('token-of-reuters');
    agency.answers(({ path }) => ({
      status: path.startsWith('/login') ? 200 : 500,
      body: '<authToken>t9</authToken>',
    }));
    const failure: unknown = await feed()
      .fetch()
      .catch((error: unknown) => error);
    expect(String(failure)).not.toMatch(/t9|password|token=/);
  });
});

describe('the Media API of AP', () => {
  const feed = (bookmark = {}) =>
    new FetchedFeed(apMedia, {}, { account: { url: `${agency.url}/media/v`, key: 'key-of-ap' }, bookmark });
  const item = (itemid: string, more: object = {}) => ({
    item: {
      altids: { itemid, etag: `${itemid}_1` },
      renditions: { nitf: { href: `${agency.url}/nitf/${itemid}` } },
      ...more,
    },
  });
  const page = (next: string | null, ...items: object[]) => ({
    body: { data: { items, ...(next === null ? {} : { next_page: `${agency.url}${next}` }) } },
  });
  const NEXT = '/media/v/content/feed?qt=session&seq=1';

  test('skips what the plan does not cover, says so, and brings the rest', async () => {
    agency.answers(({ path }) => {
      if (path.startsWith('/nitf/')) return path.endsWith('b') ? { status: 403 } : { body: '<nitf/>' };
      return page(NEXT, item('a'), item('b'), item('c'));
    });
    const result = await feed().fetch();
    expect(textsOf(result)).toHaveLength(2);
    expect(result.refused).toEqual([{ name: 'b b_1', reason: expect.stringContaining('does not cover it (403)') }]);
    expect(agency.seen.every(({ headers }) => headers['x-api-key'] === 'key-of-ap')).toBe(true);
  });

  test('counts by seq what a session lists, and asks it again from before what it left out', async () => {
    const seqOf = (path: string): number => Number(new URL(path, agency.url).searchParams.get('seq'));
    let leavesOut = true;
    agency.answers(({ path }) => {
      if (path.startsWith('/nitf/')) return { body: '<nitf/>' };
      const at = seqOf(path);
      const items = at === 1 && !leavesOut ? [item('a'), item('left-out')] : at === 1 ? [item('a')] : [];
      return page(`/media/v/content/feed?qt=session&seq=${items.length === 0 ? Math.max(1, at) : 3}`, ...items);
    });
    const wire = feed();
    await wire.fetch();
    const { numbers } = await wire.fetch();
    expect(numbers?.map(({ service, number }) => `${service} ${number}`)).toEqual(['seq 3']);
    leavesOut = false;
    wire.missing = [{ service: 'seq', from: 2, to: 2, since: NOW - 60_000 }];
    const result = await wire.fetch();
    expect(textsOf(result)).toEqual([expect.stringContaining('left-out')]);
    expect(result.numbers?.map(({ number }) => number)).toEqual([2, 3]);
  });

  test('asks at the next fetch for the text of what was left out, where it cannot be had at once', async () => {
    const next = '/media/v/content/feed?qt=session&seq=3';
    let fails = true;
    agency.answers(({ path }) => {
      if (path.startsWith('/nitf/')) return fails ? { status: 500 } : { body: '<nitf/>' };
      if (path.includes('/content/left-out')) return { body: { data: item('left-out') } };
      const asksAgain = new URL(path, agency.url).searchParams.get('seq') === '1';
      return page(next, ...(asksAgain ? [item('left-out')] : []));
    });
    const wire = feed({ next: `${agency.url}${next}`, since: NOW });
    wire.missing = [{ service: 'seq', from: 2, to: 2, since: NOW - 60_000 }];
    expect(textsOf(await wire.fetch())).toEqual([]);
    fails = false;
    wire.missing = [];
    expect(textsOf(await wire.fetch())).toEqual([expect.stringContaining('left-out')]);
  });

  test('follows the session by its next page, with every version', async () => {
    agency.answers(() => page(NEXT));
    const wire = feed();
    for (let time = 0; time < 2; time += 1) await wire.fetch();
    expect(asked('versions=all')).toHaveLength(1);
    expect(agency.seen.at(-1)?.path).toContain('qt=session&seq=1');
  });

  test.each([
    ['lists anew what a session of less than 72 hours lost', 24, '/media/v/content/feed'],
    ['searches for what is older', 100, '/media/v/content/search'],
  ])('%s', async (_, hours, place) => {
    agency.answers(({ path }) => (path.includes('qt=') ? { status: 404 } : page(NEXT)));
    const result = await feed({ next: `${agency.url}${NEXT}`, since: NOW - hours * 3_600_000 }).fetch();
    expect(result.hints.gap).toContain('AP let go of the session');
    expect(agency.seen[1]?.path.startsWith(place)).toBe(true);
  });

  test('hands on the editorial types beside the status', async () => {
    const kill = item('k', { pubstatus: 'canceled', editorialtypes: ['Kill'], renditions: {} });
    agency.answers(() => page(NEXT, kill));
    expect(textsOf(await feed().fetch())[0]).toContain('"editorialtypes":["Kill"]');
  });
});

describe('a wireQ queue of dpa', () => {
  const feed = () => new FetchedFeed(dpaWireq, { queue: `${agency.url}/secret-of-the-queue/` }, {});

  test('is listed and never dequeued; an entry is deleted once it is let go of, and 410 is no error', async () => {
    agency.answers(({ method }) =>
      method === 'DELETE'
        ? { status: 410 }
        : { body: { entries: [{ entry_id: 'e1', urn: 'u', _wireq_receipt: 'r1' }] }, headers: { 'retry-after': '10' } },
    );
    const wire = feed();
    const result = await wire.fetch();
    expect(agency.seen.map(({ method }) => method)).toEqual(['GET']);
    expect(result.hints.retryAfterMs).toBe(10_000);
    expect(textsOf(result)).toEqual(['{"entry_id":"e1","urn":"u"}']);
    const transport = dpaWireq as unknown as AnyTransport;
    await transport.release?.(wire.feed, 'r1', { failed: false, reason: null }, BESIDE);
    expect(agency.seen.at(-1)).toMatchObject({ method: 'DELETE', path: '/secret-of-the-queue/entry/r1' });
    expect(asked('dequeue')).toEqual([]);
  });

  test('has what waits in it sent, and its address stands in no failure', async () => {
    expect(feed().feed.onFirstPoll).toBe('send');
    agency.answers(() => ({ status: 500 }));
    const failure: unknown = await feed()
      .fetch()
      .catch((error: unknown) => error);
    expect(String(failure)).toContain('dpa entries');
    expect(String(failure)).not.toContain('secret-of-the-queue');
  });
});
