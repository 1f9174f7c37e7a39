import type { Article } from '../article/article.ts';
import { canonicalJson, sha256 } from '../article/content.ts';
import type { Candidate } from './verdict.ts';

const LONGEST_KEY = 160;
/** Ids of these roles name the item or its story line; others (file names, transmissions) do not. */
const IDENTIFYING_ROLES = new Set([
  'guid',
  'usn',
  'uri',
  'uno',
  'doc-id',
  'original',
  'canonical',
  'versionless',
  'associatedWith',
]);

/** Who may say what an id means: the agency where the feed speaks for it, else the feed alone. */
export function scopeOf({ article, speaksFor }: Candidate): string {
  const code = article.agency?.code;
  return code !== undefined && speaksFor.includes(code) ? `agency:${code}` : `feed:${article.provenance.feed}`;
}

/** True when the feed speaks for the agency whose article this is. */
export function speaks(candidate: Candidate): boolean {
  return scopeOf(candidate).startsWith('agency:');
}

/** The id keys that may lead to an article already known: own ids, alternative ids, what a kill names, the exact text. */
export function keysOf(candidate: Candidate): string[] {
  return [
    ...new Set([
      ...ownKeys(candidate),
      ...withdrawnKeys(candidate),
      ...itemKeys(candidate),
      ...takeKeys(candidate),
      textKey(candidate.article),
      killedTextKey(candidate.article),
    ]),
  ];
}

/** Keys of the item's own ids. */
export function ownKeys(candidate: Candidate): string[] {
  const { article } = candidate;
  const scope = scopeOf(candidate);
  const alternatives = article.altIds.filter(({ role }) => IDENTIFYING_ROLES.has(role)).map(({ value }) => value);
  const ids = [article.uri, ...alternatives].filter((id) => id !== null && id !== '');
  return [...new Set(ids.map((id) => bounded(`${scope}|${languageOf(article)}|${id}`)))];
}

/** Keys of the item's own ids whatever its language: what another language has under them is its translation. */
export function itemKeys(candidate: Candidate): string[] {
  const { article } = candidate;
  if (article.languageSource !== 'declared' || article.uri === null) return [];
  return [bounded(`${scopeOf(candidate)}|any-language|${article.uri}`)];
}

/** The key under which the takes of one long story meet: agency, slug and headline. */
export function takeKeys(candidate: Candidate): string[] {
  const { takes, storyKey, headline, language } = candidate.article;
  if (takes.length === 0 || headline === null) return [];
  return [bounded(`${scopeOf(candidate)}|take|${language}|${storyKey ?? ''}|${headline.toLowerCase()}`)];
}

/** Keys of what a withdrawal names. */
export function withdrawnKeys(candidate: Candidate): string[] {
  const scope = scopeOf(candidate);
  const uris = candidate.article.withdraws?.uris ?? [];
  return uris.map((uri) => bounded(`${scope}|${languageOf(candidate.article)}|${uri}`));
}

/** Key of the exact text: headline and body, without case and spacing. */
export function textKey(article: Article): string {
  return `text|${textHash(article)}`;
}

/** Key under which the text of a killed article is remembered, so that copies of it are held. */
export function killedTextKey(article: Article): string {
  return `killed|${textHash(article)}`;
}

/** Asked several times of an article; a text is long. */
const textHashes = new WeakMap<Article, string>();

function textHash(article: Article): string {
  const known = textHashes.get(article);
  if (known !== undefined) return known;
  const hash = hashText(article);
  textHashes.set(article, hash);
  return hash;
}

function hashText({ headline, bodyText, summary, language }: Article): string {
  const fold = (text: string | null): string =>
    (text ?? '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\s{2,}|[^\S ]/g, ' ')
      .trim();
  return sha256(canonicalJson([language.split('-')[0], fold(headline), fold(bodyText || summary)])).slice(0, 32);
}

function languageOf({ language, languageSource }: Article): string {
  return languageSource === 'declared' ? language : '';
}

function bounded(key: string): string {
  const plain = key.replace(/\s/g, '_');
  return plain.length <= LONGEST_KEY ? plain : `${plain.slice(0, 60)}#${sha256(key).slice(0, 40)}`;
}
