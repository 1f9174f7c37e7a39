import { createHash, randomUUID } from 'node:crypto';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** The epoch of the wire log: it changes whenever the Redis server that holds it is another process than before. */
export interface Epoch {
  readonly epoch: string;
  /** `first`: nothing was ever kept here; `changed`: a restart, restore or failover lies between. */
  readonly state: 'same' | 'changed' | 'first';
}

/**
 * Begins a new epoch when another server process holds our keys than before. A process is known by a script that only it
 * was taught: scripts are neither written to its files nor sent to its replicas, and asking needs no right to INFO.
 */
export async function advanceEpoch(store: Store): Promise<Epoch> {
  const [known, epoch] = await store.redis.hmget(keys.epoch, 'mark', 'epoch');
  if (known && epoch && (await isMarked(store, known))) return { epoch, state: 'same' };
  const mark = randomUUID();
  await store.redis.eval(scriptOf(mark), 1, keys.epoch);
  const [next, step] = (await runScript(store.redis, 'advance-epoch', [keys.epoch], [known ?? '', mark])) as string[];
  return { epoch: next ?? '', state: STATES[Number(step)] ?? 'changed' };
}

const STATES = ['same', 'changed', 'first'] as const;

const scriptOf = (mark: string): string => `return '${mark}'`;

async function isMarked(store: Store, mark: string): Promise<boolean> {
  const hash = createHash('sha1').update(scriptOf(mark)).digest('hex');
  try {
    await store.redis.evalsha(hash, 1, keys.epoch);
    return true;
  } catch (error) {
    if ((error as Error).message.startsWith('NOSCRIPT')) return false;
    throw error;
  }
}
