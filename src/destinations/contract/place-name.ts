import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import type { Named } from './destination.ts';

/** What stands in braces in the name of a file, a key, a subject. */
const PLACES: Readonly<Record<string, (delivery: Named) => string>> = {
  id: ({ id }) => sha256(id).slice(0, 40),
  article: ({ articleId }) => articleId,
  revision: ({ revision }) => String(revision ?? 0),
  agency: ({ article }) => article?.agency?.code ?? 'none',
  language: ({ article }) => article?.language ?? 'und',
  priority: ({ article }) => article?.priority ?? 'normal',
  slug: ({ article }) => article?.slugline ?? article?.agency?.code ?? 'story',
  type: ({ event }) => event.type.slice(event.type.indexOf('.') + 1),
  date: ({ article, event }) => (article?.versionCreated ?? event.timestamp).slice(0, 10),
  time: ({ article, event }) => (article?.versionCreated ?? event.timestamp).slice(11, 19).replaceAll(':', ''),
  extension: ({ document }) => document.extension,
};
const PLACE = /\{([a-z]+)\}/g;
/** Systems take names of 255 bytes; a name may have several parts, and gets endings. */
const MAX_PART_BYTES = 120;

/** The setting of a name with places in it. `unique`: the name must tell one revision from another. */
export function placeName(description: string, standard: string, { unique }: { unique: boolean }) {
  const known = Object.keys(PLACES).map((place) => `{${place}}`);
  return z
    .string()
    .min(1)
    .refine(
      (name) => [...name.matchAll(PLACE)].every(([, place]) => Object.hasOwn(PLACES, place as string)),
      `write some of ${known.join(', ')}`,
    )
    .refine((name) => !/\p{Cc}/u.test(name), 'write a name on one line, without control characters')
    .refine((name) => !/(?:^|\/)\.{0,2}(?:\/|$)/.test(name), 'write a name without empty parts, without . and ..')
    .refine(
      (name) => !unique || name.includes('{id}') || (name.includes('{article}') && name.includes('{revision}')),
      'write {id}, or {article} and {revision}, so that no revision takes the place of another',
    )
    .default(standard)
    .describe(`${description}; ${known.join(' ')} stand for what they say`);
}

/**
 * A name with its places filled. Whatever the copy says makes no folder, no hidden file and no name that a system does
 * not take: other signs than letters, digits, hyphens, dots and underscores become hyphens.
 */
export function fillName(name: string, delivery: Named): string {
  return name.replace(PLACE, (_, place: string) => plain(PLACES[place]?.(delivery) ?? ''));
}

function plain(text: string): string {
  const signs = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '');
  return beginningOf(signs) || 'none';
}

/** As many whole letters as fit. */
function beginningOf(text: string): string {
  let bytes = 0;
  const letters: string[] = [];
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > MAX_PART_BYTES) break;
    letters.push(letter);
  }
  return letters.join('');
}
