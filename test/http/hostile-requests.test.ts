import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeToken } from '../../src/http/tokens.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const reader = makeToken('reader', ['read']);
const TOKEN = `Authorization: Bearer ${reader.token}`;
let redis: TestRedis;
let service: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  service = await startService(
    { http: { tokens: [reader.kept] }, feeds: [{ id: 'hub', transport: 'push', token: 'token-of-the-hub' }] },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
});

function open(): Socket {
  const { hostname, port } = new URL(service.address);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  return socket;
}

/** What the bytes are answered with before the connection ends, or rests. */
async function answerTo(bytes: string): Promise<string> {
  const socket = open();
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  socket.write(bytes, 'latin1');
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.setTimeout(700, () => resolve(null));
  });
  socket.destroy();
  return answer;
}

/** The statuses of all answers. */
const statusesOf = async (bytes: string): Promise<number[]> =>
  [...(await answerTo(bytes)).matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));

const request = (line: string, headers: readonly string[] = [], body = ''): string =>
  `${[line, 'Host: localhost', TOKEN, ...headers].join('\r\n')}\r\n\r\n${body}`;
const INNER = request('GET /v1/articles HTTP/1.1');
const SESSION = 'POST /v1/session HTTP/1.1';
const JSON_TYPE = 'Content-Type: application/json';

describe('a request that two servers would read as different ones', () => {
  test.each<[string, string]>([
    ['a length and chunks', request(SESSION, ['Content-Length: 5', 'Transfer-Encoding: chunked'], `0\r\n\r\n${INNER}`)],
    ['two lengths', request(SESSION, ['Content-Length: 0', `Content-Length: ${INNER.length}`], INNER)],
    ['a length with a sign', request(SESSION, ['Content-Length: +5'], `12345${INNER}`)],
    ['a length of letters', request(SESSION, ['Content-Length: 0x5'], `12345${INNER}`)],
    ['chunks under another name', request(SESSION, ['Transfer-Encoding: xchunked'], `0\r\n\r\n${INNER}`)],
    ['chunks that are not the last coding', request(SESSION, ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n`)],
    ['a chunk of a size with a sign', request(SESSION, ['Transfer-Encoding: chunked'], `-1\r\n\r\n${INNER}`)],
    ['a chunk of a size beyond all', request(SESSION, ['Transfer-Encoding: chunked'], `${'f'.repeat(20)}\r\nx`)],
    ['a blank before the colon', request(SESSION, ['Transfer-Encoding : chunked'], `0\r\n\r\n${INNER}`)],
    ['a folded header', request(SESSION, ['X-A: b', ' Transfer-Encoding: chunked'], `0\r\n\r\n${INNER}`)],
    ['a header with a NUL', request('GET /healthz HTTP/1.1', ['X-A: b\0c'])],
    ['a name with a NUL', request('GET /healthz HTTP/1.1', ['X\0A: b'])],
    ['line ends of one sign', request('GET /healthz HTTP/1.1').replaceAll('\r\n', '\n')],
    ['a stray return in a header', request('GET /healthz HTTP/1.1', ['X-A: b\rX-B: c'])],
    ['another version', request('GET /healthz HTTP/3.7')],
    ['no version at all', 'GET /healthz\r\n\r\n'],
    ['no version, and headers', request('GET /healthz')],
    ['no version, and another request behind it', `GET /healthz\r\n\r\n${INNER}`],
    ['version 0.9 by name', request('GET /healthz HTTP/0.9')],
    ['a first version of two digits', request('GET /healthz HTTP/1.10')],
    ['a version in small letters', request('GET /healthz http/1.1')],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['two hosts', request('GET /healthz HTTP/1.1', ['Host: evil.example'])],
    ['a target of another host', request('GET http://evil.example/healthz HTTP/1.1')],
    ['a tunnel', request('CONNECT 127.0.0.1:6379 HTTP/1.1')],
    ['headers without end', request('GET /healthz HTTP/1.1', [`X-A: ${'a'.repeat(100_000)}`])],
    [
      'more headers than anybody reads',
      request(
        'GET /healthz HTTP/1.1',
        Array.from({ length: 20_000 }, () => 'A: b'),
      ),
    ],
    ['a target without end', request(`GET /${'a'.repeat(100_000)} HTTP/1.1`)],
  ])('%s is refused, and nothing behind it is answered', async (_, bytes) => {
    const statuses = await statusesOf(bytes);
    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 404, 405, 413, 414, 415, 431, 501, 505]).toContain(status);
    expect((await service.get('/healthz')).status).toBe(200);
  });
});

describe('what is no request', () => {
  test.each<[string, string, number, string]>([
    ['a name with a NUL', request('GET /healthz HTTP/1.1', ['X\0A: b']), 400, 'not written as HTTP/1.1 says'],
    ['headers without end', request('GET /healthz HTTP/1.1', [`X-A: ${'a'.repeat(100_000)}`]), 431, 'too large'],
  ])('%s is answered in our own words', async (_, bytes, status, words) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, detail: expect.stringContaining(words) });
  });
});

describe('a body that means no good', () => {
  const post = (body: string, type = JSON_TYPE): string =>
    request(SESSION, [type, `Content-Length: ${body.length}`, 'Connection: close'], body);
  test.each<[string, string, number]>([
    ['a key that is every object’s', post('{"__proto__":{"token":"x"}}'), 400],
    ['another such key', post('{"constructor":{"prototype":{"token":"x"}}}'), 400],
    ['brackets without end', post('['.repeat(200_000)), 400],
    ['objects without end', post('{"token":'.repeat(100_000)), 400],
    ['a number beyond all', post('{"token":1e999}'), 400],
    ['half a character', post('{"token":"\\ud800"}'), 401],
    ['a form', post('token=x', 'Content-Type: application/x-www-form-urlencoded'), 415],
    ['a text', post('{"token":"x"}', 'Content-Type: text/plain'), 400],
    ['a type of several', post('{"token":"x"}', 'Content-Type: application/json, text/html'), 415],
    ['no JSON', post('\0\0\0'), 400],
    ['nothing', post(''), 400],
    ['more than may be', post(`{"token":"${'x'.repeat(1_100_000)}"}`), 413],
  ])('%s', async (_, bytes, status) => {
    expect(await statusesOf(bytes)).toEqual([status]);
  });
});

describe('a path', () => {
  test.each([
    '/page/../../package.json',
    '/page/..%2f..%2fpackage.json',
    '/page/%2e%2e/%2e%2e/package.json',
    '/page/main.js%00',
    '/page/..\\..\\package.json',
    '//evil.example/',
    '/v1/articles/..%2f..%2fsystem',
    '/v1/push/__proto__',
    '/v1/websub/constructor',
    '/v1/afp/..%2fhub',
    '/v1/articles/%ed%a0%80',
    '/v1/articles/%00',
    `/v1/search?q=${'('.repeat(7_000)}`,
    `/v1/search?q=${encodeURIComponent('"'.repeat(2_000))}`,
    `/v1/search?q=${encodeURIComponent('a* '.repeat(2_000))}`,
    `/v1/search?q=${encodeURIComponent('agency:'.repeat(900))}`,
    '/v1/search?q[]=x&q[__proto__]=y',
    '/v1/articles?__proto__=x&constructor=y',
    '/v1/articles?after=99999999999999999999-99999999999999999999',
    '/v1/articles?since=%2B275760-09-13T00:00:00Z',
    '/v1/articles?limit=NaN',
    '/v1/articles?limit=-1',
    '/v1/articles?limit=1e9',
  ])('%s brings nothing out and nothing down', async (path) => {
    const [status = 0] = await statusesOf(request(`GET ${path} HTTP/1.1`, ['Connection: close']));
    expect(status === 200 || (status >= 400 && status < 500), `${path.slice(0, 60)} answered ${status}`).toBe(true);
    if (!path.startsWith('/v1/')) expect([400, 404]).toContain(status);
  });
});

test('a hundred wrong logins at once are counted as so many', async () => {
  const logIn = async (at: number): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': `10.0.0.${at}`,
      forwarded: `for=10.1.0.${at}`,
    };
    const init = { method: 'POST', headers, body: JSON.stringify({ token: `ct_wrong${at}` }) };
    return (await fetch(`${service.address}/v1/session`, init)).status;
  };
  const statuses = await Promise.all(Array.from({ length: 100 }, (_, at) => logIn(at)));
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(90);
});

/** What a request was answered whose end never comes, once its connection was closed. */
async function answerToDrip(beginning: string, more: string): Promise<string | null> {
  const socket = open();
  let answer = '';
  let isClosed = false;
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  socket.on('close', () => {
    isClosed = true;
  });
  socket.write(beginning);
  const drip = setInterval(() => socket.write(more), 500);
  await until(() => isClosed);
  clearInterval(drip);
  socket.destroy();
  return isClosed ? answer : null;
}

test('a request that never ends is ended: in its headers, in its body, in a document that it sends', async () => {
  const push = 'POST /v1/push/hub HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token-of-the-hub';
  const answers = await Promise.all([
    answerToDrip('GET /healthz HTTP/1.1\r\nHost: localhost\r\n', 'X-A: b\r\n'),
    answerToDrip(`${SESSION}\r\nHost: localhost\r\n${JSON_TYPE}\r\nContent-Length: 900000\r\n\r\n`, '['),
    answerToDrip(`${push}\r\nContent-Length: 900000\r\n\r\n`, '<'),
  ]);
  for (const answer of answers) expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  expect((await service.get('/healthz')).status).toBe(200);
}, 90_000);

test('nothing of all this is an error of the service, or a line of the log that is none', () => {
  expect(service.said).toEqual([]);
  expect(service.log.filter(({ level }) => level === 'error' || level === 'fatal' || Number(level) >= 50)).toEqual([]);
});
