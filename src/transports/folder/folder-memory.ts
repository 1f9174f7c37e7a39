/** A file in the folder that may be read. `signature` changes whenever it is written to. */
export interface WaitingFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  /** When it was written to or moved here, epoch milliseconds. */
  readonly touchedAt: number;
  readonly signature: string;
}

/**
 * Half a document may still be completed: it is left in its place for so many times as long as an upload may stall,
 * then moved to failed/.
 */
const HALF_FOR_STALLS = 10;

/** How long half a document is left in its place, in milliseconds. */
export const halfForMs = (stallsMs: number): number => HALF_FOR_STALLS * stallsMs;

interface Known {
  readonly signature: string;
  whole?: boolean;
  /** Why it is not read again as long as nobody writes to it. */
  passedOver?: 'unmovable' | 'half' | 'unreadable';
  /** Half a document: since when nobody wrote to it, and what reading it said. */
  half?: { readonly touchedAt: number; readonly reason: string };
}

/** What this process knows of the files of one folder, each for as long as nothing is written to it. */
export class FolderMemory {
  readonly #files = new Map<string, Known>();
  /** What the last look found and left alone: links, pipes and their like, and files that could get no name. */
  left: { readonly noFiles: readonly string[]; readonly unnamed: readonly string[] } = { noFiles: [], unnamed: [] };

  /** Files that are not there any more are forgotten. */
  forgetAllBut(names: readonly string[]): void {
    const standing = new Set(names);
    for (const name of this.#files.keys()) if (!standing.has(name)) this.#files.delete(name);
  }

  /** Whether a file carries its own end; read once for each state of the file. */
  async isWhole(file: WaitingFile, readEnd: () => Promise<boolean>): Promise<boolean> {
    const known = this.#knownOf(file);
    known.whole ??= await readEnd();
    return known.whole;
  }

  /** True while there is no sense in reading a file again. */
  passesOver(file: WaitingFile): boolean {
    return this.#knownOf(file).passedOver !== undefined;
  }

  /** Leaves half a document where it is, for whoever writes it to go on. */
  keepHalf(file: WaitingFile, reason: string): void {
    this.passOver(file, 'half');
    this.#knownOf(file).half = { touchedAt: file.touchedAt, reason };
  }

  /** Halves that nobody completed in time, by name, with what reading them said. */
  takeOldHalves(now: number, stallsMs: number): { readonly name: string; readonly reason: string }[] {
    const old: { name: string; reason: string }[] = [];
    for (const [name, { half }] of this.#files)
      if (half !== undefined && now - half.touchedAt >= halfForMs(stallsMs)) old.push({ name, reason: half.reason });
    for (const { name } of old) this.#files.delete(name);
    return old;
  }

  /** Reads a file no more until somebody writes to it. True the first time. */
  passOver(file: WaitingFile, reason: NonNullable<Known['passedOver']>): boolean {
    const known = this.#knownOf(file);
    const isNew = known.passedOver !== reason;
    known.passedOver = reason;
    return isNew;
  }

  /** How many files are passed over for a reason. */
  count(reason: NonNullable<Known['passedOver']>): number {
    return [...this.#files.values()].filter(({ passedOver }) => passedOver === reason).length;
  }

  /** The files that are passed over for a reason, by name. */
  namesOf(reason: NonNullable<Known['passedOver']>): string[] {
    return [...this.#files].filter(([, { passedOver }]) => passedOver === reason).map(([name]) => name);
  }

  #knownOf({ name, signature }: WaitingFile): Known {
    const known = this.#files.get(name);
    if (known?.signature === signature) return known;
    const made: Known = { signature };
    this.#files.set(name, made);
    return made;
  }
}
