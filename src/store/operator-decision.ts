import type { Article } from '../article/article.ts';
import { contentHash } from '../article/content.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import { knownAfter, settleArticle } from '../judge/settle.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { fingerprintOf } from '../similarity/fingerprint.ts';
import { type CommitReply, commit, type Decision } from './commit.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Who acts, and why. `now` in epoch milliseconds. */
export interface Order {
  readonly by: string;
  readonly reason: string;
  readonly now: number;
}

/** A revision that an operator makes. */
export interface OperatorRevision {
  /** The article as it shall stand, before its place in the chain is settled. */
  readonly article: Article;
  readonly verdict: Verdict;
  readonly known: KnownArticle | null;
  /** Names the act: the same name a second time changes nothing. */
  readonly act: string;
  /** The arrival that it follows, or empty. */
  readonly previous: string;
  readonly feed: string;
  readonly order: Order;
}

type OperatorDecision = Decision & { readonly article: Article };

/** Commits it where the article still stands as it was read. The reply says whether it does. */
export async function commitOperatorRevision(
  store: Store,
  revision: OperatorRevision,
): Promise<{ decision: OperatorDecision; reply: CommitReply }> {
  const { decisions, reply } = await commitOperatorRevisions(store, [revision]);
  return { decision: decisions[0] as OperatorDecision, reply };
}

/** Commits revisions of several articles, all or none. */
export async function commitOperatorRevisions(
  store: Store,
  revisions: readonly OperatorRevision[],
): Promise<{ decisions: readonly OperatorDecision[]; reply: CommitReply }> {
  const decisions = revisions.map(decide);
  const epoch = (await store.redis.hget(keys.epoch, 'epoch')) ?? '';
  const heads = new Map(
    decisions.map(({ article }, at) => [article.id, revisions[at]?.known?.head.revisionId ?? ''] as const),
  );
  return { decisions, reply: await commit(store, decisions, { epoch, head: null, ids: new Map(), heads }) };
}

function decide(given: OperatorRevision): Decision & { readonly article: Article } {
  const { verdict, known, act, previous, feed, order } = given;
  const article = settleArticle(given.article, verdict, known);
  const standing = known?.standing ?? 'partner';
  const after = knownAfter(article, known, {
    article: given.article,
    speaksFor: [],
    saidUsable: false,
    standing,
    now: order.now,
  });
  return {
    item: {
      number: 0,
      capture: 0,
      itemId: act,
      hash: contentHash(article),
      previous,
      arrival: act,
      silent: false,
      item: { ...EMPTY_ITEM, uri: article.uri, headline: article.headline },
    },
    receipt: act,
    feed,
    verdict,
    article,
    contentHash: contentHash(article),
    fingerprint: fingerprintOf(article),
    standing,
    lineage: verdict.of ?? article.id,
    record: { feed: after.feed, standing, agency: after.agency ?? '', recent: after.recent },
    duplicate: null,
    tombstone: null,
    rejection: null,
    answeredBefore: null,
    recovered: false,
    now: order.now,
  };
}
