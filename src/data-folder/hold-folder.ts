import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { PROCESS } from './process-name.ts';

/** The kernel refuses longer socket paths. */
const LONGEST_SOCKET = 100;
const ANSWER_MS = 2_000;
const TRIES = 5;

/** Another living service uses the data folder. */
export class DataFolderTaken extends Error {
  override readonly name = 'DataFolderTaken';
}

/** The data folder cannot be made or written to; the message says what to do. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

const CURES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free space on it',
  EROFS: 'it is on a file system that is mounted read-only: mount a volume there',
};

/**
 * Makes a folder for data, and sees that a file can be written in it.
 * @throws DataFolderUnusable
 */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder, 0o700);
    const probe = join(folder, `.write-probe-${PROCESS}`);
    writeFileSync(probe, 'x'.repeat(4_096));
    rmSync(probe, { force: true });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const who = `user ${process.getuid?.() ?? 'of this process'}`;
    const cure = CURES[code] ?? `give ${who} the right to write there, or set redis.dataFolder to another folder`;
    throw new DataFolderUnusable(`${folder} cannot be used for data (${message}); ${cure}`, { cause: error });
  }
}

/** A path for a socket of this folder: inside it, or in the temporary folder where the path would be too long. */
export function socketPathIn(folder: string, name: string): string {
  const near = join(folder, name);
  if (Buffer.byteLength(near) <= LONGEST_SOCKET) return near;
  const far = join(tmpdir(), `copytaster-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  makeFolder(far, 0o700);
  chmodSync(far, 0o700);
  return join(far, name);
}

/**
 * Makes this process the one that uses a data folder. It holds a socket there for as long as it lives, so that the
 * claim of a process that died, in this container or in another one on the same volume, is seen to be void.
 * @returns a function that gives the folder back
 * @throws DataFolderTaken while another living process holds it
 */
export async function takeDataFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketPathIn(folder, 'owner.sock');
  const token = `${process.pid} ${randomUUID()}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = await listen(path, token);
    if (server !== null) {
      if ((await ownerBehind(path)) === token) return () => closeServer(server);
      await closeServer(server);
    }
    const owner = await ownerBehind(path);
    if (owner !== null) throw taken(folder, owner);
    rmSync(path, { force: true });
  }
  throw taken(folder, 'unknown');
}

function taken(folder: string, owner: string): DataFolderTaken {
  return new DataFolderTaken(
    `${folder}: another copytaster (process ${owner.split(' ')[0]}) uses this data folder; stop it, or set redis.dataFolder`,
  );
}

async function listen(path: string, token: string): Promise<Server | null> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(token);
  });
  try {
    server.listen(path);
    await once(server, 'listening');
    server.unref();
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

/** What the holder of the folder says of itself; "unknown" if it lives and says nothing; null if nobody holds it. */
function ownerBehind(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let said = '';
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      said += chunk.toString('utf8');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? null : 'unknown');
    });
    socket.on('close', () => resolve(said || 'unknown'));
  });
}
