import type { Article } from '../article/article.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** What was decided about one arrival, and why. */
export interface ArrivalRecord {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly feed: string;
  readonly itemId: string;
  readonly uri: string | null;
  readonly headline: string | null;
  /** `publish`, `revise`, `spike`, `late`, `tombstone`, `hold` or `reject`. */
  readonly action: string;
  readonly relation: string | null;
  readonly change: string | null;
  readonly articleId: string | null;
  readonly revisionId: string | null;
  readonly rule: string;
  readonly reason: string;
  readonly of: string | null;
  /** The matched article, the three strongest features, the words that changed, shares. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** When the feed had answered before it brought this, in epoch milliseconds; null where that is not known. */
  readonly answeredBefore: number | null;
}

/** Arrivals remembered under one name. */
const MOST_NAMED = 50;
const MOST_NAMES = 8;

/** Every name by which a story can be asked for: its uri, its other ids, its links. */
export function namesOf(article: Article): string[] {
  const names = [article.uri, ...article.altIds.map(({ value }) => value), ...article.links.map(({ uri }) => uri)];
  return [...new Set(names.filter((name) => name !== null && name !== ''))].slice(0, MOST_NAMES) as string[];
}

/** What was decided about an arrival, or null when it is not known any more. */
export async function readArrival(store: Store, arrival: string): Promise<ArrivalRecord | null> {
  const record = await store.redis.get(keys.arrival(arrival));
  return record === null ? null : wholeRecord(JSON.parse(record) as Partial<ArrivalRecord>);
}

/** When the feeds of these revisions had answered before they brought them; null where that is not known. */
export async function readAnsweredBefore(store: Store, revisions: readonly string[]): Promise<(number | null)[]> {
  return Promise.all(
    revisions.map(async (revision) => {
      const arrival = await store.redis.hget(keys.revision(revision), 'arrival');
      return arrival === null ? null : ((await readArrival(store, arrival))?.answeredBefore ?? null);
    }),
  );
}

/** A record without its fields that are null. */
export function shortRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/** The values of fields that a short record leaves out. */
const LEFT_OUT = {
  uri: null,
  headline: null,
  relation: null,
  change: null,
  articleId: null,
  revisionId: null,
  of: null,
  evidence: {},
  answeredBefore: null,
};

function wholeRecord(record: Partial<ArrivalRecord>): ArrivalRecord {
  return { ...LEFT_OUT, itemId: record.uri ?? '', ...record } as ArrivalRecord;
}

/**
 * The arrivals that a word leads to, oldest first: an article's id, a revision's, an arrival's, or a uri or address of
 * the story.
 */
export async function findArrivals(store: Store, word: string): Promise<string[]> {
  if ((await store.redis.exists(keys.arrival(word))) === 1) return [word];
  const ofRevision = await store.redis.hget(keys.revision(word), 'arrival');
  if (ofRevision) return [ofRevision];
  const revisions = await store.redis.zrange(keys.revisions(word), '0', '-1');
  const arrivals = await Promise.all(revisions.map((id) => store.redis.hget(keys.revision(id), 'arrival')));
  if (arrivals.length > 0) return arrivals.filter((arrival) => arrival !== null);
  return store.redis.zrange(keys.named(word), '0', String(MOST_NAMED - 1));
}
