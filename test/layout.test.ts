import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const TOP_LEVEL = ['src', 'workers', 'config', 'test', 'package.json', 'tsconfig.json', 'Dockerfile', 'README.md'];
const PURE = [
  'article',
  'decode',
  'markup',
  'formats',
  'agencies',
  'renderers',
  'similarity',
  'normalise',
  'judge',
  'routing',
];
const PLUGINS = ['formats', 'agencies', 'transports', 'renderers', 'destinations', 'alarm-ways', 'commands'];

/** What every folder that is not pure may use. */
const ANYWHERE = ['telemetry', 'settings'];
const BELOW_FORMATS = ['article', 'decode', 'markup'];
const BELOW_NORMALISE = [...BELOW_FORMATS, 'formats', 'agencies', 'renderers', 'similarity'];
const BELOW_STORE = [
  ...BELOW_NORMALISE,
  'normalise',
  'judge',
  'routing',
  'network',
  'redis',
  'data-folder',
  ...ANYWHERE,
];
const BELOW_STAGES = [...BELOW_STORE, 'store', 'queue', 'transports', 'destinations', 'alarm-ways', 'search'];
const STAGES = ['fetching', 'stories', 'publishing', 'alarms', 'http', 'simulator'];

/** Each folder, and the folders that it may import from. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  article: [],
  decode: ['article'],
  markup: ['article', 'decode'],
  formats: BELOW_FORMATS,
  agencies: BELOW_FORMATS,
  renderers: BELOW_FORMATS,
  similarity: BELOW_FORMATS,
  normalise: BELOW_NORMALISE,
  judge: BELOW_NORMALISE,
  routing: ['article'],
  telemetry: ['article'],
  settings: ['article', 'routing', 'telemetry'],
  network: ['article', ...ANYWHERE],
  'data-folder': [...BELOW_NORMALISE, 'normalise', ...ANYWHERE],
  redis: ['article', 'data-folder', ...ANYWHERE],
  store: BELOW_STORE,
  queue: [...BELOW_STORE, 'store'],
  transports: [...BELOW_STORE, 'store'],
  destinations: [...BELOW_STORE, 'store'],
  'alarm-ways': [...BELOW_STORE, 'store', 'destinations'],
  search: [...BELOW_STORE, 'store'],
  fetching: BELOW_STAGES,
  stories: BELOW_STAGES,
  publishing: BELOW_STAGES,
  alarms: BELOW_STAGES,
  http: BELOW_STAGES,
  page: [],
  simulator: BELOW_STAGES,
  registry: BELOW_STAGES,
  service: [...BELOW_STAGES, ...STAGES, 'registry'],
  commands: [...BELOW_STAGES, ...STAGES, 'registry', 'service'],
  workers: [...BELOW_STAGES, ...STAGES, 'registry', 'service', 'commands'],
};

/** What a pure folder may use of the world outside: parsers and hashes, nothing that waits or remembers. */
const PURE_PACKAGES =
  /^(?:node:(?:crypto|zlib|buffer|util|url|string_decoder)|@mozilla\/readability|cheerio(?:\/.*)?|domhandler|eld(?:\/.*)?|entities(?:\/.*)?|htmlparser2|iconv-lite|linkedom|rss-parser|sanitize-html|saxes|zod)$/;
const IMPURE_WORDS =
  /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(|process\.|setTimeout\(|setInterval\(|fetch\()/;
const FORBIDDEN_NAMES = /(?:^|[-.])(?:utils?|helpers?|common|types?|misc|index)\.[jt]s$/;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const sources = [...filesUnder(join(ROOT, 'src')), ...filesUnder(join(ROOT, 'workers'))].filter((path) =>
  /\.tsx?$/.test(path),
);

/** The folder of a source: its folder in src, `registry` for the one file that stands beside them, or `workers`. */
function folderOf(path: string): string {
  const [top = '', folder = ''] = relative(ROOT, path).split('/');
  return top === 'src' ? folder.replace(/\.ts$/, '') : top;
}

/** All modules that a source names: imports and exports, of types too, and files that it starts as threads. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const named =
    /^(?:import|export)\b[^;]*?from '([^']+)'|\bimport(?:\(| )'([^']+)'|new URL\('(\.[^']+\.(?:[jt]s|lua))'/gm;
  return [...text.matchAll(named)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The sources that a source imports, as paths. */
const sourcesNamedIn = (path: string): string[] =>
  importsOf(path)
    .filter((name) => name.startsWith('.') && !name.endsWith('.lua'))
    .map((name) => resolve(dirname(path), name.replace(/\.js$/, '.ts')));

const pluginsIn = (folder: string): string[] =>
  readdirSync(join(ROOT, 'src', folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${folder}/${name}`);

/** Those of the files whose default export is no object. They are loaded by Node itself, as the service loads them. */
function withoutPlugin(files: readonly string[]): string[] {
  const program = `
    for (const file of ${JSON.stringify(files)})
      if (typeof (await import('./' + file)).default !== 'object') console.log(file);
  `;
  const words = ['--input-type=module', '--eval', program];
  return execFileSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' }).split('\n').slice(0, -1);
}

/** A row of files that import each other in a circle, or null. */
function findCircle(): readonly string[] | null {
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] | null => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of sourcesNamedIn(path)) {
      const circle = walk(next, [...above, path]);
      if (circle !== null) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of sources) {
    const circle = walk(path, []);
    if (circle !== null) return circle.map((each) => relative(ROOT, each));
  }
  return null;
}

describe('the source tree', () => {
  test('has its folders at the top level', () => {
    expect(TOP_LEVEL.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  test('imports point one way', () => {
    const wrong = sources.flatMap((path) =>
      sourcesNamedIn(path)
        .filter((to) => folderOf(to) !== folderOf(path) && !MAY_IMPORT[folderOf(path)]?.includes(folderOf(to)))
        .map((to) => `${relative(ROOT, path)} imports ${relative(ROOT, to)}`),
    );
    expect(wrong).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(findCircle()).toBeNull();
  });

  test('every folder is known', () => {
    expect([...new Set(sources.map(folderOf))].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  test.each(PURE)('%s is pure', (folder) => {
    const files = filesUnder(join(ROOT, 'src', folder)).filter((path) => path.endsWith('.ts'));
    const impure = files.flatMap((path) => [
      ...importsOf(path)
        .filter((name) => !name.startsWith('.') && !PURE_PACKAGES.test(name))
        .map((name) => `${relative(ROOT, path)} imports ${name}`),
      ...readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => IMPURE_WORDS.test(line) && !/^\s*(?:\*|\/\/)/.test(line))
        .map((line) => `${relative(ROOT, path)}: ${line.trim()}`),
    ]);
    expect(impure).toEqual([]);
  });

  test('files have names of the field', () => {
    expect(sources.filter((path) => FORBIDDEN_NAMES.test(path)).map((path) => relative(ROOT, path))).toEqual([]);
  });

  test('every file in a folder of plug-ins is a plug-in', () => {
    const files = PLUGINS.map(pluginsIn);
    expect(PLUGINS.filter((_, at) => files[at]?.length === 0)).toEqual([]);
    expect(withoutPlugin(files.flat())).toEqual([]);
  });

  test('the lock file names no registry', () => {
    expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  test('every package that the sources import is a dependency of its own', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = sources
      .flatMap(importsOf)
      .filter((name) => /^[@a-z]/.test(name) && !name.startsWith('node:'))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]);
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  test('every dependency is pinned', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
