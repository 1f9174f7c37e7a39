import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';

/** A usable story of the made-up wire, with what a test says of it in place of the rest. */
export function storyWith(given: Partial<Article> = {}): Article {
  const made = normaliseItem(
    { ...EMPTY_ITEM, uri: 'urn:wire:1', headline: 'Merrow central bank cuts its rate' },
    {
      feed: { id: 'wire-en', agency: 'reuters', standing: 'wire', zone: null, language: 'en-GB' },
      format: 'test',
      receivedAt: Date.UTC(2026, 10, 3, 10),
      captureSha256: '',
      styles: new Map(),
      detectLanguage: null,
    },
  );
  return { ...made, agency: { code: 'reuters', name: 'Reuters' }, language: 'en-GB', ...given };
}
