import type { Article } from '../article/article.ts';
import { withoutParameters } from '../article/changing-parameters.ts';
import { canonicalJson, sha256 } from '../article/content.ts';
import { addressAsId } from '../article/stable-address.ts';
import { ownHeadlineKeys, stoppedHeadlineKeys } from './stopped-headlines.ts';
import type { Candidate } from './verdict.ts';

/** Of these the agency itself keeps the value for the whole life of a story. */
const LASTING_ROLES = new Set(['usn', 'uno', 'original', 'versionless', 'associatedWith']);
const LONGEST_KEY = 160;
/** Its letters mean the same in either case. */
const UUID = /^(?:urn:uuid:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const SHORTENED = /\s|#[0-9a-f]{40}$/;
/** In place of a language, which is never written so. */
const ANY_LANGUAGE = '*';
const TAKE = '*take';
const FAMILY = '*family';
const ADDRESS = '*address';
const NUMBERED = '*number';
/** Ids that all versions of a story carry, whatever else they are filed under. */
const FAMILY_ROLES = new Set(['HistID']);
const VERSION_LINKS = new Set([
  'prevversion',
  'previousversion',
  'predecessor-version',
  'replaces',
  'supersedes',
  'evolvedfrom',
  'corrects',
  'correctionof',
]);
const STOP_LINKS = new Set([...VERSION_LINKS, 'derivedfrom', 'withdraws', 'cancels', 'retracts']);
/** "a0101": the letter of a wire and a number. */
const WIRE_NUMBER = /\b[a-z]{1,2}\d{3,5}\b/gi;
const LONGEST_NOTE = 2_000;
const DAY_MS = 86_400_000;
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
      ...addressKeys(candidate),
      ...withdrawnKeys(candidate),
      ...linkKeys(candidate),
      ...namedNumberKeys(candidate),
      ...itemKeys(candidate),
      ...takeKeys(candidate),
      ...numberKeys(candidate),
      ...stoppedHeadlineKeys(candidate),
      ...seenHeadlineKeys(candidate),
      textKey(candidate.article),
      killedTextKey(candidate.article),
    ]),
  ];
}

/** Keys under which a stop of something that nobody saw may have named this copy. */
export function seenHeadlineKeys(candidate: Candidate): string[] {
  return ownHeadlineKeys(candidate, candidate.standing === 'wire' && speaks(candidate));
}

/** Keys of the item's own ids. */
export function ownKeys(candidate: Candidate): string[] {
  const { article } = candidate;
  const scope = scopeOf(candidate);
  const alternatives = article.altIds.filter(({ role }) => IDENTIFYING_ROLES.has(role)).map(({ value }) => value);
  const ids = [article.uri ?? '', ...alternatives].filter((id) => id !== '');
  const families = article.altIds.filter(({ role, value }) => FAMILY_ROLES.has(role) && value !== '');
  return [
    ...new Set([
      ...ids.flatMap(spellingsOf).map((id) => keyOf(scope, languageOf(article), id)),
      ...families.map(({ role, value }) => keyOf(scope, FAMILY, canonicalJson([role, value, languageOf(article)]))),
    ]),
  ];
}

/** Keys of those ids that an agency keeps as long as a story lives, whatever else it is filed under. */
export function lastingKeys(candidate: Candidate): string[] {
  const { altIds, uri } = candidate.article;
  const lasts = (role: string): boolean => LASTING_ROLES.has(role) || FAMILY_ROLES.has(role);
  const lasting = altIds.filter(({ role, value }) => lasts(role) && value !== '' && value !== uri);
  const bare = { ...candidate, article: { ...candidate.article, uri: null, altIds: lasting } };
  return ownKeys(bare);
}

/**
 * Keys of an item whose id is its address: what changes by itself in an address names no other story. Where a feed's
 * ids were seen to change with every poll, keys of its id and of its link without what changes in them.
 */
export function addressKeys(candidate: Candidate): string[] {
  const { article, ids } = candidate;
  const address = addressAsId(article.uri ?? '');
  const names = [
    ...(address === null ? [] : [address]),
    ...(ids === undefined ? [] : namesWithout(article, ids.changing)),
  ];
  return [...new Set(names)].map((name) =>
    keyOf(scopeOf(candidate), ADDRESS, canonicalJson([name, languageOf(article)])),
  );
}

function namesWithout({ uri, altIds, links }: Article, changing: ReadonlySet<string>): string[] {
  if (changing.size === 0) return [];
  const isLink = ({ role }: { role: string }): boolean => role === 'canonical';
  const names = [
    uri,
    ...altIds.filter(isLink).map(({ value }) => value),
    ...links.filter(({ rel }) => rel === 'canonical').map(({ uri: link }) => link),
  ];
  return names.flatMap((name) => {
    const stable = withoutParameters(name ?? '', changing);
    return stable === '' || stable === name ? [] : [addressAsId(stable) ?? stable];
  });
}

/** Keys of the item's own ids whatever its language: what another language has under them is its translation. */
export function itemKeys(candidate: Candidate): string[] {
  const { article } = candidate;
  if (article.languageSource !== 'declared' || article.uri === null) return [];
  return [keyOf(scopeOf(candidate), ANY_LANGUAGE, article.uri)];
}

/**
 * The keys under which the takes of one long story meet: agency, slug and headline. Where a wire names its stories by a
 * keyword, the first take says nothing of others to come, and those have no headline: they meet under keyword and day.
 */
export function takeKeys(candidate: Candidate): string[] {
  const { takes, storyKey, headline, language, versionCreated, receivedAt } = candidate.article;
  const scope = scopeOf(candidate);
  const day = new Date(versionCreated ?? receivedAt).toISOString().slice(0, 10);
  const keywords = idsOfRole(candidate, 'keyword').map((keyword) =>
    keyOf(scope, TAKE, canonicalJson([keyword.toLowerCase(), day])),
  );
  if (takes.length === 0 || headline === null) return keywords;
  return [...keywords, keyOf(scope, TAKE, canonicalJson([language, storyKey, headline.toLowerCase()]))];
}

/** Keys of what a withdrawal names. */
export function withdrawnKeys(candidate: Candidate): string[] {
  const uris = candidate.article.withdraws?.uris ?? [];
  return uris.flatMap((uri) => keysOfUri(candidate, uri));
}

/** Keys of the stories that an item names by a link as the version before it. A stop may also name what it derives from. */
export function linkKeys(candidate: Candidate): string[] {
  const { links, pubStatus } = candidate.article;
  const rels = pubStatus === 'usable' ? VERSION_LINKS : STOP_LINKS;
  return links.filter(({ rel }) => rels.has(rel.toLowerCase())).flatMap(({ uri }) => keysOfUri(candidate, uri));
}

/** The key of an item that is known by a number which is dealt anew every day: with its keyword and day it is one's own. */
export function numberKeys(candidate: Candidate): string[] {
  const numbers = idsOfRole(candidate, 'sequence');
  return keysOfNumbers(candidate, numbers, [0]);
}

/** Keys of the numbered stories that the words of a stop name: of its own day, and of the day before. */
export function namedNumberKeys(candidate: Candidate): string[] {
  const { pubStatus, changeNote, edNote, withdraws } = candidate.article;
  if (pubStatus === 'usable') return [];
  const note = [changeNote, edNote, withdraws?.reason].map((text) => (text ?? '').slice(0, LONGEST_NOTE)).join('\n');
  return keysOfNumbers(candidate, note.match(WIRE_NUMBER) ?? [], [0, 1]);
}

function keysOfNumbers(candidate: Candidate, numbers: readonly string[], daysAgo: readonly number[]): string[] {
  const { versionCreated, receivedAt } = candidate.article;
  const day = Date.parse(versionCreated ?? receivedAt);
  return daysAgo.flatMap((days) =>
    idsOfRole(candidate, 'keyword').flatMap((keyword) =>
      numbers.map((number) => {
        const date = new Date(day - days * DAY_MS).toISOString().slice(0, 10);
        return keyOf(scopeOf(candidate), NUMBERED, canonicalJson([number.toLowerCase(), keyword.toLowerCase(), date]));
      }),
    ),
  );
}

function idsOfRole({ article }: Candidate, wanted: string): string[] {
  return article.altIds.filter(({ role, value }) => role === wanted && value !== '').map(({ value }) => value);
}

/** A link or a stop may leave out the language that its story declares. */
function keysOfUri(candidate: Candidate, uri: string): string[] {
  const scope = scopeOf(candidate);
  const languages = [languageOf(candidate.article), ANY_LANGUAGE];
  return spellingsOf(uri).flatMap((spelling) => languages.map((language) => keyOf(scope, language, spelling)));
}

/** An id as it is written and, of a UUID in capitals, in small letters. */
function spellingsOf(id: string): string[] {
  const lower = id.toLowerCase();
  return lower !== id && UUID.test(lower) ? [id, lower] : [id];
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

/**
 * Different parts give different keys. A stroke stands in the last part alone; what has white space, is long, or looks
 * as a shortened key does, is told apart by its hash.
 */
function keyOf(scope: string, kind: string, name: string): string {
  const key = `${scope}|${kind}|${name}`;
  if (key.length <= LONGEST_KEY && !SHORTENED.test(key)) return key;
  return `${key.replace(/\s/g, '_').slice(0, 60)}#${sha256(key).slice(0, 40)}`;
}
