import type { Related } from '../article/article.ts';
import type { Features } from './features.ts';
import { type Overlap, shareOf } from './inquiry.ts';
import type { Candidate } from './verdict.ts';
import type { Window, WindowCandidate } from './window.ts';

const HOUR_MS = 3_600_000;
const ALERT_FILLED_WITHIN_MS = 2 * HOUR_MS;
const EVENT_WITHIN_MS = 24 * HOUR_MS;
/** Shares of the weight of the lighter side's headline words and names, by rarity. */
const SAME_EVENT = 0.5;
const FILLED_ALERT = 0.6;
const FEWEST_WORDS = 4;
const LEAST_SHARED = 8;
const LEAST_OVERLAP = 0.1;
const MOST_RELATED = 5;
const NONE: readonly WindowCandidate[] = [];

/** What stands near a story in the window without being what it is a version of. */
export interface Neighbours {
  /** Other articles whose text it carries, or that carry its own, with the share of this story's text. */
  readonly related: readonly Related[];
  /** The same agency's alert that this story fills: its article and its uri. */
  readonly follows: { readonly articleId: string; readonly uri: string } | null;
  /** The event that other agencies reported, how sure it is, and in which article. */
  readonly event: { readonly id: string; readonly score: number; readonly articleId: string } | null;
}

/** Nothing near. */
export const ALONE: Neighbours = { related: [], follows: null, event: null };

/** Looks round in the window and in the batch of stories that are judged together. */
export function findNeighbours(
  candidate: Candidate,
  features: Features,
  window: Window,
  batch: readonly WindowCandidate[] = NONE,
): Neighbours {
  return {
    related: relatedTo(features, window, batch),
    follows: followedAlert(candidate, features, window, batch),
    event: eventOf(candidate, features, window, batch),
  };
}

function relatedTo(features: Features, window: Window, batch: readonly WindowCandidate[]): Related[] {
  const found = new Map<string, Related>();
  for (const { entry, overlap } of window.inquire(features).near(batch)) {
    if (shareOf(overlap) < LEAST_OVERLAP) continue;
    const relation = relationOf(overlap);
    const share = Math.round((overlap.both / overlap.first) * 100) / 100;
    if (relation !== null && (found.get(entry.articleId)?.share ?? -1) < share)
      found.set(entry.articleId, { id: entry.articleId, relation, share });
  }
  return [...found.values()].sort((a, b) => (b.share ?? 0) - (a.share ?? 0)).slice(0, MOST_RELATED);
}

function relationOf({ level, first, second, both }: Overlap): string | null {
  if (both * 2 ** level < LEAST_SHARED) return null;
  if (both / first >= 0.8) return both / second >= 0.8 ? 'copy' : 'excerpt';
  if (both / second >= 0.5) return 'contains';
  return both / first >= 0.15 ? 'shares-text' : null;
}

function followedAlert(
  { article, now }: Candidate,
  features: Features,
  window: Window,
  batch: readonly WindowCandidate[],
): Neighbours['follows'] {
  const code = article.agency?.code;
  if (code === undefined || article.newsClass !== 'story' || article.pubStatus !== 'usable') return null;
  const alerts = window.alertsSince(code, now - ALERT_FILLED_WITHIN_MS);
  const ofBatch = batch.filter(({ entry }) => entry.alert && entry.agency === code);
  let best: { share: number; found: WindowCandidate } | null = null;
  for (const found of [...ofBatch, ...alerts]) {
    if (found.features.headline.length < FEWEST_WORDS) continue;
    const share = heldShare(found.features.headline, features, window);
    if (share >= FILLED_ALERT && share > (best?.share ?? 0)) best = { share, found };
  }
  return best && { articleId: best.found.entry.articleId, uri: best.found.entry.uri };
}

/** The share of some words, by rarity, that a story has in its headline, among its names or its numbers. */
function heldShare(words: Uint32Array, story: Features, window: Window): number {
  const own = new Set([...story.headline, ...story.names, ...story.numbers]);
  let [all, held] = [0, 0];
  for (const word of words) {
    const weight = window.wordWeight(word);
    all += weight;
    if (own.has(word)) held += weight;
  }
  return all === 0 ? 0 : held / all;
}

function eventOf(
  { article, now }: Candidate,
  features: Features,
  window: Window,
  batch: readonly WindowCandidate[],
): Neighbours['event'] {
  const code = article.agency?.code;
  if (code === undefined || features.headline.length < FEWEST_WORDS) return null;
  let best: { score: number; found: WindowCandidate } | null = null;
  for (const found of [...window.sharingWords(features), ...batch]) {
    const { entry, features: other } = found;
    if (entry.agency === null || entry.agency === code || now - entry.at > EVENT_WITHIN_MS) continue;
    if (other.headline.length < FEWEST_WORDS) continue;
    const score = Math.min(
      Math.max(heldShare(features.headline, other, window), heldShare(other.headline, features, window)),
      heldShare(topOf(features), other, window) + heldShare(topOf(other), features, window),
    );
    if (score >= SAME_EVENT && score > (best?.score ?? 0)) best = { score, found };
  }
  if (best === null) return null;
  const { entry } = best.found;
  return { id: entry.eventId, score: Math.round(best.score * 100) / 100, articleId: entry.articleId };
}

const topOf = ({ headline, names }: Features): Uint32Array => Uint32Array.from(new Set([...headline, ...names]));
