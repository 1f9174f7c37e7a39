import { constants } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openPlain } from './plain-places.ts';

const NEWLINE = 10;
/** A journal may be longer than any text can be: it is read in parts, and of a line no more than its beginning. */
const PART_BYTES = 4_000_000;
const LINE_HEAD_BYTES = 1_000;
const DAY_MS = 86_400_000;

/**
 * The journal of a file drop: a line for each revision. Another publisher may have written to it since, so what stands
 * behind the last known line is read before anything is added. A journal that is full, or that was last written to on
 * an earlier day (UTC), is put aside under a number: `journal.1.ndjson` is older than `journal.2.ndjson`; the oldest
 * beyond those to be kept are thrown away.
 */
export class Journal {
  readonly #path: string;
  readonly #limits: { readonly journalBytes: number; readonly journals: number };
  readonly #ids = new Set<string>();
  /** As far as the journal was read, in bytes: the end of a whole line. */
  #size = 0;
  /** Which file that was: one that is begun in its place may have grown longer by the next look. */
  #inode: number | null = null;

  constructor(path: string, limits: { readonly journalBytes: number; readonly journals: number }) {
    this.#path = path;
    this.#limits = limits;
  }

  /** True when a line names the revision. */
  names(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Reads the newest journals anew; a last line that was torn by a crash is cut off. */
  async begin(): Promise<void> {
    this.#ids.clear();
    this.#forgetFile();
    const aside = (await this.#numbers()).at(-1);
    if (aside !== undefined) await this.#learn(this.#aside(aside), 0);
    const torn = await this.readOn();
    if (torn) await cutAt(this.#path, this.#size);
  }

  /** Reads the lines that were added since. True when an unfinished line stands at the end. */
  async readOn(): Promise<boolean> {
    const read = await this.#learn(this.#path, this.#size, this.#inode);
    if (read === null) {
      // Another publisher has put it aside, or somebody took it away.
      const known = this.#size;
      this.#forgetFile();
      if (known > 0) await this.begin();
      return false;
    }
    this.#size = read.whole;
    this.#inode = read.inode;
    return read.whole !== read.size;
  }

  #forgetFile(): void {
    this.#size = 0;
    this.#inode = null;
  }

  /** Takes the ids of the whole lines behind a place. */
  async #learn(path: string, from: number, inode: number | null = null): Promise<Lines | null> {
    return readLines({ path, from, inode }, (head) => {
      const id = /^\{"id":("(?:[^"\\]|\\.)+")/.exec(head)?.[1];
      if (id !== undefined) this.#ids.add(JSON.parse(id) as string);
    });
  }

  /** Adds the lines of revisions; they are on the disk when this resolves. */
  async append(lines: readonly { readonly id: string; readonly line: string }[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map(({ line }) => `${line}\n`).join(''));
    if (this.#size > 0 && (await this.#isOver(bytes.length))) await this.#putAside();
    const file = await openPlain(this.#path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
    try {
      const { size } = await file.stat();
      try {
        await file.writeFile(bytes);
        await file.sync();
      } catch (error) {
        // A full disk may take half a line; the next line must not be glued to it.
        await file.truncate(size);
        throw error;
      }
    } finally {
      await file.close();
    }
    for (const { id } of lines) this.#ids.add(id);
  }

  /** True where so many bytes more are to stand in another journal. */
  async #isOver(bytes: number): Promise<boolean> {
    if (this.#size + bytes > this.#limits.journalBytes) return true;
    const { mtimeMs } = await stat(this.#path);
    return Math.floor(mtimeMs / DAY_MS) < Math.floor(Date.now() / DAY_MS);
  }

  async #putAside(): Promise<void> {
    const numbers = await this.#numbers();
    await rename(this.#path, this.#aside((numbers.at(-1) ?? 0) + 1));
    this.#forgetFile();
    for (const old of [...numbers, 0].slice(0, Math.max(0, numbers.length + 1 - this.#limits.journals)))
      await rm(this.#aside(old), { force: true });
  }

  /** The numbers of those that were put aside, oldest first. */
  async #numbers(): Promise<number[]> {
    const stem = basename(this.#path, '.ndjson');
    const found = (await readdir(dirname(this.#path))).flatMap((name) => {
      const number = name.startsWith(`${stem}.`) ? /^(\d+)\.ndjson$/.exec(name.slice(stem.length + 1))?.[1] : undefined;
      return number === undefined ? [] : [Number(number)];
    });
    return found.sort((a, b) => a - b);
  }

  #aside(number: number): string {
    return join(dirname(this.#path), `${basename(this.#path, '.ndjson')}.${number}.ndjson`);
  }
}

/** How long a file is, where its last whole line ends, and which file it is. */
interface Lines {
  readonly size: number;
  readonly whole: number;
  readonly inode: number;
}

/** Where lines are read from, and which file that has to be; null for any. */
interface Place {
  readonly path: string;
  readonly from: number;
  readonly inode: number | null;
}

/**
 * Tells the beginning of each whole line of a file behind a place, in order.
 * @returns null where the file is gone, is another one or is shorter than that
 */
async function readLines({ path, from, inode }: Place, tell: (head: string) => void): Promise<Lines | null> {
  const file = await openPlain(path, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size, ino } = await file.stat();
    if (size < from || (inode !== null && ino !== inode)) return null;
    const lines = new LineHeads(tell);
    const part = Buffer.alloc(Math.min(PART_BYTES, size - from));
    let at = from;
    let whole = from;
    while (at < size) {
      const { bytesRead } = await file.read(part, 0, Math.min(part.length, size - at), at);
      if (bytesRead === 0) break;
      const end = lines.take(part.subarray(0, bytesRead));
      if (end > 0) whole = at + end;
      at += bytesRead;
    }
    return { size: at, whole, inode: ino };
  } finally {
    await file.close();
  }
}

/** Puts the beginnings of lines together from parts of a file. */
class LineHeads {
  readonly #tell: (head: string) => void;
  /** The beginning of a line whose end has not come, a character for each byte. */
  #head = '';

  constructor(tell: (head: string) => void) {
    this.#tell = tell;
  }

  /** Returns how many bytes of the part stand before the end of its last whole line. */
  take(part: Buffer): number {
    let at = 0;
    for (let end = part.indexOf(NEWLINE); end !== -1; end = part.indexOf(NEWLINE, at)) {
      this.#tell(Buffer.from(this.#headUpTo(part, at, end), 'latin1').toString('utf8'));
      this.#head = '';
      at = end + 1;
    }
    this.#head = this.#headUpTo(part, at, part.length);
    return at;
  }

  #headUpTo(part: Buffer, from: number, end: number): string {
    const room = Math.max(0, LINE_HEAD_BYTES - this.#head.length);
    return this.#head + part.toString('latin1', from, Math.min(end, from + room));
  }
}

async function cutAt(path: string, size: number): Promise<void> {
  const file = await openPlain(path, constants.O_WRONLY);
  try {
    await file.truncate(size);
  } finally {
    await file.close();
  }
}
