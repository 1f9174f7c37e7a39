import type { FetchedCapture } from '../../article/capture.ts';
import { sha256 } from '../../article/content.ts';
import { describeError, FeedDown } from '../../article/failure.ts';
import { hasOwnEnd } from '../../decode/document-end.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import type { FetchContext, FetchResult, RefusedFile } from '../contract/transport.ts';
import { KnownFiles } from './known-files.ts';
import { pathIn, type RemoteFile, type RemoteFolder, type RemoteServer } from './remote-server.ts';

const AT_ONCE = 50;
const MAX_FILE_BYTES = 20_000_000;
const TOO_LARGE = `it is larger than ${MAX_FILE_BYTES} bytes`;
const MAX_BATCH_BYTES = 40_000_000;
const UNFINISHED = /^\.|\.(?:tmp|part|filepart|crdownload|lck|lock)$/i;
const TRIES = 3;

/** Opens a connection to the server of a feed. @throws FeedDown */
export type OpenServer = () => Promise<RemoteServer>;

/**
 * Takes the files of a folder on another machine: those that carry their format's own end, and those that have not
 * changed for longer than an upload stalls. A file that changes later is taken again; a transfer that breaks goes on
 * where it was.
 * @throws FeedDown
 */
export async function fetchFiles(
  { feed, bookmark, now }: FetchContext<FeedSettings & RemoteFolder>,
  open: OpenServer,
): Promise<FetchResult> {
  const connection = new Connection(open);
  try {
    const known = new KnownFiles(bookmark.files, now);
    const listed = await connection.use((server) => server.list(feed.path));
    const files = listed
      .filter(({ name }) => !UNFINISHED.test(name))
      .sort((one, other) => compare(one.modified, other.modified) || compare(one.name, other.name));
    const { taken, refused } = await takeFiles(connection, feed, files, known);
    const remembered = { files: known.textOf(files) };
    const hints = { waitMs: null };
    if (taken.length === 0) return { outcome: 'unchanged', hints, bookmark: remembered, refused };
    const captures = taken.map((each) => ({ ...captureOf(each, now), bookmark: remembered }));
    return { outcome: 'ok', hints, captures, refused };
  } catch (cause) {
    if (cause instanceof FeedDown) throw cause;
    throw new FeedDown(`feed ${feed.id}`, 'network', { cause });
  } finally {
    await connection.close();
  }
}

/** A file that was read whole. */
interface TakenFile {
  readonly file: RemoteFile;
  readonly bytes: Buffer;
}

async function takeFiles(
  connection: Connection,
  feed: FeedSettings & RemoteFolder,
  files: readonly RemoteFile[],
  known: KnownFiles,
): Promise<{ taken: readonly TakenFile[]; refused: readonly RefusedFile[] }> {
  const taken: TakenFile[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const isStill = known.noteLook(file) >= feed.stalls;
    // A crash after the commit leaves a file where it was: it is taken once more, so that it is moved or deleted.
    const isLeftOver = feed.after !== 'leave' && known.isLeftOver(file);
    if (isDone(file, known, isStill) && !isLeftOver) continue;
    if (file.bytes > MAX_FILE_BYTES) {
      refused.push(...refusalOf(file, known));
      continue;
    }
    if (isFull(taken, file)) break;
    const bytes = await readFile(connection, feed, file);
    const isWhole = bytes.length >= file.bytes && (isStill || hasOwnEnd(bytes));
    const isNew = known.noteRead(file, sha256(bytes).slice(0, 12), isWhole);
    if (isNew || isLeftOver) taken.push({ file, bytes });
  }
  return { taken, refused };
}

/** Read as it stands: whole, or half of it while the rest may still come. */
const isDone = (file: RemoteFile, known: KnownFiles, isStill: boolean): boolean =>
  known.isRead(file) && !(isStill && known.isHalf(file));

/** Said once of a file, as long as it stays as it is. */
function refusalOf(file: RemoteFile, known: KnownFiles): readonly RefusedFile[] {
  return known.noteRead(file, 'too large', true) ? [{ name: file.name, reason: TOO_LARGE }] : [];
}

function isFull(taken: readonly TakenFile[], next: RemoteFile): boolean {
  const size = taken.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return taken.length === AT_ONCE || size + next.bytes > MAX_BATCH_BYTES;
}

function captureOf({ file, bytes }: TakenFile, receivedAt: number): Omit<FetchedCapture, 'bookmark'> {
  const facts = { contentType: null, url: null, contentLocation: null, filename: file.name, receivedAt };
  return { capture: { bytes, ...facts }, holds: JSON.stringify(file) };
}

/** A name is compared as it is written, whatever language the machine speaks. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

async function readFile(
  connection: Connection,
  feed: FeedSettings & RemoteFolder,
  { name }: RemoteFile,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      await connection.use((server) =>
        server.read(pathIn(feed.path, name), size, (chunk) => {
          size += chunk.length;
          if (size <= MAX_FILE_BYTES) chunks.push(chunk);
        }),
      );
      return Buffer.concat(chunks);
    } catch (error) {
      if (tries === TRIES) throw new FeedDown(`feed ${feed.id}: ${name}: ${describeError(error)}`, 'network');
      await connection.close();
    }
  }
}

/** One connection, opened when it is needed and again after it broke. */
class Connection {
  readonly #open: OpenServer;
  #server: RemoteServer | null = null;
  constructor(open: OpenServer) {
    this.#open = open;
  }

  async use<Value>(work: (server: RemoteServer) => Promise<Value>): Promise<Value> {
    this.#server ??= await this.#open();
    return work(this.#server);
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close().catch(() => undefined);
  }
}

/**
 * Moves a file that was taken into `done/` or `failed/`, deletes it, or leaves it. One that is another by now stays:
 * it was not read as it is.
 */
export async function putFileAway(
  folder: RemoteFolder,
  holds: string,
  failed: boolean,
  open: OpenServer,
): Promise<void> {
  if (folder.after === 'leave') return;
  const file = JSON.parse(holds) as RemoteFile;
  const server = await open();
  try {
    const now = (await server.list(folder.path)).find(({ name }) => name === file.name);
    if (now === undefined || now.bytes !== file.bytes || now.modified !== file.modified) return;
    const path = pathIn(folder.path, file.name);
    if (folder.after === 'delete') return await server.remove(path);
    const target = pathIn(folder.path, failed ? 'failed' : 'done');
    await server.makeFolder(target);
    await server.remove(pathIn(target, file.name)).catch(() => undefined);
    await server.move(path, pathIn(target, file.name));
  } finally {
    await server.close();
  }
}
