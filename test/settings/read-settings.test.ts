import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSettings, readSettings, SettingsError } from '../../src/settings/read-settings.ts';

const NAMES = {
  transports: ['http-poll', 'folder'],
  formats: ['rss', 'atom'],
  agencies: ['reuters', 'afp'],
  destinations: ['webhook', 'file-drop'],
  renderers: ['canonical'],
};
const folder = mkdtempSync(join(tmpdir(), 'ct-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(text: string, environment: Record<string, string> = {}): readonly string[] {
  try {
    parseSettings(text, 'my.yaml', environment, NAMES);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

const read = (text: string, environment: Record<string, string> = {}) =>
  parseSettings(text, 'my.yaml', environment, NAMES);

describe('settings', () => {
  test('an empty file has every default', () => {
    const settings = read('');
    expect(settings).toMatchObject({
      http: { host: '127.0.0.1', port: 8080 },
      redis: { url: null, dataFolder: '.data', fsync: 'always' },
      window: 96 * 3_600_000,
      retention: { days: 30, bytes: 4e9 },
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

  test('values come from the environment, from a file it names, or from a default', () => {
    writeFileSync(join(folder, 'secret'), 'whsec_fromfile\n');
    const text =
      'destinations: [{ id: d, type: webhook, url: "https://${HOST_NAME:-example.org}/in", secrets: ["${ONE}", "${TWO}"] }]';
    const [destination] = read(text, { ONE: 'whsec_one', TWO_FILE: join(folder, 'secret') }).destinations;
    expect(destination?.url).toBe('https://example.org/in');
    expect(destination?.secrets.map((each) => each.reveal())).toEqual(['whsec_one', 'whsec_fromfile']);
  });

  test('a secret prints redacted however it is printed', () => {
    const settings = read('destinations: [{ id: d, type: webhook, url: "https://example.org", secrets: [whsec_abc] }]');
    expect(
      `${JSON.stringify(settings)} ${inspect(settings, { depth: 9 })} ${settings.destinations[0]?.secrets}`,
    ).not.toContain('whsec_abc');
  });
});

describe('what is wrong is said with line and cure', () => {
  test.each([
    ['an unknown setting', 'htp: {}', /^my.yaml:1: htp: there is no such setting \(htp\); remove it$/],
    ['a wrong unit', 'window: 4 days', /^my.yaml:1: window: write a number and a unit/],
    [
      'a wrong zone',
      'feeds:\n  - { id: a, url: "https://e.org", zone: Mars }',
      /^my.yaml:2: feeds.0.zone: write an IANA/,
    ],
    [
      'an unknown format',
      'feeds:\n  - { id: a, url: "https://e.org", format: rsss }',
      /:2: .*no format "rsss"; write one of auto, rss, atom$/,
    ],
    [
      'an unknown agency',
      'feeds:\n  - { id: a, url: "https://e.org", speaksFor: [reutrs] }',
      /no agency "reutrs"; write one of reuters, afp$/,
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
    expect(() => readSettings(join(folder, 'none.yaml'), {}, NAMES)).toThrow(
      /there is no such file; name one with --config/,
    );
  });
});
