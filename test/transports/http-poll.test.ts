import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bookmark } from '../../src/article/capture.ts';
import { describeError, type FeedDown, Snoozed } from '../../src/article/failure.ts';
import { feedSchema } from '../../src/settings/plugin-settings.ts';
import type { FetchResult } from '../../src/transports/contract/transport.ts';
import httpPoll from '../../src/transports/http-poll.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { NOTHING_KEPT } from './fetch-context.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const DOCUMENT = '<rss version="2.0"><channel><title>Wire</title></channel></rss>';
const XML = { 'content-type': 'application/rss+xml; charset=utf-8' };
let server: ScriptedServer;
/** Another one on the same host. */
let beside: ScriptedServer;

beforeAll(async () => {
  [server, beside] = await Promise.all([startScriptedServer(), startScriptedServer()]);
});
afterAll(() => Promise.all([server.close(), beside.close()]));

async function poll(
  answers: readonly Answer[],
  {
    bookmark = {},
    sequence = 1,
    allowPrivateAddresses = true,
    own = {},
  }: { bookmark?: Bookmark; sequence?: number; allowPrivateAddresses?: boolean; own?: Record<string, unknown> } = {},
): Promise<FetchResult> {
  server.script(...answers);
  const feed = feedSchema(httpPoll).parse({
    id: 'world',
    url: `${server.url}/feed`,
    headers: { 'x-api-key': 'key' },
    allowPrivateAddresses,
    ...own,
  });
  const signal = new AbortController().signal;
  return httpPoll.fetch({
    feed,
    bookmark,
    sequence,
    now: NOW,
    signal,
    userAgent: 'copytaster/test',
    ...NOTHING_KEPT,
  });
}

async function failureOf(answers: readonly Answer[], options = {}): Promise<FeedDown | Snoozed> {
  return poll(answers, options).then(
    () => expect.fail('the poll should have failed'),
    (error) => error as FeedDown,
  );
}

function textOf(result: FetchResult): string {
  return result.outcome === 'ok' ? Buffer.from(result.captures[0]!.capture.bytes).toString() : result.outcome;
}

const bookmarkOf = (result: FetchResult): Bookmark =>
  result.outcome === 'ok' ? result.captures[0]!.bookmark : (result.bookmark ?? {});

describe('an answer with a document', () => {
  test.each([
    ['plain', {}, Buffer.from(DOCUMENT)],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(DOCUMENT)],
    ['br', { 'content-encoding': 'br' }, brotliCompressSync(DOCUMENT)],
    ['deflate', { 'content-encoding': 'deflate' }, deflateSync(DOCUMENT)],
  ])('is taken, %s', async (_, headers, body) => {
    expect(textOf(await poll([answer(200, { ...XML, ...headers }, body)]))).toBe(DOCUMENT);
  });

  test('is asked for with our name, the headers of the settings, and no validators at first', async () => {
    await poll([answer(200, XML, DOCUMENT)]);
    const { headers } = server.seen.at(-1)!;
    expect([headers['user-agent'], headers['x-api-key']]).toEqual(['copytaster/test', 'key']);
    expect(headers).not.toHaveProperty('if-none-match');
  });

  test('leaves both validators and the hash of the body for the next time', async () => {
    const result = await poll([answer(200, { ...XML, etag: '"one"', 'last-modified': 'Mon, 23 Nov 2026' }, DOCUMENT)]);
    const bookmark = bookmarkOf(result);
    expect(bookmark).toMatchObject({ etag: '"one"', lastModified: 'Mon, 23 Nov 2026' });
    await poll([answer(304)], { bookmark });
    expect(server.seen.at(-1)!.headers).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': 'Mon, 23 Nov 2026',
    });
  });

  test('that is the same bytes as before is unchanged, whatever the validators say', async () => {
    const first = await poll([answer(200, { ...XML, etag: '"one"' }, DOCUMENT)]);
    const bookmark = bookmarkOf(first);
    const again = await poll([answer(200, { ...XML, etag: '"two"' }, DOCUMENT)], { bookmark });
    expect(again).toMatchObject({ outcome: 'unchanged', bookmark: { etag: '"two"' } });
  });

  test('is asked for without validators now and then, because validators lie', async () => {
    const bookmark = bookmarkOf(await poll([answer(200, { ...XML, etag: '"one"' }, DOCUMENT)], { sequence: 7 }));
    const asks = async (sequence: number): Promise<boolean> => {
      await poll([answer(200, XML, DOCUMENT)], { bookmark, sequence });
      return 'if-none-match' in server.seen.at(-1)!.headers;
    };
    expect([await asks(26), await asks(27)]).toEqual([true, false]);
  });

  test('is asked for without validators until it comes, where that failed', async () => {
    const bookmark = bookmarkOf(await poll([answer(200, { ...XML, etag: '"one"' }, DOCUMENT)], { sequence: 7 }));
    await failureOf([answer(503)], { bookmark, sequence: 27 });
    await failureOf([answer(304)], { bookmark, sequence: 28 });
    const unchanged = await poll([answer(200, { ...XML, etag: '"two"' }, DOCUMENT)], { bookmark, sequence: 29 });
    expect(server.seen.slice(-3).map(({ headers }) => 'if-none-match' in headers)).toEqual([false, false, false]);
    await poll([answer(304)], { bookmark: bookmarkOf(unchanged), sequence: 30 });
    expect(server.seen.at(-1)!.headers).toHaveProperty('if-none-match', '"two"');
  });

  test('says where it came from after redirects', async () => {
    const result = await poll([answer(301, { location: '/moved' }), answer(200, XML, DOCUMENT)]);
    expect(result.outcome === 'ok' && result.captures[0]!.capture.url).toBe(`${server.url}/moved`);
  });

  test('sends no key of ours to another host', async () => {
    beside.script(answer(200, XML, DOCUMENT));
    await poll([answer(302, { location: `${beside.url}/moved` })]);
    const { headers } = beside.seen.at(-1)!;
    expect([headers['x-api-key'], headers['user-agent']]).toEqual([undefined, 'copytaster/test']);
  });

  test.each([
    ['max-age', { 'cache-control': 'public, max-age=600' }, 600_000],
    ['nothing', {}, null],
  ])('hints at the next time by %s', async (_, headers, waitMs) => {
    expect((await poll([answer(200, { ...XML, ...headers }, DOCUMENT)])).hints.waitMs).toBe(waitMs);
  });
});

/** Polls a server that sends these bytes to whoever asks. @param ends false where it keeps the connection open */
async function pollBytes(bytes: string, { waitMs = 0, ends = true } = {}): Promise<FetchResult> {
  const sockets = new Set<Socket>();
  const socketServer = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.once('data', () => setTimeout(() => (ends ? socket.end(bytes) : socket.write(bytes)), waitMs));
  });
  await new Promise<void>((resolve) => socketServer.listen(0, '127.0.0.1', resolve));
  const { port } = socketServer.address() as AddressInfo;
  try {
    return await poll([], { own: { url: `http://127.0.0.1:${port}/feed` } });
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => socketServer.close(resolve));
  }
}

describe('an odd answer with a document is taken', () => {
  const length = `Content-Length: ${DOCUMENT.length}\r\n`;

  test.each([
    ['with headers of 60 KB', `HTTP/1.1 200 OK\r\n${length}X-Long: ${'a'.repeat(60_000)}\r\n\r\n${DOCUMENT}`],
    [
      'behind early hints',
      `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\n${length}\r\n${DOCUMENT}`,
    ],
    ['of HTTP/1.0 without a length', `HTTP/1.0 200 OK\r\n\r\n${DOCUMENT}`],
    ['without words in its status', `HTTP/1.1 200\r\n${length}\r\n${DOCUMENT}`],
    [
      'in chunks with extensions and a trailer',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${DOCUMENT.length.toString(16)};x=1\r\n${DOCUMENT}\r\n0\r\nX-End: 1\r\n\r\n`,
    ],
    ['with two ETags', `HTTP/1.1 200 OK\r\n${length}ETag: "a"\r\nETag: "b"\r\n\r\n${DOCUMENT}`],
  ])('%s', async (_, bytes) => {
    expect(textOf(await pollBytes(bytes))).toBe(DOCUMENT);
  });

  test('that begins after eleven seconds', async () => {
    expect(textOf(await pollBytes(`HTTP/1.1 200 OK\r\n${length}\r\n${DOCUMENT}`, { waitMs: 11_000 }))).toBe(DOCUMENT);
  }, 40_000);

  test('that is whole, on a connection that stands still afterwards', async () => {
    expect(textOf(await pollBytes(`HTTP/1.1 200 OK\r\n\r\n${DOCUMENT}`, { ends: false }))).toBe(DOCUMENT);
  }, 60_000);
});

describe('what is asked for', () => {
  test('a header of the settings replaces ours, in whatever case it is written', async () => {
    await poll([answer(200, XML, DOCUMENT)], { own: { headers: { 'User-Agent': 'Mozilla/5.0', ACCEPT: 'text/xml' } } });
    const { headers } = server.seen.at(-1)!;
    expect([headers['user-agent'], headers.accept]).toEqual(['Mozilla/5.0', 'text/xml']);
  });

  test('credentials in the address are sent as Basic and stand nowhere else', async () => {
    const url = `${server.url.replace('://', '://me:s%40cret@')}/feed?apikey=KEY`;
    const result = await poll([answer(200, XML, DOCUMENT)], { own: { url } });
    const { headers, path } = server.seen.at(-1)!;
    expect(headers.authorization).toBe(`Basic ${Buffer.from('me:s@cret').toString('base64')}`);
    expect(path).toBe('/feed?apikey=KEY');
    expect(JSON.stringify(result)).not.toMatch(/cret|KEY/);
  });

  test('validators go to the address that gave them, over redirects too', async () => {
    const moved = `${beside.url}/moved`;
    const redirect = answer(301, { location: moved });
    beside.script(answer(200, { ...XML, etag: '"rt"' }, DOCUMENT), answer(304));
    const first = await poll([redirect]);
    expect(first.hints.notice).toBe(`the feed has moved for good: write url: ${moved}`);
    const again = await poll([redirect], { bookmark: bookmarkOf(first) });
    expect(again.outcome).toBe('unchanged');
    const asked = [server.seen.at(-1)!, beside.seen.at(-1)!];
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"rt"']);
  });

  test('what was remembered of another address is not asked with', async () => {
    const first = await poll([answer(200, { ...XML, etag: '"one"' }, DOCUMENT)]);
    const result = await poll([answer(200, XML, DOCUMENT)], {
      bookmark: bookmarkOf(first),
      own: { url: `${server.url}/another` },
    });
    expect(result.outcome).toBe('ok');
    expect(server.seen.at(-1)!.headers).not.toHaveProperty('if-none-match');
  });

  test('a cookie of one hop is sent at the next', async () => {
    const redirect = answer(302, { location: '/in', 'set-cookie': 'seen=1; Path=/; HttpOnly' });
    await poll([redirect, answer(200, XML, DOCUMENT)]);
    expect(server.seen.at(-1)!.headers.cookie).toBe('seen=1');
  });

  test('a cookie that is taken back, or is for other paths, is not', async () => {
    const back = 'seen=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT';
    const set = answer(302, { location: '/next', 'set-cookie': 'seen=1; Path=/' });
    const taken = answer(302, { location: '/in/feed', 'set-cookie': back });
    await poll([set, taken, answer(200, XML, DOCUMENT)]);
    expect(server.seen.at(-1)!.headers).not.toHaveProperty('cookie');
    await poll([answer(302, { location: '/in/feed', 'set-cookie': 'a=1; Path=/other' }), answer(200, XML, DOCUMENT)]);
    expect(server.seen.at(-1)!.headers).not.toHaveProperty('cookie');
  });

  test.each([400, 412])('what is refused with %i for its validators is asked for without them', async (status) => {
    const bookmark = bookmarkOf(await poll([answer(200, { ...XML, etag: '"one"' }, DOCUMENT)]));
    expect(textOf(await poll([answer(status), answer(200, XML, `${DOCUMENT} `)], { bookmark }))).toBe(`${DOCUMENT} `);
    const failure = await failureOf([answer(status)], { bookmark });
    expect(failure.message).toBe(`feed world: answered ${status}`);
  });

  test('a redirect written in raw UTF-8 is followed', async () => {
    const location = Buffer.from('/flüsse', 'utf8').toString('latin1');
    await poll([answer(302, { location }), answer(200, XML, DOCUMENT)]);
    expect(server.seen.at(-1)!.path).toBe('/fl%C3%BCsse');
  });
});

describe('a document whose connection broke', () => {
  const cutAfter =
    (text: string): Answer =>
    (response) => {
      response.writeHead(200, { ...XML, etag: '"cut"', 'content-length': '900' }).write(text);
      setTimeout(() => response.destroy(), 20);
    };

  test('is whole where its own end came, and is asked for without validators next time', async () => {
    const result = await poll([cutAfter(DOCUMENT)]);
    expect(textOf(result)).toBe(DOCUMENT);
    expect(bookmarkOf(result)).not.toHaveProperty('etag');
    expect(bookmarkOf(result)).not.toHaveProperty('bodySha256');
  });

  test('is none where it did not', async () => {
    expect(await failureOf([cutAfter(DOCUMENT.slice(0, -9))])).toMatchObject({ state: 'network' });
  });
});

describe('what came instead of a feed is named', () => {
  const login = '<html><form action="/login"><input name="p" type="password"></form></html>';
  test.each([
    ['a login page', [answer(200, {}, login)], 'feed world: a login page where a feed should be'],
    ['a challenge', [answer(200, {}, '<html><div id="captcha"></div></html>')], 'feed world: a challenge page where'],
    ['a PDF', [answer(200, XML, '%PDF-1.7 x')], 'feed world: a PDF where a feed should be'],
    ['white space', [answer(200, XML, '\n')], 'feed world: an empty document'],
  ] as [string, Answer[], string][])('%s', async (_, answers, message) => {
    expect((await failureOf(answers)).message).toContain(message);
  });

  test('with the host that a redirect led to', async () => {
    beside.script(answer(200, {}, login));
    const { message } = await failureOf([answer(302, { location: `${beside.url}/home` })]);
    expect(message).toContain(`after a redirect to ${new URL(beside.url).host}`);
  });

  test('a feed whose story shows a page is a feed', async () => {
    const text = `<rss version="2.0"><channel><item><description>&lt;html&gt; captcha</description></item></channel></rss>`;
    expect(textOf(await poll([answer(200, XML, text)]))).toBe(text);
  });
});

describe('an answer without one is classed', () => {
  const html = '<!DOCTYPE html><html><body>Please log in</body></html>';
  test.each([
    ['401', answer(401), 'blocked'],
    ['403', answer(403), 'blocked'],
    ['404', answer(404), 'gone'],
    ['410', answer(410), 'gone'],
    ['408', answer(408), 'server'],
    ['425', answer(425), 'server'],
    ['500', answer(500), 'server'],
    ['304 to a request without validators', answer(304), 'server'],
    ['a redirect that cannot be read', answer(302, { location: 'http://[::bad' }), 'network'],
    ['503', answer(503), 'server'],
    ['a page where a feed should be', answer(200, { 'content-type': 'text/html' }, html), 'blocked'],
    ['a page that is neither login nor challenge', answer(200, {}, '<html><h1>Our feeds</h1></html>'), 'bad-document'],
    ['a challenge', answer(200, {}, '<!-- x --><html><title>Just a moment...</title></html>'), 'blocked'],
    ['white space', answer(200, XML, ' \n\n '), 'bad-document'],
    ['a PDF', answer(200, XML, '%PDF-1.7 x'), 'bad-document'],
    ['a page that calls itself XML', answer(200, XML, `\n ${html}`), 'blocked'],
    ['nothing at all', answer(200, XML), 'bad-document'],
    ['a broken encoding', answer(200, { ...XML, 'content-encoding': 'gzip' }, 'no gzip'), 'bad-document'],
    ['an unknown encoding', answer(200, { ...XML, 'content-encoding': 'lzma' }, 'x'), 'bad-document'],
    [
      'two layers of encoding',
      answer(200, { ...XML, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('x'))),
      'bad-document',
    ],
    ['a bomb', answer(200, { ...XML, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(40_000_000))), 'bad-document'],
    ['more than 10 MB on the wire', answer(200, XML, Buffer.alloc(11_000_000, 'x')), 'bad-document'],
    [
      'a cut connection',
      (response) => {
        response.writeHead(200, { 'content-length': '900' }).write('<rss>');
        setTimeout(() => response.destroy(), 20);
      },
      'network',
    ],
    ['a circle of redirects', answer(302, { location: '/again' }), 'network'],
    ['a redirect to a file', answer(302, { location: 'file:///etc/passwd' }), 'network'],
  ] as [string, Answer, string][])('%s', async (_, given, state) => {
    const failure = await failureOf([given]);
    expect(failure).toMatchObject({ state });
    expect(failure.message).toMatch(/^feed world: /);
    expect(failure.message).not.toMatch(/Invalid URL|TypeError/);
  });

  test.each([
    ['seconds', '120', NOW + 120_000],
    ['a date', 'Mon, 23 Nov 2026 12:05:00 GMT', NOW + 300_000],
    ['nonsense', 'soon', NOW + 60_000],
  ])('429 is waited out, Retry-After as %s', async (_, header, until) => {
    const failure = await failureOf([answer(429, { 'retry-after': header })]);
    expect(failure).toBeInstanceOf(Snoozed);
    expect((failure as Snoozed).until).toBe(until);
  });

  test.each([503, 202])('%i without a document says when to come again', async (status) => {
    expect(await failureOf([answer(status, { 'retry-after': '30' })])).toMatchObject({ notBefore: NOW + 30_000 });
  });

  test('nobody listens', async () => {
    const feed = feedSchema(httpPoll).parse({ id: 'world', url: 'http://127.0.0.1:1/', allowPrivateAddresses: true });
    const context = {
      feed,
      bookmark: {},
      sequence: 1,
      now: NOW,
      signal: new AbortController().signal,
      userAgent: 'x',
      ...NOTHING_KEPT,
    };
    await expect(httpPoll.fetch(context)).rejects.toMatchObject({ name: 'FeedDown', state: 'network' });
  });
});

describe('an older part of a list', () => {
  const older = async (path: string, answers: readonly Answer[], allowPrivateAddresses = true) => {
    server.script(...answers);
    const url = `${server.url.replace('//', '//reader:pass@')}/feed`;
    const own = { id: 'world', url, headers: { 'x-api-key': 'key' }, allowPrivateAddresses };
    const context = { feed: feedSchema(httpPoll).parse(own), bookmark: { etag: '"1"' }, sequence: 1, now: NOW };
    const asking = { signal: new AbortController().signal, userAgent: 'copytaster/test', ...NOTHING_KEPT };
    return httpPoll.fetchOlder!({ ...context, ...asking }, new URL(path, server.url).href);
  };

  test('is asked for as the list is, but whole', async () => {
    const capture = await older('/feed?page=2', [answer(200, XML, DOCUMENT)]);
    expect(Buffer.from(capture.bytes).toString()).toBe(DOCUMENT);
    expect(capture).toMatchObject({ url: `${server.url}/feed`, receivedAt: NOW });
    const { path, headers } = server.seen.at(-1)!;
    expect([path, headers['x-api-key'], headers['if-none-match']]).toEqual(['/feed?page=2', 'key', undefined]);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('reader:pass').toString('base64')}`);
  });

  test('elsewhere gets no key of ours, and is never inside our own network', async () => {
    const before = server.seen.length;
    const elsewhere = server.url.replace('127.0.0.1', 'localhost');
    await expect(older(`${elsewhere}/archive`, [answer(200, XML, DOCUMENT)])).rejects.toMatchObject({
      state: 'network',
    });
    expect(server.seen.length).toBe(before);
  });

  test.each([
    [404, 'gone'],
    [500, 'server'],
  ])('that answers %i is said to be %s', async (status, state) => {
    await expect(older('/feed?page=2', [answer(status)])).rejects.toMatchObject({ name: 'FeedDown', state });
  });

  test('that is no feed is refused', async () => {
    const page = answer(200, { 'content-type': 'text/html' }, '<!doctype html><title>Log in</title>');
    await expect(older('/feed?page=2', [page])).rejects.toMatchObject({ state: 'bad-document' });
  });
});

describe('an answer that is not written as HTTP says', () => {
  const status = 'HTTP/1.1 200 OK';
  const length = `Content-Length: ${DOCUMENT.length}`;
  const type = 'Content-Type: text/xml';

  test.each([
    ['lines without CR', `${status}\n${type}\n\n${DOCUMENT}`],
    ['the same length twice', `${status}\r\n${length}\r\n${type}\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['a folded line', `${status}\r\nX-Cache: one\r\n\ttwo\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['a control character', `${status}\r\nX-Cache: a\x01b\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['a blank before a colon', `${status}\r\nX-Cache : a\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['a warning among its headers', `${status}\r\n<b>Warning</b>\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['an answer before it', `HTTP/1.1 100 Continue\r\n\r\n${status}\r\n${length}\r\n\r\n${DOCUMENT}`],
    [
      'chunks under lines without CR',
      `${status}\nTransfer-Encoding: chunked\n\n${DOCUMENT.length.toString(16)}\r\n${DOCUMENT}\r\n0\r\n\r\n`,
    ],
  ])('is read and told of, where it has %s', async (_, bytes) => {
    const result = await pollBytes(bytes);
    expect(textOf(result)).toBe(DOCUMENT);
    expect(result.hints.notice).toMatch(/^its answers are not written as HTTP says \(.+\); they are read all the same/);
  });

  test.each([
    ['two lengths', `${status}\r\n${length}\r\nContent-Length: 5\r\n\r\n${DOCUMENT}`],
    ['a length and chunks', `${status}\n${length}\nTransfer-Encoding: chunked\n\n0\r\n\r\n`],
    ['another protocol', `ICY 200 OK\r\n${length}\r\n\r\n${DOCUMENT}`],
    ['headers without end', `${status}\n${'X-Cache: a\n'.repeat(20_000)}\n${DOCUMENT}`],
  ])('is refused, and not as a cut connection, where it has %s', async (_, bytes) => {
    const failure = await pollBytes(bytes).then(
      () => expect.fail('the poll should have failed'),
      (error) => error as FeedDown,
    );
    expect(failure.message).toMatch(/^feed world: the answer is not written as HTTP says: /);
  });
});

test('a failure of the network says why in our own words alone', async () => {
  const { url } = server;
  const failure = await failureOf([], { own: { url: `${url.replace('http:', 'https:')}/feed` } });
  expect(describeError(failure)).toBe(
    'feed world: no TLS connection could be made: the server does not speak TLS at this port; correct http:, https: or the port',
  );
});

describe('private addresses', () => {
  test.each(['10.0.0.1', '[::ffff:10.0.0.1]', '012.0.0.1', '167772161', '①⓪.⓪.⓪.①', '10.0.0.1.', '169.254.169.254'])(
    'that the settings open do not open %s, where a redirect leads',
    async (host) => {
      const before = server.seen.length;
      const location = server.url.replace('127.0.0.1', Buffer.from(host, 'utf8').toString('latin1'));
      const answers = [answer(302, { location: `${location}/inside` }), answer(200, XML, DOCUMENT)];
      const own = { url: `${server.url.replace('127.0.0.1', 'localhost')}/feed` };
      const failure = await failureOf(answers, { own });
      expect(failure.message).toMatch(/private address/);
      expect(server.seen.length).toBeLessThanOrEqual(before + 1);
    },
  );

  test.each(['localhost', '2130706433', '127.0.0.1.'])('of this machine are one host: %s is', async (host) => {
    const location = server.url.replace('127.0.0.1', host);
    const answers = [answer(301, { location: `${location}/feed` }), answer(200, XML, DOCUMENT)];
    expect((await poll(answers)).outcome).toBe('ok');
  });

  test('are refused before a connection is made', async () => {
    const before = server.seen.length;
    const failure = await failureOf([answer(200, XML, DOCUMENT)], { allowPrivateAddresses: false });
    expect(failure.message).toMatch(/127\.0\.0\.1/);
    expect(server.seen.length).toBe(before);
  });
});
