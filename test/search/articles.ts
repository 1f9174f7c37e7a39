import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';

/** An article with this headline and body, and some of its other fields. Its id is its headline. */
export function articleOf(headline: string, body: string, fields: Partial<Article> = {}): Article {
  const article = normaliseItem(
    { ...EMPTY_ITEM, uri: `tag:wire.example,2026:${headline}`, headline },
    {
      feed: { id: 'wire', agency: null, standing: 'wire', zone: null, language: null },
      format: 'plain-text',
      receivedAt: Date.parse('2026-11-03T10:00:00Z'),
      captureSha256: '',
      styles: new Map(),
      detectLanguage: null,
    },
  );
  return { ...article, id: headline, headline, sourceHeadline: headline, bodyText: body, ...fields };
}
