import type { Comparison } from './compare.ts';

/** What the score is made of; a weight each. */
export interface Evidence {
  readonly comparison: Comparison;
  readonly daysApart: number;
  /** Other lines of copy in the window under the very same headline, up to three. */
  readonly sameHeadlineElsewhere: number;
  readonly sameAgency: boolean;
}

type Measure = (evidence: Evidence) => number;

/**
 * The features of the score with their weights, fitted by logistic regression (test/bench/fit-judge.ts) on stories of
 * known lineage. A sum of zero means as likely as not.
 */
const FEATURES: readonly { readonly name: string; readonly weight: number; readonly measure: Measure }[] = [
  { name: 'bias', weight: -4.76, measure: () => 1 },
  { name: 'containment', weight: 2.95, measure: ({ comparison }) => comparison.containment },
  { name: 'containment-squared', weight: 2.18, measure: ({ comparison }) => comparison.containment ** 2 },
  { name: 'rare-containment', weight: 3.21, measure: ({ comparison }) => comparison.rareContainment },
  { name: 'jaccard', weight: 1.05, measure: ({ comparison }) => comparison.jaccard },
  { name: 'shared-rarity', weight: 0.4, measure: ({ comparison }) => Math.min(1, comparison.sharedRarity / 120) },
  { name: 'shared', weight: 1.43, measure: ({ comparison }) => Math.min(1, Math.log1p(comparison.shared) / 6) },
  { name: 'numbers-agree', weight: 0.73, measure: ({ comparison }) => comparison.numbersAgree },
  { name: 'numbers', weight: -0.97, measure: ({ comparison }) => Math.min(8, comparison.numbers) / 8 },
  {
    name: 'other-numbers-in-context-share',
    weight: -3.24,
    measure: ({ comparison: { slotsSame, slotsDiffer } }) => slotsDiffer / (slotsSame + slotsDiffer + 1),
  },
  {
    name: 'other-numbers-in-context',
    weight: -5.14,
    measure: ({ comparison }) => Math.min(10, comparison.slotsDiffer) / 10,
  },
  { name: 'names', weight: 0.53, measure: ({ comparison }) => comparison.namesAgree },
  { name: 'headline', weight: 3.64, measure: ({ comparison }) => comparison.headlineAgree },
  { name: 'size', weight: -0.69, measure: ({ comparison }) => comparison.sizeRatio },
  {
    name: 'roundup',
    weight: -1.23,
    measure: ({ comparison: { headlineAgree, sizeRatio } }) =>
      sizeRatio > Math.log(1.1) ? (1 - headlineAgree) * Math.min(2, sizeRatio) : 0,
  },
  { name: 'days-apart', weight: -1.86, measure: ({ daysApart }) => Math.min(4, daysApart) },
  {
    name: 'template',
    weight: -2.33,
    measure: ({ comparison: { containment, numbers, numbersAgree } }) =>
      containment * (Math.min(8, numbers) / 8) * (1 - numbersAgree),
  },
  { name: 'names-of-one-side', weight: -1.11, measure: ({ comparison }) => comparison.namesOnlyOne },
  { name: 'series', weight: -1.5, measure: ({ sameHeadlineElsewhere }) => sameHeadlineElsewhere / 3 },
  {
    name: 'series-over-days',
    weight: -1.51,
    measure: ({ sameHeadlineElsewhere, daysApart }) => (daysApart > 0.6 ? (sameHeadlineElsewhere / 3) * daysApart : 0),
  },
];

/** A story is linked to an earlier one from this score on. */
export const LINK_FROM = 2;

/** How likely a story is copy of an earlier one, as log-odds. */
export function scoreOf(evidence: Evidence): number {
  return FEATURES.reduce((sum, { weight, measure }) => sum + weight * measure(evidence), 0);
}

/** The features by name, as measured, for fitting. */
export function measuresOf(evidence: Evidence): Readonly<Record<string, number>> {
  return Object.fromEntries(FEATURES.map(({ name, measure }) => [name, measure(evidence)]));
}

/** The three features that weighed most, for a person to read. */
export function strongestOf(evidence: Evidence): { name: string; weighs: number }[] {
  return FEATURES.filter(({ name }) => name !== 'bias')
    .map(({ name, weight, measure }) => ({ name, weighs: Math.round(weight * measure(evidence) * 100) / 100 }))
    .sort((a, b) => Math.abs(b.weighs) - Math.abs(a.weighs))
    .slice(0, 3);
}
