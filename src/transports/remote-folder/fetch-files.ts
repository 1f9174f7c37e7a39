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
/** A file that cannot be read is tried again while it is young. */
const YOUNG_MS = 600_000;
/** So many files in one turn that cannot be read: it is the server. */
const MOST_UNREAD = 3;
/** What servers answer for a file that they do not give: FTP, and SFTP for none and for a forbidden one. */
const NOT_GIVEN = new Set<unknown>([450, 550, 551, 553, 2, 3, 'ENOENT', 'EACCES']);

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
    const known = new KnownFiles(bookmark.files, bookmark.forgotten, now);
    const listed = await connection.use((server) => server.list(feed.path));
    const files = listed
      .filter(({ name }) => !UNFINISHED.test(name))
      .sort((one, other) => compare(one.modified, other.modified) || compare(one.name, other.name));
    const { taken, refused, unread } = await takeFiles(connection, feed, files, { known, now });
    const remembered = { files: known.textOf(files), forgotten: known.forgottenOf(files) };
    const notice = `${unread.length} files could not be read, such as ${unread[0]}`;
    const hints = { waitMs: null, ...(unread.length === 0 ? {} : { notice }) };
    return taken.length === 0
      ? { outcome: 'unchanged', hints, bookmark: remembered, refused }
      : { outcome: 'ok', hints, captures: taken.map((each) => ({ ...each, bookmark: remembered })), refused };
  } catch (cause) {
    if (cause instanceof FeedDown) throw cause;
    throw new FeedDown(`feed ${feed.id}`, 'network', { cause });
  } finally {
    await connection.close();
  }
}

/** What a turn has taken of the files of a server. */
interface Haul {
  readonly taken: Omit<FetchedCapture, 'bookmark'>[];
  readonly refused: RefusedFile[];
  /** Why files could not be read. */
  readonly unread: string[];
}

async function takeFiles(
  connection: Connection,
  feed: FeedSettings & RemoteFolder,
  files: readonly RemoteFile[],
  { known, now }: { known: KnownFiles; now: number },
): Promise<Haul> {
  const haul: Haul = { taken: [], refused: [], unread: [] };
  for (const file of files) {
    const { name } = file;
    const look = lookAt(file, feed, known);
    if (look === null || isTooLarge(file, known, haul)) continue;
    if (isFull(haul, file)) break;
    const bytes = await readOrNote(connection, feed, file, { known, haul, isYoung: look.stillMs < YOUNG_MS });
    if (bytes === null) continue;
    const whole = bytes.length >= file.bytes && (hasOwnEnd(bytes) || look.stillMs >= feed.stalls);
    if (!known.noteRead(file, sha256(bytes).slice(0, 12), whole) && !look.isLeftOver) continue;
    const facts = { contentType: null, url: null, contentLocation: null, filename: name, receivedAt: now };
    haul.taken.push({ capture: { bytes, ...facts }, holds: JSON.stringify(file) });
  }
  return haul;
}

/** Whether nobody will read it; that is said once of a file, as long as it stays as it is. */
function isTooLarge(file: RemoteFile, known: KnownFiles, { refused }: Haul): boolean {
  if (file.bytes <= MAX_FILE_BYTES) return false;
  if (known.noteRead(file, 'too large', true)) refused.push({ name: file.name, reason: TOO_LARGE });
  return true;
}

function isFull({ taken, unread }: Haul, next: RemoteFile): boolean {
  const size = taken.reduce((sum, { capture }) => sum + capture.bytes.length, 0);
  return taken.length === AT_ONCE || size + next.bytes > MAX_BATCH_BYTES || unread.length === MOST_UNREAD;
}

/** For how long a file has not changed, and whether it was taken before and stands where it was; null for one that is read. */
function lookAt(
  file: RemoteFile,
  { after, stalls }: RemoteFolder,
  known: KnownFiles,
): { readonly stillMs: number; readonly isLeftOver: boolean } | null {
  if (after === 'leave' && known.isForgotten(file)) return null;
  const stillMs = known.noteLook(file);
  // A crash after the commit leaves a file where it was: it is taken once more, so that it is moved or deleted.
  const isLeftOver = after !== 'leave' && known.isLeftOver(file);
  if (known.isRead(file) && !isLeftOver && (stillMs < stalls || !known.isHalf(file))) return null;
  return { stillMs, isLeftOver };
}

/** One file that cannot be read stops none of the others. @throws FeedDown where none of the first can be */
async function readOrNote(
  connection: Connection,
  feed: FeedSettings & RemoteFolder,
  file: RemoteFile,
  { known, haul, isYoung }: { known: KnownFiles; haul: Haul; isYoung: boolean },
): Promise<Buffer | null> {
  try {
    return await readFile(connection, feed, file);
  } catch (error) {
    const reason = describeError(error);
    if (!isYoung && known.noteRead(file, 'unreadable', true)) haul.refused.push({ name: file.name, reason });
    haul.unread.push(reason);
    if (haul.unread.length === MOST_UNREAD && haul.taken.length === 0) throw error;
    return null;
  }
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
      const isNotGiven = NOT_GIVEN.has((error as { readonly code?: unknown }).code);
      if (isNotGiven || tries === TRIES)
        throw new FeedDown(`feed ${feed.id}: ${name}: ${describeError(error)}`, 'network');
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
