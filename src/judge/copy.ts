import type { Article } from '../article/article.ts';
import { nameBeside } from '../article/beside.ts';
import { type Comparison, compareFeatures, headlinesApart } from '../similarity/compare.ts';
import type { Features } from '../similarity/features.ts';
import { Inquiry, type Near, shareOf } from '../similarity/inquiry.ts';
import { type Evidence, LINK_FROM, scoreOf, strongestOf } from '../similarity/score.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate, WindowEntry } from '../similarity/window-entry.ts';
import { readHeadlines } from './headline-evidence.ts';
import type { Candidate } from './verdict.ts';

const DAY_MS = 86_400_000;
/** The very same words are the same copy, however common they are. */
const SAME_WORDS = 20;
/** A marked story under the slug of an earlier one needs less of its text to be its next version. */
const SAME_SLUG = 1.5;
/** Below this share of the smaller side's shingles nothing else can make a story copy of another. */
const LEAST_OVERLAP = 0.08;
/** A teaser or a stock sentence under another headline is another story: of a short text the headline tells most. */
const SHORT_TEXT = 40;
const HEADLINES_OF_SHORT_TEXT = 0.6;
/** Fewer words than this say too little to be found again by. */
const FEWEST_WORDS = 5;
/** A slug that more stories share is a desk’s or a form’s, and names none. */
const MOST_STORIES_OF_A_SLUG = 8;
const NONE: readonly WindowCandidate[] = [];

/** The best earlier copy of a story, and why it is that. */
export interface Copy {
  readonly entry: WindowEntry;
  readonly comparison: Comparison;
  readonly score: number;
  readonly strongest: readonly { readonly name: string; readonly weighs: number }[];
  /** The line's newest entry that is the story's own agency's, where that is not `entry` itself. */
  readonly ownLine: WindowEntry | null;
  /** An earlier revision of the same article carried this very headline. */
  readonly headlineSeen: boolean;
  /** What it was compared with is itself a copy that was spiked for the entry's article. */
  readonly ofSpiked?: boolean;
}

/**
 * Finds the one earlier story whose copy this is: the best of the window and of those judged in the same batch. Never
 * a union through a third.
 */
export function findCopy(
  candidate: Candidate,
  features: Features,
  window: Window,
  batch: readonly WindowCandidate[] = NONE,
): Copy | null {
  return features.words < FEWEST_WORDS ? null : findIn(candidate, window.inquire(features), window, batch);
}

/**
 * Finds the spiked copy that a story from elsewhere is copy of, in the name of what that was spiked for. An agency's own
 * wire is no copy of it, and is not asked about.
 * @param window recent copy, by which words are rare; `spiked`: the copies that were spiked
 */
export function findSpikedCopy(
  candidate: Candidate,
  features: Features,
  window: Window,
  { spiked, batch }: { spiked: Window; batch: readonly WindowCandidate[] },
): Copy | null {
  if (features.words < FEWEST_WORDS || candidate.standing === 'wire') return null;
  if (spiked.size === 0 && batch.length === 0) return null;
  const { weights } = window.inquire(features);
  const inquiry = new Inquiry(features, weights, spiked.inquire(features).candidates);
  const copy = findIn(candidate, inquiry, window, batch);
  return copy === null ? null : { ...copy, ofSpiked: true };
}

function findIn(
  candidate: Candidate,
  inquiry: Inquiry,
  window: Window,
  batch: readonly WindowCandidate[],
): Copy | null {
  const { features } = inquiry;
  const namesStory =
    features.slugHash !== 0 && window.linesUnderSlug(features, MOST_STORIES_OF_A_SLUG + 1) <= MOST_STORIES_OF_A_SLUG;
  const linked: Linked[] = [];
  for (const found of inquiry.near(batch)) {
    const link = linkTo(found, candidate, inquiry, { window, namesStory });
    if (link !== null) linked.push(link);
  }
  const best = bestOf(linked);
  if (best === null) return null;
  const { entry } = best.found;
  const code = candidate.article.agency?.code;
  return {
    entry,
    comparison: best.evidence.comparison,
    score: Math.round(best.score * 100) / 100,
    strongest: strongestOf(best.evidence),
    ownLine: code === undefined || entry.agency === code ? null : window.ofLine(entry.lineage, code),
    headlineSeen: window.sameHeadlineIn(features, entry.articleId),
  };
}

/** What makes a story copy of an earlier one, or null where too little does. */
function linkTo(
  found: Near,
  candidate: Candidate,
  inquiry: Inquiry,
  { window, namesStory }: { window: Window; namesStory: boolean },
): Linked | null {
  const { article } = candidate;
  const { features } = inquiry;
  if (shareOf(found.overlap) < LEAST_OVERLAP && features.headlineHash !== found.features.headlineHash) return null;
  if (found.features.words < FEWEST_WORDS || !sameLanguage(article, found.entry)) return null;
  const evidence = {
    comparison: compareFeatures(inquiry, found, window),
    daysApart: Math.max(0, candidate.now - found.entry.at) / DAY_MS,
    sameHeadlineElsewhere: window.sameHeadlineElsewhere(features, found.entry.lineage),
    sameAgency: found.entry.agency !== null && found.entry.agency === article.agency?.code,
  };
  const { sameBody, sameHeadline } = evidence.comparison;
  if (standsBeside(candidate, found.entry) && !(sameBody && sameHeadline)) return null;
  const score = scoreWith(article, features, found, { evidence, namesStory });
  return score >= LINK_FROM ? { found, evidence, score } : null;
}

interface Linked {
  readonly found: Near;
  readonly evidence: Evidence;
  readonly score: number;
}

/** The likeliest; of several forms of one story, each an article of its own, the one whose length is the nearest. */
function bestOf(linked: readonly Linked[]): Linked | null {
  const [first] = linked;
  if (first === undefined) return null;
  const best = linked.reduce((one, other) => (other.score > one.score ? other : one), first);
  const { lineage, agency, articleId } = best.found.entry;
  const forms = linked.filter(
    ({ found: { entry } }) => entry.lineage === lineage && entry.agency === agency && entry.articleId !== articleId,
  );
  const shared = ({ evidence: { comparison } }: Linked): number => comparison.newInOld + comparison.oldInNew;
  return forms.reduce((one, other) => (shared(other) > shared(one) ? other : one), best);
}

function scoreWith(
  article: Article,
  features: Features,
  found: WindowCandidate,
  { evidence, namesStory }: { evidence: Evidence; namesStory: boolean },
): number {
  const { sameBody, sameHeadline } = evidence.comparison;
  if (sameBody && sameHeadline) return SAME_WORDS;
  const follows = namesStory && evidence.sameAgency && article.marked && features.slugHash === found.features.slugHash;
  const headlines = readHeadlines(article, features, found.features, evidence);
  const isShort = Math.min(features.words, found.features.words) < SHORT_TEXT && !headlines.isOwnFirstWords;
  if (isShort && !follows && headlinesApart(features, found.features) >= HEADLINES_OF_SHORT_TEXT)
    return Number.NEGATIVE_INFINITY;
  return scoreOf(evidence) + headlines.adds + (sameBody ? 2 : 0) + (follows ? SAME_SLUG : 0);
}

/**
 * Items side by side in one document under different ids are different stories, however alike; what is marked as a new
 * version by a feed that speaks for its agency is none of that kind.
 */
function standsBeside({ article, beside, speaksFor }: Candidate, { feed, uri }: WindowEntry): boolean {
  if (beside === undefined || feed !== article.provenance.feed || uri === article.uri) return false;
  const isOwnMark = article.marked && speaksFor.includes(article.agency?.code ?? '');
  return !isOwnMark && beside.has(nameBeside(uri));
}

/** Languages are compared without their regions; text of unknown language may be copy of any. */
function sameLanguage(article: Article, { language }: WindowEntry): boolean {
  const base = (tag: string): string => tag.split('-')[0] ?? tag;
  return article.language === 'und' || language === 'und' || base(article.language) === base(language);
}

/** How the copy stands to the earlier one, by its text alone. */
export function relationOf({ comparison }: Copy): 'exact' | 'near' | 'excerpt' {
  if (comparison.sameBody && comparison.sameHeadline) return 'exact';
  return comparison.newInOld >= 0.8 && comparison.oldInNew < 0.8 ? 'excerpt' : 'near';
}
