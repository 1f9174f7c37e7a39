import { randomUUID } from 'node:crypto';
import type { AttemptResult } from '../article/attempt.ts';
import { keys } from './keys.ts';
import { runScript, runScriptForBytes } from './scripts.ts';
import type { Store } from './store.ts';
import type { EntryKind } from './wire-log.ts';

/** Answers of the kind "never" after which a revision is dead-lettered. */
const REFUSALS_ALLOWED = 3;

/** An entry of the wire log on its way into a destination's lane. */
export interface LaneEntry {
  readonly position: string;
  readonly article: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly kind: EntryKind;
  /** Rank of the routing priority: higher goes first. */
  readonly priority: number;
  /** Waits for its release at this destination. */
  readonly held: boolean;
  /** A withdrawal or withheld notice: it overtakes and empties the lane. */
  readonly stop: boolean;
  readonly recovered: boolean;
  /** What the destination's filter says, and why where it says no. */
  readonly passes: boolean;
  readonly why: string;
  /** The key of the filter that says no. */
  readonly filteredBy?: string;
  /** Sent again: skipped where the lane has the same revision or a later one. */
  readonly again?: true;
  /** Part of a replay: marked so, and behind all other copy. */
  readonly replay?: true;
  /** The step of a trace that committed it. */
  readonly trace?: string;
  /** What is known of an entry that shuts its article: a stop, or an embargo. */
  readonly shut?: ShutFacts;
}

/** What enters a lane with an entry that shuts its article. */
export interface ShutFacts {
  readonly uri: string;
  readonly change: 'withdrawal' | 'withheld';
  /** The destination may have the article though nothing here says so. */
  readonly doubt: boolean;
  /** The embargo has passed already: its release is on the way, nothing has to be stopped. */
  readonly lapsed: boolean;
  /** What a stop sends, as it is stored. */
  readonly document: Buffer;
}

/** Articles whose lane is due at `now`, the most urgent first. */
export function dueLanes(store: Store, id: string, now: number, limit: number): Promise<string[]> {
  return store.redis.zrangebyscore(keys.due(id), '-inf', now, 'LIMIT', 0, limit);
}

/** How many lanes are due or wait for their next attempt at a destination, stops apart. */
export function countDue(store: Store, id: string): Promise<number> {
  return store.redis.zcard(keys.due(id));
}

/** A lane's head, taken for one attempt. */
export interface Claimed {
  readonly attempt: string;
  readonly entry: LaneEntry;
  readonly failures: number;
  readonly refusals: number;
  /** The destination has a revision of the article. */
  readonly has: boolean;
  /** What a stop sends, as it is stored; null for what is no stop, and where it is not kept any more. */
  readonly body: Buffer | null;
}

/**
 * Takes the heads of lanes for one attempt each, in one look: those that are stops, or the others. Null for a lane with
 * nothing to send now, and for every one when the lease is lost.
 */
export async function claimHeads(
  store: Store,
  id: string,
  {
    token,
    articles,
    attemptMs,
    which,
  }: { token: string; articles: readonly string[]; attemptMs: number; which: 'stops' | 'others' },
): Promise<(Claimed | null)[]> {
  if (articles.length === 0) return [];
  const attempts = articles.map(() => randomUUID());
  const reply = await runScriptForBytes(
    store.redis,
    'claim',
    [
      keys.lease(id),
      keys.due(id),
      keys.got(id),
      keys.dueStops(id),
      ...articles.map((article) => keys.lane(id, article)),
    ],
    [
      token,
      attemptMs,
      keys.revision(''),
      keys.stop(''),
      which,
      ...articles.flatMap((article, at) => [attempts[at] as string, article]),
    ],
  );
  const heads = reply as [Buffer, number, number, number, Buffer | null][] | null;
  return attempts.map((attempt, at) => {
    const [entry, failures = 0, refusals = 0, has = 0, body = null] = heads?.[at] ?? [];
    if (entry === undefined) return null;
    return { attempt, entry: JSON.parse(entry.toString()) as LaneEntry, failures, refusals, has: has === 1, body };
  });
}

/** How an attempt ended, and when the lane is due again if it must be (in milliseconds from now). */
export interface Settlement {
  readonly claimed: Pick<Claimed, 'attempt' | 'entry'>;
  readonly result: AttemptResult;
  readonly retryInMs: number;
}

/** What became of a lane: `late` when the attempt was not the lane's any more. */
export type Settled = 'settled' | 'late' | 'dead-lettered';

/**
 * Records how attempts ended and makes each lane's next head due. `provenAt`: when the destination last took something
 * (epoch milliseconds); what it denied before then may be denied to every story.
 */
export async function settleAll(
  store: Store,
  id: string,
  settlements: readonly Settlement[],
  provenAt = 0,
): Promise<Settled[]> {
  return (await runScript(
    store.redis,
    'settle',
    [
      keys.due(id),
      keys.deadLetters,
      keys.got(id),
      keys.dueStops(id),
      keys.owedStops,
      ...settlements.flatMap(({ claimed: { entry } }) => [
        keys.lane(id, entry.article),
        keys.revision(entry.revisionId),
        keys.deadLetter(letterOf(id, entry)),
        keys.stop(entry.revisionId),
      ]),
    ],
    [
      id,
      REFUSALS_ALLOWED,
      keys.revision(''),
      store.keepSeconds,
      provenAt,
      ...settlements.flatMap((settlement) => settlementWords(id, settlement)),
    ],
  )) as Settled[];
}

/** What an outcome is to a lane. */
const OUTCOMES = {
  delivered: 'delivered',
  failed: 'failed',
  gone: 'failed',
  paced: 'put-back',
  'put-back': 'put-back',
  refused: 'refused',
  denied: 'denied',
} as const;

const letterOf = (id: string, { revisionId }: LaneEntry): string => `${id}.${revisionId}`;

function settlementWords(id: string, { claimed: { attempt, entry }, result, retryInMs }: Settlement): string[] {
  const { article, revisionId } = entry;
  const reason = result.outcome === 'delivered' ? result.detail : result.reason;
  const letter = { kind: 'delivery', destination: id, article, revisionId, reason };
  const outcome = result.outcome === 'put-back' && result.ambiguous ? 'interrupted' : OUTCOMES[result.outcome];
  return [
    attempt,
    article,
    revisionId,
    outcome,
    reason,
    String(Math.round(retryInMs)),
    outcome === 'refused' || outcome === 'denied' ? JSON.stringify(Object.entries(letter).flat()) : '',
  ];
}

/** Makes waiting lanes due again, spread over time: at most `limit`, `everyMs` apart; stops at once. */
export async function wakeLanes(
  store: Store,
  id: string,
  { now, limit, everyMs }: { now: number; limit: number; everyMs: number },
): Promise<number> {
  const [waiting, stops] = await Promise.all([
    store.redis.zrangebyscore(keys.due(id), now + 1, '+inf', 'LIMIT', 0, limit),
    store.redis.zrangebyscore(keys.dueStops(id), now + 1, '+inf', 'LIMIT', 0, limit),
  ]);
  if (waiting.length + stops.length === 0) return 0;
  const pipeline = store.redis.pipeline();
  for (const article of stops) pipeline.zadd(keys.dueStops(id), 'XX', now, article);
  for (const [place, article] of waiting.entries()) pipeline.zadd(keys.due(id), 'XX', now + place * everyMs, article);
  await pipeline.exec();
  return waiting.length;
}

/** Lanes looked at for the oldest entry. */
const LOOKED_AT = 1_000;

/** When the oldest entry that waits at a destination was committed (epoch milliseconds), among its first 1,000 lanes. */
export async function oldestPending(store: Store, id: string): Promise<number | null> {
  const articles = await store.redis.zrange(keys.due(id), '0', String(LOOKED_AT - 1));
  if (articles.length === 0) return null;
  const lanes = await store.redis.mget(...articles.map((article) => keys.lane(id, article)));
  const instants = lanes.flatMap((lane) => {
    const [head] = lane === null ? [] : (JSON.parse(lane) as { entries: LaneEntry[] }).entries;
    const at = Number.parseInt(head?.position ?? '', 10);
    return Number.isNaN(at) ? [] : [at];
  });
  return instants.length === 0 ? null : Math.min(...instants);
}

/** How many lanes wait at a destination. */
export async function countLanes(store: Store, id: string): Promise<number> {
  const [others, stops] = await Promise.all([store.redis.zcard(keys.due(id)), store.redis.zcard(keys.dueStops(id))]);
  return others + stops;
}
