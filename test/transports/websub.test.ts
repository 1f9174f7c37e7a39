import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import { accountsOfThisProcess } from '../../src/transports/account/account-memory.ts';
import type { FetchContext } from '../../src/transports/contract/transport.ts';
import { knownLinks, readPublisherLinks } from '../../src/transports/websub/publisher-links.ts';
import { keepLease, keepSubscribed, type WebsubFeed } from '../../src/transports/websub/subscribe.ts';
import websub from '../../src/transports/websub.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { NOTHING_KEPT } from './fetch-context.ts';

const NOW = Date.now();
const DAY_MS = 86_400_000;
const DOCUMENT = '<rss version="2.0"><channel><title>Wire</title></channel></rss>';
let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

function contextOf(own: object = {}): FetchContext<WebsubFeed> {
  const settings = { id: 'blog', url: `${server.url}/feed`, hub: `${server.url}/hub`, secret: 's', ...own };
  const feed = feedSchema(websub).parse({ ...settings, allowPrivateAddresses: true });
  const asking = { signal: new AbortController().signal, userAgent: 'x', ...NOTHING_KEPT };
  const publicUrl = 'https://wire.example.net';
  return { feed, bookmark: {}, sequence: 1, now: NOW, ...asking, accounts: accountsOfThisProcess(), publicUrl };
}

describe('the lease of a subscription', () => {
  test.each([
    ['is renewed before it ends', DAY_MS - 1_000, 1],
    ['is left alone while it lasts', 5 * DAY_MS, 0],
  ])('%s', async (_, lifeMs, requests) => {
    const context = contextOf();
    await keepLease(context.accounts, context.feed, { topic: context.feed.url, now: NOW, lifeMs });
    server.script(answer(202));
    expect(await keepSubscribed(context)).toBeNull();
    expect(server.seen).toHaveLength(requests);
  });

  test('that was confirmed for another address of the feed counts for nothing', async () => {
    const context = contextOf();
    await keepLease(context.accounts, context.feed, { topic: `${server.url}/old`, now: NOW, lifeMs: 5 * DAY_MS });
    server.script(answer(202));
    await keepSubscribed(context);
    expect(new URLSearchParams(server.seen[0]?.body).get('hub.topic')).toBe(`${server.url}/feed`);
  });
});

test.each([
  ['is down', 'http://127.0.0.1:1/hub', /the hub does not answer/],
  ['refuses', null, /the hub refused the subscription \(403\)/],
])('a feed whose hub %s is polled, and says so', async (_, hub, words) => {
  server.script((response, { path }) =>
    path === '/feed' ? answer(200, {}, DOCUMENT)(response, {} as never) : answer(403)(response, {} as never),
  );
  const result = await websub.fetch(contextOf(hub === null ? {} : { hub }) as Parameters<typeof websub.fetch>[0]);
  expect(result.outcome === 'ok' && Buffer.from(result.captures[0]!.capture.bytes).toString()).toBe(DOCUMENT);
  expect(result.hints.notice).toMatch(words);
});

describe('a feed that may have a private address', () => {
  const elsewhere = (): string => `${server.url.replace('127.0.0.1', 'localhost')}/hub`;
  const named = (hub: string): string =>
    `<rss version="2.0"><channel><link rel="hub" href="${hub}"/><title>Wire</title></channel></rss>`;

  test.each([
    ['does not open another host that its document names as its hub', undefined, false],
    ['has the hub that the settings name', elsewhere, true],
  ])('%s', async (_, hub, asked) => {
    server.script((response, { path }) =>
      path === '/feed'
        ? answer(200, {}, named(elsewhere()))(response, {} as never)
        : answer(202)(response, {} as never),
    );
    const context = contextOf({ hub: hub?.() });
    const { hints } = await websub.fetch(context as Parameters<typeof websub.fetch>[0]);
    expect(server.seen.some(({ path }) => path === '/hub')).toBe(asked);
    expect(hints.notice ?? null).toEqual(asked ? null : 'the hub does not answer');
  });
});

test('a feed that no hub can reach says which setting is missing', async () => {
  expect(await keepSubscribed({ ...contextOf(), publicUrl: null })).toMatch(/http\.publicUrl/);
});

describe('a publisher says where its hub is', () => {
  const ADDRESS = 'https://example.org/news/feed.xml';
  const HUB = 'https://hub.example.net/';
  const read = (document: string, header?: string) =>
    readPublisherLinks(ADDRESS, { bytes: Buffer.from(document), header });

  test.each([
    ['in its document', '<rss xmlns:atom="x"><atom:link href="https://hub.example.net/" rel="hub"/></rss>', undefined],
    ['with several relations', `<feed><link rel='self HUB' href='${HUB}'/></feed>`, undefined],
    ['by its header', '<rss/>', `<${HUB}>; rel="hub", <https://example.org/news/feed.xml>; rel="self"`],
    ['by a header without quotes', '<rss/>', `<https://example.org/?a=1,2>; rel=next, <${HUB}>; title="a, b"; rel=hub`],
    [
      'by its header, above its document',
      '<feed><link rel="hub" href="https://old.example.net/"/></feed>',
      `<${HUB}>; rel=hub`,
    ],
  ])('%s', (_, document, header) => {
    expect(read(document, header).hub).toBe(HUB);
  });

  test('by a relative address, and by nothing that is no address of the web', () => {
    expect(read('<feed><link rel="hub" href="/hub?a=1&amp;b=2"/></feed>').hub).toBe('https://example.org/hub?a=1&b=2');
    expect(read('<feed><link rel="hub" href="javascript:alert(1)"/><link rel="alternate" href="/x"/></feed>').hub).toBe(
      null,
    );
  });

  test('and is subscribed to by the name that it has there', async () => {
    server.script((response, { path }) =>
      path === '/feed'
        ? answer(
            200,
            { link: `<${server.url}/hub>; rel=hub, <https://example.org/canonical>; rel=self` },
            DOCUMENT,
          )(response, {} as never)
        : answer(202)(response, {} as never),
    );
    const context = { ...contextOf(), accounts: accountsOfThisProcess() };
    await websub.fetch({ ...context, feed: { ...context.feed, hub: undefined } } as Parameters<typeof websub.fetch>[0]);
    const form = new URLSearchParams(server.seen.find(({ path }) => path === '/hub')?.body);
    expect(form.get('hub.topic')).toBe('https://example.org/canonical');
    expect(await knownLinks(context.accounts, { ...context.feed, url: `${server.url}/moved` })).toEqual({
      hub: null,
      self: null,
    });
  });
});
