import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { RedisOptions } from 'ioredis';

const SILENT_MS = 60_000;
const LONGEST_LINE = 1_024;
const MARK_BYTES = 40;

/** Redis does not give a snapshot; the message says why. */
export class SnapshotRefused extends Error {
  override readonly name = 'SnapshotRefused';
}

/**
 * Has a running Redis write a snapshot of all it holds, as it gives one to a replica (SYNC), into a new file. It goes on
 * working meanwhile.
 * @param options where it is and how one is let in
 * @returns how many bytes the file has
 * @throws SnapshotRefused where Redis says no, or stops in the middle
 */
export async function writeSnapshot(options: RedisOptions, path: string): Promise<number> {
  const socket = open(options);
  socket.setTimeout(SILENT_MS, () => socket.destroy(new SnapshotRefused('redis was silent for too long')));
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(file, 'open');
    const { username, password } = options;
    const given = password ? [['AUTH', ...(username ? [username] : []), password]] : [];
    let written = 0;
    for await (const piece of snapshotIn(socket, [...given, ['REPLCONF', 'capa', 'eof'], ['SYNC']])) {
      written += piece.length;
      if (!file.write(piece)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'close');
    return written;
  } finally {
    socket.destroy();
    file.destroy();
  }
}

function open({ path, host, port, tls }: RedisOptions): Socket {
  const where: NetConnectOpts = path ? { path } : { host: host ?? '127.0.0.1', port: port ?? 6379 };
  return tls === undefined ? connect(where) : connectTls({ ...tls, ...(where as object) });
}

const commandOf = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/**
 * The bytes of the snapshot that the last of the commands is answered with; each is sent when the one before is
 * answered. The length of the snapshot is told before it, or a mark that stands behind it.
 */
async function* snapshotIn(socket: Socket, commands: readonly (readonly string[])[]): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  let sent = 0;
  const sendNext = (): void => {
    socket.write(commandOf(commands[sent] ?? []));
    sent += 1;
  };
  sendNext();
  let left: number | null = null;
  let mark: Buffer | null = null;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (left === null && mark === null) {
      const end = waiting.indexOf('\n');
      if (end === -1 && waiting.length > LONGEST_LINE) throw new SnapshotRefused('redis answered something unknown');
      if (end === -1) break;
      const line = waiting.subarray(0, end).toString('utf8').trim();
      waiting = waiting.subarray(end + 1);
      if (line.startsWith('-')) throw new SnapshotRefused(`redis refuses a snapshot: ${line.slice(1)}`);
      // Redis sends empty lines while it is at work.
      if (line === '') continue;
      if (sent < commands.length) sendNext();
      else if (line.startsWith('$EOF:')) mark = Buffer.from(line.slice(5));
      else left = Number(line.slice(1));
    }
    if (mark !== null) {
      const isWhole = waiting.length >= MARK_BYTES && waiting.subarray(-MARK_BYTES).equals(mark);
      const ready = waiting.subarray(0, Math.max(0, waiting.length - MARK_BYTES));
      waiting = waiting.subarray(ready.length);
      if (ready.length > 0) yield ready;
      if (isWhole) return;
    }
    if (left !== null) {
      const ready = waiting.subarray(0, left);
      left -= ready.length;
      waiting = Buffer.alloc(0);
      if (ready.length > 0) yield ready;
      if (left === 0) return;
    }
  }
  throw new SnapshotRefused('redis ended the connection in the middle of its snapshot');
}
