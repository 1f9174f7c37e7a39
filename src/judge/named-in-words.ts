import type { Features } from '../similarity/features.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate } from '../similarity/window-entry.ts';
import { type Pointers, pointersIn, quotedAnywhere, quotedInNote } from './pointers.ts';
import type { Candidate } from './verdict.ts';

/** Stories that a stop may mean by one thing that it says: one of them, or it is in doubt. */
export type Alternatives = readonly string[];

/** How many of the agency's last revisions are compared. */
const MOST_LOOKED_AT = 4_000;
/** A shorter quotation, or a shorter headline that stands in the words of a stop, may be of any story. */
const FEWEST_QUOTED = 3;
const FEWEST_WORDS = 2;
/** A quotation that somebody typed from memory has so much in common with the headline that it means. */
const RETYPED = 0.7;
/** How many stories a person may choose from: those with the most words in common, and the last ones. */
const MOST_ALIKE = 24;
const LAST_ONES = 40;
/** A slug that more stories share is a desk's and names none. */
const MOST_STORIES_OF_A_SLUG = 8;

/**
 * The stories that a stop names by nothing but words: the agency's own in recent copy whose headline it quotes or bears,
 * else those whose slug or headline stands in its words.
 * @returns for each story that it names those that fit, the newest first
 */
export function namedInWords(
  candidate: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly Alternatives[] {
  const pointers = pointersIn(candidate.article);
  const pool = recentOf(candidate, window, batch);
  const quoted = namedByQuotation(pointers, pool);
  if (quoted.length > 0) return quoted;
  for (const find of [underHeadline, withinWords, underSlug]) {
    const found = find(pointers, pool);
    if (found.length > 0) return [found];
  }
  return [];
}

/** The agency's own stories that a stop may mean: those that share its rarest words first, then the last ones. */
export function perhapsMeant(
  candidate: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly string[] {
  const { words } = pointersIn(candidate.article);
  const pool = recentOf(candidate, window, batch);
  const scored = pool
    .map((each) => ({ each, score: sharedOf(each.features, words, window) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score);
  return idsOf([...scored.slice(0, MOST_ALIKE).map(({ each }) => each), ...pool.slice(0, LAST_ONES)]);
}

function sharedOf({ headline, names }: Features, words: ReadonlySet<number>, window: Window): number {
  let shared = 0;
  for (const hash of headline) if (words.has(hash)) shared += window.wordWeight(hash);
  for (const hash of names) if (words.has(hash)) shared += window.wordWeight(hash);
  return shared;
}

/** The agency's own stories whose whole headlines a message quotes, or has behind words of its own and a colon. */
export function quotedBy(candidate: Candidate, window: Window, batch: readonly WindowCandidate[]): readonly string[] {
  return underHeadlines(quotedAnywhere(candidate.article), candidate, window, batch);
}

/** The agency's own stories whose whole headlines the note of a correction quotes. */
export function replacedBy(candidate: Candidate, window: Window, batch: readonly WindowCandidate[]): readonly string[] {
  return underHeadlines(quotedInNote(candidate.article), candidate, window, batch);
}

/** The agency's own stories that bear one of these headlines. */
function underHeadlines(
  headlines: readonly Features[],
  { article }: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): string[] {
  const code = article.agency?.code ?? null;
  const found = headlines
    .filter(isTelling)
    .flatMap((words) =>
      [...batch.toReversed(), ...window.withHeadline(words)].filter(({ features }) => isSame(words, features)),
    );
  return idsOf(found.filter(({ entry }) => entry.agency === code && entry.standing === 'wire'));
}

/** The agency's own stories in recent copy, the newest first. */
function recentOf({ article }: Candidate, window: Window, batch: readonly WindowCandidate[]): WindowCandidate[] {
  const code = article.agency?.code;
  if (code === undefined) return [];
  const beside = batch.filter(({ entry }) => entry.agency === code && entry.standing === 'wire');
  return [...beside.toReversed(), ...window.recentOf(code, MOST_LOOKED_AT)];
}

const idsOf = (found: readonly WindowCandidate[]): string[] => [...new Set(found.map(({ entry }) => entry.articleId))];

const isSame = (words: Features, story: Features): boolean =>
  words.headline.length > 0 && words.headlineHash === story.headlineHash;

const isTelling = ({ headline }: Features): boolean => headline.length >= FEWEST_QUOTED;

/** For each quotation that is a headline, whole, cut or written anew, the stories under it. */
function namedByQuotation({ quoted, figures }: Pointers, pool: readonly WindowCandidate[]): Alternatives[] {
  const found = quoted.filter(isTelling).flatMap((words) => {
    const whole = pool.filter(({ features }) => isSame(words, features));
    const like = whole.length > 0 ? whole : pool.filter(({ features }) => isRetyped(words, features, figures));
    return like.length > 0 ? [idsOf(like)] : [];
  });
  return found.filter((ids, at) => found.findIndex((other) => other.join() === ids.join()) === at);
}

/** A figure that its headline does not have is that of another story. */
function isRetyped({ headline: quoted }: Features, { headline }: Features, figures: ReadonlySet<number>): boolean {
  const words = new Set(headline);
  if (quoted.some((hash) => figures.has(hash) && !words.has(hash))) return false;
  const shared = quoted.filter((hash) => words.has(hash)).length;
  return shared === quoted.length || shared >= RETYPED * Math.max(quoted.length, headline.length);
}

/**
 * The stories under the headline of the stop itself, and under no other slug. Where its status alone says that it is a
 * stop, that headline is the story's word for word.
 */
function underHeadline({ headlines, isByStatus, figures }: Pointers, pool: readonly WindowCandidate[]): string[] {
  const own = headlines.filter(({ headline }) => headline.length >= FEWEST_WORDS);
  const beside = pool.filter(({ features }) => own.some((words) => isUnderSlug(words, features)));
  const whole = idsOf(beside.filter(({ features }) => own.some((words) => isSame(words, features))));
  if (whole.length > 0 || isByStatus) return whole;
  return idsOf(
    beside.filter(({ features }) => own.some((words) => isTelling(words) && isRetyped(words, features, figures))),
  );
}

const isUnderSlug = (stop: Pick<Features, 'slugHash'>, story: Features): boolean =>
  stop.slugHash === 0 || story.slugHash === 0 || stop.slugHash === story.slugHash;

/** The stories whose whole headline stands in the words of the stop. */
function withinWords(pointers: Pointers, pool: readonly WindowCandidate[]): string[] {
  return idsOf(
    pool.filter(({ features }) => {
      const words = wordsFor(features, pointers);
      return isTelling(features) && features.headline.every((hash) => words.has(hash));
    }),
  );
}

/** The headline of a stop says nothing of a story under another slug. */
const wordsFor = (story: Features, { own, words, noteWords }: Pointers): ReadonlySet<number> =>
  isUnderSlug(own, story) ? words : noteWords;

/** The stories under a slug that the stop names, or, where it names none, under its own. */
function underSlug({ slugs, ownSlug }: Pointers, pool: readonly WindowCandidate[]): string[] {
  const named = idsOf(pool.filter(({ features }) => features.slugHash !== 0 && slugs.has(features.slugHash)));
  if (named.length > 0) return named.length > MOST_STORIES_OF_A_SLUG ? [] : named;
  const beside = idsOf(pool.filter(({ features }) => ownSlug !== 0 && features.slugHash === ownSlug));
  return beside.length > MOST_STORIES_OF_A_SLUG ? [] : beside;
}
