import { afterAll, beforeAll, expect, test } from 'vitest';
import { PageFetcher } from '../../src/network/page-fetcher.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';

const PAGE = answer(200, { 'content-type': 'text/html' }, '<h1>Tunnel opens</h1>');

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
  server.script(PAGE);
});
afterAll(() => server.close());

const request = (url: string, openHost: string | null = null) => ({
  url,
  etag: null,
  lastModified: null,
  openHost,
  signal: new AbortController().signal,
});

test('a page at a private address is refused with the address and the setting, at the second time too', async () => {
  const pages = new PageFetcher({ userAgent: 'copytaster/test', gapMs: 0, now: Date.now });
  for (const path of ['/story', '/other'])
    expect(await pages.fetch(request(server.url + path))).toEqual({
      state: 'refused',
      refusal: 'network',
      reason: expect.stringMatching(/^127\.0\.0\.1 is a private address; allowPrivateAddresses: true opens the host/),
    });
  expect(server.seen).toEqual([]);
});

test('the host that is open does not open another name of the same machine', async () => {
  const pages = new PageFetcher({ userAgent: 'copytaster/test', gapMs: 0, now: Date.now });
  const { host } = new URL(server.url);
  expect(await pages.fetch(request(`${server.url}/story`, host))).toMatchObject({ state: 'page' });
  const elsewhere = server.url.replace('127.0.0.1', 'localhost');
  const before = server.seen.length;
  expect(await pages.fetch(request(`${elsewhere}/story`, host))).toMatchObject({
    state: 'refused',
    reason: expect.stringMatching(/^localhost is the private address /),
  });
  expect(server.seen.length).toBe(before);
});
