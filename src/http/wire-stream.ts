import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Article } from '../article/article.ts';
import { envelopeOf } from '../article/envelope.ts';
import { describeError } from '../article/failure.ts';
import { type ArticleFilter, isFollowed, type ReadSide, type Seeing } from '../store/read-side.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, logHead, readLogAfter } from '../store/wire-log.ts';

const READ_EVERY_MS = 150;
/** Where nobody listens. */
const READ_UNHEARD_EVERY_MS = 500;
const PAGE = 100;
/** Entries kept at hand; who is further behind reads from the store. */
const KEPT = 1_000;
const HEARTBEAT_MS = 15_000;
/** How often it is checked that listeners still may listen. */
const ASK_EVERY_MS = 2_000;
/** A listener that has so much unread gets no more before it has read it. */
const WAITING_BYTES = 1_000_000;
const RETRY_MS = 2_000;

interface Listener {
  readonly response: ServerResponse;
  readonly filter: ArticleFilter;
  readonly seeing: Seeing;
  readonly isStill: () => Promise<boolean>;
  position: string;
  busy: boolean;
}

interface Kept {
  readonly entry: LogEntry;
  /** The event's text for each view of the wire: with held copy or without, a part or all; absent until somebody needs it. */
  texts: Map<string, string | null>;
}

/**
 * The wire as Server-Sent Events. The id of an event is its position in the wire log, so who is cut off goes on after
 * the last that came. Each event is made once, however many listen; a change at an article's gate makes those anew.
 */
export class WireEvents {
  readonly #store: Store;
  readonly #articles: ReadSide;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  #kept: Kept[] = [];
  /** Everything after this position is at hand. */
  #from = '';
  #head = '';
  #heartbeatAt = performance.now();
  #askedAt = performance.now();

  constructor(store: Store, articles: ReadSide, log: Logger) {
    this.#store = store;
    this.#articles = articles;
    this.#log = log;
  }

  /** How many listen. */
  get listening(): number {
    return this.#listeners.size;
  }

  /** Answers with events from `after` on, or from now on, until the listener goes, or may not listen any more. */
  follow(
    response: ServerResponse,
    { after, ...asked }: { after: string | null } & Pick<Listener, 'filter' | 'seeing' | 'isStill'>,
  ): void {
    const listener: Listener = { response, ...asked, position: after ?? this.#head, busy: false };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
    response.write(`retry: ${RETRY_MS}\nevent: position\ndata: ${listener.position}\n\n`);
    response.on('error', () => this.#listeners.delete(listener));
    response.on('close', () => this.#listeners.delete(listener));
    this.#listeners.add(listener);
    void this.#serve(listener);
  }

  /** Follows the wire until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#readNewEntries().catch((error: unknown) =>
        this.#log.warn({ reason: describeError(error) }, 'the wire cannot be followed for listeners now'),
      );
      this.#tend(performance.now());
      const pauseMs = this.#listeners.size > 0 ? READ_EVERY_MS : READ_UNHEARD_EVERY_MS;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    for (const { response } of this.#listeners) response.end();
  }

  /** Keeps connections open, and ends those of who may not listen any more. */
  #tend(now: number): void {
    if (now > this.#heartbeatAt + HEARTBEAT_MS) {
      this.#heartbeatAt = now;
      for (const { response } of this.#listeners) if (response.writableLength === 0) response.write(': alive\n\n');
    }
    if (now <= this.#askedAt + ASK_EVERY_MS) return;
    this.#askedAt = now;
    for (const listener of this.#listeners) void this.#endUnlessStill(listener);
  }

  /** A token may have left the settings, or lost a scope. */
  async #endUnlessStill(listener: Listener): Promise<void> {
    if (await listener.isStill().catch(() => true)) return;
    this.#listeners.delete(listener);
    listener.response.end();
  }

  async #readNewEntries(): Promise<void> {
    const head = await logHead(this.#store);
    if (this.#head === '' || isBefore(head, this.#head)) this.#begin(head);
    while (head !== this.#head) {
      const entries = await readLogAfter(this.#store, this.#head, PAGE);
      const last = entries.at(-1);
      if (last === undefined) break;
      const touched = new Set(entries.map(({ article }) => article));
      for (const kept of this.#kept) if (touched.has(kept.entry.article)) kept.texts = new Map();
      this.#kept.push(...entries.map((entry) => ({ entry, texts: new Map<string, string | null>() })));
      this.#head = last.position;
      while (this.#kept.length > KEPT) this.#from = this.#kept.shift()?.entry.position ?? this.#from;
    }
    for (const listener of this.#listeners) void this.#serve(listener);
  }

  #begin(head: string): void {
    this.#kept = [];
    this.#from = head;
    this.#head = head;
    for (const listener of this.#listeners) if (isBefore(head, listener.position)) listener.position = head;
  }

  /** Brings a listener up to the head; one at a time, so that events keep their order. */
  async #serve(listener: Listener): Promise<void> {
    if (listener.busy || this.#head === '') return;
    listener.busy = true;
    try {
      while (listener.position !== this.#head && this.#listeners.has(listener)) {
        if (listener.response.writableLength > WAITING_BYTES) return;
        if (listener.position === '') listener.position = this.#head;
        else if (isBefore(listener.position, this.#from)) await this.#serveFromStore(listener);
        else await this.#serveKept(listener);
      }
    } catch (error) {
      this.#log.warn({ reason: describeError(error) }, 'a listener of the wire waits: the store cannot be read now');
    } finally {
      listener.busy = false;
    }
  }

  async #serveFromStore(listener: Listener): Promise<void> {
    const { filter, seeing, response } = listener;
    const page = await this.#articles.after(listener.position, PAGE, filter, seeing);
    for (const { position, article } of page.entries) response.write(eventOf(position, article));
    listener.position = page.position === listener.position ? this.#from : page.position;
  }

  async #serveKept(listener: Listener): Promise<void> {
    const { filter, seeing } = listener;
    const start = this.#kept.findIndex(({ entry }) => isBefore(listener.position, entry.position));
    const ahead = start === -1 ? [] : this.#kept.slice(start, start + PAGE);
    const wanted = ahead.filter(({ entry }) => isFollowed(entry, filter, seeing));
    await this.#make(
      wanted.filter(({ texts }) => !texts.has(viewOf(seeing))),
      seeing,
    );
    const texts = wanted.map((kept) => kept.texts.get(viewOf(seeing)));
    if (texts.some((text) => text === undefined)) return;
    const out = texts.filter((text) => text !== null).join('');
    if (out !== '') listener.response.write(out);
    listener.position = ahead.at(-1)?.entry.position ?? this.#head;
  }

  async #make(missing: readonly Kept[], seeing: Seeing): Promise<void> {
    if (missing.length === 0) return;
    // What comes of an article meanwhile puts other texts in the place of these.
    const texts = missing.map((kept) => kept.texts);
    const articles = await this.#articles.entries(
      missing.map(({ entry }) => entry),
      seeing,
    );
    for (const [at, { entry }] of missing.entries()) {
      const article = articles[at] ?? null;
      texts[at]?.set(viewOf(seeing), article === null ? null : eventOf(entry.position, article));
    }
  }
}

const viewOf = ({ seesHeld, part }: Seeing): string => `${seesHeld} ${part?.name ?? ''}`;

function eventOf(position: string, article: Article): string {
  const timestamp = new Date(instantOf(position)).toISOString();
  return `id: ${position}\ndata: ${JSON.stringify({ position, ...envelopeOf(article.change, article, { timestamp }) })}\n\n`;
}

const instantOf = (position: string): number => Number(position.split('-')[0]);

/** Whether a position of the log comes before another. */
function isBefore(one: string, other: string): boolean {
  const [oneMs = 0, oneAt = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherAt = 0] = other.split('-').map(Number);
  return oneMs < otherMs || (oneMs === otherMs && oneAt < otherAt);
}
