import { setImmediate } from 'node:timers/promises';
import { Window } from '../similarity/window.ts';
import { entryOf, type WindowEntry } from '../similarity/window-entry.ts';
import { readFingerprints } from '../store/articles.ts';
import type { Decision } from '../store/commit.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, logHead, readLogAfter, readSpikedCopiesAfter } from '../store/wire-log.ts';

const PAGE = 1_000;
/** So many entries are added before anything else has its turn. */
const ADDED_AT_ONCE = 200;

/** Entries of the log with the fingerprints of those that are copy. */
interface Page {
  readonly entries: readonly LogEntry[];
  readonly copies: readonly LogEntry[];
  readonly fingerprints: readonly (Uint8Array | null)[];
}

/**
 * The window of recent copy as this process holds it: the wire log's entries up to a position, with the fingerprints
 * stored beside their revisions. It catches up before each judgement and is rebuilt in another epoch of Redis.
 */
export class RecentCopy {
  readonly #windowMs: number;
  #window = new Window();
  #position = '0-0';
  #spikedCopies = new Window();
  #spikedPosition = '0-0';
  #epoch = '';

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
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

  /**
   * Takes up what the log has beyond the window.
   * @param now epoch milliseconds; older entries than the window's length go
   * @returns how many entries were read, and whether the window was built anew
   */
  async catchUp(store: Store, epoch: string, now: number): Promise<{ read: number; rebuilt: boolean }> {
    const [beyond, next] = await Promise.all([isBeyond(store, this.#position), this.#page(store)]);
    const rebuilt = beyond || epoch !== this.#epoch;
    if (rebuilt) {
      this.#window = new Window();
      this.#epoch = epoch;
      this.#position = `${Math.max(0, now - this.#windowMs)}-0`;
      this.#spikedCopies = new Window();
      this.#spikedPosition = this.#position;
    }
    let read = 0;
    for (
      let loading: Promise<Page> | null = rebuilt
        ? this.#page(store).then((page) => load(store, page))
        : load(store, next);
      loading !== null;
    ) {
      const page: Page = await loading;
      const last = page.entries.at(-1)?.position ?? this.#position;
      // The next page is read while this one is added.
      loading = page.entries.length < PAGE ? null : readLogAfter(store, last, PAGE).then((more) => load(store, more));
      loading?.catch(() => undefined);
      await addTo(this.#window, page.copies, page.fingerprints);
      read += page.entries.length;
      this.#position = last;
    }
    if (read === 0 && rebuilt) this.#position = await logHead(store);
    await this.#takeSpikedCopies(store);
    for (const window of [this.#window, this.#spikedCopies]) window.evictBefore(now - this.#windowMs);
    return { read, rebuilt };
  }

  /** Takes up what this process has just committed at the window's position, without reading it back. */
  append(decisions: readonly Decision[], positions: readonly string[]): void {
    for (const [at, { article, fingerprint, verdict, standing, lineage }] of decisions.entries()) {
      const position = positions[at] ?? '';
      if (position === '' || article === null || verdict === null) continue;
      this.#position = position;
      if (fingerprint === null) continue;
      const place = { logId: position, at: timeOf(position), lineage, standing };
      this.#window.add(entryOf(article, place), fingerprint);
    }
  }

  async #takeSpikedCopies(store: Store): Promise<void> {
    for (let last = PAGE; last === PAGE; ) {
      const entries = await readSpikedCopiesAfter(store, this.#spikedPosition, PAGE);
      const { copies, fingerprints } = await load(store, entries);
      await addTo(this.#spikedCopies, copies, fingerprints);
      this.#spikedPosition = entries.at(-1)?.position ?? this.#spikedPosition;
      last = entries.length;
    }
  }

  #page(store: Store): Promise<LogEntry[]> {
    return readLogAfter(store, this.#position, PAGE);
  }
}

async function addTo(window: Window, copies: Page['copies'], fingerprints: Page['fingerprints']): Promise<void> {
  for (const [at, entry] of copies.entries()) {
    const fingerprint = fingerprints[at] ?? null;
    if (fingerprint !== null) window.add(windowEntry(entry), fingerprint);
    if (at % ADDED_AT_ONCE === ADDED_AT_ONCE - 1) await setImmediate();
  }
}

async function load(store: Store, entries: readonly LogEntry[]): Promise<Page> {
  const copies = entries.filter(({ kind, standing }) => (kind === 'revision' || kind === 'held') && standing !== '');
  const ids = copies.map(({ revisionId }) => revisionId);
  return { entries, copies, fingerprints: await readFingerprints(store, ids) };
}

const timeOf = (position: string): number => Number(position.split('-')[0]);

/** The log was reset or restored: what the window was built on lies beyond its end. */
async function isBeyond(store: Store, position: string): Promise<boolean> {
  if (position === '0-0') return false;
  const [time, sequence] = position.split('-').map(Number) as [number, number];
  const [headTime, headSequence] = (await logHead(store)).split('-').map(Number) as [number, number];
  return headTime < time || (headTime === time && headSequence < sequence);
}

function windowEntry(entry: LogEntry): WindowEntry {
  return {
    logId: entry.position,
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
