import type { Article } from '../article/article.ts';
import { canonicalJson, sha256 } from '../article/content.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { ownKeys } from '../judge/keys.ts';
import { OPERATOR } from '../judge/operator-hold.ts';
import type { KnownArticle, Verdict } from '../judge/verdict.ts';
import { noSuchArticle, readArticleRevisions, readKnownArticle, readRevision } from './articles.ts';
import { writeAudit } from './audit.ts';
import { readArrival } from './decisions.ts';
import { describeGate } from './gates.ts';
import { commitOperatorRevisions, type OperatorRevision, type Order } from './operator-decision.ts';
import type { Store } from './store.ts';

/** Others may commit to the same article at the same moment. */
const TRIES = 5;
const TOO_FAST = 'its revisions follow each other too fast, try again';

/**
 * Takes two stories apart that were joined under one id: what the article says since a revision becomes an article of
 * its own (`splitFrom`), to which its ids lead from now on, and the article goes back to what it said before.
 * @param from the number of the first revision of the second story, or null for the current one
 * @returns the new article
 * @throws Rejected where there is no such article or revision, nothing stands before it, or the article's gate is shut
 */
export async function splitArticle(store: Store, id: string, from: number | null, order: Order): Promise<Article> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readOpen(store, id, order);
    const revisions = (await readArticleRevisions(store, id)).filter(({ current }) => current);
    const first = from ?? (await splitSince(store, known)) ?? known.head.revision ?? 0;
    const act = `split-${id}-${first}`;
    const done = await readArrival(store, act);
    if (done !== null) return (await readRevision(store, done.revisionId ?? '')) ?? known.head;
    if (!revisions.some(({ revision }) => revision === first)) throw new Rejected(`${id}: it has no revision ${first}`);
    const before = revisions.findLast(({ revision }) => (revision ?? 0) < first);
    if (before === undefined) throw new Rejected(`${id}: nothing stands before revision ${first}; withdraw it instead`);
    const second = secondStory(known, first);
    const { decisions, reply } = await commitOperatorRevisions(store, [
      {
        article: second,
        verdict: { ...verdictOf('split', second.id, 'new', order), action: 'publish', claims: claimsOf(second, known) },
        known: null,
        act,
        previous: '',
        feed: known.feed,
        order,
      },
      {
        article: { ...before, changeSource: OPERATOR, changeNote: null },
        verdict: verdictOf('split', id, 'correction', order),
        known,
        act: `${act}-first`,
        previous: '',
        feed: known.feed,
        order,
      },
    ]);
    if (reply.state !== 'committed') continue;
    await writeAudit(store, { at: order.now, by: order.by, act: 'split', reason: order.reason, of: id });
    return (decisions[0] as { article: Article }).article;
  }
  throw new Rejected(`${id}: ${TOO_FAST}`);
}

/** Since which revision a story was split off by what made the present one: who asks again means the same split. */
async function splitSince(store: Store, { id, head }: KnownArticle): Promise<number | null> {
  for (let first = (head.revision ?? 0) - 1; first > 1; first -= 1) {
    const made = await readArrival(store, `split-${id}-${first}-first`);
    if (made?.revisionId === head.revisionId) return first;
  }
  return null;
}

function secondStory({ id, head }: KnownArticle, first: number): Article {
  return {
    ...head,
    id: `art_${sha256(canonicalJson(['split', id, first])).slice(0, 32)}`,
    splitFrom: id,
    changeSource: OPERATOR,
    changeNote: null,
    related: [],
    translationOf: null,
  };
}

/** The id keys by which later versions of the second story come; both stories may have been filed under the same. */
function claimsOf(article: Article, { agency, standing }: KnownArticle): string[] {
  const speaksFor = agency === null ? [] : [agency];
  const candidate = { article, speaksFor, standing, saidUsable: true, now: 0 };
  return ownKeys(candidate);
}

/**
 * Joins two articles that are one story: it goes on under one id, and the other is withdrawn with `mergedInto`. What
 * its ids lead to from now on are revisions of the one that goes on.
 * @returns the article that was withdrawn
 * @throws Rejected where there is no such article, they are one, or a gate is shut
 */
export async function mergeArticle(store: Store, id: string, into: string, order: Order): Promise<Article> {
  if (id === into) throw new Rejected(`${id}: it cannot be merged into itself`);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await readStanding(store, id);
    if (known.head.mergedInto === into) return known.head;
    refuseShut(id, gateOf(known.head, order.now));
    await readOpen(store, into, order);
    const uris = known.head.uri === null ? [] : [known.head.uri];
    const { decisions, reply } = await commitOperatorRevisions(store, [
      {
        article: {
          ...known.head,
          pubStatus: 'canceled',
          withdraws: { uris, scope: 'article', reason: null },
          mergedInto: into,
          changeSource: OPERATOR,
          changeNote: null,
        },
        verdict: verdictOf('merge', id, 'withdrawal', order),
        known,
        act: `merge-${known.head.revisionId}-${into}`,
        previous: '',
        feed: known.feed,
        order,
      },
    ]);
    if (reply.state !== 'committed') continue;
    await writeAudit(store, { at: order.now, by: order.by, act: 'merge', reason: order.reason, of: `${id} ${into}` });
    return (decisions[0] as { article: Article }).article;
  }
  throw new Rejected(`${id}: ${TOO_FAST}`);
}

async function readStanding(store: Store, id: string): Promise<KnownArticle> {
  const known = await readKnownArticle(store, id);
  if (known === null) throw noSuchArticle(id);
  return known;
}

async function readOpen(store: Store, id: string, { now }: Order): Promise<KnownArticle> {
  const known = await readStanding(store, id);
  refuseShut(id, gateOf(known.head, now));
  return known;
}

function refuseShut(id: string, gate: Gate): void {
  const why = describeGate(gate);
  if (why !== null) throw new Rejected(`${id}: ${why}`);
}

function verdictOf(
  name: 'split' | 'merge',
  articleId: string,
  change: Verdict['change'],
  { by, reason }: Order,
): OperatorRevision['verdict'] {
  return {
    relation: 'version',
    action: 'revise',
    articleId,
    change,
    marked: true,
    rule: `${name}-by-operator`,
    reason: `${by}: ${reason}`,
    of: null,
    claims: [],
    evidence: { by, reason },
  };
}
