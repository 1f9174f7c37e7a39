import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { proxiesIn } from '../../src/settings/proxies-in.ts';
import { parseSettings, readSettings, SettingsError } from '../../src/settings/read-settings.ts';
import { secretsIn } from '../../src/settings/secrets-in.ts';

const plugins = await loadSettingsPlugins();
const folder = mkdtempSync(join(tmpdir(), 'ct-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(text: string, environment: Record<string, string> = {}): readonly string[] {
  try {
    parseSettings(text, 'my.yaml', environment, plugins);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

const read = (text: string, environment: Record<string, string> = {}) =>
  parseSettings(text, 'my.yaml', environment, plugins);

const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 'a').toString('base64')}`;

describe('settings', () => {
  test('an empty file has every default', () => {
    const settings = read('');
    expect(settings).toMatchObject({
      http: { host: '127.0.0.1', port: 8080 },
      redis: { url: null, dataFolder: '.data', fsync: 'always' },
      window: 96 * 3_600_000,
      retention: { days: 30, bytes: 4e9, rawDays: 0 },
    });
  });

  test('a feed has the defaults that lose nothing', () => {
    const [feed] = read('feeds: [{ id: world, url: "https://example.org/feed" }]').feeds;
    expect(feed).toMatchObject({
      transport: 'http-poll',
      format: 'auto',
      standing: 'wire',
      every: { min: 15_000, max: 600_000 },
      onFirstPoll: 'record',
      allowPrivateAddresses: false,
    });
  });

  test('the environment stands above the file', () => {
    const environment = { HOST: '::1', PORT: '9000', REDIS_URL: 'redis://somewhere', LOG_LEVEL: 'debug' };
    const { http, log, redis } = read('http: { port: 1 }', environment);
    expect([http.host, http.port, log.level, redis.url?.reveal()]).toEqual(['::1', 9000, 'debug', 'redis://somewhere']);
  });

  test('a proxy of the environment stands above that of the file, in lower case before upper', () => {
    const file = 'proxy: { https: "http://file.example:1", http: "http://file.example:2", except: a.example }';
    const environment = {
      HTTPS_PROXY: 'http://upper.example:3',
      https_proxy: 'http://me:pw@lower.example:4',
      NO_PROXY: '*',
    };
    const settings = parseSettings(file, 'my.yaml', environment, plugins);
    expect(proxiesIn(settings)).toEqual({
      https: 'http://me:pw@lower.example:4',
      http: 'http://file.example:2',
      except: '*',
    });
    expect(secretsIn(settings)).toContain('pw');
  });

  test('values come from the environment, from a file it names, or from a default', () => {
    const [one, two] = [secretOf(32), secretOf(24)];
    writeFileSync(join(folder, 'secret'), `${two}\n`);
    const text =
      'destinations: [{ id: d, type: webhook, url: "https://${HOST_NAME:-example.org}/in", secrets: ["${ONE}", "${TWO}"] }]';
    const [destination] = read(text, { ONE: one, TWO_FILE: join(folder, 'secret') }).destinations;
    expect(destination).toMatchObject({ url: 'https://example.org/in' });
    expect(secretsIn(destination)).toEqual([one, two]);
  });

  test.each([
    ['https://me:pass%25word@feed.example/rss', ['pass%word', 'pass%25word']],
    ['https://feed.example/rss?apikey=K1&page=2&access_token=T%2F2', ['K1', 'T/2']],
    ['https://feed.example/rss?page=2', []],
  ])('what is secret in %s is known', (url, secrets) => {
    expect(secretsIn({ feeds: [{ url }] })).toEqual(secrets);
  });

  test('a secret prints redacted however it is printed', () => {
    const written = secretOf(32);
    const settings = read(
      `destinations: [{ id: d, type: webhook, url: "https://example.org", secrets: [${written}] }]`,
    );
    const [secret] = (settings.destinations[0] as unknown as { secrets: unknown[] }).secrets;
    expect(`${JSON.stringify(settings)} ${inspect(settings, { depth: 9 })} ${secret}`).not.toContain(written);
  });
});

describe('accounts', () => {
  const ACCOUNT = 'accounts: [{ id: main, transport: afp-api, clientId: one, clientSecret: two }]\n';

  test('a feed carries the account that it names, and its secrets are known', () => {
    const { feeds } = read(`${ACCOUNT}feeds: [{ id: afp, transport: afp-api, account: main }]`);
    expect(feeds).toMatchObject([{ account: { id: 'main', transport: 'afp-api', requests: {} } }]);
    expect(secretsIn(feeds)).toEqual(['one', 'two']);
  });

  test.each([
    ['no account', 'feeds:\n  - { id: a, transport: afp-api }', /:3: feeds.0: afp-api needs account:$/],
    [
      'an unknown account',
      'feeds:\n  - { id: a, transport: afp-api, account: maim }',
      /:3: feeds.0.account: there is no account "maim"; did you mean main\?/,
    ],
    [
      'an account where none belongs',
      'feeds:\n  - { id: a, url: "https://e.org", account: main }',
      /http-poll has no account:, which belongs to afp-api/,
    ],
  ])('%s', (_, feeds, problem) => {
    expect(problemsOf(ACCOUNT + feeds)).toEqual([expect.stringMatching(problem)]);
  });

  test('of a transport without any', () => {
    const [problem] = problemsOf('accounts:\n  - { id: main, transport: folder }');
    expect(problem).toMatch(/:2: accounts.0.transport: there is no transport with accounts "folder"/);
  });
});

describe('what is wrong is said with line and cure', () => {
  test.each([
    ['an unknown setting', 'htp: {}', /^my.yaml:1: htp: there is no such setting \(htp\); did you mean http\?$/],
    [
      'a mistyped setting of a feed',
      'feeds:\n  - { id: a, url: "https://e.org", langauge: en }',
      /:2: feeds.0.langauge: there is no such setting \(langauge\); did you mean language\?$/,
    ],
    [
      'a setting of another type',
      'destinations:\n  - { id: a, type: webhook, url: "https://e.org", stream: wire }',
      /:2: destinations.0.stream: webhook has no stream:, which belongs to redis-stream; remove it$/,
    ],
    [
      'an address of another kind',
      'destinations:\n  - { id: a, type: redis-stream, url: "https://e.org", stream: wire }',
      /:2: destinations.0.url: write a redis:\/\/ or rediss:\/\/ address$/,
    ],
    [
      'a number where a list belongs',
      'feeds:\n  - { id: a, url: "https://e.org", speaksFor: 3 }',
      /:2: feeds.0.speaksFor: write a list$/,
    ],
    ['a wrong unit', 'window: 4 days', /^my.yaml:1: window: write a number and a unit/],
    [
      'a wrong zone',
      'feeds:\n  - { id: a, url: "https://e.org", zone: Mars }',
      /^my.yaml:2: feeds.0.zone: write an IANA/,
    ],
    [
      'an unknown format',
      'feeds:\n  - { id: a, url: "https://e.org", format: rsss }',
      /:2: feeds.0.format: there is no format "rsss"; did you mean rss\? write one of auto, /,
    ],
    [
      'an unknown agency',
      'feeds:\n  - { id: a, url: "https://e.org", speaksFor: [reutrs] }',
      /feeds.0.speaksFor: there is no agency "reutrs"; did you mean reuters\?/,
    ],
    ['a feed without address', 'feeds:\n  - id: a', /:2: feeds.0: http-poll needs url:$/],
    [
      'a webhook without address',
      'destinations:\n  - { id: a, type: webhook }',
      /:2: destinations.0: webhook needs url:$/,
    ],
    [
      'an id used twice',
      'feeds:\n  - { id: a, url: "https://e.org" }\n  - { id: a, url: "https://e.org" }',
      /:3: feeds.1.id: "a" is used twice/,
    ],
    [
      'min longer than max',
      'feeds:\n  - id: a\n    url: "https://e.org"\n    every: { min: 1h, max: 1m }',
      /:4: feeds.0.every: min is longer than max/,
    ],
    [
      'a variable that is not set',
      'feeds:\n  - id: a\n    url: "${NOWHERE}"',
      /:3: feeds.0.url: \$\{NOWHERE\} is not set: set it, or write/,
    ],
    ['broken YAML', 'feeds: [', /^my.yaml:1: /],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  test('a variable that is not set is one problem, whatever follows from it', () => {
    const text = 'destinations:\n  - id: a\n    type: webhook\n    url: https://e.org\n    secrets: ["${NOWHERE}"]';
    expect(problemsOf(text)).toEqual([expect.stringContaining('${NOWHERE} is not set')]);
  });

  test.each([
    ['whsec_', 'it has 0 bytes'],
    ['whsec_YQ==', 'it has 1 bytes; write one of 24 to 64'],
    [secretOf(23), 'it has 23 bytes'],
    [secretOf(65), 'it has 65 bytes'],
    ['no base64 at all, but long enough', 'write whsec_ and base64'],
    [`v1,${secretOf(32)}`, 'write whsec_ and base64'],
    [secretOf(32).slice(0, -2), 'write whsec_ and base64'],
  ])('a secret of webhooks that is none: %s', (written, words) => {
    const text = `destinations: [{ id: d, type: webhook, url: "https://e.org", secrets: [${JSON.stringify(written)}] }]`;
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(new RegExp(`destinations\\.0\\.secrets\\.0: ${words}.*; copytaster secret makes one`)),
    ]);
  });

  test.each([24, 32, 64])('a secret of %i bytes, with whsec_ or as bare base64, is right', (bytes) => {
    for (const secret of [secretOf(bytes), secretOf(bytes).slice('whsec_'.length)])
      expect(
        problemsOf(`destinations: [{ id: d, type: webhook, url: "https://e.org", secrets: [${secret}] }]`),
      ).toEqual([]);
  });

  test('a rate or a timeout that is none', () => {
    const text = 'destinations: [{ id: d, type: webhook, url: "https://e.org", rate: fast, timeout: 1h }]';
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/rate: write a number and a unit: 10\/s/),
      expect.stringMatching(/timeout: write a time from 1s to 5m/),
    ]);
  });

  test('a secret file that cannot be read', () => {
    const text = 'destinations: [{ id: d, type: webhook, url: "https://e.org", secrets: ["${ONE}"] }]';
    expect(problemsOf(text, { ONE_FILE: join(folder, 'missing') })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/ONE_FILE names .*missing, which cannot be read .*correct the path/),
      ]),
    );
  });

  test('all of it at once', () => {
    const text =
      'window: soon\nfeeds:\n  - { id: A, url: "ftp://e.org", format: odd }\ndestinations:\n  - { id: d, type: pigeon }';
    const lines = problemsOf(text).map((problem) => Number(/^my.yaml:(\d+)/.exec(problem)?.[1]));
    expect([...lines].sort()).toEqual([1, 3, 3, 3, 5]);
  });

  test('a file that is not there', () => {
    expect(() => readSettings(join(folder, 'none.yaml'), {}, plugins)).toThrow(
      /there is no such file; name one with --config/,
    );
  });
});
