import { randomUUID } from 'node:crypto';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/**
 * What is remembered of Redis outside it: which store it was, the last heartbeat that it confirmed, and the last loss
 * that anybody noticed.
 */
export interface Marker {
  readonly store: string;
  /** When Redis confirmed the last heartbeat, in epoch milliseconds by its clock. It only grows. */
  readonly heartbeatAt: number;
  /** Empty where none was. */
  readonly loss: string;
}

/**
 * What became of confirmed writes. `cut`: the last of them are gone (a torn append-only file, a failover);
 * `restored`: Redis holds a state of long ago; `reset`: it holds nothing any more, or only what others began to keep in
 * it since; `other`: it is another store.
 */
export type Continuity = 'whole' | 'cut' | 'restored' | 'reset' | 'other';

/** More than a crash can take away. */
const RESTORED_AFTER_MS = 60_000;

/** What a heartbeat found of Redis, compared with a marker. */
export interface Heartbeat {
  readonly continuity: Continuity;
  /** How much time is missing, in milliseconds; null where that cannot be said. */
  readonly lostMs: number | null;
  /** Deliveries wait until an operator resumes them. */
  readonly waiting: boolean;
  readonly marker: Marker;
}

/**
 * Lets Redis confirm that it lives and compares what it remembers with the marker.
 * @param marker what was seen before; null at a first start
 * @param brought whatever Redis holds was put there by somebody: the private server's folder was brought from elsewhere
 */
export async function exchangeHeartbeat(
  store: Store,
  marker: Marker | null,
  { deliveries = '', brought = false }: { deliveries?: '' | 'resume'; brought?: boolean } = {},
): Promise<Heartbeat> {
  const reply = await sendHeartbeat(store, marker, deliveries);
  const { continuity, lostMs } = compare(marker, reply, brought);
  const waits = continuity === 'restored' && deliveries !== 'resume';
  const { waiting } = waits ? await sendHeartbeat(store, null, 'wait') : reply;
  return {
    continuity,
    lostMs,
    waiting,
    marker: { store: reply.store, heartbeatAt: reply.heartbeatAt, loss: reply.loss },
  };
}

interface HeartbeatReply extends Marker {
  readonly before: number | null;
  readonly waiting: boolean;
  /** When the store was begun, on the server's clock. */
  readonly born: number;
  /** How much the last loss took. */
  readonly lostMs: number;
}

async function sendHeartbeat(
  store: Store,
  marker: Marker | null,
  deliveries: '' | 'wait' | 'resume',
): Promise<HeartbeatReply> {
  const [id, before, now, waiting, born, loss, lostMs] = (await runScript(
    store.redis,
    'heartbeat',
    [keys.epoch],
    [randomUUID(), deliveries, marker?.store ?? '', marker?.heartbeatAt ?? 0],
  )) as string[] as [string, string, string, string, string, string, string];
  return {
    store: id,
    before: before === '' ? null : Number(before),
    heartbeatAt: Number(now),
    waiting: waiting === '1',
    born: Number(born),
    loss,
    lostMs: Number(lostMs),
  };
}

function compare(
  marker: Marker | null,
  { store, before, born, loss, lostMs }: HeartbeatReply,
  brought: boolean,
): Pick<Heartbeat, 'continuity' | 'lostMs'> {
  if (before !== null && brought) return { continuity: 'restored', lostMs: null };
  if (marker === null) return { continuity: 'whole', lostMs: null };
  if (before === null) return { continuity: 'reset', lostMs: null };
  if (store !== marker.store) return { continuity: born >= marker.heartbeatAt ? 'reset' : 'other', lostMs: null };
  if (loss === marker.loss) return { continuity: 'whole', lostMs: 0 };
  return { continuity: lostMs > RESTORED_AFTER_MS ? 'restored' : 'cut', lostMs };
}

/** Feeds whose next documents may bring again what was lost. Kept for a day. */
export async function markRecovering(store: Store, feeds: readonly string[]): Promise<void> {
  if (feeds.length === 0) return;
  await store.redis
    .multi()
    .sadd(keys.recovering, ...feeds)
    .expire(keys.recovering, 86_400)
    .exec();
}

/** Whether a feed has not been fetched, by anybody, since writes were lost. */
export async function isRecovering(store: Store, feed: string): Promise<boolean> {
  return (await store.redis.sismember(keys.recovering, feed)) === 1;
}

/** The feeds that have not been fetched since writes were lost. */
export async function recoveringFeeds(store: Store): Promise<string[]> {
  return await store.redis.smembers(keys.recovering);
}

/** The feed has been fetched since. */
export async function endRecovering(store: Store, feed: string): Promise<void> {
  await store.redis.srem(keys.recovering, feed);
}

/** Keeps when writes were lost the last time (epoch milliseconds): what was sent before is known to nobody. */
export async function markLoss(store: Store, at: number): Promise<void> {
  await store.redis.hset(keys.epoch, 'lossAt', String(at));
}

/** When writes were lost the last time, in epoch milliseconds; 0 when none were. */
export async function lastLossAt(store: Store): Promise<number> {
  return Number((await store.redis.hget(keys.epoch, 'lossAt')) ?? 0);
}
