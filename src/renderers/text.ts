import type { Article } from '../article/article.ts';
import { copyOf, creditOf, titleOf } from './contract/copy.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';

/** A page as the desk reads it. */
const text: Renderer = {
  name: 'text',
  summary:
    'plain text: slug, headline, byline, dateline, body, sign-off, credit; a withdrawal is its title and what it withdraws',
  contentType: 'text/plain; charset=utf-8',
  extension: 'txt',
  accept: ['text/plain'],
  carries: [
    'slugline',
    'headline',
    'subheadline',
    'byline',
    'correctionNote',
    'dateline',
    'bodyText',
    'signOff',
    'creditLine',
    'withdraws',
  ],
  render(article, options) {
    return `${blocksOf(article, options)
      .filter((block) => block !== null && block !== '')
      .join('\n\n')}\n`;
  },
};
export default text;

function blocksOf(article: Article, options: RenderOptions): readonly (string | null)[] {
  const head = [article.slugline, titleOf(article), article.subheadline, article.byline, article.correctionNote];
  if (article.withdraws !== null) return [...head, article.withdraws.uris.join('\n')];
  return [...head, copyOf(article, options).text, creditOf(article, options)];
}
