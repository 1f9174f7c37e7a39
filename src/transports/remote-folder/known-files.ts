import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import type { RemoteFile } from './remote-server.ts';

/** How many files are remembered. */
const MOST = 5_000;
/** The time of a listing may have no seconds: a file is read once more when such a minute is over. */
const SAME_MINUTE_MS = 120_000;
const LEFT_OVER_AFTER_MS = 600_000;

const Known = z.record(
  z.string(),
  z.object({
    signature: z.string(),
    content: z.string().nullable(),
    since: z.number(),
    last: z.number(),
    half: z.boolean(),
  }),
);

const signatureOf = ({ bytes, modified }: RemoteFile): string => sha256(`${bytes} ${modified}`).slice(0, 12);
const shortName = (name: string): string => sha256(name).slice(0, 12);

/** What is known of the files of a server: how they looked, since when, and what was taken of them. */
export class KnownFiles {
  readonly #files: Map<string, z.infer<typeof Known>[string]>;
  readonly #now: number;
  /** A file that was last modified by this time counts as read though it is not remembered: only the newest are. */
  readonly #forgotten: string;
  /**
   * @param kept what `textOf` gave, or anything else for none
   * @param forgotten what `forgottenOf` gave, likewise
   */
  constructor(kept: unknown, forgotten: unknown, now: number) {
    this.#forgotten = typeof forgotten === 'string' ? forgotten : '';
    const parsed = typeof kept === 'string' ? Known.safeParse(JSON.parse(kept)) : null;
    this.#files = new Map(Object.entries(parsed?.data ?? {}));
    this.#now = now;
  }

  /** Remembers how a file looks. @returns for how long it has looked so, in milliseconds */
  noteLook(file: RemoteFile): number {
    const before = this.#files.get(shortName(file.name));
    const signature = signatureOf(file);
    const since = before?.signature === signature ? before.since : this.#now;
    this.#files.set(shortName(file.name), { content: null, last: 0, half: false, ...before, signature, since });
    return this.#now - since;
  }

  /** True for a file that is older than all that is remembered. */
  isForgotten({ name, modified }: RemoteFile): boolean {
    return modified <= this.#forgotten && !this.#files.has(shortName(name));
  }

  /** True when the file was read as it looks, and cannot have changed unseen since. */
  isRead(file: RemoteFile): boolean {
    const known = this.#files.get(shortName(file.name));
    if (known === undefined || known.signature !== signatureOf(file) || known.last < known.since) return false;
    return known.last - known.since > SAME_MINUTE_MS || this.#now - known.since <= SAME_MINUTE_MS;
  }

  /** True when what was read of the file, as it looks now, was not whole. */
  isHalf(file: RemoteFile): boolean {
    return this.#files.get(shortName(file.name))?.half ?? false;
  }

  /** True when the file was taken long ago, and should not stand where it was any more. */
  isLeftOver(file: RemoteFile): boolean {
    const known = this.#files.get(shortName(file.name));
    return known !== undefined && !known.half && this.#now - known.last > LEFT_OVER_AFTER_MS;
  }

  /** Notes that the file was read. @returns false where its content is what was taken before */
  noteRead(file: RemoteFile, content: string, whole: boolean): boolean {
    const known = this.#files.get(shortName(file.name));
    if (known === undefined) return false;
    const isNew = whole && known.content !== content;
    this.#files.set(shortName(file.name), {
      ...known,
      last: this.#now,
      half: !whole,
      content: whole ? content : known.content,
    });
    return isNew;
  }

  /** Of the files that are still listed, for the bookmark. @param files by time, the oldest first */
  textOf(files: readonly RemoteFile[]): string {
    const listed = this.#remembered(files).map(({ name }) => [shortName(name), this.#files.get(shortName(name))]);
    return JSON.stringify(Object.fromEntries(listed));
  }

  /** Up to when listed files are not remembered any more, for the bookmark. */
  forgottenOf(files: readonly RemoteFile[]): string {
    const known = this.#knownAmong(files);
    const remembered = this.#remembered(files);
    return known.slice(0, known.length - remembered.length).at(-1)?.modified ?? this.#forgotten;
  }

  #knownAmong(files: readonly RemoteFile[]): readonly RemoteFile[] {
    return files.filter(({ name }) => this.#files.has(shortName(name)));
  }

  /** The newest; those of one time are remembered together. */
  #remembered(files: readonly RemoteFile[]): readonly RemoteFile[] {
    const known = this.#knownAmong(files);
    const oldest = known.at(-MOST)?.modified ?? '';
    return known.length <= MOST ? known : known.filter(({ modified }) => modified >= oldest);
  }
}
