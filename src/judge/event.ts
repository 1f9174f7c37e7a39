import type { Features } from '../similarity/features.ts';
import { bareTerm, isNamed, type Sketch, weightOf } from '../similarity/sketch.ts';
import type { Window } from '../similarity/window.ts';
import type { WindowCandidate } from '../similarity/window-entry.ts';
import type { Candidate, Neighbours } from './verdict.ts';

const HALF_LIFE_MS = 24 * 3_600_000;
/** How alike what two reports make of their terms must be, less by half for each day between them. */
const SAME_EVENT = 0.13;
/** One agency tells of many events in the same form. */
const SAME_EVENT_OF_ONE_AGENCY = 0.2;
const FEWEST_TERMS = 4;

/** The event that a story reports, where a recent report of it stands in the window or in the same batch. */
export function findEvent(
  { article, now }: Candidate,
  { sketch }: Features,
  window: Window,
  batch: readonly WindowCandidate[],
): Neighbours['event'] {
  if (sketch.length < FEWEST_TERMS) return null;
  const own = weigh(sketch, window);
  let best: { likeness: number; found: WindowCandidate } | null = null;
  for (const found of [...window.sharingTerms(sketch), ...batch]) {
    const { entry, features } = found;
    if (entry.eventId === '' || !isSameLanguage(article.language, entry.language)) continue;
    const ofOneAgency = entry.agency !== null && entry.agency === article.agency?.code;
    const least = ofOneAgency ? SAME_EVENT_OF_ONE_AGENCY : SAME_EVENT;
    const fresh = 0.5 ** (Math.max(0, now - entry.at) / HALF_LIFE_MS);
    const likeness = likenessOf(own, features.sketch, window, least / fresh) * fresh;
    if (likeness < least) continue;
    if (likeness > (best?.likeness ?? 0)) best = { likeness, found };
  }
  if (best === null) return null;
  const { entry } = best.found;
  return { id: entry.eventId, score: Math.round(best.likeness * 100) / 100, articleId: entry.articleId };
}

/** A sketch with the rarity of each term and its weight by it, and the length of the whole. */
interface Weighed {
  readonly sketch: Sketch;
  readonly rarities: readonly number[];
  readonly weights: readonly number[];
  readonly length: number;
}

function weigh(sketch: Sketch, window: Window): Weighed {
  const rarities = Array.from(sketch, (term) => window.termWeight(term));
  const weights = rarities.map((rarity, at) => weightOf(sketch[at] as number) * rarity);
  return { sketch, rarities, weights, length: lengthOf(sketch, window) };
}

function lengthOf(sketch: Sketch, window: Window): number {
  let sum = 0;
  for (const term of sketch) {
    const weight = weightOf(term) * window.termWeight(term);
    sum += weight * weight;
  }
  return Math.sqrt(sum);
}

/** What is certainly less than another number, though both were rounded. */
const CERTAINLY = 1 - 1e-9;

/** The cosine of two sketches; nothing where they share no name and no figure, or where it is less than `least`. */
function likenessOf(
  { sketch, rarities, weights, length }: Weighed,
  other: Sketch,
  window: Window,
  least: number,
): number {
  let [at, place, shared, ofOwn, named] = [0, 0, 0, 0, false];
  while (at < sketch.length && place < other.length) {
    const [term, against] = [sketch[at] as number, other[place] as number];
    const [bare, bareOther] = [bareTerm(term), bareTerm(against)];
    if (bare === bareOther) {
      const weight = weights[at] as number;
      shared += weight * (weightOf(against) * (rarities[at] as number));
      ofOwn += weight * weight;
      named ||= isNamed(term) || isNamed(against);
    }
    if (bare <= bareOther) at += 1;
    if (bare >= bareOther) place += 1;
  }
  if (!named || shared <= 0) return 0;
  // The cosine is never more than the share of the own length that the shared terms have.
  return Math.sqrt(ofOwn) < least * length * CERTAINLY ? 0 : shared / (length * lengthOf(other, window));
}

function isSameLanguage(one: string, other: string): boolean {
  const base = (tag: string): string => tag.split('-')[0] ?? tag;
  return one === 'und' || other === 'und' || base(one) === base(other);
}
