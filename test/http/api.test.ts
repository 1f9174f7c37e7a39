import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const STORIES = [
  ['reuters', 'en', 'Harbour of Bergen reopens after the winter storm', 'BERGEN, Nov 3 (Reuters) - The harbour reopened on Tuesday after eleven days of storm, the port master said.'],
  ['reuters', 'en', 'Copper falls as Chilean mines resume', 'SANTIAGO, Nov 3 (Reuters) - Copper fell 2.1 percent after three mines in the north resumed work, traders said.'],
  ['afp', 'fr', 'Les vendanges terminées dans le Jura', 'LONS-LE-SAUNIER, 3 nov 2026 (AFP) - Les vendanges sont terminées dans le Jura, ont annoncé les vignerons mardi.'],
  ['afp', 'fr', 'Un pont fermé à Lyon pour travaux', 'LYON, 3 nov 2026 (AFP) - Le pont de la Guillotière est fermé pour six mois, a annoncé la mairie mardi.'],
] as const; // biome-ignore format: one story a line

const folder = mkdtempSync(join(tmpdir(), 'ct-api-'));
let redis: TestRedis;
let open: RunningService;
let closed: RunningService;
const reader = makeToken('desk', ['read']);
const actor = makeToken('night', ['act']);

function feedFile(agency: string): string {
  const items = STORIES.filter(([of]) => of === agency).map(
    ([, language, headline, body], at) =>
      `<item><guid isPermaLink="false">tag:${agency}.example,2026:${at}</guid><title>${headline}</title><description>${body}</description><language>${language}</language></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${agency}</title><link>https://${agency}.example/</link><description>x</description>${items.join('')}</channel></rss>`;
}

beforeAll(async () => {
  redis = await startTestRedis();
  const folderOf = (agency: string): string => join(folder, agency);
  const feeds = ['reuters', 'afp'].map((agency) => {
    mkdirSync(folderOf(agency), { recursive: true });
    writeFileSync(join(folderOf(agency), 'part'), feedFile(agency));
    renameSync(join(folderOf(agency), 'part'), join(folderOf(agency), 'wire.xml'));
    return {
      id: agency,
      transport: 'folder',
      path: folderOf(agency),
      agency,
      speaksFor: [agency],
      language: agency === 'afp' ? 'fr' : 'en',
      every: { min: '500ms', max: '1s' },
      onFirstPoll: 'send',
    };
  });
  const environment = { REDIS_URL: redis.path };
  open = await startService({ http: { hosts: ['wire.example.org'] }, feeds }, { environment });
  closed = await startService(
    { http: { host: '0.0.0.0', tokens: [reader.kept, actor.kept] } },
    { environment: { ...environment, HOST: '0.0.0.0' }, words: ['--roles', 'http'] },
  );
  await until(async () => ((await open.get('/v1/articles')).body.articles as unknown[]).length === STORIES.length);
}, 90_000);

afterAll(async () => {
  await Promise.all([open?.end(), closed?.end()]);
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

const headlines = (articles: unknown): string[] =>
  (articles as Article[]).map(({ headline }) => headline ?? '').toSorted();
const of = (agency: string): string[] => STORIES.filter(([each]) => each === agency).map(([, , headline]) => headline);

describe('the list of articles', () => {
  test('has all, newest first, and pages back', async () => {
    const first = await open.get('/v1/articles?limit=3');
    const second = await open.get(`/v1/articles?limit=3&before=${first.body.next}`);
    const all = [...(first.body.articles as Article[]), ...(second.body.articles as Article[])];
    expect(headlines(all)).toEqual(STORIES.map(([, , headline]) => headline).toSorted());
    expect(second.body.next).toBeNull();
  });

  test.each([
    ['agency=afp', 'afp'],
    ['language=en', 'reuters'],
    ['agency=afp&language=en', 'nobody'],
    ['newsClass=story&agency=reuters', 'reuters'],
  ])('filters by %s, whichever way it is read', async (filter, agency) => {
    const newest = await open.get(`/v1/articles?${filter}`);
    const followed = await open.get(`/v1/articles?after=0&${filter}`);
    const entries = followed.body.entries as { article: Article }[];
    expect(headlines(newest.body.articles)).toEqual(of(agency).toSorted());
    expect(headlines(entries.map(({ article }) => article))).toEqual(of(agency).toSorted());
  });

  test('is followed without gap or repeat, filter or not', async () => {
    for (const filter of ['', '&agency=afp']) {
      const seen: string[] = [];
      let position = '0';
      for (let page = 0; page < 10; page += 1) {
        const { body } = await open.get(`/v1/articles?after=${position}&limit=1${filter}`);
        seen.push(...(body.entries as { article: Article }[]).map(({ article }) => article.headline ?? ''));
        if (body.position === position) break;
        position = String(body.position);
      }
      expect(seen.toSorted()).toEqual(
        filter === '' ? [...of('afp'), ...of('reuters')].toSorted() : of('afp').toSorted(),
      );
    }
  });

  test('an article and its revisions are there by id', async () => {
    const [article] = (await open.get('/v1/articles?limit=1')).body.articles as Article[];
    const id = encodeURIComponent(article!.id);
    expect((await open.get(`/v1/articles/${id}`)).body).toMatchObject({ id: article!.id, revision: 1 });
    expect((await open.get(`/v1/articles/${id}/revisions`)).body.revisions).toHaveLength(1);
  });
});

test('before the first position of all there is nothing', async () => {
  expect(await open.get('/v1/articles?before=0-0')).toMatchObject({ status: 200, body: { articles: [] } });
});

describe('what is wrong is a problem', () => {
  const long = 'x'.repeat(3_000);
  test.each([
    ['/v1/articles?after=0&before=1-1', 400, 'write after or before, not both'],
    ['/v1/articles?limit=201', 400, 'limit'],
    ['/v1/articles?limit=1&limit=2', 400, 'limit'],
    ['/v1/articles?after=yesterday', 400, 'write a position'],
    ['/v1/articles?priority=hot', 400, 'priority'],
    [`/v1/articles?agency=${long}`, 400, 'agency'],
    ['/v1/articles?colour=red', 400, 'colour'],
    [`/v1/articles?agency=${'y'.repeat(9_000)}`, 414, 'too long'],
    ['/v1/articles/nowhere', 404, 'no article nowhere'],
    [`/v1/articles/${long}`, 400, 'cannot be read'],
    ['/v1/articles/%ff', 400, 'cannot be read'],
    ['/nowhere', 404, 'nothing at /nowhere'],
  ])('%s answers %i', async (path, status, detail) => {
    const { body, status: answered } = await open.get(path);
    expect({ answered, body }).toEqual({
      answered: status,
      body: {
        type: 'about:blank',
        title: expect.any(String),
        status,
        detail: expect.stringContaining(detail),
        requestId: expect.any(String),
      },
    });
  });

  test('what somebody types wrongly into a browser is answered by the page, all else by a problem', async () => {
    const ask = (path: string, accept: string) => fetch(open.address + path, { headers: { accept } });
    const typed = await ask('/sotry/1', 'text/html,application/xhtml+xml');
    expect([typed.status, typed.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const others = await Promise.all([ask('/sotry/1', '*/*'), ask('/v1/sotry', 'text/html')]);
    expect(others.map(({ headers }) => headers.get('content-type'))).toEqual(
      Array(2).fill('application/problem+json; charset=utf-8'),
    );
  });

  test('a Redis that is away answers 503 and tells nothing of our insides', async () => {
    const other = await startTestRedis();
    const service = await startService({}, { environment: { REDIS_URL: other.path }, words: ['--roles', 'http'] });
    await other.close();
    const { status, body } = await service.get('/v1/articles');
    expect({ status, detail: body.detail }).toEqual({
      status: 503,
      detail: 'Redis cannot be asked now; /readyz says why',
    });
    expect(JSON.stringify(body)).not.toMatch(/ECONN|ENOENT|sock|retries/i);
    expect((await service.get('/healthz')).status).toBe(200);
    const ready = await service.get('/readyz');
    expect([ready.status, ready.body.ready]).toEqual([503, false]);
    service.process.kill('SIGKILL');
    await service.end();
  }, 60_000);
});

/** `fetch` sets the Host header itself. */
function statusFor(address: string, host: string): Promise<number> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: '/v1/articles', headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('who may call', () => {
  test('an open service says so, and answers only to its own names', async () => {
    expect(await open.hears(/the API is open/)).not.toBeNull();
    const answers = await Promise.all(
      ['localhost', 'wire.example.org', 'evil.example', '127.0.0.1.evil.example'].map((host) =>
        statusFor(open.address, host),
      ),
    );
    expect(answers).toEqual([200, 200, 421, 421]);
  });

  test.each([
    ['/healthz', 200, 200, 200],
    ['/openapi.json', 200, 200, 200],
    ['/readyz', 200, 200, 200],
    ['/v1/articles', 401, 200, 403],
    ['/v1/articles/nowhere', 401, 404, 403],
    ['/metrics', 401, 200, 403],
    ['/version', 401, 200, 403],
  ])('%s with tokens: nobody %i, a reader %i, another scope %i', async (path, ...statuses) => {
    const local = closed.address.replace('0.0.0.0', '127.0.0.1');
    const answers = await Promise.all(
      [undefined, reader.token, actor.token].map((token) =>
        fetch(local + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    if (statuses[0] === 401) expect(answers[0]!.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test.each([
    ['/v1/articles', /^private/],
    ['/readyz', /^private/],
    ['/nowhere', /^no-store$/],
  ])('what %s answers is taken for nothing else, and kept by nobody between', async (path, kept) => {
    const { headers } = await fetch(open.address + path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toMatch(kept);
  });

  test('the page runs scripts and styles of its own alone, in no frame', async () => {
    const { status, headers } = await fetch(`${open.address}/`);
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy?.join()).not.toMatch(/unsafe|\*|https?:/);
  });

  test('another address than loopback without a token is refused, with the cure', async () => {
    const service = await startService({}, { environment: { REDIS_URL: redis.path, HOST: '0.0.0.0' } });
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toMatch(/http\.host: 0\.0\.0\.0.*copytaster token.*http\.tokens/s);
  });

  test('unless a file keeps one: made at the first start, shown once', async () => {
    const file = join(folder, 'token.json');
    const environment = { REDIS_URL: redis.path, HOST: '0.0.0.0', COPYTASTER_TOKEN_FILE: file };
    const words = ['--roles', 'http'];
    const first = await startService({}, { environment, words });
    const token = /Bearer (ct_\S+)/.exec(first.said.join('\n'))?.[1];
    await first.end();
    const second = await startService({}, { environment, words });
    const local = second.address.replace('0.0.0.0', '127.0.0.1');
    const answer = await fetch(`${local}/version`, { headers: { authorization: `Bearer ${token}` } });
    await second.end();
    expect(answer.status).toBe(200);
    expect(second.said.join('\n')).not.toContain('ct_');
    expect(JSON.stringify(first.log)).not.toContain(token);
  }, 60_000);
});
