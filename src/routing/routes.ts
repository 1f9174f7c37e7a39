import { z } from 'zod';
import { type Article, NewsClass, Priority } from '../article/article.ts';
import { DeskHours, isWithinHours } from './desk-hours.ts';
import { withoutRegion } from './filter.ts';
import { hasWords } from './match-words.ts';

const Names = z.array(z.string().min(1).max(200)).min(1, 'an empty list fits no story: remove it').max(1_000);

/** What a story must be for a rule to fit; of each key that is there one value must be the story's. */
export const RouteRule = z.strictObject({
  name: z.string().min(1).max(63).optional(),
  send: z.boolean().default(true),
  agencies: Names.optional(),
  services: Names.optional(),
  languages: Names.optional(),
  newsClasses: z.array(NewsClass).min(1).optional(),
  genres: Names.optional(),
  priorities: z.array(Priority).min(1).optional(),
  places: Names.optional(),
  subjects: Names.optional(),
  keywords: Names.optional(),
  headline: Names.optional(),
  events: Names.optional(),
  hours: DeskHours.optional(),
});
export type RouteRule = z.infer<typeof RouteRule>;

/** Rules that say which stories a receiver gets. */
export const Routes = z.strictObject({
  match: z.enum(['first', 'all']).default('first'),
  rules: z.array(RouteRule).min(1, 'write at least one rule').max(200),
});
export type Routes = z.infer<typeof Routes>;

/** When a story is routed, and what its subjects mean. */
export interface RoutingMoment {
  /** When the revision was committed (epoch milliseconds): desk hours go by it. */
  readonly instant: number;
  /** A Media Topic code and every topic above it, with their scheme: `medtop:20000065`. */
  readonly topicsAbove: (code: string) => readonly string[];
}

/** What a rule said of a story. */
export interface TriedRule {
  /** Its name, or its place in the list, from 1. */
  readonly rule: string;
  readonly fits: boolean;
  /** The condition that does not fit, or the words that fit. */
  readonly why: string;
}

/** Whether a story is sent, why, and what each rule that was asked said of it. */
export interface RouteDecision {
  readonly sends: boolean;
  readonly reason: string;
  readonly tried: readonly TriedRule[];
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const anyOf = (wanted: readonly string[], found: readonly (string | null)[]): boolean =>
  wanted.some((one) => found.some((other) => other !== null && same(one, other)));

/** What each condition looks at. The hours are apart: they look at no story. */
const CONDITIONS: {
  readonly [Key in Exclude<keyof RouteRule, 'name' | 'send' | 'hours'>]-?: (
    article: Article,
    wanted: readonly string[],
    moment: RoutingMoment,
  ) => boolean;
} = {
  agencies: ({ agency }, wanted) => anyOf(wanted, [agency?.code ?? null]),
  services: ({ provenance }, wanted) => anyOf(wanted, [provenance.feed]),
  languages: ({ language }, wanted) => anyOf(wanted, withoutRegion(language)),
  newsClasses: ({ newsClass }, wanted) => wanted.includes(newsClass),
  genres: ({ genres }, wanted) => anyOf(wanted, genres),
  priorities: ({ priority }, wanted) => wanted.includes(priority),
  places: ({ places, dateline, located }, wanted) =>
    anyOf(wanted, [...places.map(({ name }) => name), dateline?.place ?? null, dateline?.country ?? null, located]),
  subjects: ({ subjects }, wanted, { topicsAbove }) =>
    subjects.some(({ code, sourceCode }) =>
      anyOf(wanted, [sourceCode, ...(code === null ? [] : [code, ...topicsAbove(code)])]),
    ),
  keywords: ({ keywords, slugline }, wanted) =>
    wanted.some((words) => [...keywords, slugline ?? ''].some((keyword) => hasWords(keyword, words))),
  headline: ({ headline }, wanted) => wanted.some((words) => hasWords(headline ?? '', words)),
  events: ({ eventId }, wanted) => anyOf(wanted, [eventId]),
};

/**
 * Whether routes send a story. `first`: the first rule that fits decides, and where none does nothing is sent. `all`:
 * every rule must fit, and none that says `send: false` may.
 */
export function routeArticle(article: Article, { match, rules }: Routes, moment: RoutingMoment): RouteDecision {
  const tried: TriedRule[] = [];
  for (const [at, rule] of rules.entries()) {
    const name = rule.name ?? String(at + 1);
    const failed = failedCondition(article, rule, moment);
    tried.push({ rule: name, fits: failed === null, why: failed ?? 'all of its conditions fit' });
    const decided = match === 'first' ? failed === null : (failed === null) !== rule.send;
    if (!decided) continue;
    if (match === 'first')
      return { sends: rule.send, reason: `routes: rule ${name} ${rule.send ? 'sends it' : 'keeps it back'}`, tried };
    const reason = rule.send ? `routes: rule ${name} does not fit: ${failed}` : `routes: rule ${name} keeps it back`;
    return { sends: false, reason, tried };
  }
  if (match === 'all') return { sends: true, reason: 'routes: all rules agree', tried };
  return { sends: false, reason: 'routes: no rule fits', tried };
}

/** The first condition of a rule that a story does not fulfil, in words; null where it fulfils all. */
function failedCondition(article: Article, rule: RouteRule, moment: RoutingMoment): string | null {
  for (const [key, fits] of Object.entries(CONDITIONS)) {
    const wanted = rule[key as keyof typeof CONDITIONS];
    if (wanted !== undefined && !fits(article, wanted, moment)) return `${key} is none of ${wanted.join(', ')}`;
  }
  const { hours } = rule;
  if (hours === undefined || isWithinHours(hours, moment.instant)) return null;
  return `it came outside ${hours.from} to ${hours.to} ${hours.zone}${hours.days ? ` on ${hours.days.join(', ')}` : ''}`;
}
