import type { Article } from '../article/article.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { readRevisions } from './articles.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The gates of articles, by id: those of their current revisions. An article that does not stand has none. */
export async function readGates(store: Store, ids: Iterable<string>, now: number): Promise<ReadonlyMap<string, Gate>> {
  const asked = [...new Set(ids)];
  const heads = await readHeads(store, asked);
  return new Map(heads.flatMap((head) => (head === null ? [] : [[head.id, gateOf(head, now)] as const])));
}

/** The current revisions of these articles, in any order; null for one whose revision is gone or damaged. */
export async function readHeads(store: Store, ids: readonly string[]): Promise<(Article | null)[]> {
  if (ids.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const id of ids) pipeline.hget(keys.article(id), 'headRevisionId');
  const answers = (await pipeline.exec()) ?? [];
  const revisions = answers.map(([error, id]) => {
    if (error) throw error;
    return id as string | null;
  });
  return readRevisions(
    store,
    revisions.filter((id) => id !== null),
  );
}

/** Why nothing of an article may be read now, in words for an operator; null where it may. */
export function describeGate(gate: Gate): string | null {
  if (gate.state === 'open') return null;
  if (gate.state === 'withheld') return 'it is withheld';
  if (gate.state === 'withdrawn') return 'it is withdrawn';
  return gate.until === null
    ? 'it is under an embargo that names no instant'
    : `it is under an embargo until ${new Date(gate.until).toISOString()}`;
}
