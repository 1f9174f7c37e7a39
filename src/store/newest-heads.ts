import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';
import { ENTRY_SCHEMA } from './wire-log.ts';

/** An article's current revision, and what is recorded beside it as JSON texts. */
export interface Head {
  readonly article: string;
  readonly revisionId: string | null;
  readonly duplicates: readonly string[];
}

/** Which articles are sought, and how far the log is looked through for them. */
interface Sought {
  readonly before: string | null;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly most: number;
  readonly page: number;
}

/** The articles that the wire log names before a position, the newest first, each once. */
export async function newestHeads(
  store: Store,
  { before, limit, since, most, page }: Sought,
): Promise<{ heads: readonly Head[]; next: string | null }> {
  // Redis refuses an interval that ends before the first position there can be.
  if (before !== null && /^0+-0+$/.test(before)) return { heads: [], next: null };
  const from = before === null ? '+' : `(${before}`;
  const [next, ...found] = (await runScript(
    store.redis,
    'newest-heads',
    [keys.log],
    [from, limit, since, ENTRY_SCHEMA, keys.article(''), most, page],
  )) as [string, ...[string, string, string[]][]];
  const heads = found.map(([article, revisionId, duplicates]) => ({
    article,
    revisionId: revisionId || null,
    duplicates,
  }));
  return { heads, next: next === '' ? null : next };
}

/** The current revisions of these articles, in their order. */
export async function readHeadsOf(store: Store, ids: readonly string[]): Promise<readonly Head[]> {
  if (ids.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const id of ids) pipeline.hget(keys.article(id), 'headRevisionId').lrange(keys.duplicates(id), 0, -1);
  const answers = ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });
  return ids.map((article, at) => ({
    article,
    revisionId: answers[2 * at] as string | null,
    duplicates: answers[2 * at + 1] as string[],
  }));
}
