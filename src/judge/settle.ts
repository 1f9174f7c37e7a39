import type { Article } from '../article/article.ts';
import { changedFields, contentHash, withContentOf } from '../article/content.ts';
import { orderKey } from '../article/order.ts';
import { revisionId } from '../article/revision.ts';
import { withoutBody } from '../article/shut-document.ts';
import type { Copy } from './copy.ts';
import { underOperatorHold } from './operator-hold.ts';
import { isNotice, WITHHELD_IN_DOUBT } from './stops.ts';
import { joinTake, keepsLinks } from './takes.ts';
import type { Candidate, KnownArticle, Tombstone, Verdict } from './verdict.ts';

/** How many earlier states of an article the judge sees, so that A, B, A is noticed. */
const RECENT_STATES = 20;

/** The article as it stands after the verdict: its number, its place in the chain, what changed. `known`: what stood. */
export function settleArticle(article: Article, verdict: Verdict, known: KnownArticle | null): Article {
  const head = verdict.action === 'revise' && known !== null ? known.head : null;
  const settled = head === null ? settledApart(article, verdict, known) : settledOn(head, article, verdict);
  if (head !== null && withholds(article, verdict)) return withRevisionId(head, withheldAsItStood(settled, head));
  const held = underOperatorHold(settled, head);
  const withdrawn = verdict.change === 'withdrawal';
  return withRevisionId(article, withdrawn ? { ...withoutBody(held), pubStatus: 'canceled' as const } : held);
}

/** The next revision of the article whose current one is `head`. */
function settledOn(head: Article, article: Article, verdict: Verdict): Article {
  const linked = keepsLinks(article, head);
  return {
    ...revisedBy(article, head, verdict),
    id: verdict.articleId,
    revision: (head.revision ?? 0) + 1,
    previousRevisionId: head.revisionId,
    current: true,
    change: verdict.change,
    marked: verdict.marked,
    eventId: head.eventId ?? eventIdOf(verdict),
    related: [...head.related],
    translationOf: head.translationOf,
    links: linked.links,
    changed: changedFields(head, linked),
    firstCreated: article.firstCreated ?? head.firstCreated,
  };
}

/** An article of its own, or what is recorded beside the one it belongs to. */
function settledApart(article: Article, verdict: Verdict, known: KnownArticle | null): Article {
  const isPublished = verdict.action === 'publish';
  const { neighbours } = verdict;
  return {
    ...article,
    id: verdict.articleId,
    revision: isPublished ? 1 : null,
    previousRevisionId: isPublished ? null : (known?.head.revisionId ?? null),
    current: isPublished,
    change: verdict.change,
    marked: verdict.marked,
    eventId: neighbours?.event?.id ?? eventIdOf(verdict),
    related: [...(neighbours?.related ?? [])],
    translationOf: verdict.translationOf ?? null,
    links: linksOf(article, verdict),
    changed: [],
  };
}

const eventIdOf = ({ articleId }: Verdict): string => `evt_${articleId.replace(/^art_/, '')}`;

function withholds(article: Article, { rule, change }: Verdict): boolean {
  return rule === WITHHELD_IN_DOUBT || (change === 'withheld' && isNotice(article));
}

function withRevisionId(before: Article, article: Article): Article {
  withContentOf(before, article);
  return withContentOf(article, { ...article, revisionId: revisionId(article) });
}

/** What arrived as the next revision of an article. */
function revisedBy(article: Article, head: Article, { rule, change }: Verdict): Article {
  if (rule === 'take-joined') return joinTake(head, article);
  if (change !== 'withdrawal' || article.withdraws === null || head.uri === null) return article;
  const uris = [...new Set([...article.withdraws.uris, head.uri])];
  return { ...article, withdraws: { ...article.withdraws, uris } };
}

/** The article as it stood, withheld: what came is no text of it. */
function withheldAsItStood(settled: Article, head: Article): Article {
  const { id, revision, previousRevisionId, current, change, marked, changeNote, changeSource } = settled;
  const place = { id, revision, previousRevisionId, current, change, marked, changeNote, changeSource };
  const { versionCreated, receivedAt, dateFlags, dateSource } = settled;
  const times = { versionCreated, receivedAt, dateFlags, dateSource };
  return { ...head, ...place, ...times, pubStatus: 'withheld', changed: ['pubStatus'] };
}

function linksOf(article: Article, verdict: Verdict): Article['links'] {
  const follows = verdict.neighbours?.follows;
  if (!follows && verdict.translationOf === undefined) return article.links;
  return [
    ...article.links,
    ...(follows ? [{ rel: 'follows', uri: follows.uri }] : []),
    ...(verdict.translationOf === undefined ? [] : [{ rel: 'translationOf', uri: verdict.translationOf }]),
  ];
}

/** What is known of the article once a verdict that gave it a new head is committed. */
export function knownAfter(
  article: Article,
  known: KnownArticle | null,
  { article: arrived, standing, now }: Candidate,
): KnownArticle {
  const hash = contentHash(article);
  return {
    kind: 'article',
    id: article.id,
    head: article,
    feed: known?.feed ?? arrived.provenance.feed,
    standing: known?.standing ?? standing,
    agency: known?.agency ?? article.agency?.code ?? null,
    order: orderKey(article),
    headContentHash: hash,
    recent: [{ contentHash: hash, at: now, changed: article.changed }, ...(known?.recent ?? [])].slice(
      0,
      RECENT_STATES,
    ),
  };
}

/** The line of copy that a story belongs to: its article's, else that of what it copies, else one of its own. */
export function lineageOf(verdict: Verdict, copy: Pick<Copy, 'entry'> | null): string {
  return copy === null ? verdict.articleId : copy.entry.lineage;
}

/** The mark that a kill of something never seen leaves. `now` in epoch milliseconds. */
export function tombstoneOf(article: Article, now: number): Tombstone {
  return {
    kind: 'tombstone',
    uri: article.withdraws?.uris[0] ?? article.uri ?? article.id,
    agency: article.agency?.code ?? null,
    reason: article.withdraws?.reason ?? article.changeNote,
    at: now,
  };
}
