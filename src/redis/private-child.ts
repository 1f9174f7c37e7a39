import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';

const SERVERS = ['valkey-server', 'redis-server'];
/** The kernel refuses longer socket paths. */
const LONGEST_SOCKET = 100;
const START_MS = 30_000;
const MAX_SHARE_OF_MACHINE = 0.5;

/** A Redis of the service's own, on a socket in its data folder. */
export interface PrivateRedis {
  readonly socketPath: string;
  readonly pid: number;
  /** It was running already: a service before us died without it. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

/** No Redis can be started here; the message says what to do. */
export class RedisMissing extends Error {
  override readonly name = 'RedisMissing';
}

/** Another living service uses the data folder. */
export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
}

/**
 * Starts the private Redis of a data folder, or adopts the one that a crashed service left running.
 * @param fsync `always` keeps every acknowledged write through a power cut
 * @throws RedisMissing when there is no server program, DataFolderTaken when another service lives on the folder
 */
export async function startPrivateRedis({
  dataFolder,
  fsync,
  memoryBytes,
}: {
  dataFolder: string;
  fsync: 'always' | 'everysec';
  memoryBytes?: number | undefined;
}): Promise<PrivateRedis> {
  const folder = resolve(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  takeFolder(folder);
  const socketPath = socketIn(folder);
  const living = await pidBehind(socketPath);
  if (living !== null) return { socketPath, pid: living, adopted: true, stop: () => stopServer(socketPath, folder) };
  const program = findServer(dataFolder);
  const maxmemory = memoryBytes ?? Math.floor(totalmem() * MAX_SHARE_OF_MACHINE);
  rmSync(socketPath, { force: true });
  const settings = [
    ['--port', '0'],
    ['--unixsocket', socketPath],
    ['--unixsocketperm', '700'],
    ['--dir', folder],
    ['--appendonly', 'yes'],
    ['--appendfsync', fsync],
    ['--save', ''],
    ['--maxmemory', String(maxmemory)],
    ['--maxmemory-policy', 'noeviction'],
    ['--logfile', join(folder, 'redis.log')],
  ];
  const child = spawn(program.path, settings.flat(), { stdio: 'ignore', detached: true, env: program.environment });
  child.unref();
  await answering(child, socketPath, folder);
  return { socketPath, pid: child.pid ?? 0, adopted: false, stop: () => stopServer(socketPath, folder) };
}

function findServer(dataFolder: string): { path: string; environment: NodeJS.ProcessEnv } {
  const unpacked = resolve(dataFolder, 'redis-bin');
  const libraries = [
    'usr/lib/x86_64-linux-gnu',
    'usr/lib/aarch64-linux-gnu',
    'lib/x86_64-linux-gnu',
    'lib/aarch64-linux-gnu',
  ];
  for (const name of SERVERS) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (executable(join(folder, name))) return { path: join(folder, name), environment: process.env };
    }
  }
  for (const name of SERVERS) {
    const path = join(unpacked, 'usr/bin', name);
    const search = libraries.map((each) => join(unpacked, each)).join(delimiter);
    if (executable(path)) return { path, environment: { ...process.env, LD_LIBRARY_PATH: search } };
  }
  throw new RedisMissing(
    [
      'There is no Redis. Do one of these:',
      '  set REDIS_URL to a Redis or Valkey that runs (noeviction, append-only file)',
      '  apt-get install redis-server      (Debian, Ubuntu)',
      '  brew install redis                (macOS)',
      '  npm run quickstart                (installs one for a try)',
    ].join('\n'),
  );
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function socketIn(folder: string): string {
  const near = join(folder, 'redis.sock');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET) return near;
  const far = join(tmpdir(), `copytaster-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  mkdirSync(far, { recursive: true, mode: 0o700 });
  chmodSync(far, 0o700);
  return join(far, 'redis.sock');
}

function takeFolder(folder: string): void {
  const owner = join(folder, 'owner');
  const before = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
  if (before > 0 && before !== process.pid && isAlive(before)) {
    throw new DataFolderTaken(
      `${folder}: another copytaster (process ${before}) uses this data folder; stop it, or set redis.dataFolder`,
    );
  }
  writeFileSync(owner, String(process.pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return false;
  }
}

async function pidBehind(socketPath: string): Promise<number | null> {
  if (!existsSync(socketPath)) return null;
  const client = new Redis({ path: socketPath, lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1] ?? 0);
  } catch {
    return null;
  } finally {
    client.disconnect();
  }
}

async function answering(child: ChildProcess, socketPath: string, folder: string): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) {
      const words = existsSync(join(folder, 'redis.log'))
        ? readFileSync(join(folder, 'redis.log'), 'utf8').slice(-1_500)
        : '';
      throw new Error(`redis: the private server ended with code ${child.exitCode}. Its last words:\n${words}`);
    }
    if ((await pidBehind(socketPath)) !== null) return;
    await wait(25);
  }
  throw new Error(`redis: the private server did not answer within ${START_MS / 1_000} s; see ${folder}/redis.log`);
}

async function stopServer(socketPath: string, folder: string): Promise<void> {
  const pid = await pidBehind(socketPath);
  if (pid !== null && pid > 0) {
    process.kill(pid, 'SIGTERM');
    for (let tries = 0; tries < 400 && isRunning(pid); tries += 1) await wait(25);
  }
  rmSync(join(folder, 'owner'), { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
