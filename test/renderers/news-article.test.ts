import { expect, test } from 'vitest';
import { renderDocument } from '../../src/renderers/contract/render-document.ts';
import newsArticle from '../../src/renderers/news-article.ts';
import { FULL } from './articles.ts';

test('JSON-LD ends no script element of the page that carries it, and says the same', () => {
  const headline = 'Mill </script><script>alert(1)</script> weir <!--';
  const text = renderDocument(newsArticle, { ...FULL, headline }, { bare: false });
  expect(text).not.toContain('<');
  expect((JSON.parse(text) as { headline: string }).headline).toBe(headline);
});
