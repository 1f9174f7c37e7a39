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
  const revises = verdict.action === 'revise' && known !== null;
  const stands = revises || verdict.action === 'publish';
  const withdrawn = verdict.change === 'withdrawal';
  const near = revises ? null : verdict.neighbours;
  const settled: Article = {
    ...(revises ? revisedBy(article, known.head, verdict) : article),
    id: verdict.articleId,
    revision: stands ? (revises ? (known.head.revision ?? 0) + 1 : 1) : null,
    previousRevisionId: known === null || verdict.action === 'publish' ? null : known.head.revisionId,
    current: stands,
    change: verdict.change,
    marked: verdict.marked,
    eventId: (revises ? known.head.eventId : near?.event?.id) ?? `evt_${verdict.articleId.replace(/^art_/, '')}`,
    related: [...(revises ? known.head.related : (near?.related ?? []))],
    translationOf: revises ? known.head.translationOf : (verdict.translationOf ?? null),
    links: revises ? keepsLinks(article, known.head).links : linksOf(article, verdict),
    changed: revises ? changedFields(known.head, keepsLinks(article, known.head)) : [],
    firstCreated: article.firstCreated ?? (revises ? known.head.firstCreated : null),
  };
  if (revises && (verdict.rule === WITHHELD_IN_DOUBT || (verdict.change === 'withheld' && isNotice(article))))
    return withRevisionId(known.head, withheldAsItStood(settled, known.head));
  const held = underOperatorHold(settled, revises ? known.head : null);
  const kept = withdrawn ? { ...withoutBody(held), pubStatus: 'canceled' as const } : held;
  return withRevisionId(article, kept);
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
