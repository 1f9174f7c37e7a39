import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { makeDataFolder, socketPathIn, takeDataFolder } from '../data-folder/hold-folder.ts';

const SERVERS = ['valkey-server', 'redis-server'];
const START_MS = 30_000;
const STOP_MS = 20_000;
const ANSWER_MS = 2_000;
const PROGRESS_EVERY_MS = 5_000;
/** Redis keeps a hash whose values are no longer than this as a listpack: a common story takes a fifth less memory. */
const LONGEST_LISTPACK_VALUE = '3072';
const MAX_SHARE_OF_MACHINE = 0.5;

/** A Redis of the service's own, on a socket in its data folder. */
export interface PrivateRedis {
  readonly socketPath: string;
  readonly pid: number;
  /** Starts it again where it has ended, of a full disk or a signal. True when it had. */
  revive(): Promise<boolean>;
  /** It ran already: the service that started it died before it. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

/** No Redis can be started here; the message says what to do. */
export class RedisMissing extends Error {
  override readonly name = 'RedisMissing';
}

/** The private Redis cannot read its append-only file; the message says what to do. */
export class RedisDamaged extends Error {
  override readonly name = 'RedisDamaged';
}

interface PrivateRedisSettings {
  readonly dataFolder: string;
  /** `always` keeps every acknowledged write through a power cut. */
  readonly fsync: 'always' | 'everysec';
  /** `maxmemory`; without it half of the machine, or of what the container may use. */
  readonly memoryBytes?: number | undefined;
}

/** Where the private Redis of a data folder listens while it runs. */
export function privateSocketPath(dataFolder: string): string {
  return socketPathIn(resolve(dataFolder, 'redis'), 'redis.sock');
}

/**
 * Starts the private Redis of a data folder, or adopts the one that a crashed service left running. Waits until it
 * has read its append-only file, however long that takes, and says how far it is.
 * @throws RedisMissing when there is no server program, RedisDamaged when what it holds cannot be read, DataFolderTaken when another service lives on the folder
 */
export async function startPrivateRedis(settings: PrivateRedisSettings, log: Logger): Promise<PrivateRedis> {
  const folder = resolve(settings.dataFolder, 'redis');
  makeDataFolder(folder);
  const releaseFolder = await takeDataFolder(folder);
  const socketPath = privateSocketPath(settings.dataFolder);
  try {
    const adopted = (await askListener(socketPath)) !== 'nobody';
    const child = adopted ? null : spawnServer(folder, socketPath, settings);
    let pid = await waitUntilLoaded(child, socketPath, folder, log);
    if (adopted) await applySettings(socketPath, settings);
    log.info({ pid, adopted, maxMemoryBytes: Number(memoryOf(settings)) }, 'the private redis runs');
    let stopped = false;
    const revive = async (): Promise<boolean> => {
      if (stopped || signal(pid, 0)) return false;
      log.error({ pid, logTail: logTail(folder) }, 'the private redis ended; it is started again');
      makeDataFolder(folder);
      pid = await waitUntilLoaded(spawnServer(folder, socketPath, settings), socketPath, folder, log);
      return true;
    };
    const stop = async (): Promise<void> => {
      stopped = true;
      await stopServer(pid);
      await releaseFolder();
    };
    return {
      socketPath,
      get pid() {
        return pid;
      },
      adopted,
      revive,
      stop,
    };
  } catch (error) {
    await releaseFolder();
    throw error;
  }
}

/** A container may have less than the machine; without a limit the system answers 0 or more than there is. */
function memoryOf({ memoryBytes }: PrivateRedisSettings): string {
  const allowed = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return String(memoryBytes ?? Math.floor(Math.min(totalmem(), allowed) * MAX_SHARE_OF_MACHINE));
}

function spawnServer(folder: string, socketPath: string, settings: PrivateRedisSettings): ChildProcess {
  rmSync(socketPath, { force: true });
  const options = [
    ['--port', '0'],
    ['--unixsocket', socketPath],
    ['--unixsocketperm', '700'],
    ['--dir', folder],
    ['--appendonly', 'yes'],
    ['--appendfsync', settings.fsync],
    ['--save', ''],
    ['--maxmemory', memoryOf(settings)],
    ['--maxmemory-policy', 'noeviction'],
    ['--hash-max-listpack-value', LONGEST_LISTPACK_VALUE],
    ['--logfile', join(folder, 'redis.log')],
  ];
  const child = spawn(findServer(), options.flat(), { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
  return child;
}

/** A server that was adopted was started with the settings of an earlier run. */
async function applySettings(socketPath: string, settings: PrivateRedisSettings): Promise<void> {
  const client = new Redis({ path: socketPath });
  try {
    await client.config('SET', 'appendfsync', settings.fsync);
    await client.config('SET', 'maxmemory', memoryOf(settings));
    await client.config('SET', 'hash-max-listpack-value', LONGEST_LISTPACK_VALUE);
  } finally {
    client.disconnect();
  }
}

function findServer(): string {
  for (const name of SERVERS) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (executable(join(folder, name))) return join(folder, name);
    }
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

type Listener = 'nobody' | 'silent' | { readonly pid: number; readonly loadedPercent: number | null };

/** Asks who listens at the socket: nobody, a process that does not answer, or a server with its process id. */
async function askListener(socketPath: string): Promise<Listener> {
  if (!existsSync(socketPath)) return 'nobody';
  const client = new Redis({
    path: socketPath,
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
  });
  let refused = false;
  client.on('error', (error: NodeJS.ErrnoException) => {
    refused ||= error.code === 'ECONNREFUSED' || error.code === 'ENOENT';
  });
  try {
    await client.connect();
    const facts = await client.info();
    const loading = /^loading:1/m.test(facts);
    return {
      pid: Number(/^process_id:(\d+)/m.exec(facts)?.[1] ?? 0),
      loadedPercent: loading ? Number(/^loading_loaded_perc:([\d.]+)/m.exec(facts)?.[1] ?? 0) : null,
    };
  } catch {
    return refused ? 'nobody' : 'silent';
  } finally {
    client.disconnect();
  }
}

/** Waits until the server has loaded its append-only file. Returns its process id. */
async function waitUntilLoaded(
  child: ChildProcess | null,
  socketPath: string,
  folder: string,
  log: Logger,
): Promise<number> {
  const began = Date.now();
  let said = began;
  for (;;) {
    if (child !== null && (child.exitCode !== null || child.signalCode !== null))
      throw ended(child.exitCode ?? child.signalCode, folder);
    const listener = await askListener(socketPath);
    if (typeof listener === 'object' && listener.loadedPercent === null) return listener.pid;
    if (typeof listener !== 'object' && Date.now() - began > START_MS)
      throw new Error(`redis: the private server did not answer within ${START_MS / 1_000} s. ${logTail(folder)}`);
    if (typeof listener === 'object' && Date.now() - said > PROGRESS_EVERY_MS) {
      said = Date.now();
      log.info({ loadedPercent: listener.loadedPercent }, 'redis reads its append-only file');
    }
    await wait(25);
  }
}

/** What Redis says of a file that it cannot read. */
const DAMAGED = /Bad file format reading the append only file|Unrecoverable error reading the append only file/;

function ended(how: number | string | null, folder: string): Error {
  const tail = logTail(folder);
  const said = `redis: the private server ended (${how}). ${tail}`;
  if (!DAMAGED.test(tail)) return new Error(said);
  const files = join(folder, 'appendonlydir');
  return new RedisDamaged(
    [
      said,
      `Its append-only file is damaged. Keep a copy of ${files}, then do one of these:`,
      '  restore the last backup of it',
      `  redis-check-aof --fix ${join(files, 'appendonly.aof.manifest')}      (cuts off what follows the damage)`,
      'What is lost is read again from the feeds that still hold it, and goes out marked as recovered.',
    ].join('\n'),
  );
}

function logTail(folder: string): string {
  const file = join(folder, 'redis.log');
  return existsSync(file) ? `The end of its log, ${file}:\n${readFileSync(file, 'utf8').slice(-1_500)}` : '';
}

async function stopServer(pid: number): Promise<void> {
  if (pid <= 0 || !signal(pid, 'SIGTERM')) return;
  for (let waited = 0; waited < STOP_MS && signal(pid, 0); waited += 25) await wait(25);
}

/** Sends a signal, or asks with 0. True while there is such a process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
