import { z } from 'zod';
import { NewsClass, Priority } from '../article/article.ts';

/** What copy a receiver gets: of each key that is there one value must be the story's. */
export const Filter = z.strictObject({
  agencies: z.array(z.string()).optional(),
  languages: z.array(z.string()).optional(),
  priorities: z.array(Priority).optional(),
  newsClasses: z.array(NewsClass).default(['story', 'alert']),
  subjects: z.array(z.string()).optional(),
});
export type Filter = z.infer<typeof Filter>;

/** What of a story a filter looks at. */
export interface FilteredFacts {
  readonly newsClass: string;
  /** Empty where the story is nobody's. */
  readonly agency: string;
  readonly priority: string;
  readonly language: string;
  readonly subjects: readonly string[];
}

/** Why a story is not for a receiver, and by which key. */
export interface Refusal {
  readonly by: string;
  readonly why: string;
}

/** What each key of a filter looks at. */
const KEYS: readonly {
  readonly key: keyof Filter;
  readonly what: string;
  readonly valuesOf: (facts: FilteredFacts) => readonly string[];
}[] = [
  { key: 'newsClasses', what: 'newsClass', valuesOf: ({ newsClass }) => [newsClass] },
  { key: 'agencies', what: 'agency', valuesOf: ({ agency }) => [agency] },
  { key: 'priorities', what: 'priority', valuesOf: ({ priority }) => [priority] },
  { key: 'languages', what: 'language', valuesOf: ({ language }) => withoutRegion(language) },
  { key: 'subjects', what: 'subjects', valuesOf: ({ subjects }) => subjects },
];

/** A language tag and the language it begins with. */
export function withoutRegion(language: string): readonly string[] {
  return [language, language.split('-')[0] ?? ''];
}

/** Why the filter keeps a story back, or null where it lets it pass. */
export function refusedByFilter(facts: FilteredFacts, filter: Filter): Refusal | null {
  for (const { key, what, valuesOf } of KEYS) {
    const allowed: readonly string[] | undefined = filter[key];
    const values = valuesOf(facts);
    if (allowed === undefined || values.some((value) => allowed.includes(value))) continue;
    const why = key === 'subjects' ? 'filter: subjects' : `filter: ${what} ${values[0] || 'none'}`;
    return { by: key, why };
  }
  return null;
}
