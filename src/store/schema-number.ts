import { keys, TAG } from './keys.ts';
import type { Store } from './store.ts';

/**
 * The shape of what is kept in Redis. It grows only when an older version could not work beside it; additions that an
 * older version may overlook have the numbers of their entries.
 */
export const STORE_SCHEMA = 1;

const LOOKED_AT = 500;
const NAMED = 5;

/** Redis holds data of a later version; the message says what to do. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
}

/**
 * Sees that this version may work on what Redis holds.
 * @throws StoreTooNew before anything was changed
 */
export async function guardSchema(store: Store): Promise<void> {
  await store.redis.hsetnx(keys.epoch, 'schema', String(STORE_SCHEMA));
  const found = Number((await store.redis.hget(keys.epoch, 'schema')) ?? STORE_SCHEMA);
  if (found > STORE_SCHEMA)
    throw new StoreTooNew(
      `redis holds data of schema ${found}, written by a later copytaster; this one knows schema ${STORE_SCHEMA}: start that version, or restore the backup from before the upgrade`,
    );
}

/** Some keys of this database, among the first looked at, that are not copytaster's. `prefixes`: ours beside the tag. */
export async function foreignKeys(store: Store, prefixes: readonly string[]): Promise<string[]> {
  const [, found] = await store.redis.scan('0', 'COUNT', LOOKED_AT);
  return found.filter((key) => ![TAG, ...prefixes].some((prefix) => key.startsWith(prefix))).slice(0, NAMED);
}
