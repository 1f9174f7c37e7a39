import type { AlarmKey } from './alarm-keys.ts';
import { clearAlarm } from './alarms.ts';
import { keys } from './keys.ts';
import { wakeLanes } from './lanes.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/**
 * Why a destination is paused: it answered that it wants nothing any more, it denied everything, it took nothing for
 * days, or an operator said so.
 */
export type PauseCause = 'gone' | 'denied' | 'silent' | 'operator';

/** What a destination knows of itself. */
export interface DestinationState {
  readonly cursor: string | null;
  /** When it began to read the log, in epoch milliseconds; 0 where that was not kept. */
  readonly begunAt: number;
  readonly paused: string | null;
  readonly pausedBy: PauseCause | null;
  readonly failingSince: number | null;
  readonly lastSuccessAt: number | null;
}

/** A destination as it stands. */
export async function readDestination(store: Store, id: string): Promise<DestinationState> {
  return (await readServed(store, id)).state;
}

/** A destination as who serves it sees it: with how far it read beyond its cursor, and what of that is settled. */
export async function readServed(store: Store, id: string): Promise<{ state: DestinationState; window: string }> {
  const [cursor, window, begunAt, paused, pausedBy, failingSince, lastSuccessAt] = await store.redis.hmget(
    keys.destination(id),
    'cursor',
    'window',
    'begunAt',
    'paused',
    'pausedBy',
    'failingSince',
    'lastSuccessAt',
  );
  const state = {
    cursor: cursor ?? null,
    begunAt: Number(begunAt ?? 0),
    paused: paused ? paused : null,
    pausedBy: pausedBy ? (pausedBy as PauseCause) : null,
    failingSince: failingSince ? Number(failingSince) : null,
    lastSuccessAt: lastSuccessAt ? Number(lastSuccessAt) : null,
  };
  return { state, window: window ?? '' };
}

const FILTERED = 'filtered:';

/** How many entries were not for a destination, by the key of its filter that said so. */
export async function readFiltered(store: Store, id: string): Promise<Record<string, number>> {
  const fields = Object.entries(await store.redis.hgetall(keys.destination(id)));
  return Object.fromEntries(
    fields
      .filter(([field]) => field.startsWith(FILTERED))
      .map(([field, count]) => [field.slice(FILTERED.length), Number(count)]),
  );
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
export async function beginAt(store: Store, id: string, position: string, now: number): Promise<void> {
  await store.redis
    .multi()
    .hsetnx(keys.destination(id), 'begunAt', String(now))
    .hsetnx(keys.destination(id), 'cursor', position)
    .exec();
}

/**
 * Takes or keeps the destination's lease. Who takes it from another finds what that one had under way due at once;
 * `attemptMs` is how long an attempt may take. Returns the fencing token, or null when another publisher holds it.
 */
export async function takeLease(
  store: Store,
  id: string,
  token: string,
  { leaseMs, attemptMs }: { leaseMs: number; attemptMs: number },
): Promise<number | null> {
  const scriptKeys = [keys.lease(id), keys.destination(id), keys.due(id), keys.dueStops(id)];
  const fence = Number(
    await runScript(store.redis, 'take-lease', scriptKeys, [token, leaseMs, keys.lane(id, ''), attemptMs]),
  );
  return fence === 0 ? null : fence;
}

/** Whether a publisher holds the destination's lease. */
export async function isLeased(store: Store, id: string): Promise<boolean> {
  return (await store.redis.exists(keys.lease(id))) === 1;
}

/** Lets the lease go, if it is ours. */
export async function dropLease(store: Store, id: string, token: string): Promise<void> {
  if ((await store.redis.get(keys.lease(id))) === token) await store.redis.pexpire(keys.lease(id), 1);
}

const WOKEN = 10_000;

/** Sends a destination nothing but stops from now on (epoch milliseconds); what it misses waits for it. */
export async function pauseDestination(store: Store, id: string, now: number): Promise<void> {
  await updateDestination(store, id, { paused: String(now), pausedBy: 'operator' });
}

/** The key of the alarm that a destination is paused. */
export const pauseAlarm = (id: string): AlarmKey => `destination.${id}.paused`;

/** An operator says that a receiver is there again: it counts as well, and what waits for it is due now. */
export async function resumeDestination(store: Store, id: string, now: number): Promise<void> {
  await updateDestination(store, id, { paused: '', pausedBy: '', failingSince: '' });
  await clearAlarm(store, pauseAlarm(id));
  await wakeLanes(store, id, { now, limit: WOKEN, everyMs: 0 });
}
