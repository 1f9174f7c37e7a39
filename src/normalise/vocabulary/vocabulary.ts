import type { Subject } from '../../article/article.ts';

/** How a code as filed stands to the Media Topic it was given. */
export type SubjectMatch = NonNullable<Subject['match']>;

/** IPTC Media Topics with the old Subject Codes that lead to them; plain data, so that it can be kept as JSON. */
export interface Vocabulary {
  /** The day of the release, or what the table is called. */
  readonly release: string;
  /** Media Topic codes ("20000065") with the topic above them and their names by language ("en", "de", "pt-BR"). */
  readonly topics: Readonly<
    Record<string, { readonly parent: string | null; readonly names: Readonly<Record<string, string>> }>
  >;
  /** Subject Codes ("16009000") and the Media Topic each leads to. */
  readonly subjectCodes: Readonly<Record<string, { readonly topic: string; readonly match: SubjectMatch }>>;
}

/** A topic's name in a language: the language itself, its base, English, else null. */
export function topicName(vocabulary: Vocabulary, code: string, language: string): string | null {
  const names = vocabulary.topics[code]?.names ?? {};
  const base = language.split('-')[0] ?? '';
  const regional = Object.keys(names).find((each) => each.split('-')[0] === base);
  return names[language] ?? names[base] ?? (regional === undefined ? undefined : names[regional]) ?? names.en ?? null;
}

const MOST_LEVELS = 12;

/** The topics above a Media Topic code such as `medtop:20000065`, the nearest first; none for a code of another scheme. */
export function topicsAbove({ topics }: Vocabulary, code: string): string[] {
  const found: string[] = [];
  const [scheme, value = ''] = code.split(':');
  let above = scheme === 'medtop' && Object.hasOwn(topics, value) ? topics[value]?.parent : null;
  while (above && found.length < MOST_LEVELS) {
    found.push(`medtop:${above}`);
    above = Object.hasOwn(topics, above) ? topics[above]?.parent : null;
  }
  return found;
}
