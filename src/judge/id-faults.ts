import type { Article } from '../article/article.ts';
import { nameBeside } from '../article/beside.ts';
import { changingParameters } from '../article/changing-parameters.ts';
import type { IdFault } from './feed-ids.ts';
import type { Sight } from './sight.ts';
import type { KnownArticle, Verdict } from './verdict.ts';

/** What an arrival shows to be wrong with the ids of its feed. */
export interface SeenFault {
  readonly rule: IdFault;
  /** The article that the id leads to, or that came under other ids. */
  readonly article: string;
  /** Parameters of its addresses that changed while the story stayed the same. */
  readonly changing: readonly string[];
}

/** The very same words again, found by nothing but themselves. */
const FOUND_BY_WORDS: ReadonlySet<string> = new Set(['exact-text', 'same-words']);

/** What an arrival shows to be wrong with the ids of its feed, or null. */
export function idFaultOf(sight: Sight, verdict: Verdict): SeenFault | null {
  if (sight.displaced !== null) return { rule: 'one-id-several-stories', article: sight.displaced.id, changing: [] };
  if (!FOUND_BY_WORDS.has(verdict.rule)) return null;
  const { sameText, copy } = sight;
  const same = [sameText, copy?.matched ?? null, copy?.own ?? null].find((known) => known?.id === verdict.articleId);
  return same && isUnderAnotherId(sight, same)
    ? { rule: 'one-story-many-ids', article: same.id, changing: changedIn(same.head, sight.article) }
    : null;
}

function isUnderAnotherId({ article, candidate: { beside } }: Sight, { feed, head }: KnownArticle): boolean {
  if (feed !== article.provenance.feed || head.uri === null || article.uri === null) return false;
  return head.uri !== article.uri && !(beside?.has(nameBeside(head.uri)) ?? false);
}

function changedIn(before: Article, after: Article): string[] {
  const links = [before, after].map(({ links }) => links.find(({ rel }) => rel === 'canonical')?.uri ?? '');
  const ids = [before.uri, after.uri].map((uri) => uri ?? '');
  const pairs = [ids, links] as [string, string][];
  return [...new Set(pairs.flatMap(([one, other]) => changingParameters(one, other)))].sort();
}
