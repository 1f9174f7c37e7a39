import { randomBytes } from 'node:crypto';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The key that sessions are signed with: one for all processes, made when it is first asked for. */
export async function readSessionKey(store: Store): Promise<Buffer> {
  await store.redis.setnx(keys.sessionKey, randomBytes(32).toString('hex'));
  return Buffer.from((await store.redis.get(keys.sessionKey)) ?? '', 'hex');
}
