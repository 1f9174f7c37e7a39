import { gateOf } from '../article/embargo.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { LICENCE } from '../routing/rights.ts';
import { readKnown } from './articles.ts';
import { keys } from './keys.ts';
import { commitOperatorRevision } from './operator-decision.ts';
import type { Store } from './store.ts';

const ENDED_AT_ONCE = 50;

/**
 * Withholds every article whose licence has ended: a stop to all who may have it. One that has another revision since
 * goes by the licence of that.
 * @param now epoch milliseconds by the clock of Redis
 * @returns the ids of the articles that were withheld
 */
export async function endLicences(store: Store, now: number): Promise<string[]> {
  const members = await store.redis.zrangebyscore(keys.licences, '-inf', now, 'LIMIT', 0, ENDED_AT_ONCE);
  if (members.length === 0) return [];
  const ids = members.map((member) => member.slice(0, member.indexOf('|')));
  const known = new Map((await readKnown(store, ids)).map((each) => [each.id, each] as const));
  const ended: string[] = [];
  for (const [at, member] of members.entries()) {
    const article = known.get(ids[at] as string);
    const isCurrent = article !== undefined && member.endsWith(`|${article.head.revisionId}`);
    if (isCurrent && !(await withhold(store, article, now))) continue;
    if (isCurrent) ended.push(article.id);
    await store.redis.zrem(keys.licences, member);
  }
  return ended;
}

/** False where the article got another revision meanwhile: it is looked at again. */
async function withhold(store: Store, known: KnownArticle, now: number): Promise<boolean> {
  const { head } = known;
  const { state } = gateOf(head, now);
  if (state === 'withheld' || state === 'withdrawn') return true;
  const order = { by: 'copytaster', reason: 'its licence ended', now };
  const { reply } = await commitOperatorRevision(store, {
    article: { ...head, pubStatus: 'withheld', changeSource: LICENCE, changeNote: order.reason },
    verdict: verdictOf(known),
    known,
    act: `licence-${head.revisionId}`,
    previous: '',
    feed: known.feed,
    order,
  });
  return reply.state === 'committed' || reply.state === 'known';
}

function verdictOf({ id }: KnownArticle): Verdict {
  return {
    relation: 'version',
    action: 'revise',
    articleId: id,
    change: 'withheld',
    marked: true,
    rule: 'licence-ended',
    reason: 'its licence ended',
    of: null,
    claims: [],
    evidence: {},
  };
}
