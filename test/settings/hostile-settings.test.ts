import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { parseSettings, readSettings, SettingsError } from '../../src/settings/read-settings.ts';

const plugins = await loadSettingsPlugins();
const folder = mkdtempSync(join(tmpdir(), 'ct-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

const ofText = (text: string, environment: Record<string, string> = {}) =>
  problemsOf(() => parseSettings(text, 'my.yaml', environment, plugins));

const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x]']
  .concat(Array.from({ length: 8 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`))
  .join('\n');

describe('a settings file that is hostile or broken ends with path, line and cure', () => {
  test.each([
    ['an alias that names what it stands in', 'feeds: &f [*f]', /^my\.yaml:1: \*f names what it stands in; write/],
    ['an alias of nothing', 'http:\n  host: *gone', /^my\.yaml:2: .*gone/],
    ['a bomb of aliases', bomb, /^my\.yaml(?::\d+)?: .*alias/],
    [
      'more aliases than anybody needs',
      `a: &a x\nb: [${'*a,'.repeat(101)}]`,
      /^my\.yaml:2: there are more than 100 aliases/,
    ],
    [
      'more values than settings have',
      `a: [${'x,'.repeat(100_001)}]`,
      /^my\.yaml:1: the file has more than 100000 values/,
    ],
    ['a tag that nobody knows', 'http: { host: !!js/function "x" }', /^my\.yaml:1: a tag \(!…\) is not known here/],
    ['a key twice', 'http: {}\nhttp: {}', /^my\.yaml:2: a key stands twice/],
    ['too many levels', `feeds: ${'['.repeat(80)}${']'.repeat(80)}`, /^my\.yaml:1: .*30 levels/],
    ['so many levels that no stack holds them', '['.repeat(6_000), /^my\.yaml:1: there are more than 30 levels/],
    ['a time that no clock knows', 'window: 99999999999d', /^my\.yaml:1: window: write 36500d or less/],
    ['days that no clock knows', 'retention: { days: 1e99 }', /^my\.yaml:1: retention\.days: write 36500 or less/],
    ['more bytes than there are', 'retention: { bytes: 99999999999TB }', /^my\.yaml:1: retention\.bytes: write 1000TB/],
    [
      'a path that no system takes',
      'destinations: [{ id: a, type: file-drop, path: "/out\\0" }]',
      /^my\.yaml:1: destinations\.0\.path: write a path on one line/,
    ],
    [
      'a name that no system takes',
      'destinations: [{ id: a, type: file-drop, path: /out, name: "a\\n{id}" }]',
      /^my\.yaml:1: destinations\.0\.name: write a name on one line/,
    ],
    ['a header that is two lines', header('"a\\nb"', 'x'), /^my\.yaml:1: feeds\.0\.headers\."a\\nb": write the name/],
    ['a header with a space', header('"a b"', 'x'), /write the name of a header/],
    [
      'a value of two lines',
      header('a', '"x\\r\\ny"'),
      /^my\.yaml:1: feeds\.0\.headers\.a: write the value on one line/,
    ],
    ['a mistyped key of a section', 'http: { prot: 1 }', /^my\.yaml:1: http\.prot: .* did you mean port\?$/],
  ])('%s', (_, text, message) => {
    expect(ofText(text).join('\n')).toMatch(message);
  });

  test.each([
    ['PORT', 'eighty', /^PORT: write a number/],
    ['PORT', '70000', /^PORT: write 65535 or less/],
    ['REDIS_URL', 'notaurl', /^REDIS_URL: write an address such as redis:/],
    ['REDIS_URL', 'http://127.0.0.1:6379', /^REDIS_URL: write an address such as redis:/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL: write one of trace/],
    ['HTTPS_PROXY', 'socks5://proxy.example:1080', /^HTTPS_PROXY: write http:\/\/host:port/],
    ['https_proxy', 'proxy.example:3128', /^https_proxy: write http:\/\/host:port/],
    ['HTTP_PROXY', 'http://proxy.example/path', /^HTTP_PROXY: write http:\/\/host:port/],
  ])('%s=%s in the environment', (name, value, message) => {
    expect(ofText('', { [name]: value }).join('\n')).toMatch(message);
  });

  test('of thousands of problems some are told', () => {
    const lines = ofText(Array.from({ length: 2_000 }, (_, at) => `key${at}: 1`).join('\n'));
    expect(lines[0]).toMatch(/^my\.yaml:1: key0: there is no such setting/);
    expect(lines.at(-1)).toBe('my.yaml: there is more that is wrong; mend these first');
    expect(lines.length).toBeLessThan(1_000);
  });

  test('problems stand in the order of the lines', () => {
    const lines = ofText('htp: {}\nwindow: soon\nfeeds:\n  - { id: A b }\nretention: { days: no }').map(
      (problem) => /:(\d+):/.exec(problem)?.[1],
    );
    expect(lines).toEqual([...lines].sort());
    expect(lines.length).toBeGreaterThan(3);
  });

  test('a pipe or a folder in the place of a file is refused, not waited for', () => {
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    mkdirSync(join(folder, 'folder'));
    for (const path of [pipe, join(folder, 'folder')])
      expect(problemsOf(() => readSettings(path, {}, plugins)).join()).toMatch(/no regular file/);
    expect(ofText('', { PORT_FILE: pipe }).join()).toMatch(/^PORT: PORT_FILE names .*no regular file/);
  });

  test('a secret file is read', () => {
    writeFileSync(join(folder, 'port'), '9001\n');
    expect(parseSettings('', 'my.yaml', { PORT_FILE: join(folder, 'port') }, plugins).http.port).toBe(9001);
  });
});

const WHOLE = `redis: { url: "", fsync: always }
http: { host: 127.0.0.1, port: 8080, tokens: [] }
feeds:
  - id: world
    url: https://example.org/feed
    headers: { x-key: "\${KEY:-k}" }
    every: { min: 15s, max: 10m }
  - { id: drop, transport: folder, path: /data/wire }
destinations:
  - { id: cms, type: webhook, url: "https://example.org/in", secrets: [] }
retention: { days: 30, bytes: 4GB }
`;

test('whatever becomes of a file, what is said has a place', () => {
  const pieces = fc.constantFrom(
    '&a ',
    '*a',
    '!!x ',
    '{',
    '}',
    '[',
    ']',
    ':',
    '\n',
    '\t',
    '- ',
    '"',
    '${A}',
    '9e9',
    '\0',
    'é',
  );
  const change = fc.record({ at: fc.nat(WHOLE.length), cut: fc.nat(12), put: pieces });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const text = changes.reduce((all, { at, cut, put }) => all.slice(0, at) + put + all.slice(at + cut), WHOLE);
      for (const problem of ofText(text)) expect(problem).toMatch(/^my\.yaml(?::\d+)?: \S/);
    }),
    { numRuns: 3_000 },
  );
});

function header(name: string, value: string): string {
  return `feeds: [{ id: a, url: "https://example.org", headers: { ${name}: ${value} } }]`;
}
