import type { Article } from '../article/article.ts';
import { changedFields, contentHash } from '../article/content.ts';
import { compareVersions, orderKey } from '../article/order.ts';
import { changedWords } from '../similarity/changed-words.ts';
import { changeBetween } from './change.ts';
import { idFaultOf } from './id-faults.ts';
import { textKey } from './keys.ts';
import { killedBeforeSeen } from './killed-before-seen.ts';
import { evidenceOf, type FoundCopy, judgeCopy } from './near-copy.ts';
import { replacedInWords } from './replaced-in-words.ts';
import { type Decided, look, type Sight, spiked } from './sight.ts';
import { stopInWords, stopStands, withdrawalOfKnown, withdrawalOfUnknown } from './stops.ts';
import { keepsLinks, takeJoined } from './takes.ts';
import type { Candidate, Known, KnownArticle, Neighbours, Verdict } from './verdict.ts';
import { volatileField } from './volatile.ts';

/** A text that comes back within a day without a mark or a newer time may be a feed that flips between two. */
const RETURN_MS = 24 * 3_600_000;
/** A story that changed so often within so long: its feed puts something into the text at each poll. */
const RESTLESS_STATES = 20;
const RESTLESS_MS = 2 * 3_600_000;
const ALERT_MS = 2 * 3_600_000;

/** What the window shows round a story. */
export interface Surroundings {
  readonly copy: FoundCopy | null;
  /** Asked only for what opens an article. */
  readonly neighbours: () => Neighbours;
  /** Articles that carry text of an article. */
  readonly carriersOf: (articleId: string) => readonly string[];
  /** What a stop names in words alone. */
  readonly inWords: readonly (readonly KnownArticle[])[];
  /** It only tells of them, in so few words that it may mean another story. */
  readonly inDoubt: boolean;
}

/**
 * Decides what an arriving story is: ids and kills first, then the same id's versions, then the exact text, then near copy.
 * @param known what stands under the keys of `keysOf(candidate)`
 * @param round what the window shows: the earlier story whose copy this is, as `findCopy` found it, and what is near
 */
export function judge(candidate: Candidate, known: ReadonlyMap<string, Known>, round: Surroundings): Verdict {
  const sight: Sight = { ...look(candidate, known), ...round };
  const verdict = decide(sight);
  const fault = idFaultOf(sight, verdict);
  return fault === null ? verdict : { ...verdict, evidence: { ...verdict.evidence, idFault: fault } };
}

function decide(sight: Sight): Verdict {
  for (const rule of RULES) {
    const verdict = rule(sight);
    if (verdict !== null) return placed(sight, { marked: sight.article.marked, claims: sight.claims, ...verdict });
  }
  const claims = [...sight.claims, textKey(sight.article)];
  return placed(sight, { marked: sight.article.marked, claims, ...published(sight) });
}

/** What opens an article is told what stands near it, and of which article it is the translation. */
function placed({ neighbours: lookRound, otherLanguage }: Sight, verdict: Verdict): Verdict {
  if (verdict.action !== 'publish') return verdict;
  const neighbours = lookRound();
  const related = neighbours.related.filter(({ id }) => id !== verdict.articleId);
  const event = neighbours.event;
  return {
    ...verdict,
    neighbours: { ...neighbours, related },
    ...(otherLanguage === null ? {} : { translationOf: otherLanguage.id }),
    evidence: {
      ...verdict.evidence,
      ...(related.length === 0 ? {} : { related }),
      ...(event === null ? {} : { event }),
      ...(neighbours.follows === null ? {} : { follows: neighbours.follows.articleId }),
    },
  };
}

/** The rules in order; the first that has something to say decides. */
const RULES: readonly ((sight: Sight) => Decided | null)[] = [
  withoutAuthority,
  withdrawalOfKnown,
  stopInWords,
  withdrawalOfUnknown,
  tombstoned,
  killedBeforeSeen,
  stopStands,
  replacedInWords,
  killedTextReturns,
  takeJoined,
  sameIdSameContent,
  sameIdLate,
  sameIdReturned,
  volatileField,
  sameIdVersion,
  alertRepeats,
  exactText,
  copyOfEarlier,
];

/** Only a feed that speaks for the agency withdraws or withholds its articles; any feed, the item that it brought itself. */
function withoutAuthority({ article, authority, own, ownBy }: Sight): Decided | null {
  if (authority || article.pubStatus === 'usable' || article.agency === null) return null;
  if (ownBy === 'id' && own?.feed === article.provenance.feed) return null;
  return {
    relation: 'new',
    action: 'hold',
    articleId: own?.id ?? article.id,
    change: article.change,
    rule: 'no-authority',
    reason: `the feed does not speak for ${article.agency.name}: its kill is not acted on`,
    of: own?.id ?? null,
    evidence: { feed: article.provenance.feed },
    claims: [],
  };
}

function tombstoned({ article, tombstone, own }: Sight): Decided | null {
  if (tombstone === null || own !== null) return null;
  return {
    relation: 'new',
    action: 'hold',
    articleId: article.id,
    change: article.change,
    rule: 'tombstone',
    reason: `a kill of ${tombstone.uri} came before the story`,
    of: null,
    evidence: { tombstone },
    claims: [],
  };
}

function killedTextReturns({ article, killedText, own }: Sight): Decided | null {
  if (killedText === null || own?.id === killedText.id) return null;
  return {
    relation: 'exact',
    action: 'hold',
    articleId: killedText.id,
    change: article.change,
    rule: 'killed-text',
    reason: 'the text is that of a withdrawn article',
    of: killedText.id,
    evidence: { killed: killedText.id },
    claims: [],
  };
}

function sameIdSameContent({ article, own }: Sight): Decided | null {
  if (own === null) return null;
  const arrived = keepsLinks(article, own.head);
  // An earlier release may have hashed the same content otherwise.
  if (contentHash(arrived) !== own.headContentHash && changedFields(own.head, arrived).length > 0) return null;
  return spiked(own, 'same-id-same-content', 'the article’s own words again');
}

function sameIdLate({ article, own }: Sight): Decided | null {
  if (own === null || compareVersions(orderKey(article), own.order) >= 0) return null;
  return {
    relation: 'version',
    action: 'late',
    articleId: own.id,
    change: article.change === 'new' ? 'update' : article.change,
    rule: 'late-older-version',
    reason: 'an older version than the current one came late',
    of: own.id,
    evidence: { current: own.order, arrived: orderKey(article) },
  };
}

function sameIdReturned({ article, own, candidate }: Sight): Decided | null {
  if (own === null || article.marked || compareVersions(orderKey(article), own.order) > 0) return null;
  const hash = contentHash(keepsLinks(article, own.head));
  const earlier = own.recent.find(({ contentHash: seen, at }) => seen === hash && candidate.now - at < RETURN_MS);
  if (earlier === undefined) return null;
  return {
    ...spiked(own, 'returned-text', 'the text returned to an earlier state; a second poll must show it'),
    evidence: { returned: true },
  };
}

function sameIdVersion({ article: arrived, own, ownBy, authority, candidate, copy }: Sight): Decided | null {
  if (own === null) return null;
  const article = keepsLinks(arrived, own.head);
  if (!authority && own.feed !== article.provenance.feed) return null;
  const { change, reason } = changeBetween(article, own, candidate.now);
  return {
    relation: 'version',
    action: 'revise',
    articleId: own.id,
    change,
    rule: ownBy === 'link' ? 'version-by-link' : 'same-id-version',
    reason,
    of: own.id,
    evidence: {
      ...(copy?.entry.articleId === own.id ? evidenceOf(copy) : { matched: own.id, strongest: [] }),
      changed: changedFields(own.head, article),
      words: changedWords(own.head, article),
      ...(isRestless(own, candidate.now) ? { restless: article.provenance.feed } : {}),
    },
  };
}

function isRestless({ recent }: KnownArticle, now: number): boolean {
  const earlier = recent[RESTLESS_STATES - 1];
  return earlier !== undefined && now - earlier.at < RESTLESS_MS;
}

/** An alert repeats only an identical one of the same agency within two hours; it is copy of no story. */
function alertRepeats({ article, sameText, candidate }: Sight): Decided | null {
  if (article.newsClass !== 'alert') return null;
  const at = sameText?.recent[0]?.at ?? Number.NEGATIVE_INFINITY;
  const repeats = sameText !== null && sameText.agency === article.agency?.code && candidate.now - at <= ALERT_MS;
  return repeats ? spiked(sameText, 'alert-repeated', 'the same alert of the same agency within two hours') : null;
}

/** The same words under another id: of the same agency, or copy of it from elsewhere. */
function exactText({ article, sameText, authority, candidate }: Sight): Decided | null {
  if (sameText === null || article.marked || article.newsClass === 'alert') return null;
  const sameAgency = sameText.agency !== null && sameText.agency === article.agency?.code;
  const credited = sameText.agency !== null && article.credits.some(({ code }) => code === sameText.agency);
  const ownWire = authority && candidate.standing === 'wire';
  // The wire's own comes second to a copy of it: it is sent, with its own uri, body and rights.
  if (ownWire && (!sameAgency || sameText.standing !== 'wire')) return null;
  if (ownWire && !equalBesideIds(sameText.head, article)) return null;
  if (!ownWire && !sameAgency && !credited && sameText.agency !== null && article.agency !== null) return null;
  return spiked(sameText, 'exact-text', 'the same words as an earlier article');
}

/** From the agency's own wire any difference in note, rights, embargo or status is a version, words alike or not. */
function equalBesideIds(before: Article, after: Article): boolean {
  const counted = new Set([
    'headline',
    'subheadline',
    'bodyText',
    'edNote',
    'correctionNote',
    'pubStatus',
    'embargoedUntil',
    'embargoText',
    'rights',
  ]);
  return changedFields(before, after).every((field) => !counted.has(field));
}

function copyOfEarlier({ article, candidate, authority, copy, neighbours }: Sight): Decided | null {
  return copy === null || article.newsClass === 'alert'
    ? null
    : judgeCopy(candidate, authority, copy, () => neighbours().related);
}

function published({ article }: Sight): Decided {
  return {
    relation: 'new',
    action: 'publish',
    articleId: article.id,
    change: article.pubStatus === 'withheld' ? 'withheld' : 'new',
    rule: 'new',
    reason: 'nothing like it is known',
    of: null,
    evidence: {},
  };
}
