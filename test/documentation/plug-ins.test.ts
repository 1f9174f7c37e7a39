import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'src/plug-ins.md'), 'utf8');
const LISTED = [
  'nw-1\t2026-11-03T09:00:00Z\tCORRECTED: Ferry returns to Harbortown\tHARBORTOWN (NW) - The ferry came back on Tuesday.',
  'nw-2\t2026-11-03T09:05:00Z\tBridge opens\tEASTVALE (NW) - The bridge opened on Tuesday, a month late.',
].join('\n');

/** The files of the guide: each heading names one, and the block behind it is the whole of it. */
const examples = [...GUIDE.matchAll(/^## .*`(src\/[^`]+)`$[\s\S]*?```ts\n([\s\S]*?)```/gm)].map(
  ([, file = '', source = '']) => ({ file, source }),
);

let folder: string;
let redis: TestRedis;
let wire: Server;
let board: Server;
let service: ChildProcess | null = null;
const shown: string[] = [];
let said = '';

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};
/** Each process finds what those before it have made of the sources. */
const environment = () => ({ PATH: process.env.PATH, NODE_COMPILE_CACHE: join(folder, 'compiled') });
const copytaster = (...words: string[]): string =>
  execFileSync(process.execPath, ['workers/copytaster.ts', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(),
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-plug-ins-'));
  for (const name of ['src', 'workers', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, source } of examples) writeFileSync(join(folder, file), source);
  redis = await startTestRedis();
  wire = createServer((socket) => socket.end(LISTED));
  board = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => {
      shown.push(text.slice(text.indexOf('\n') + 1));
      socket.end('ok\n');
    });
  });
}, 60_000);

afterAll(async () => {
  service?.kill('SIGKILL');
  wire.close();
  board.close();
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the worked examples of plug-ins', () => {
  test('show one of each kind, each a file that is not there yet', () => {
    expect(examples.map(({ file }) => file.split('/')[1]).sort()).toEqual(
      ['agencies', 'alarm-ways', 'commands', 'destinations', 'formats', 'renderers', 'transports'].sort(),
    );
    for (const { file } of examples) expect(() => readFileSync(join(ROOT, file))).toThrow('ENOENT');
  });

  test('have right types', () => {
    // With the sources that they import; all others are checked where they stand.
    const include = examples.map(({ file }) => file);
    const project = { extends: './tsconfig.json', compilerOptions: { noEmit: true }, include };
    writeFileSync(join(folder, 'examples.json'), JSON.stringify(project));
    const compiler = join(ROOT, 'node_modules/.bin/tsc');
    expect(() => execFileSync(compiler, ['-p', 'examples.json'], { cwd: folder })).not.toThrow();
  }, 120_000);

  test('are known to the settings with their keys', () => {
    expect(copytaster('settings', 'tcp')).toMatch(/host:.*wire\.example\.org[\s\S]*port:/);
    expect(copytaster('settings', 'note')).toContain('/var/log/alarms');
    expect(copytaster('headlines', '--help')).toContain('show the newest headlines of a running service');
  }, 60_000);

  test('carry a story from the agency to the board, and an alarm to its file', async () => {
    const config = join(folder, 'copytaster.yaml');
    const alarms = join(folder, 'alarms');
    const [from, to] = await Promise.all([listen(wire), listen(board)]);
    writeFileSync(
      config,
      stringify({
        feeds: [
          { id: 'northern', transport: 'tcp', host: '127.0.0.1', port: from, format: 'tabbed', agency: 'northern' },
          { id: 'silent', transport: 'tcp', host: '127.0.0.1', port: 1, format: 'tabbed' },
        ].map((feed) => ({ ...feed, onFirstPoll: 'send', every: { min: '1s', max: '1s' } })),
        destinations: [{ id: 'board', type: 'tcp', host: '127.0.0.1', port: to, document: 'board', from: 'beginning' }],
        alarms: { gather: '1s', ways: [{ id: 'note', type: 'note', file: alarms }] },
      }),
    );
    service = spawn(process.execPath, ['workers/copytaster.ts', 'start', '--config', config], {
      cwd: folder,
      env: { ...environment(), HOST: '127.0.0.1', PORT: '0', REDIS_URL: redis.path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    service.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect(await until(() => shown.length >= 2)).toBe(true);
    expect(shown.sort()).toEqual([
      'normal | Bridge opens | EASTVALE\n',
      'normal | Ferry returns to Harbortown | HARBORTOWN\n',
    ]);
    expect(await until(() => copyOf(alarms).includes('silent'), 120_000)).toBe(true);
    const address = /"address":"([^"]+)"/.exec(said)?.[1] ?? '';
    expect(copytaster('headlines', '--url', address).split('\n').sort()).toEqual(
      ['', 'Bridge opens', 'Ferry returns to Harbortown'].sort(),
    );
  }, 200_000);
});

const copyOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
