import { randomUUID } from 'node:crypto';
import type { AttemptResult } from '../destinations/contract/destination.ts';
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
}

/** What a destination knows of itself. */
export interface DestinationState {
  readonly cursor: string | null;
  readonly paused: string | null;
  readonly failingSince: number | null;
  readonly lastSuccessAt: number | null;
}

/** A destination as it stands. */
export async function readDestination(store: Store, id: string): Promise<DestinationState> {
  const [cursor, paused, failingSince, lastSuccessAt] = await store.redis.hmget(
    keys.destination(id),
    'cursor',
    'paused',
    'failingSince',
    'lastSuccessAt',
  );
  return {
    cursor: cursor ?? null,
    paused: paused ? paused : null,
    failingSince: failingSince ? Number(failingSince) : null,
    lastSuccessAt: lastSuccessAt ? Number(lastSuccessAt) : null,
  };
}

/** Keeps facts of a destination. */
export async function updateDestination(
  store: Store,
  id: string,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  await runScript(store.redis, 'keep-destination', [keys.destination(id)], Object.entries(facts).flat());
}

/** Where a new destination begins to read. Kept once; later calls change nothing. */
export async function beginAt(store: Store, id: string, position: string): Promise<void> {
  await store.redis.hsetnx(keys.destination(id), 'cursor', position);
}

/** Takes or keeps the destination's lease. Returns the fencing token, or null when another publisher holds it. */
export async function takeLease(store: Store, id: string, token: string, leaseMs: number): Promise<number | null> {
  const fence = Number(
    await runScript(store.redis, 'take-lease', [keys.lease(id), keys.destination(id)], [token, leaseMs]),
  );
  return fence === 0 ? null : fence;
}

/** Lets the lease go, if it is ours. */
export async function dropLease(store: Store, id: string, token: string): Promise<void> {
  if ((await store.redis.get(keys.lease(id))) === token) await store.redis.pexpire(keys.lease(id), 1);
}

/** Positions of log entries that this version cannot read: kept aside for one that can, or let go by it. */
export interface Unread {
  readonly keep: readonly string[];
  readonly read: readonly string[];
}

/** Positions that were kept aside for a version that can read them, oldest first. */
export async function unreadPositions(store: Store, id: string, limit: number): Promise<string[]> {
  return await store.redis.zrange(keys.unread(id), '0', String(limit - 1));
}

/** Moves entries from the log to the lanes and the cursor with them. False when lease or cursor are not ours any more. */
export async function enterLanes(
  store: Store,
  id: string,
  {
    token,
    cursor,
    next,
    entries,
    unread = { keep: [], read: [] },
  }: { token: string; cursor: string; next: string; entries: readonly LaneEntry[]; unread?: Unread },
): Promise<boolean> {
  const scriptKeys = [keys.destination(id), keys.lease(id), keys.due(id), keys.got(id)];
  for (const entry of entries) scriptKeys.push(keys.lane(id, entry.article), keys.revision(entry.revisionId));
  scriptKeys.push(keys.unread(id));
  const reply = (await runScript(store.redis, 'enter-lanes', scriptKeys, [
    token,
    cursor,
    next,
    id,
    keys.revision(''),
    JSON.stringify(entries),
    JSON.stringify(unread),
  ])) as string[];
  return reply[0] === 'entered';
}

/** Articles whose lane is due at `now`, the most urgent first. */
export function dueLanes(store: Store, id: string, now: number, limit: number): Promise<string[]> {
  return store.redis.zrangebyscore(keys.due(id), '-inf', now, 'LIMIT', 0, limit);
}

/** When the next lane is due (epoch milliseconds), or null. */
export async function nextDue(store: Store, id: string): Promise<number | null> {
  const [, score] = await store.redis.zrange(keys.due(id), '0', '0', 'WITHSCORES');
  return score === undefined ? null : Number(score);
}

/** A lane's head, taken for one attempt. */
export interface Claimed {
  readonly attempt: string;
  readonly entry: LaneEntry;
  readonly failures: number;
  readonly refusals: number;
  /** The revision as it is stored, or null when it is not kept any more. */
  readonly body: Buffer | null;
}

/**
 * Takes the heads of lanes for one attempt each, in one look. Null for a lane with nothing to send now, and for every
 * one when the lease is lost.
 */
export async function claimHeads(
  store: Store,
  id: string,
  { token, articles, attemptMs }: { token: string; articles: readonly string[]; attemptMs: number },
): Promise<(Claimed | null)[]> {
  if (articles.length === 0) return [];
  const attempts = articles.map(() => randomUUID());
  const reply = await runScriptForBytes(
    store.redis,
    'claim',
    [keys.lease(id), keys.due(id), keys.got(id), ...articles.map((article) => keys.lane(id, article))],
    [token, attemptMs, keys.revision(''), ...articles.flatMap((article, at) => [attempts[at] as string, article])],
  );
  const heads = reply as [Buffer, number, number, Buffer | null][] | null;
  return attempts.map((attempt, at) => {
    const [entry, failures = 0, refusals = 0, body = null] = heads?.[at] ?? [];
    if (entry === undefined) return null;
    return { attempt, entry: JSON.parse(entry.toString()) as LaneEntry, failures, refusals, body };
  });
}

/** How an attempt ended, and when the lane is due again if it must be (in milliseconds from now). */
export interface Settlement {
  readonly claimed: Pick<Claimed, 'attempt' | 'entry'>;
  readonly result: AttemptResult | { readonly outcome: 'put-back'; readonly reason: string };
  readonly retryInMs: number;
}

/** What became of a lane: `late` when the attempt was not the lane's any more. */
export type Settled = 'settled' | 'late' | 'dead-lettered';

/** Records how attempts ended and makes each lane's next head due. */
export async function settleAll(store: Store, id: string, settlements: readonly Settlement[]): Promise<Settled[]> {
  return (await runScript(
    store.redis,
    'settle',
    [
      keys.due(id),
      keys.deadLetters,
      ...settlements.flatMap(({ claimed: { entry } }) => [
        keys.lane(id, entry.article),
        keys.revision(entry.revisionId),
        keys.deadLetter(letterOf(id, entry)),
      ]),
    ],
    [id, REFUSALS_ALLOWED, keys.revision(''), ...settlements.flatMap((settlement) => settlementWords(id, settlement))],
  )) as Settled[];
}

const letterOf = (id: string, { revisionId }: LaneEntry): string => `${id}.${revisionId}`;

function settlementWords(id: string, { claimed: { attempt, entry }, result, retryInMs }: Settlement): string[] {
  const { article, revisionId } = entry;
  const reason = result.outcome === 'delivered' ? result.detail : result.reason;
  const letter = { kind: 'delivery', destination: id, article, revisionId, reason, at: String(Date.now()) };
  const outcome = result.outcome === 'gone' ? 'failed' : result.outcome;
  return [
    attempt,
    article,
    revisionId,
    outcome,
    reason,
    String(Math.round(retryInMs)),
    outcome === 'refused' ? JSON.stringify(Object.entries(letter).flat()) : '',
  ];
}

/** Makes waiting lanes due again, spread over time: at most `limit`, `everyMs` apart. */
export async function wakeLanes(
  store: Store,
  id: string,
  { now, limit, everyMs }: { now: number; limit: number; everyMs: number },
): Promise<number> {
  const waiting = await store.redis.zrangebyscore(keys.due(id), now + 1, '+inf', 'LIMIT', 0, limit);
  if (waiting.length === 0) return 0;
  const pipeline = store.redis.pipeline();
  for (const [place, article] of waiting.entries()) pipeline.zadd(keys.due(id), 'XX', now + place * everyMs, article);
  await pipeline.exec();
  return waiting.length;
}

const WOKEN = 10_000;

/** An operator says that a receiver is there again: it counts as well, and what waits for it is due now. */
export async function resumeDestination(store: Store, id: string, now: number): Promise<void> {
  await updateDestination(store, id, { paused: '', failingSince: '' });
  await wakeLanes(store, id, { now, limit: WOKEN, everyMs: 0 });
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
export function countLanes(store: Store, id: string): Promise<number> {
  return store.redis.zcard(keys.due(id));
}
