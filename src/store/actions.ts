import type { Article, Change } from '../article/article.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { OPERATOR } from '../judge/operator-hold.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { LICENCE, withoutLicenceEnd } from '../routing/rights.ts';
import { answerAlarms } from './alarms.ts';
import { noSuchArticle, readKnownArticle } from './articles.ts';
import { writeAudit } from './audit.ts';
import { commitOperatorRevision, type Order } from './operator-decision.ts';
import type { Store } from './store.ts';

/** Others may commit to the same article at the same moment. */
const TRIES = 5;

/** What an operator may do to an article. */
export type ActionName = 'hold' | 'release' | 'withdraw' | 'correct-note';

/** One action: when it cannot be, and what the article is afterwards. */
export interface Action {
  readonly change: (gate: Gate) => Change;
  /** Why it cannot be done now, or null. */
  readonly refuse: (gate: Gate) => string | null;
  readonly apply: (head: Article, order: Order) => Article;
  /** True of an article to which this was done already. */
  readonly isDone: (head: Article, order: Order) => boolean;
}

const WITHDRAWN = 'it is withdrawn, and its text is not kept';

/** Every action by its name. */
export const ACTIONS: Readonly<
  Record<ActionName, Action & { /** What it does, for a person. */ readonly summary: string }>
> = {
  hold: {
    summary: 'keep an article back: a stop to all who may have it, until it is released',
    change: () => 'withheld',
    refuse: ({ state }) =>
      state === 'withdrawn' ? WITHDRAWN : state === 'withheld' ? 'it is held already; release ends it' : null,
    apply: (head) => ({ ...head, pubStatus: 'withheld' }),
    isDone: ({ pubStatus, changeSource }) => pubStatus === 'withheld' && changeSource === OPERATOR,
  },
  release: {
    summary: 'send an article that is held or under an embargo',
    change: ({ state }) => (state === 'held' ? 'embargo-lift' : 'reinstated'),
    refuse: ({ state }) =>
      state === 'withdrawn' ? WITHDRAWN : state === 'open' ? 'nothing holds it; it went out when it came' : null,
    apply: (head) => ({
      ...(head.changeSource === LICENCE ? withoutLicenceEnd(head) : head),
      pubStatus: 'usable',
      embargoedUntil: null,
      embargoText: null,
    }),
    isDone: ({ change, changeSource }) =>
      (change === 'reinstated' || change === 'embargo-lift') && changeSource === OPERATOR,
  },
  withdraw: {
    summary: 'kill an article: a stop to all who may have it',
    change: () => 'withdrawal',
    refuse: ({ state }) => (state === 'withdrawn' ? 'it is withdrawn already' : null),
    apply: (head) => ({
      ...head,
      pubStatus: 'canceled',
      withdraws: { uris: head.uri === null ? [] : [head.uri], scope: 'article', reason: null },
    }),
    isDone: ({ pubStatus, changeSource }) => pubStatus === 'canceled' && changeSource === OPERATOR,
  },
  'correct-note': {
    summary: 'send an article again with a note of correction',
    change: () => 'correction',
    refuse: ({ state }) => (state === 'open' ? null : 'it is not out: nothing of it can be corrected'),
    apply: (head, { reason }) => ({ ...head, correctionNote: reason }),
    isDone: ({ correctionNote, changeSource }, { reason }) => correctionNote === reason && changeSource === OPERATOR,
  },
};

/**
 * Does one of the actions to an article: its next revision, in order with all others, with who did it and why. Asked
 * twice of the same revision, it is done once.
 * @throws Rejected where there is no such article, or the action cannot be done to it as it stands
 */
export function act(store: Store, name: ActionName, id: string, order: Order): Promise<Article> {
  return carryOut(store, { ...ACTIONS[name], name }, id, order);
}

/** Does an action that has more to it than a name. @throws Rejected as `act` does */
export async function carryOut(
  store: Store,
  action: Action & { readonly name: string },
  id: string,
  order: Order,
): Promise<Article> {
  const { name } = action;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readKnownArticle(store, id);
    if (known === null) throw noSuchArticle(id);
    if (action.isDone(known.head, order)) return known.head;
    const gate = gateOf(known.head, order.now);
    const refusal = action.refuse(gate);
    if (refusal !== null) throw new Rejected(`${id}: ${refusal}`);
    const { decision, reply } = await commitOperatorRevision(store, {
      article: { ...action.apply(known.head, order), changeSource: OPERATOR, changeNote: null },
      verdict: operatorVerdict({ name, change: action.change(gate) }, known, order),
      known,
      act: `${name}-${known.head.revisionId}`,
      previous: '',
      feed: known.feed,
      order,
    });
    if (reply.state !== 'committed' && reply.state !== 'known') continue;
    await writeAudit(store, { at: order.now, by: order.by, act: name, reason: order.reason, of: id });
    await answerAlarms(store, id);
    return decision.article;
  }
  throw new Rejected(`${id}: its revisions follow each other too fast, try again`);
}

/** What an act of an operator is to an article that stands. */
export function operatorVerdict(
  { name, change }: { readonly name: string; readonly change: Change },
  known: KnownArticle,
  { by, reason }: Pick<Order, 'by' | 'reason'>,
): Verdict {
  return {
    relation: 'version',
    action: 'revise',
    articleId: known.id,
    change,
    marked: true,
    rule: `${name}-by-operator`,
    reason: `${by}: ${reason}`,
    of: null,
    claims: [],
    evidence: { by, reason },
  };
}
