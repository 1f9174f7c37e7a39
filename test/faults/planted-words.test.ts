import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { runCommand } from '../commands/run-command.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

/** What no exit may show. It stands in every field that a story can carry words in. */
const PLANT = 'qzplant';
const BODY = [
  'The board of the harbour voted in a closed session to double the toll for lorries that cross the bridge from March onward.',
  'Its chair said that the sum would pay for new bearings under the eastern span, which engineers had found worn in June.',
  'Hauliers were not asked and are expected to protest when the decision is read out next week in the old town hall.',
];

/** A ninjs story with the planted word in every field; `over` says in what state it is. */
function planted(name: string, over: Record<string, unknown>, body: readonly string[] = BODY): Record<string, unknown> {
  const word = (field: string): string => `${PLANT} ${name} ${field}`;
  const text = [...body, `The clerk of ${name} wrote ${PLANT} below it in her own hand.`];
  return {
    uri: `urn:town:${name}`,
    type: 'text',
    version: '1',
    pubStatus: 'usable',
    language: 'en',
    source: 'Reuters',
    versionCreated: '2026-11-26T01:00:00Z',
    headline: `Toll of the ${name} harbour, ${PLANT}`,
    slugline: `${PLANT.toUpperCase()}-${name.toUpperCase()}`,
    byline: `By ${word('byline')}`,
    authors: [{ name: word('author'), role: word('role') }],
    creditline: `Reuters ${word('credit')}`,
    located: word('located'),
    dateline: word('dateline'),
    keywords: [word('keyword')],
    ednote: word('note'),
    description_text: word('summary'),
    body_text: text.join('\n\n'),
    copyrightholder: word('holder'),
    copyrightnotice: word('copyright'),
    usageterms: word('terms'),
    genre: [{ name: word('genre'), code: PLANT }],
    person: [{ name: word('person') }],
    place: [{ name: word('place') }],
    organisation: [{ name: word('organisation') }],
    subject: [{ name: word('subject'), code: `${PLANT}:1` }],
    altids: [{ role: 'guid', value: `urn:${PLANT}:${name}` }],
    derivedFrom: `urn:${PLANT}:source`,
    canonicalUrl: `https://town.example/${PLANT}`,
    associations: {
      main: {
        type: 'picture',
        uri: `urn:${PLANT}:picture`,
        headline: word('picture'),
        description_text: word('caption'),
        renditions: { original: { href: `https://town.example/${PLANT}.jpg` } },
      },
    },
    ...over,
  };
}

const STATES = {
  embargoed: { embargoed: '2031-01-01T00:00:00Z', embargoedReason: `EMBARGO ${PLANT} until the first of the year` },
  wordless: { embargoedReason: `EMBARGO until ${PLANT} has spoken at the fair` },
  withheld: { pubStatus: 'withheld', version: '2', versionCreated: '2026-11-26T01:10:00Z' },
  killed: { pubStatus: 'canceled', version: '2', versionCreated: '2026-11-26T01:10:00Z' },
} as const;
type State = keyof typeof STATES;
const names = Object.keys(STATES) as State[];

const OPENAPI = JSON.parse(readFileSync(join(import.meta.dirname, '../../config/openapi.json'), 'utf8')) as {
  paths: Record<string, { get?: { security?: { token?: string[] }[] } }>;
};

/** Each state has words of its own, so that no story is a copy of another's: the letters are moved on. */
const bodyOf = (state: State): string[] => {
  const by = 1 + names.indexOf(state);
  const moved = (letter: string): string => String.fromCharCode(((letter.charCodeAt(0) - 97 + by) % 26) + 97);
  return BODY.map((paragraph) => paragraph.replace(/[a-z]/g, moved));
};

const folder = mkdtempSync(join(tmpdir(), 'ct-planted-'));
const path = (name: string): string => join(folder, name);
let redis: TestRedis;
let receiver: ScriptedServer;
let service: RunningService;
let delivered = 0;

function put(feed: string, file: string, document: unknown): void {
  writeFileSync(path(`${file}.part`), JSON.stringify(document));
  renameSync(path(`${file}.part`), join(path(feed), `${file}.json`));
}

function command(...words: string[]): Promise<string> {
  return runCommand([...words, '--config', join(service.folder, 'copytaster.yaml')], { REDIS_URL: redis.path });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

const articles = async (): Promise<Article[]> => (await service.get('/v1/articles')).body.articles as Article[];
const named = async (state: State): Promise<Article | undefined> =>
  (await articles()).find(({ uri }) => uri === `urn:town:${state}`);

beforeAll(async () => {
  for (const name of ['wire', 'coast', 'drop', 'passing']) mkdirSync(path(name));
  redis = await startTestRedis();
  receiver = await startScriptedServer();
  const port = await freePort();
  await redis.connect().config('SET', 'bind', '127.0.0.1', 'port', String(port));
  const feed = { transport: 'folder', onFirstPoll: 'send', every: { min: '300ms', max: '600ms' } };
  const common = { from: 'beginning', allowPrivateAddresses: true };
  service = await startService(
    {
      feeds: [
        { ...feed, id: 'wire', path: path('wire'), agency: 'reuters', speaksFor: ['reuters'] },
        { ...feed, id: 'coast', path: path('coast'), standing: 'partner' },
      ],
      destinations: [
        { ...common, id: 'drop', type: 'file-drop', path: path('drop') },
        { ...common, id: 'passing', type: 'file-drop', path: path('passing'), embargo: 'pass' },
        {
          ...common,
          id: 'hook',
          type: 'webhook',
          url: receiver.url,
          secrets: ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3'],
        },
        { ...common, id: 'stream', type: 'redis-stream', url: `redis://127.0.0.1:${port}`, stream: 'out' },
      ],
    },
    { environment: { REDIS_URL: redis.path, LOG_LEVEL: 'trace' } },
  );
  if (service.address === '') throw new Error(service.said.join('\n'));
  for (const state of ['withheld', 'killed'] as const)
    put('wire', `${state}-1`, planted(state, { usageterms: null }, bodyOf(state)));
  await until(() => receiver.seen.length >= 2);
  for (const state of names) put('wire', `${state}-2`, planted(state, STATES[state], bodyOf(state)));
  await until(async () => (await articles()).length === names.length);
  delivered = receiver.seen.length;
  await until(async () => (await named('killed'))?.pubStatus === 'canceled');
  await until(async () => (await named('withheld'))?.pubStatus === 'withheld');
  for (const state of names) {
    const copy = planted(state, {
      uri: `urn:coast:${state}`,
      source: 'Coast Paper',
      creditline: 'Coast Paper',
      altids: [],
    });
    put('coast', state, { ...copy, body_text: bodyOf(state).join('\n\n') });
  }
  await until(
    () => service.log.filter(({ msg, feed: of }) => msg === 'story committed' && of === 'coast').length === 4,
  );
  await until(() => receiver.seen.length >= 4);
  for (const state of names) {
    const unread = { version: '3', body_text: null, body_html: `${'<b>'.repeat(300)}${PLANT}` };
    put('wire', `${state}-3`, planted(state, unread));
  }
  await until(() => service.log.filter(({ msg }) => msg === 'item rejected').length === names.length);
});

afterAll(async () => {
  await service?.end();
  await receiver?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What an answer shows of the planted word. */
async function showing(address: string): Promise<string> {
  const { status, body } = await service.get(address);
  // A story without an earlier revision has no differences, and one that was taken back belongs to no event.
  if (status !== 200 && !/diff$|^.v1.events/.test(address)) return `status ${status}`;
  const text = JSON.stringify(body);
  const at = text.toLowerCase().indexOf(PLANT);
  return at < 0 ? '' : text.slice(Math.max(0, at - 120), at + 60);
}

const clean = (text: string): void => {
  const at = text.toLowerCase().indexOf(PLANT);
  expect(at < 0 ? '' : text.slice(Math.max(0, at - 120), at + 60)).toBe('');
};

describe('words of a story whose gate is shut', () => {
  test.each(['/v1/articles', '/v1/articles?after=0', '/metrics', '/readyz'])('do not show at %s', async (address) => {
    clean(JSON.stringify((await service.get(address)).body));
  });

  test.each(names)('do not show where the %s story is asked for by its id', async (state) => {
    const article = await named(state);
    expect(article).toMatchObject({ uri: `urn:town:${state}`, agency: { code: 'reuters' }, bodyText: '' });
    const id = encodeURIComponent(article?.id ?? '');
    clean(JSON.stringify((await service.get(`/v1/articles/${id}`)).body));
    const { body } = await service.get(`/v1/articles/${id}/revisions`);
    expect((body.revisions as unknown[]).length).toBeGreaterThan(0);
    clean(JSON.stringify(body));
    for (const word of [article?.id ?? '', `urn:town:${state}`, `urn:coast:${state}`])
      for (const form of [[], ['--json']]) {
        const said = await command('explain', word, ...form);
        expect(said).toContain(article?.id);
        clean(said);
      }
  });

  test('do not show on the spike, and are not sent from it', async () => {
    const spiked = JSON.parse(await command('spike', '--json')) as { id: string; uri: string; reason: string }[];
    expect(spiked.length).toBeGreaterThanOrEqual(2);
    clean(JSON.stringify(spiked));
    clean(await command('spike'));
    for (const { id, uri } of spiked) {
      const said = await command('spike', 'send', id, '--by', 'ada', '--reason', 'wanted');
      expect(`${uri}: ${said}`).toMatch(/under an embargo|is withdrawn|is withheld|is a withdrawal/);
      clean(said);
    }
  });

  test('do not show in any answer of the API to who may read', async () => {
    const shown = await Promise.all(names.map(named));
    const ids = shown.map((article) => article?.id ?? '');
    const events = shown.map((article) => article?.eventId ?? '');
    const wordsOf: Record<string, readonly string[]> = {
      feeds: ['wire', 'coast'],
      destinations: ['drop', 'passing'],
      events,
    };
    const fill = (address: string): string[] => {
      const words = wordsOf[address.split('/')[2] ?? ''] ?? ids;
      return address.includes('{')
        ? words.map((word) => address.replace(/\{\w+\}/, encodeURIComponent(word)))
        : [address];
    };
    const read = Object.entries(OPENAPI.paths).filter(
      ([address, { get }]) => get?.security?.some(({ token }) => token?.includes('read')) && address !== '/v1/stream',
    );
    expect(read.length).toBeGreaterThan(18);
    const queries: Record<string, readonly string[]> = {
      '/v1/articles': ['', '?after=0', '?brief=true', `?q=${PLANT}`],
      '/v1/search': [`?q=${PLANT}`, '?q=agency:reuters', '?q=agency:reuters&brief=true'],
      '/v1/explain': ids.map((id) => `?of=${encodeURIComponent(id)}`),
    };
    for (const [address] of read)
      for (const filled of fill(address))
        for (const query of queries[address] ?? [''])
          expect(`${filled}${query} ${await showing(filled + query)}`).toBe(`${filled}${query} `);
  });

  test('do not show where other terms of a destination are tried', async () => {
    const terms = join(folder, 'terms.yaml');
    writeFileSync(terms, 'filter: { languages: [fr] }\n');
    for (const destination of ['drop', 'passing'])
      for (const form of [[], ['--json']]) {
        const said = await runCommand(['route', 'try', destination, terms, ...form], {
          COPYTASTER_URL: service.address,
        });
        expect(said).toContain((await named('killed'))?.id);
        clean(said);
      }
  });

  test('are not found where somebody searches for them without asking for held copy', async () => {
    const found = async (words: string, held = false): Promise<Article[]> =>
      (await service.get(`/v1/search?q=${encodeURIComponent(words)}&held=${held}`)).body.articles as Article[];
    expect(await until(async () => (await found(PLANT, true)).length === names.length - 1)).toBe(true);
    expect(await found(PLANT)).toEqual([]);
    expect(await found(`headline:${PLANT}`)).toEqual([]);
    for (const state of names) expect(await found(bodyOf(state)[0]?.split(' ')[5] ?? '')).toEqual([]);
    clean(JSON.stringify(await found('agency:reuters')));
  });

  test('do not show in the letters of versions that could not be read', async () => {
    const { letters } = JSON.parse(await command('dead-letters', 'list', '--json')) as { letters: { id: string }[] };
    expect(letters).toHaveLength(names.length);
    for (const { id } of letters)
      for (const form of [[], ['--json']]) clean(await command('dead-letters', 'show', id, ...form));
  });

  test('do not show in the log or the dead letters', async () => {
    clean(JSON.stringify(service.log));
    clean(service.said.join('\n'));
    clean(await command('dead-letters', 'list', '--json'));
  });

  test('reach no receiver with the kill or the notice that withholds', async () => {
    const later = receiver.seen.slice(2).map(({ body }) => body);
    expect(later.map((body) => (JSON.parse(body) as { type: string }).type).toSorted()).toEqual([
      'article.withdrawal',
      'article.withheld',
    ]);
    expect(delivered).toBeGreaterThanOrEqual(2);
    for (const body of later) clean(body);
    const stream = await redis.connect().xrange('out', '-', '+');
    for (const [, fields] of stream.slice(2)) clean(JSON.stringify(fields));
    const journal = journalLines(path('drop'));
    expect(journal).toHaveLength(4);
    for (const line of journal.slice(2)) clean(line);
  });

  test('reach a receiver that honours embargoes only where there is an instant to honour', async () => {
    await until(() => journalLines(path('passing')).length > 0);
    const uris = journalLines(path('passing')).map((line) => (JSON.parse(line) as { data: Article }).data.uri);
    expect(uris).toContain('urn:town:embargoed');
    expect(uris).not.toContain('urn:town:wordless');
  });
});
