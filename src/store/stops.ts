import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** So many stops are looked through for those of one article. */
const MOST_SEARCHED = 10_000;

/** How one destination stands with a stop. Times are epoch milliseconds. */
export interface StopRow {
  readonly destination: string;
  /** When the stop was committed: it is owed since then. */
  readonly since: number;
  readonly attempts: number;
  readonly lastAt: number | null;
  /** What the last attempt was answered. */
  readonly answer: string | null;
  readonly confirmedAt: number | null;
  /** Who took it upon them that the destination does not confirm, and why. */
  readonly signedOff: { readonly by: string; readonly why: string; readonly at: number } | null;
  /** A later stop of the same article took its place. */
  readonly superseded: boolean;
}

/** A stop, and how it stands with everyone who may have the story. */
export interface Stop {
  /** The id of its revision: what `webhook-id` is. */
  readonly id: string;
  readonly article: string;
  readonly uri: string;
  /** `withdrawal`, or `withheld` for what may come again. */
  readonly change: string;
  readonly at: number;
  readonly destinations: readonly StopRow[];
}

/** True while somebody must still confirm it or sign it off. */
export function isOwed({ confirmedAt, signedOff, superseded }: StopRow): boolean {
  return confirmedAt === null && signedOff === null && !superseded;
}

/** One stop by its revision's id, or null. */
export async function readStop(store: Store, id: string): Promise<Stop | null> {
  const fields = await store.redis.hgetall(keys.stop(id));
  if (fields.article === undefined) return null;
  const destinations = Object.entries(fields)
    .filter(([field]) => field.startsWith('to:'))
    .map(([field, row]) => rowOf(field.slice(3), JSON.parse(row) as Partial<StopRow>))
    .sort((one, other) => (one.destination < other.destination ? -1 : 1));
  const { article, uri = '', change = '', at } = fields;
  return { id, article, uri, change, at: Number(at), destinations };
}

function rowOf(destination: string, row: Partial<StopRow>): StopRow {
  return {
    destination,
    since: row.since ?? 0,
    attempts: row.attempts ?? 0,
    lastAt: row.lastAt ?? null,
    answer: row.answer ?? null,
    confirmedAt: row.confirmedAt ?? null,
    signedOff: row.signedOff ?? null,
    superseded: row.superseded ?? false,
  };
}

/** The newest stops, at most so many. */
export async function listStops(store: Store, limit: number): Promise<Stop[]> {
  const ids = await store.redis.zrange(keys.stops, '0', String(limit - 1), 'REV');
  const found = await Promise.all(ids.map((id) => readStop(store, id)));
  return found.filter((stop) => stop !== null);
}

/** The stops of one article, by the article's id or uri or the stop's own id, the newest first. */
export async function findStops(store: Store, word: string, limit: number): Promise<Stop[]> {
  const one = await readStop(store, word);
  if (one !== null) return [one];
  const ids = await store.redis.zrange(keys.stops, '0', String(MOST_SEARCHED - 1), 'REV');
  const pipeline = store.redis.pipeline();
  for (const id of ids) pipeline.hmget(keys.stop(id), 'article', 'uri');
  const named = (await pipeline.exec()) ?? [];
  const fitting = ids.filter((_, at) => (named[at]?.[1] as (string | null)[] | undefined)?.includes(word));
  const found = await Promise.all(fitting.slice(0, limit).map((id) => readStop(store, id)));
  return found.filter((stop) => stop !== null);
}

/** A stop that a destination has not confirmed. */
export interface OwedStop {
  readonly destination: string;
  readonly id: string;
  readonly since: number;
}

/** What is owed since before an instant (epoch milliseconds), the oldest first. */
export async function owedStops(store: Store, before: number): Promise<OwedStop[]> {
  const found = await store.redis.zrangebyscore(keys.owedStops, '-inf', before, 'WITHSCORES');
  return found.flatMap((member, at) => {
    if (at % 2 === 1) return [];
    const [destination = '', id = ''] = member.split('|');
    return [{ destination, id, since: Number(found[at + 1]) }];
  });
}

/** The stops that somebody has not confirmed at `now` (epoch milliseconds), the newest first, at most so many. */
export async function listOwedStops(store: Store, now: number, limit: number): Promise<Stop[]> {
  const ids = [...new Set((await owedStops(store, now)).map(({ id }) => id))].reverse().slice(0, limit);
  const found = await Promise.all(ids.map((id) => readStop(store, id)));
  return found.filter((stop) => stop !== null);
}

/** How many stops anybody has not confirmed. @param now epoch milliseconds */
export async function countOwedStops(store: Store, now: number): Promise<number> {
  return new Set((await owedStops(store, now)).map(({ id }) => id)).size;
}

/** Stops that are due at a destination at `now`, and when the next one is (epoch milliseconds, or null). */
export async function dueStops(
  store: Store,
  destination: string,
  now: number,
  limit: number,
): Promise<{ articles: string[]; nextAt: number | null }> {
  const found = await store.redis.zrange(keys.dueStops(destination), '0', String(limit), 'WITHSCORES');
  const scored = found.flatMap((article, at) => (at % 2 === 1 ? [] : [{ article, at: Number(found[at + 1]) }]));
  return {
    articles: scored.filter(({ at }) => at <= now).map(({ article }) => article),
    nextAt: scored.find(({ at }) => at > now)?.at ?? null,
  };
}

/** What became of a stop that somebody signed off: `confirmed` where the destination had confirmed it before. */
export type SignedOff = 'signed-off' | 'confirmed' | 'unknown';

/** A named person takes it upon them that a destination does not confirm a stop: it is not sent there any more. */
export async function signOffStop(
  store: Store,
  { id, article }: Pick<Stop, 'id' | 'article'>,
  { destination, by, reason }: { destination: string; by: string; reason: string },
): Promise<SignedOff> {
  return (await runScript(
    store.redis,
    'sign-off',
    [keys.stop(id), keys.lane(destination, article), keys.due(destination), keys.dueStops(destination), keys.owedStops],
    [destination, article, id, by, reason, store.keepSeconds],
  )) as SignedOff;
}

/** Takes stops out of the list that were kept long enough; those that are owed have not gone. */
export async function trimStops(store: Store, before: number): Promise<void> {
  const old = await store.redis.zrangebyscore(keys.stops, '-inf', before, 'LIMIT', 0, 1_000);
  const kept = await Promise.all(old.map((id) => store.redis.exists(keys.stop(id))));
  const gone = old.filter((_, at) => kept[at] === 0);
  if (gone.length > 0) await store.redis.zrem(keys.stops, ...gone);
}
