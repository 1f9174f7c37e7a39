import { hash as hashOnce } from 'node:crypto';
import type { Article, Media } from './article.ts';
import { stableAddress, withStableAddresses } from './stable-address.ts';

/** The fields that make a revision: two stories whose content is equal are the same story told twice. */
export const CONTENT_FIELDS = [
  'headline',
  'subheadline',
  'byline',
  'dateline',
  'bodyText',
  'bodyHtml',
  'summary',
  'edNote',
  'correctionNote',
  'pubStatus',
  'embargoedUntil',
  'embargoText',
  'expires',
  'withdraws',
  'rights',
  'media',
  'subjects',
  'urgency',
  'links',
  'language',
] as const satisfies readonly (keyof Article)[];
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** JSON with sorted keys: equal values give equal text, whatever order their keys were written in. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(fields[key])}`;
  }
  return `{${text}}`;
}

const MOST_QUOTED = 1_000;
const QUOTED = new Map<string, string>();

/** A key as JSON; what articles and items have for keys is written once. */
function quoted(key: string): string {
  const known = QUOTED.get(key);
  if (known !== undefined) return known;
  const json = JSON.stringify(key);
  if (QUOTED.size < MOST_QUOTED) QUOTED.set(key, json);
  return json;
}

/** Lower-case hex SHA-256 of a text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hashOnce('sha256', data);
}

const KNOWN_HASHES = new WeakMap<Article, string>();

/** Hash of everything in the article that makes a revision; transmission facts and times are outside it. */
export function contentHash(article: Article): string {
  const known = KNOWN_HASHES.get(article);
  if (known !== undefined) return known;
  const fields = CONTENT_FIELDS.map((field) => [field, comparable(article, field)]);
  const hash = sha256(canonicalJson(fields)).slice(0, 40);
  KNOWN_HASHES.set(article, hash);
  return hash;
}

/** Says that `after` was made from `before`: where no content was touched its hash is known already. Returns `after`. */
export function withContentOf(before: Article, after: Article): Article {
  const hash = KNOWN_HASHES.get(before);
  const untouched = CONTENT_FIELDS.every((field) => before[field] === after[field]);
  if (hash !== undefined && untouched && before.languageSource === after.languageSource) KNOWN_HASHES.set(after, hash);
  return after;
}

/** The content fields in which two articles differ, in the order of `CONTENT_FIELDS`. */
export function changedFields(before: Article, after: Article): ContentField[] {
  return CONTENT_FIELDS.filter(
    (field) => canonicalJson(comparable(before, field)) !== canonicalJson(comparable(after, field)),
  );
}

// What changes by itself in an address is no change that a reader could notice; a language that was only detected may
// waver.
function comparable(article: Article, field: ContentField): unknown {
  if (field === 'media') return article.media.map(comparableMedia);
  if (field === 'bodyHtml') return withStableAddresses(article.bodyHtml);
  if (field === 'language') return article.languageSource === 'declared' ? article.language : null;
  // Names and Media Topics come from the vocabulary, which an operator may change; what was filed is compared.
  if (field === 'subjects') return article.subjects.map(({ sourceCode, code, name }) => sourceCode ?? code ?? name);
  if (field === 'links')
    return article.links
      .filter(({ rel }) => rel !== 'follows' && rel !== 'translationOf')
      .map(({ rel, uri }) => ({ rel, uri: stableAddress(uri) }));
  return article[field];
}

function comparableMedia({ hrefExpires: _, ...media }: Media): unknown {
  const stable = (address: string | null): string | null => (address === null ? null : stableAddress(address));
  const renditions = media.renditions.map((rendition) => ({ ...rendition, href: stable(rendition.href) }));
  return { ...media, uri: stable(media.uri), href: stable(media.href), renditions };
}
