import type { Article } from '../article/article.ts';
import { changedFields, contentHash } from '../article/content.ts';
import { orderKey } from '../article/order.ts';
import { revisionId } from '../article/revision.ts';
import type { Candidate, KnownArticle, Verdict } from './verdict.ts';

/** How many earlier states of an article the judge sees, so that A, B, A is noticed. */
const RECENT_STATES = 20;

/** The article as it stands after the verdict: its number, its place in the chain, what changed. `known`: what stood. */
export function settleArticle(article: Article, verdict: Verdict, known: KnownArticle | null): Article {
  const revises = verdict.action === 'revise' && known !== null;
  const stands = revises || verdict.action === 'publish';
  const withdrawn = verdict.change === 'withdrawal';
  const settled: Article = {
    ...article,
    id: verdict.articleId,
    revision: stands ? (revises ? (known.head.revision ?? 0) + 1 : 1) : null,
    previousRevisionId: known === null || verdict.action === 'publish' ? null : known.head.revisionId,
    current: stands,
    change: verdict.change,
    marked: verdict.marked,
    changed: known === null || !revises ? [] : changedFields(known.head, article),
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
  return { ...settled, revisionId: revisionId(settled) };
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
