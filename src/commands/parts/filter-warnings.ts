import type { Filter } from '../../routing/filter.ts';
import type { DestinationSettings } from '../../settings/schema.ts';

/** What filters can name. */
export interface Nameable {
  /** Codes of the agencies whose copy is known, or comes by a feed. */
  readonly agencies: ReadonlySet<string>;
  /** Codes of Media Topics. */
  readonly topics: ReadonlySet<string>;
}

/** What is to be said of the values of each key of a filter. */
const CHECKS: readonly {
  readonly key: keyof Filter;
  readonly wrong: (value: string, nameable: Nameable) => string | null;
}[] = [
  { key: 'agencies', wrong: (value, { agencies }) => (agencies.has(value) ? null : 'no agency has this code') },
  { key: 'languages', wrong: wrongLanguage },
  { key: 'newsClasses', wrong: (value) => (value === 'test' ? 'test messages are never sent' : null) },
  {
    key: 'subjects',
    wrong: (value, { topics }) => (topics.has(value.replace(/^medtop:/, '')) ? null : 'no Media Topic has this code'),
  },
];

/** Values of a filter that let nothing pass, each in a sentence. */
export function filterWarnings({ filter }: Pick<DestinationSettings, 'filter'>, nameable: Nameable): string[] {
  return CHECKS.flatMap(({ key, wrong }) => {
    const values = filter[key];
    if (values === undefined) return [];
    if (values.length === 0) return [`filter.${key} is an empty list: nothing passes it; remove it`];
    return values.flatMap((value) => {
      const why = wrong(value, nameable);
      return why === null ? [] : [`filter.${key}: ${value} lets nothing pass: ${why}`];
    });
  });
}

let languageNames: Intl.DisplayNames | null = null;

function isLanguage(code: string): boolean {
  languageNames ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return languageNames.of(code) !== undefined;
}

function wrongLanguage(value: string): string | null {
  let canonical: string | undefined;
  try {
    [canonical] = Intl.getCanonicalLocales(value);
  } catch {
    return 'it is no language tag (BCP 47)';
  }
  if (canonical !== value) return `write ${canonical}`;
  return isLanguage(value.split('-')[0] ?? '') ? null : 'there is no such language';
}
