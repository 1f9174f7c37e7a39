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
  const incoming = new Incoming(socket);
  let answer = '';
  for (const words of commands) {
    socket.write(commandOf(words));
    answer = await incoming.answer();
  }
  yield* answer.startsWith('$EOF:')
    ? piecesUntil(Buffer.from(answer.slice(5)), incoming)
    : piecesOf(Number(answer.slice(1)), incoming);
}

async function* piecesUntil(mark: Buffer, incoming: Incoming): AsyncGenerator<Buffer> {
  for (;;) {
    const { waiting } = incoming;
    const isWhole = waiting.length >= MARK_BYTES && waiting.subarray(-MARK_BYTES).equals(mark);
    const piece = incoming.take(Math.max(0, waiting.length - MARK_BYTES));
    if (piece.length > 0) yield piece;
    if (isWhole) return;
    await incoming.receive();
  }
}

async function* piecesOf(bytes: number, incoming: Incoming): AsyncGenerator<Buffer> {
  let left = bytes;
  while (left > 0) {
    if (incoming.waiting.length === 0) await incoming.receive();
    const piece = incoming.take(left);
    left -= piece.length;
    yield piece;
  }
}

/** What Redis sends: answers, a line each, and then the snapshot. */
class Incoming {
  /** What came and was not taken yet. */
  waiting: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(socket: Socket) {
    this.#chunks = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Waits for more. @throws SnapshotRefused when the connection ends */
  async receive(): Promise<void> {
    const { value, done } = await this.#chunks.next();
    if (done === true) throw new SnapshotRefused('redis ended the connection in the middle of its snapshot');
    this.waiting = this.waiting.length === 0 ? value : Buffer.concat([this.waiting, value]);
  }

  /** The next bytes of what waits, at most so many. */
  take(most: number): Buffer {
    const taken = this.waiting.subarray(0, most);
    this.waiting = this.waiting.subarray(taken.length);
    return taken;
  }

  /** The next answer. Redis sends empty lines while it is at work. @throws SnapshotRefused for an error */
  async answer(): Promise<string> {
    let line = '';
    while (line === '') line = await this.#line();
    if (line.startsWith('-')) throw new SnapshotRefused(`redis refuses a snapshot: ${line.slice(1)}`);
    return line;
  }

  async #line(): Promise<string> {
    while (!this.waiting.includes('\n')) {
      if (this.waiting.length > LONGEST_LINE) throw new SnapshotRefused('redis answered something unknown');
      await this.receive();
    }
    return this.take(this.waiting.indexOf('\n') + 1)
      .toString('utf8')
      .trim();
  }
}
