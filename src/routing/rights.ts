import { z } from 'zod';
import type { Article } from '../article/article.ts';
import { MEDIA, type RestrictionTerm, readRestriction } from './restriction-terms.ts';

/** Whether what a story's rights do not allow is kept back, or sent with a warning. */
export const RightsMode = z.enum(['enforce', 'warn']);

/** What says of a stop that it ends a licence (`changeSource`). */
export const LICENCE = 'licence';

/** What a receiver does with copy, as far as rights tell uses apart. */
export const Uses = z.strictObject({
  territories: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'write codes of ISO 3166-1 such as DE, GB, US'))
    .min(1)
    .optional(),
  media: z.array(z.enum(MEDIA)).min(1).optional(),
  archive: z.boolean().default(false),
});

/** How rights bind a receiver. */
export interface RightsTerms {
  readonly rights: z.infer<typeof RightsMode>;
  readonly uses: z.infer<typeof Uses>;
}

/** What a story's rights say of a receiver. */
export interface RightsFindings {
  /** What does not allow it, in words; empty where nothing is against it. */
  readonly against: readonly string[];
  /** Restrictions that only a person can apply to it. */
  readonly unread: readonly string[];
}

/** Whether anything binds who gets a story: only of such stories the rights have to be looked at. */
export function hasTerms({ expires, rights }: Pick<Article, 'expires' | 'rights'>): boolean {
  return expires !== null || rights.restrictions.length > 0;
}

/** When nobody may have a story any more (epoch milliseconds), by its licence or by restrictions as filed; null: never. */
export function licenceEndOf(
  article: Pick<Article, 'expires' | 'rights' | 'versionCreated' | 'receivedAt'>,
): number | null {
  const began = Date.parse(article.versionCreated ?? article.receivedAt);
  const ends = article.rights.restrictions.flatMap(({ text }) => {
    const term = readRestriction(text);
    return term.is === 'use-within' ? [began + term.ms] : [];
  });
  if (article.expires !== null) ends.push(Date.parse(article.expires));
  return ends.length === 0 ? null : Math.min(...ends);
}

/** A story whose licence an operator takes upon them: it has no end any more. */
export function withoutLicenceEnd(article: Article): Article {
  const restrictions = article.rights.restrictions.filter(({ text }) => readRestriction(text).is !== 'use-within');
  return { ...article, expires: null, rights: { ...article.rights, restrictions } };
}

/** What the rights of a story say of a receiver at an instant (epoch milliseconds). */
export function findRights(article: Article, uses: RightsTerms['uses'], instant: number): RightsFindings {
  const against: string[] = [];
  const unread: string[] = [];
  const end = licenceEndOf(article);
  if (end !== null && end <= instant) against.push(`its licence ended at ${new Date(end).toISOString()}`);
  for (const { text } of article.rights.restrictions) {
    const allowed = allows(readRestriction(text), uses);
    if (allowed === null) unread.push(text);
    else if (!allowed) against.push(`it is filed with "${text}"`);
  }
  return { against, unread };
}

/** Null where nobody can tell: the words are not understood, or the receiver does not say what it does. */
function allows(term: RestrictionTerm, uses: RightsTerms['uses']): boolean | null {
  switch (term.is) {
    case 'for-the-user':
    case 'use-within':
      return true;
    case 'unread':
      return null;
    case 'no-archive':
      return !uses.archive;
    case 'territories':
      return fits(term.codes, uses.territories, term.only);
    case 'media':
      return fits(term.media, uses.media, term.only);
  }
}

/** `only`: all of the receiver's uses must be named; otherwise none may be. */
function fits(named: readonly string[], own: readonly string[] | undefined, only: boolean): boolean | null {
  if (own === undefined) return null;
  return only ? own.every((each) => named.includes(each)) : !own.some((each) => named.includes(each));
}
