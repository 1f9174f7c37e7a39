import { gateOf } from '../article/embargo.ts';
import { readRevisions } from './articles.ts';
import type { ArrivalRecord } from './decisions.ts';
import { describeGate, readGates } from './gates.ts';
import type { Store } from './store.ts';

/**
 * Records as an operator may see them: where the gate of the story is shut, or of an article that it was taken for, its
 * words are left out and the reason says why.
 */
export async function showArrivals<Kept extends ArrivalRecord>(
  store: Store,
  records: readonly Kept[],
  now: number,
): Promise<Kept[]> {
  const articles = records.flatMap(({ articleId, of }) => [articleId, of]).filter((id) => id !== null);
  const kept = records.flatMap(({ revisionId }) => (revisionId === null ? [] : [revisionId]));
  const [gates, revisions] = await Promise.all([readGates(store, articles, now), readRevisions(store, kept)]);
  const own = new Map(
    revisions.flatMap((article) => (article === null ? [] : [[article.revisionId, article] as const])),
  );
  const reasons = new Map([...gates].map(([id, gate]) => [id, describeGate(gate)] as const));
  return records.map((record) => {
    const revision = own.get(record.revisionId ?? '');
    const why = [
      UNSEEN.has(record.action) && !reasons.has(record.articleId ?? '') ? 'no article stands of it' : null,
      ...[record.articleId, record.of].map((id) => reasons.get(id ?? '') ?? null),
      revision === undefined ? null : describeGate(gateOf(revision, now)),
    ].find((reason) => reason !== null);
    return why === undefined ? record : { ...record, headline: null, reason: `not shown: ${why}`, evidence: {} };
  });
}

/** A kill that came before its story, and copy that is kept back: nobody knows whether their words may be read. */
const UNSEEN: ReadonlySet<string> = new Set(['tombstone', 'hold']);
