import type { Related } from '../article/article.ts';
import type { Features } from '../similarity/features.ts';
import { type Overlap, shareOf } from '../similarity/inquiry.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate } from '../similarity/window-entry.ts';
import { findEvent } from './event.ts';
import type { Candidate, Neighbours } from './verdict.ts';

const HOUR_MS = 3_600_000;
const ALERT_FILLED_WITHIN_MS = 2 * HOUR_MS;
/** Share of the weight of an alert's words, by rarity. */
const FILLED_ALERT = 0.6;
const FEWEST_WORDS = 4;
const LEAST_SHARED = 8;
const LEAST_OVERLAP = 0.1;
const MOST_RELATED = 5;
const NONE: readonly WindowCandidate[] = [];

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
    event: findEvent(candidate, features, window, batch),
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
