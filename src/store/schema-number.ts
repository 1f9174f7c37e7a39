import { askServer } from '../redis/ask-server.ts';
import { TAG } from '../redis/hash-tags.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/**
 * The shape of what is kept in Redis. It grows only when an older version could not work beside it; additions that an
 * older version may overlook have the numbers of their entries.
 */
export const STORE_SCHEMA = 1;

const LOOKED_AT = 500;
const NAMED = 5;

/** Redis holds data that this version may not work on; the message says what to do. */
export class StoreUnfit extends Error {
  override readonly name = 'StoreUnfit';
}

/**
 * Sees that this version may work on what Redis holds.
 * @throws StoreUnfit before anything was changed
 */
export async function guardSchema(store: Store): Promise<void> {
  const found = await readSchema(store);
  if (found === String(STORE_SCHEMA)) return;
  const knows = `this one knows schema ${STORE_SCHEMA}`;
  if (Number(found) > STORE_SCHEMA)
    throw new StoreUnfit(
      `redis holds data of schema ${found}, written by a later copytaster; ${knows}: start that version, or restore the backup from before the upgrade`,
    );
  throw new StoreUnfit(
    `redis holds data of schema "${found}", which no copytaster with a way from there to here has written; ${knows}: start the version that wrote it, or name another Redis in REDIS_URL`,
  );
}

async function readSchema(store: Store): Promise<string> {
  try {
    await store.redis.hsetnx(keys.epoch, 'schema', String(STORE_SCHEMA));
    return (await store.redis.hget(keys.epoch, 'schema')) ?? String(STORE_SCHEMA);
  } catch (error) {
    if (!/^WRONGTYPE/.test((error as Error).message)) throw error;
    throw new StoreUnfit(
      `redis holds a key ${keys.epoch} that copytaster did not write: name a Redis of its own in REDIS_URL`,
      { cause: error },
    );
  }
}

/**
 * Sees that this Redis is that of these groups: schedules, receipts and lanes of others would be taken for leavings.
 * @throws StoreUnfit before any work begins
 */
export async function guardGroups(store: Store, groups: readonly string[]): Promise<void> {
  const wanted = groups.join(',');
  await store.redis.hsetnx(keys.epoch, 'groups', wanted);
  const found = await store.redis.hget(keys.epoch, 'groups');
  if (found === wanted) return;
  const said = (list: string | null): string => (list ? `the groups ${list}` : 'all groups');
  throw new StoreUnfit(
    `redis serves ${said(found)}, and this process ${said(wanted)}: name a Redis of its own in REDIS_URL, or start all with the same --groups; where it is to serve others from now on, stop all and HDEL ${keys.epoch} groups`,
  );
}

/** Some keys of this database, among the first looked at, that are not copytaster's. `prefixes`: ours beside the tag. */
export async function foreignKeys(store: Store, prefixes: readonly string[]): Promise<string[]> {
  const [, found] = (await askServer(store.redis, 'SCAN', '0', 'COUNT', String(LOOKED_AT))) as [string, string[]];
  return found.filter((key) => ![TAG, ...prefixes].some((prefix) => key.startsWith(prefix))).slice(0, NAMED);
}
