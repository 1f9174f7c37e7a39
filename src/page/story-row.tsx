/** One story of the list. */
import type { Article } from './answers.ts';
import { ChangeMark, headlineOf, Lateness, PriorityMark, stateOf } from './marks.tsx';
import { clock, directionOf, instant } from './words.ts';

export function StoryRow({ article, isOpen, href }: { article: Article; isOpen: boolean; href: string }) {
  const state = stateOf(article);
  return (
    <li class={`story ${state} ${article.priority}${isOpen ? ' shown' : ''}`}>
      <a href={href} aria-current={isOpen ? 'true' : undefined}>
        <time dateTime={article.receivedAt} title={instant(article.receivedAt)}>
          {clock(article.receivedAt)}
        </time>
        <span class="agency">{article.agency?.name ?? article.provenance.feed}</span>
        <span
          class="headline"
          dir={directionOf(article.language)}
          lang={article.language === 'und' ? undefined : article.language}
        >
          <PriorityMark article={article} />
          {article.slugline !== null && <span class="slug">{article.slugline}</span>}
          <span class="words">{headlineOf(article)}</span>
        </span>
        <span class="marks">
          <ChangeMark article={article} />
        </span>
        <span class="length">{article.wordCount > 0 ? `${article.wordCount} w` : ''}</span>
        <Lateness article={article} />
      </a>
    </li>
  );
}
