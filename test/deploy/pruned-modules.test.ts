import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../running-service.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'test/fixtures');
const app = mkdtempSync(join(tmpdir(), 'ct-pruned-'));
afterAll(() => rmSync(app, { recursive: true, force: true }));

/** What the lock file says is there without the packages for developers. */
function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean }>;
  };
  return Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev && !packages[path]?.optional);
}

/** The same files under another name, where the file system can: what is pruned is only the name. */
function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else if (entry.isFile()) {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}

beforeAll(() => {
  for (const path of productionPackages().filter((each) => each.lastIndexOf('node_modules/') === 0))
    link(join(ROOT, path), join(app, path));
  for (const path of ['dist', 'config', 'package.json']) cpSync(join(ROOT, path), join(app, path), { recursive: true });
  execFileSync(process.execPath, ['config/deploy/prune-modules.mjs', 'node_modules'], { cwd: app });
});

const environment = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' };
const words = (...given: string[]): string[] => ['--enable-source-maps', 'dist/workers/copytaster.js', ...given];

function run(given: readonly string[], input = ''): { status: number | null; lines: Record<string, unknown>[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, words(...given), {
    cwd: app,
    env: environment,
    input,
    encoding: 'utf8',
  });
  if (status !== 0) return { status, lines: [{ stderr }] };
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return { status, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** The first file of each fixture folder under `kind`, as lines of a batch. */
function batchOf(kind: string, line: (bytes: Buffer, name: string) => object): { count: number; input: string } {
  const lines = readdirSync(join(FIXTURES, kind)).flatMap((folder) => {
    const name = readdirSync(join(FIXTURES, kind, folder))
      .toSorted()
      .find((each) => /^(?:feed|page)\./.test(each));
    if (name === undefined) return [];
    return [JSON.stringify({ id: folder, ...line(readFileSync(join(FIXTURES, kind, folder, name)), name) })];
  });
  return { count: lines.length, input: `${lines.join('\n')}\n` };
}

describe('with the modules of the image', () => {
  test.each([
    ['read', 'feeds', (bytes: Buffer) => ({ bytes_base64: bytes.toString('base64') })],
    [
      'normalise',
      'plain-text',
      (bytes: Buffer, filename: string) => ({ filename, bytes_base64: bytes.toString('base64') }),
    ],
    ['extract', 'pages', (bytes: Buffer) => ({ url: 'https://example.org/story', html: bytes.toString('utf8') })],
    [
      'judge',
      'plain-text',
      (bytes: Buffer) => ({
        agency: 'reuters',
        headline: 'Harbour',
        body: bytes.toString('utf8'),
        published: '2026-11-23T12:00:00Z',
      }),
    ],
  ] as const)('%s answers as ever for %s', (command, kind, line) => {
    const { count, input } = batchOf(kind, line);
    expect(count).toBeGreaterThan(0);
    const { status, lines } = run([command, '--batch'], input);
    expect({ status, count: lines.length }).toEqual({ status: 0, count });
    if (command !== 'judge') expect(lines.filter(({ ok }) => ok !== true)).toEqual([]);
  });

  test('settings are checked and a feed is tried', () => {
    const config = join(app, 'settings.yaml');
    writeFileSync(config, 'feeds: [{ id: world, url: "https://example.org/" }]\n');
    expect(run(['check', '--config', config])).toMatchObject({ status: 0 });
    expect(run(['feed', 'test', join(FIXTURES, 'feeds/atom-03/feed.xml')])).toMatchObject({ status: 0 });
  });

  test('stories come on the simulated wire, and SIGTERM ends it well', async () => {
    const child = spawn(process.execPath, words('quickstart', '--rate', '10', '--data', join(app, 'data')), {
      env: { ...environment, HOST: '127.0.0.1', PORT: '0' },
      cwd: app,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ask = async (path: string): Promise<Response | null> =>
      fetch(`${/articles +(http:\S+?)\/v1/.exec(said)?.[1]}${path}`).catch(() => null);
    try {
      expect(await until(async () => (await ask('/readyz'))?.status === 200)).toBe(true);
      expect(
        await until(async () => {
          const page = (await (await ask('/v1/articles'))?.json()) as { articles?: unknown[] } | undefined;
          return (page?.articles?.length ?? 0) > 0;
        }),
      ).toBe(true);
      expect(await (await ask('/metrics'))?.text()).toMatch(/copytaster_feed_last_fetch_timestamp_seconds\{feed=/);
    } finally {
      child.kill('SIGTERM');
    }
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
