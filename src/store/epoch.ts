import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** The epoch of the wire log: it changes whenever the Redis server that holds it is another process than before. */
export interface Epoch {
  readonly epoch: string;
  /** `first`: nothing was ever kept here; `changed`: a restart, restore or failover lies between. */
  readonly state: 'same' | 'changed' | 'first';
}

/** Reads the server's run id and begins a new epoch when it is a new one. */
export async function advanceEpoch(store: Store): Promise<Epoch> {
  const information = await store.redis.info('server');
  const runId = /run_id:(\w+)/.exec(information)?.[1] ?? 'unknown';
  const [epoch, step] = (await runScript(store.redis, 'advance-epoch', [keys.epoch], [runId])) as [string, string];
  return { epoch, state: step === '0' ? 'same' : step === '1' ? 'changed' : 'first' };
}
