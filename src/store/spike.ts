import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { articleId } from '../article/revision.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { readKnownArticle, readRevision } from './articles.ts';
import { writeAudit } from './audit.ts';
import { type ArrivalRecord, readArrival } from './decisions.ts';
import { describeGate, readGates } from './gates.ts';
import { KEPT_BACK } from './kept-back.ts';
import { keys } from './keys.ts';
import { commitOperatorRevision, type Order } from './operator-decision.ts';
import { resendArticle } from './resend.ts';
import { showArrivals } from './shown-arrivals.ts';
import type { Store } from './store.ts';

/** Others may commit to the same article at the same moment. */
const TRIES = 5;

/** A story that was not sent, with the reason. */
export interface Spiked extends ArrivalRecord {
  /** What `sendSpiked` is called with. */
  readonly id: string;
}

/** What was not sent, the newest first, as it may be seen at `now` (epoch milliseconds). */
export async function listSpike(store: Store, limit: number, now: number): Promise<Spiked[]> {
  const ids = await store.redis.zrange(keys.spike, '0', String(limit - 1), 'REV');
  const records = await Promise.all(ids.map((id) => readArrival(store, id)));
  const spiked = records.flatMap((record, at) => (record === null ? [] : [{ id: ids[at] as string, ...record }]));
  return showArrivals(store, spiked, now);
}

/**
 * Sends one story from the spike after all: as an article of its own, or as the next revision where its own id has one.
 * Asked twice, it is sent once.
 * @throws Rejected where nothing of it was kept, or its gate or that of an article with its text is shut
 */
export async function sendSpiked(store: Store, id: string, order: Order): Promise<{ article: Article }> {
  const record = await readArrival(store, id);
  if (record === null) throw new Rejected(`${id}: no such story on the spike`);
  if (record.rule === KEPT_BACK) return sendKeptBack(store, id, record, order);
  const kept = record.revisionId === null ? null : await readRevision(store, record.revisionId);
  if (kept === null) throw new Rejected(`${id}: nothing of it was kept, it repeats its own item word for word`);
  await refuseShut(store, { id, record, kept, now: order.now });
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readKnownArticle(store, articleId(kept));
    const verdict = verdictOf(kept, { id, record, known, order });
    const act = `sent-${id}`;
    const { decision, reply } = await commitOperatorRevision(store, {
      article: kept,
      verdict,
      known,
      act,
      previous: id,
      feed: record.feed,
      order,
    });
    if (reply.state !== 'committed' && reply.state !== 'known') continue;
    await store.redis.zrem(keys.spike, id);
    await writeAudit(store, { at: order.now, by: order.by, act: 'spike send', reason: order.reason, of: id });
    const sent = await readArrival(store, decision.item.arrival);
    return { article: (await readRevision(store, sent?.revisionId ?? '')) ?? decision.article };
  }
  throw new Rejected(`${id}: its article changes too fast to be joined, try again`);
}

/** What the rights kept back from one destination is sent there: the operator takes it upon them. */
async function sendKeptBack(
  store: Store,
  id: string,
  { articleId: article, evidence }: ArrivalRecord,
  order: Order,
): Promise<{ article: Article }> {
  const to = String(evidence.destination);
  const sent = await resendArticle(store, article ?? '', { to, overrides: true }, order);
  await store.redis.zrem(keys.spike, id);
  return { article: sent };
}

async function refuseShut(
  store: Store,
  { id, record, kept, now }: { id: string; record: ArrivalRecord; kept: Article; now: number },
): Promise<void> {
  const { of, articleId: target } = record;
  const own = describeGate(gateOf(kept, now));
  if (own !== null) throw new Rejected(`${id}: ${own}`);
  const gates = await readGates(
    store,
    [of, target, articleId(kept)].filter((each) => each !== null),
    now,
  );
  for (const [article, gate] of gates) {
    const why = describeGate(gate);
    if (why !== null) throw new Rejected(`${id}: its text is that of ${article}, and ${why}`);
  }
}

function verdictOf(
  kept: Article,
  { id, record, known, order }: { id: string; record: ArrivalRecord; known: KnownArticle | null; order: Order },
): Verdict {
  return {
    relation: known === null ? 'new' : 'version',
    action: known === null ? 'publish' : 'revise',
    articleId: articleId(kept),
    change: known === null ? 'new' : 'update',
    marked: kept.marked,
    rule: 'sent-by-operator',
    reason: `${order.by} sent it from the spike: ${order.reason}`,
    of: record.of,
    claims: [],
    evidence: { by: order.by, reason: order.reason, spiked: id, matched: record.of },
  };
}
