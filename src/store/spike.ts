import type { Article } from '../article/article.ts';
import { contentHash } from '../article/content.ts';
import { Rejected } from '../article/failure.ts';
import { articleId } from '../article/revision.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import { fingerprintOf } from '../judge/fingerprint.ts';
import { knownAfter, settleArticle } from '../judge/settle.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { readKnownArticle, readRevision } from './articles.ts';
import { commit, type Decision } from './commit.ts';
import { type ArrivalRecord, readArrival } from './decisions.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Others may commit to the same article at the same moment. */
const TRIES = 5;

/** A story that was not sent, with the reason. */
export interface Spiked extends ArrivalRecord {
  /** What `sendSpiked` is called with. */
  readonly id: string;
}

/** What was not sent, the newest first. */
export async function listSpike(store: Store, limit: number): Promise<Spiked[]> {
  const ids = await store.redis.zrange(keys.spike, '0', String(limit - 1), 'REV');
  const records = await Promise.all(ids.map((id) => readArrival(store, id)));
  return records.flatMap((record, at) => (record === null ? [] : [{ id: ids[at] as string, ...record }]));
}

/** Who sends a story after all, and why. `now` in epoch milliseconds. */
export interface SendOrder {
  readonly by: string;
  readonly reason: string;
  readonly now: number;
}

/**
 * Sends one story from the spike after all: as an article of its own, or as the next revision where its own id has one.
 * Asked twice, it is sent once.
 * @throws Rejected where nothing of it was kept, or its text is that of a stopped article
 */
export async function sendSpiked(store: Store, id: string, order: SendOrder): Promise<{ article: Article }> {
  const record = await readArrival(store, id);
  if (record === null) throw new Rejected(`${id}: no such story on the spike`);
  const kept = record.revisionId === null ? null : await readRevision(store, record.revisionId);
  if (kept === null) throw new Rejected(`${id}: nothing of it was kept, it repeats its own item word for word`);
  if (kept.pubStatus !== 'usable')
    throw new Rejected(`${id}: it is a withdrawal, and withdrawals are not sent by hand`);
  await refuseStopped(store, id, record);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readKnownArticle(store, articleId(kept));
    const decision = decisionOf(kept, { id, record, known, order });
    const epoch = (await store.redis.hget(keys.epoch, 'epoch')) ?? '';
    const heads = new Map([[(decision.article as Article).id, known?.head.revisionId ?? '']]);
    const reply = await commit(store, [decision], { epoch, head: null, ids: new Map(), heads });
    if (reply.state !== 'committed' && reply.state !== 'known') continue;
    await store.redis.zrem(keys.spike, id);
    const sent = await readArrival(store, decision.item.arrival);
    return { article: (await readRevision(store, sent?.revisionId ?? '')) ?? (decision.article as Article) };
  }
  throw new Rejected(`${id}: its article changes too fast to be joined, try again`);
}

async function refuseStopped(store: Store, id: string, { of, articleId: target }: ArrivalRecord): Promise<void> {
  for (const each of new Set([of, target])) {
    const known = each === null ? null : await readKnownArticle(store, each);
    if (known !== null && known.head.pubStatus !== 'usable')
      throw new Rejected(`${id}: its text is that of ${known.id}, which its agency has stopped`);
  }
}

function decisionOf(
  kept: Article,
  { id, record, known, order }: { id: string; record: ArrivalRecord; known: KnownArticle | null; order: SendOrder },
): Decision {
  const verdict: Verdict = {
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
  const article = settleArticle(kept, verdict, known);
  const standing = known?.standing ?? 'partner';
  const after = knownAfter(article, known, { article: kept, speaksFor: [], standing, now: order.now });
  return {
    item: {
      number: 0,
      capture: 0,
      itemId: `spike:${id}`,
      hash: contentHash(article),
      previous: id,
      arrival: `sent-${id}`,
      silent: false,
      item: { ...EMPTY_ITEM, uri: article.uri, headline: article.headline },
    },
    receipt: `spike-${id}`,
    feed: record.feed,
    verdict,
    article,
    contentHash: contentHash(article),
    fingerprint: fingerprintOf(article),
    standing,
    lineage: record.of ?? article.id,
    record: { feed: after.feed, standing, agency: after.agency ?? '', recent: after.recent },
    duplicate: null,
    tombstone: null,
    rejection: null,
    recovered: false,
    now: order.now,
  };
}
