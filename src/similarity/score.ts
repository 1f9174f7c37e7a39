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
 * known lineage. A sum of zero means as likely as not, a wrong link counted four times.
 */
const FEATURES: readonly { readonly name: string; readonly weight: number; readonly measure: Measure }[] = [
  { name: 'bias', weight: -1.96, measure: () => 1 },
  { name: 'containment', weight: 2.3, measure: ({ comparison }) => comparison.containment },
  { name: 'containment-squared', weight: 0.97, measure: ({ comparison }) => comparison.containment ** 2 },
  { name: 'rare-containment', weight: 2.42, measure: ({ comparison }) => comparison.rareContainment },
  { name: 'jaccard', weight: 0.11, measure: ({ comparison }) => comparison.jaccard },
  { name: 'shared-rarity', weight: -0.03, measure: ({ comparison }) => Math.min(1, comparison.sharedRarity / 120) },
  { name: 'shared', weight: 4.18, measure: ({ comparison }) => Math.min(1, Math.log1p(comparison.shared) / 6) },
  { name: 'numbers-agree', weight: 0.31, measure: ({ comparison }) => comparison.numbersAgree },
  { name: 'numbers', weight: -0.92, measure: ({ comparison }) => Math.min(8, comparison.numbers) / 8 },
  {
    name: 'other-numbers-in-context-share',
    weight: -3.17,
    measure: ({ comparison: { slotsSame, slotsDiffer } }) => slotsDiffer / (slotsSame + slotsDiffer + 1),
  },
  {
    name: 'other-numbers-in-context',
    weight: -3.82,
    measure: ({ comparison }) => Math.min(10, comparison.slotsDiffer) / 10,
  },
  { name: 'names', weight: -0.27, measure: ({ comparison }) => comparison.namesAgree },
  { name: 'headline', weight: 1.21, measure: ({ comparison }) => comparison.headlineAgree },
  { name: 'size', weight: 1.53, measure: ({ comparison }) => comparison.sizeRatio },
  {
    name: 'roundup',
    weight: -4.67,
    measure: ({ comparison: { headlineAgree, sizeRatio } }) =>
      sizeRatio > Math.log(1.1) ? (1 - headlineAgree) * Math.min(2, sizeRatio) : 0,
  },
  { name: 'days-apart', weight: -1.81, measure: ({ daysApart }) => Math.min(4, daysApart) },
  {
    name: 'template',
    weight: -2.26,
    measure: ({ comparison: { containment, numbers, numbersAgree } }) =>
      containment * (Math.min(8, numbers) / 8) * (1 - numbersAgree),
  },
  {
    name: 'numbers-replaced',
    weight: -2.2,
    measure: ({ comparison: { numbersReplaced, numbersBoth } }) =>
      numbersReplaced / (numbersReplaced + numbersBoth + 1),
  },
  {
    name: 'numbers-replaced-next-day',
    weight: -0.71,
    measure: ({ comparison: { numbersReplaced, numbersBoth }, daysApart }) =>
      (numbersReplaced / (numbersReplaced + numbersBoth + 1)) * Math.min(1, daysApart),
  },
  {
    name: 'other-numbers-next-day',
    weight: -2.23,
    measure: ({ comparison: { slotsDiffer }, daysApart }) => (Math.min(6, slotsDiffer) / 6) * Math.min(1, daysApart),
  },
  {
    name: 'headline-conflict',
    weight: 0.36,
    measure: ({ comparison }) => Math.min(8, comparison.headlineConflict) / 8,
  },
  {
    name: 'headline-conflict-of-short-overlap',
    weight: -3.99,
    measure: ({ comparison: { headlineConflict, containment } }) =>
      (Math.min(8, headlineConflict) / 8) * (1 - containment),
  },
  {
    name: 'other-subject',
    weight: -4.58,
    measure: ({ comparison }) => Math.min(8, comparison.otherSubject) / 8,
  },
  { name: 'names-of-one-side', weight: -1.52, measure: ({ comparison }) => comparison.namesOnlyOne },
  { name: 'series', weight: -2.88, measure: ({ sameHeadlineElsewhere }) => sameHeadlineElsewhere / 3 },
  {
    name: 'series-over-days',
    weight: -1.1,
    measure: ({ sameHeadlineElsewhere, daysApart }) => (daysApart > 0.6 ? (sameHeadlineElsewhere / 3) * daysApart : 0),
  },
];

/** A story is linked to an earlier one from this score on. */
export const LINK_FROM = 0.7;

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
