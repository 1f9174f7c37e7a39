/** What a thread and its owner share, by its place in the memory. */
const SHARED = { item: 0, documentFrom: 1, itemFrom: 2 } as const;

/** Where a thread stands in a document, and what it has used of the processor for that. */
export interface Progress {
  /** The place of the item that is being read, from 0, or null where it is at none. */
  readonly item: number | null;
  /** What the thread had used when it began the document, and the item (milliseconds). */
  readonly documentFrom: number;
  readonly itemFrom: number;
}

/** The place in a document, written by the thread that reads it and looked at by its owner. */
export class ReadingPlace {
  readonly memory: Int32Array;

  constructor(memory = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))) {
    this.memory = memory;
  }

  /** The thread begins a document. */
  beginDocument(): void {
    Atomics.store(this.memory, SHARED.documentFrom, usedMs(process.threadCpuUsage()));
    this.endItems();
  }

  /** The thread begins an item, by its place from 0. */
  beginItem(at: number): void {
    Atomics.store(this.memory, SHARED.itemFrom, usedMs(process.threadCpuUsage()));
    Atomics.store(this.memory, SHARED.item, at + 1);
  }

  /** The thread is at no item: what it does now is for all of them. */
  endItems(): void {
    Atomics.store(this.memory, SHARED.item, 0);
  }

  look(): Progress {
    const item = Atomics.load(this.memory, SHARED.item);
    return {
      item: item === 0 ? null : item - 1,
      documentFrom: Atomics.load(this.memory, SHARED.documentFrom),
      itemFrom: Atomics.load(this.memory, SHARED.itemFrom),
    };
  }
}

/** Milliseconds of the processor that a thread has had. */
export function usedMs({ user, system }: NodeJS.CpuUsage): number {
  return Math.floor((user + system) / 1_000);
}
