import { constants } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const NEWLINE = 10;

/**
 * The journal of a file drop: a line for each revision. Another publisher may have written to it since, so what stands
 * behind the last known line is read before anything is added. A journal that is full is put aside under a number:
 * `journal.1.ndjson` is older than `journal.2.ndjson`; the oldest beyond those to be kept are thrown away.
 */
export class Journal {
  readonly #path: string;
  readonly #limits: { readonly journalBytes: number; readonly journals: number };
  readonly #ids = new Set<string>();
  /** As far as the journal was read, in bytes: the end of a whole line. */
  #size = 0;

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
    this.#size = 0;
    const aside = (await this.#numbers()).at(-1);
    if (aside !== undefined) this.#learn((await readFrom(this.#aside(aside), 0)) ?? Buffer.alloc(0));
    const torn = await this.readOn();
    if (torn) await cutAt(this.#path, this.#size);
  }

  /** Reads the lines that were added since. True when an unfinished line stands at the end. */
  async readOn(): Promise<boolean> {
    const bytes = await readFrom(this.#path, this.#size);
    if (bytes === null) {
      // Another publisher has put it aside, or somebody took it away.
      const known = this.#size;
      this.#size = 0;
      if (known > 0) await this.begin();
      return false;
    }
    const whole = this.#learn(bytes);
    this.#size += whole;
    return whole !== bytes.length;
  }

  /** Takes the ids of the whole lines. Returns how many bytes those are. */
  #learn(bytes: Buffer): number {
    const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
    for (const line of whole.toString('utf8').split('\n')) {
      const id = /^\{"id":("(?:[^"\\]|\\.)+")/.exec(line)?.[1];
      if (id !== undefined) this.#ids.add(JSON.parse(id) as string);
    }
    return whole.length;
  }

  /** Adds the lines of revisions; they are on the disk when this resolves. */
  async append(lines: readonly { readonly id: string; readonly line: string }[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map(({ line }) => `${line}\n`).join(''));
    if (this.#size > 0 && this.#size + bytes.length > this.#limits.journalBytes) await this.#putAside();
    const file = await openFile(this.#path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
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

  async #putAside(): Promise<void> {
    const numbers = await this.#numbers();
    await rename(this.#path, this.#aside((numbers.at(-1) ?? 0) + 1));
    this.#size = 0;
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

/** The bytes of a file after a place; null where the file is gone or shorter than that. */
async function readFrom(path: string, from: number): Promise<Buffer | null> {
  const file = await openFile(path, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    if (size < from) return null;
    const bytes = Buffer.alloc(size - from);
    await file.read(bytes, 0, bytes.length, from);
    return bytes;
  } finally {
    await file.close();
  }
}

async function cutAt(path: string, size: number): Promise<void> {
  const file = await openFile(path, constants.O_WRONLY);
  try {
    await file.truncate(size);
  } finally {
    await file.close();
  }
}

/**
 * Opens a journal. What somebody put in its place is refused: a link may lead to any file, and a pipe never ends.
 * @throws Error that names the path
 */
async function openFile(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o644).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOOP') throw new Error(`${path} is a link; put the journal itself there`);
      if (error.code === 'ENXIO') throw new Error(`${path} is no plain file; take it away`);
      throw error;
    },
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is no plain file; take it away`);
}
