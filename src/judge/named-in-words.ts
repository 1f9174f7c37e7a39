import type { Article } from '../article/article.ts';
import { type Features, featuresOf } from '../similarity/features.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate } from '../similarity/window-entry.ts';
import type { Candidate } from './verdict.ts';

const LONGEST_NOTE = 2_000;
const QUOTED = /[“"„«]([^“”"„«»\n]{8,200})[”"“»]/gu;
const FEWEST_WORDS = 2;

/**
 * The stories that a stop names by nothing but words: the agency's own in recent copy that stand under its headline, or
 * under one that its note quotes, and under no other slug.
 * @returns the articles' ids, the newest first
 */
export function namedInWords(
  { article }: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly string[] {
  const code = article.agency?.code;
  if (code === undefined) return [];
  const found = new Set<string>();
  for (const words of headlinesIn(article)) {
    for (const { entry, features } of [...batch.toReversed(), ...window.withHeadline(words)]) {
      const named = features.headlineHash === words.headlineHash && isUnderSlug(words, features);
      if (named && entry.agency === code && entry.standing === 'wire') found.add(entry.articleId);
    }
  }
  return [...found];
}

/** The headlines that a stop may mean: its own, and those in quotation marks. */
function headlinesIn({ headline, changeNote, edNote, storyKey, withdraws }: Article): readonly Features[] {
  const note = [changeNote, edNote, withdraws?.reason].map((text) => (text ?? '').slice(0, LONGEST_NOTE)).join('\n');
  const quoted = [...note.matchAll(QUOTED)].map(([, words = '']) => words);
  return [headline ?? '', ...quoted]
    .map((words) => featuresOf(words, '', storyKey))
    .filter((words) => words.headline.length >= FEWEST_WORDS);
}

const isUnderSlug = (stop: Features, story: Features): boolean =>
  stop.slugHash === 0 || story.slugHash === 0 || stop.slugHash === story.slugHash;
