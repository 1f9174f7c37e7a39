import type { Article } from '../article/article.ts';
import { changedFields, contentHash, withContentOf } from '../article/content.ts';
import { orderKey } from '../article/order.ts';
import { revisionId } from '../article/revision.ts';
import { joinTake, keepsLinks } from './takes.ts';
import type { Candidate, KnownArticle, Verdict } from './verdict.ts';

/** How many earlier states of an article the judge sees, so that A, B, A is noticed. */
const RECENT_STATES = 20;

/** The article as it stands after the verdict: its number, its place in the chain, what changed. `known`: what stood. */
export function settleArticle(article: Article, verdict: Verdict, known: KnownArticle | null): Article {
  const revises = verdict.action === 'revise' && known !== null;
  const stands = revises || verdict.action === 'publish';
  const withdrawn = verdict.change === 'withdrawal';
  const near = revises ? null : verdict.neighbours;
  const settled: Article = {
    ...(revises && verdict.rule === 'take-joined' ? joinTake(known.head, article) : article),
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
    changed: known === null || !revises ? [] : changedFields(known.head, keepsLinks(article, known.head)),
    firstCreated: article.firstCreated ?? (revises ? known.head.firstCreated : null),
    ...(withdrawn
      ? {
          pubStatus: 'canceled' as const,
          bodyText: '',
          bodyHtml: '',
          summary: null,
          media: [],
          wordCount: 0,
          charCount: 0,
        }
      : {}),
  };
  withContentOf(article, settled);
  return withContentOf(settled, { ...settled, revisionId: revisionId(settled) });
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
    recent: [{ contentHash: hash, at: now }, ...(known?.recent ?? [])].slice(0, RECENT_STATES),
  };
}
