import { setImmediate } from 'node:timers/promises';
import type { PartsReader, PartsWriter } from '../similarity/parts.ts';
import { Window } from '../similarity/window.ts';
import { entryOf, type WindowEntry } from '../similarity/window-entry.ts';
import type { Decision } from '../store/commit.ts';
import { type CopyEntry, type CopyPage, readCopiesAfter, readSpikedCopiesAfter } from '../store/recent-copies.ts';
import type { Store } from '../store/store.ts';
import { logHead, spikedCopiesHead } from '../store/wire-log.ts';

const PAGE = 1_000;
/** So many entries are added before anything else has its turn. */
const ADDED_AT_ONCE = 200;

/** How far a window reaches: log time of its oldest entry, and positions of the log and of the copies that were spiked. */
export interface Reached {
  readonly oldestAt: number;
  readonly position: string;
  readonly spikedPosition: string;
}

/**
 * The window of recent copy as this process holds it: the wire log's entries up to a position, with the fingerprints
 * stored beside their revisions. It catches up before each judgement and is rebuilt in another epoch of Redis.
 */
export class RecentCopy {
  /** How long copy is recent. */
  readonly windowMs: number;
  #window = new Window();
  #position = '0-0';
  #spikedCopies = new Window();
  #spikedPosition = '0-0';
  #epoch = '';

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  get window(): Window {
    return this.#window;
  }

  /** Copies that were spiked, in the names of the articles that they were spiked for. */
  get spikedCopies(): Window {
    return this.#spikedCopies;
  }

  /** The log's position up to which the window reaches. */
  get position(): string {
    return this.#position;
  }

  get reached(): Reached {
    const { oldestAt } = this.#window;
    return { oldestAt: oldestAt ?? 0, position: this.#position, spikedPosition: this.#spikedPosition };
  }

  /** Gives all that both windows consist of. */
  write(to: PartsWriter): void {
    for (const window of [this.#window, this.#spikedCopies]) window.write(to);
  }

  /** Becomes the windows that were written, which reach that far in the log of this epoch. */
  read(from: PartsReader, { position, spikedPosition }: Reached, epoch: string): void {
    for (const window of [this.#window, this.#spikedCopies]) window.read(from);
    this.#position = position;
    this.#spikedPosition = spikedPosition;
    this.#epoch = epoch;
  }

  /**
   * Takes up what the log has beyond the window.
   * @param now epoch milliseconds; older entries than the window's length go
   * @returns how many entries were read, and whether the window was built anew
   */
  async catchUp(store: Store, epoch: string, now: number): Promise<{ read: number; rebuilt: boolean }> {
    const [head, spikedHead] = await Promise.all([logHead(store), spikedCopiesHead(store)]);
    const rebuilt = isBefore(head, this.#position) || epoch !== this.#epoch;
    if (rebuilt) {
      this.#window = new Window();
      this.#epoch = epoch;
      this.#position = `${Math.max(0, now - this.windowMs)}-0`;
      this.#spikedCopies = new Window();
      this.#spikedPosition = this.#position;
    }
    let read = 0;
    if (isBefore(this.#position, head))
      for await (const page of pagesAfter(this.#position, (at) => readCopiesAfter(store, at, PAGE))) {
        await addTo(this.#window, page.copies);
        read += page.read;
        this.#position = page.last;
      }
    if (read === 0 && rebuilt) this.#position = await logHead(store);
    if (isBefore(this.#spikedPosition, spikedHead))
      for await (const page of pagesAfter(this.#spikedPosition, (at) => readSpikedCopiesAfter(store, at, PAGE))) {
        await addTo(this.#spikedCopies, page.copies);
        this.#spikedPosition = page.last;
      }
    for (const window of [this.#window, this.#spikedCopies]) window.evictBefore(now - this.windowMs);
    return { read, rebuilt };
  }

  /** Takes up what this process has just committed at the window's position, without reading it back. */
  append(decisions: readonly Decision[], positions: readonly string[]): void {
    for (const [at, { article, fingerprint, verdict, standing, lineage }] of decisions.entries()) {
      const position = positions[at] ?? '';
      if (position === '' || article === null || verdict === null) continue;
      this.#position = position;
      if (fingerprint === null) continue;
      const place = { at: timeOf(position), lineage, standing };
      this.#window.add(entryOf(article, place), fingerprint);
    }
  }
}

/** Pages from a position on, up to one that is not full: the next is read while one is worked. */
async function* pagesAfter(
  position: string,
  readAfter: (position: string) => Promise<CopyPage>,
): AsyncGenerator<CopyPage> {
  for (let reading: Promise<CopyPage> | null = readAfter(position); reading !== null; ) {
    const page: CopyPage = await reading;
    reading = page.read < PAGE ? null : readAfter(page.last);
    reading?.catch(() => undefined);
    yield page;
  }
}

async function addTo(window: Window, copies: readonly CopyEntry[]): Promise<void> {
  for (const [at, copy] of copies.entries()) {
    window.add(windowEntry(copy), copy.fingerprint);
    if (at % ADDED_AT_ONCE === ADDED_AT_ONCE - 1) await setImmediate();
  }
}

const timeOf = (position: string): number => Number(position.split('-')[0]);

/** True where a position of the log comes before another. What lies beyond its end is of a log that was reset. */
function isBefore(one: string, other: string): boolean {
  const [time, sequence] = one.split('-').map(Number) as [number, number];
  const [otherTime, otherSequence] = other.split('-').map(Number) as [number, number];
  return time < otherTime || (time === otherTime && sequence < otherSequence);
}

function windowEntry(entry: CopyEntry): WindowEntry {
  return {
    at: timeOf(entry.position),
    articleId: entry.article,
    revisionId: entry.revisionId,
    lineage: entry.lineage,
    agency: entry.agency === '' ? null : entry.agency,
    feed: entry.feed,
    standing: entry.standing as WindowEntry['standing'],
    language: entry.language,
    uri: entry.uri,
    alert: entry.newsClass === 'alert',
    eventId: entry.event,
    related: entry.related === '' ? [] : entry.related.split(' '),
  };
}
