import type { z } from 'zod';
import type { Article } from '../article/article.ts';
import { CONTENT_FIELDS, canonicalJson } from '../article/content.ts';
import { diffWords } from '../similarity/word-diff.ts';
import type { Diff } from './documents.ts';

/** Fields that are compared word by word, or say the same as one of those. */
const BY_WORDS: ReadonlySet<keyof Article> = new Set(['headline', 'bodyText', 'bodyHtml']);
const COMPARED: readonly (keyof Article)[] = [
  ...CONTENT_FIELDS.filter((field) => !BY_WORDS.has(field)),
  'slugline',
  'priority',
  'newsClass',
  'correctionNote',
  'changeNote',
  'versionCreated',
  'keywords',
  'uri',
  'version',
];

/** The revision that a word names: its id, or its number; null for the current one. */
export function findRevision(revisions: readonly Article[], word: string | null): Article | null {
  if (word === null) return revisions.findLast(({ current }) => current) ?? revisions.at(-1) ?? null;
  return revisions.find(({ revisionId, revision }) => revisionId === word || String(revision) === word) ?? null;
}

/** What changed between two revisions, word by word and field by field. */
export function diffArticles(before: Article, after: Article): z.infer<typeof Diff> {
  return {
    article: after.id,
    from: sideOf(before),
    to: sideOf(after),
    headline: diffWords(before.headline ?? '', after.headline ?? ''),
    body: diffWords(before.bodyText, after.bodyText),
    fields: [...new Set(COMPARED)]
      .filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]))
      .map((field) => ({ field, before: before[field], after: after[field] })),
  };
}

const sideOf = ({ revisionId, revision, change, receivedAt }: Article): z.infer<typeof Diff>['from'] => ({
  revisionId,
  revision,
  change,
  receivedAt,
});
