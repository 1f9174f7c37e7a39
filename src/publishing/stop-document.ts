import type { Article } from '../article/article.ts';
import { shutDocument } from '../article/shut-document.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import type { LogEntry } from '../store/wire-log.ts';

/**
 * What a stop sends: which article, what becomes of it, and when, without anything of its text.
 * @param article the revision as it was committed; null where it cannot be read any more: the log's entry is enough
 */
export function stopDocument(article: Article | null, entry: LogEntry): Article {
  const known = article ?? articleOf(entry);
  const uris = known.uri === null ? [] : [known.uri];
  const withdraws = known.withdraws ?? { uris, scope: 'article', reason: null };
  return { ...shutDocument(known), withdraws: known.pubStatus === 'canceled' ? { ...withdraws, reason: null } : null };
}

function articleOf(entry: LogEntry): Article {
  const item = { ...EMPTY_ITEM, uri: entry.uri };
  const feed = { id: entry.feed, agency: entry.agency || null, standing: 'wire', zone: null, language: null } as const;
  const made = normaliseItem(item, {
    feed,
    format: 'unknown',
    receivedAt: Number.parseInt(entry.position, 10),
    captureSha256: '',
    styles: new Map(),
    detectLanguage: null,
  });
  return {
    ...made,
    id: entry.article,
    revisionId: entry.revisionId,
    revision: entry.revision || null,
    change: entry.change,
    pubStatus: entry.pubStatus,
    language: entry.language,
  };
}
