import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const TOP_LEVEL = ['src', 'workers', 'config', 'test', 'package.json', 'tsconfig.json', 'Dockerfile', 'README.md'];
const PURE = ['article', 'decode', 'formats', 'agencies', 'normalise', 'judge', 'renderers'];
const PLUGINS = ['formats', 'agencies', 'transports', 'renderers', 'destinations', 'commands'];

/** Each room, and the rooms that it may import from. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  article: [],
  decode: ['article'],
  formats: ['article', 'decode', 'normalise'],
  agencies: ['article'],
  renderers: ['article'],
  normalise: ['article', 'decode', 'agencies'],
  judge: ['article', 'normalise'],
  telemetry: ['article'],
  settings: ['article', 'telemetry'],
  network: ['article', 'settings', 'telemetry'],
  redis: ['article', 'settings', 'telemetry'],
  store: [...PURE, 'transports', 'destinations', 'redis', 'settings', 'telemetry'],
  transports: [...PURE, 'network', 'redis', 'settings', 'telemetry'],
  destinations: [...PURE, 'network', 'redis', 'settings', 'telemetry'],
  queue: [...PURE, 'store', 'transports', 'destinations', 'network', 'redis', 'settings', 'telemetry'],
  http: [...PURE, 'store', 'queue', 'network', 'redis', 'settings', 'telemetry'],
  simulator: ['article', 'normalise'],
};

/** What a pure room may use of the world outside the house: parsers and hashes, nothing that waits or remembers. */
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
  /\.ts$/.test(path),
);
const roomOf = (path: string): string => relative(ROOT, path).split('/')[1] ?? '';

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

describe('the house', () => {
  test('has its rooms at the top level', () => {
    expect(TOP_LEVEL.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  test('imports point one way', () => {
    const wrong = sources
      .filter((path) => path.startsWith(join(ROOT, 'src')) && MAY_IMPORT[roomOf(path)] !== undefined)
      .flatMap((path) =>
        importsOf(path)
          .filter((name) => name.startsWith('.'))
          .map((name) => ({ from: relative(ROOT, path), to: relative(ROOT, resolve(dirname(path), name)) }))
          .filter(({ to }) => {
            const [top, room = ''] = to.split('/');
            if (top !== 'src') return true;
            return room !== roomOf(path) && !MAY_IMPORT[roomOf(path)]!.includes(room);
          }),
      );
    expect(wrong).toEqual([]);
  });

  test('every room is known', () => {
    const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => name).filter((name) => !(name in MAY_IMPORT) && name !== 'commands')).toEqual([]);
  });

  test.each(PURE)('%s is pure', (room) => {
    const files = filesUnder(join(ROOT, 'src', room)).filter((path) => path.endsWith('.ts'));
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

  test.each(PLUGINS)('every file in %s is a plug-in', async (folder) => {
    const files = readdirSync(join(ROOT, 'src', folder)).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const module = (await import(join(ROOT, 'src', folder, name))) as { default?: { name?: string } };
      expect({ file: name, plugin: typeof module.default }).toEqual({ file: name, plugin: 'object' });
    }
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
