/** A story as plain text, as a desk pastes it. */
import { say } from './actions.tsx';
import type { Article } from './answers.ts';
import { headlineOf } from './marks.tsx';

export function textOf(article: Article): string {
  const lead = [article.dateline?.text, article.bodyText ?? ''].filter(Boolean).join(' - ');
  return [article.slugline, headlineOf(article), article.byline, lead, article.signOff, article.creditLine]
    .filter((part) => part !== null && part !== '')
    .join('\n\n');
}

export function copyAsText(article: Article): void {
  navigator.clipboard.writeText(textOf(article)).then(
    () => say('The story is on the clipboard.'),
    () => say('The browser does not allow the clipboard here.'),
  );
}
