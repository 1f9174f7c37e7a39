import type { Article, Change } from '../article/article.ts';
import { compareNumbers, compareVersions, orderKey, trustedTime } from '../article/order.ts';
import { killedTextKey, withdrawnKeys } from './keys.ts';
import { isOperatorHold } from './operator-hold.ts';
import { type Decided, type Sight, spiked, stopped } from './sight.ts';
import { stoppedHeadlineKeys } from './stopped-headlines.ts';
import type { Candidate, KnownArticle } from './verdict.ts';

/** A stop of a story that its ids, its links, or a number with keyword and day lead to. */
export function withdrawalOfKnown(sight: Sight): Decided | null {
  const { own, named } = sight;
  const target = own ?? named[0] ?? null;
  if (target === null || sight.article.pubStatus === 'usable') return null;
  // An id that is distrusted says less than the stop's own words.
  if (sight.candidate.ids?.faults.has('one-id-several-stories') && namesOthers(sight, target)) return null;
  return stopOf(sight, target, sight.ownBy === 'id' ? 'by-id' : 'names-article');
}

const namesOthers = ({ inWords }: Sight, { id }: KnownArticle): boolean =>
  inWords.length > 0 && !inWords.flat().some((named) => named.id === id);

/**
 * A stop that names its stories in words alone: the one that fits each; where several fit, or one fits in few words, all
 * are withheld and a person decides.
 */
export function stopInWords(sight: Sight): Decided | null {
  const { article, inWords, inDoubt } = sight;
  if (article.pubStatus === 'usable') return null;
  const standing = inWords
    .map((fitting) => fitting.filter(({ head }) => head.pubStatus !== article.pubStatus && !isCanceled(head)))
    .filter((fitting) => fitting.length > 0);
  const [first, ...others] = distinct(standing.flat());
  if (first === undefined) return inWords[0]?.[0] === undefined ? null : stopOf(sight, inWords[0][0], 'names-article');
  const ids = others.map(({ id }) => id);
  if (!inDoubt && standing.every((fitting) => fitting.length === 1)) return stopOfAll(sight, first, others);
  return {
    relation: 'version',
    action: 'revise',
    articleId: first.id,
    change: 'withheld',
    rule: WITHHELD_IN_DOUBT,
    reason:
      others.length === 0
        ? 'it is not sure that the words take this story back: it is withheld until an operator decides'
        : `the stop fits ${others.length + 1} stories: all are withheld until an operator decides`,
    of: first.id,
    others: ids,
    evidence: { withdraws: article.withdraws, fits: [first.id, ...ids] },
    claims: [],
  };
}

function stopOfAll(sight: Sight, first: KnownArticle, others: readonly KnownArticle[]): Decided {
  const stop = stopOf(sight, first, 'in-words');
  if (others.length === 0) return stop;
  const claims = [...(stop.claims ?? []), ...others.map(({ head }) => killedTextKey(head))];
  return { ...stop, others: others.map(({ id }) => id), claims };
}

const isCanceled = ({ pubStatus }: Article): boolean => pubStatus === 'canceled';

const distinct = (known: readonly KnownArticle[]): KnownArticle[] => [
  ...new Map(known.map((each) => [each.id, each])).values(),
];

/** The rule that withholds all stories which the words of a stop fit. */
export const WITHHELD_IN_DOUBT = 'withheld-in-doubt';

function stopOf({ article, claims, carriersOf }: Sight, target: KnownArticle, how: string): Decided {
  const change: Change = article.pubStatus === 'canceled' ? 'withdrawal' : 'withheld';
  if (target.head.pubStatus === article.pubStatus)
    return spiked(target, 'already-stopped', 'the article is stopped already');
  return {
    relation: 'version',
    action: 'revise',
    articleId: target.id,
    change,
    rule: `${change}-${how}`,
    reason: change === 'withdrawal' ? 'the agency withdraws the article' : 'the agency withholds the article',
    of: target.id,
    evidence: { withdraws: article.withdraws, matched: target.id, carriedBy: carriersOf(target.id) },
    claims: [...claims, killedTextKey(target.head)],
  };
}

/** A stop of nothing that was seen. What has a uri of its agency's leaves a tombstone and goes on; a person is asked. */
export function withdrawalOfUnknown({ article, claims, candidate }: Sight): Decided | null {
  // What is withheld by its envelope is a story of its own.
  if (article.pubStatus === 'usable' || (article.pubStatus === 'withheld' && !isNotice(article))) return null;
  const named = article.withdraws?.uris.some((uri) => !uri.startsWith(STAND_IN)) ?? false;
  const headlines = article.pubStatus === 'canceled' ? stoppedHeadlineKeys(candidate) : [];
  return {
    relation: 'new',
    action: named ? 'tombstone' : 'hold',
    articleId: article.id,
    change: article.change,
    rule: named ? 'kill-of-unknown' : 'kill-of-no-one',
    reason: named
      ? 'nothing under this uri was ever seen: a tombstone stands for it'
      : 'the stop names no story by an id, and its words fit none',
    of: null,
    evidence: { withdraws: article.withdraws },
    claims: [...(named ? [...claims, ...withdrawnKeys(candidate)] : []), ...headlines],
  };
}

const STAND_IN = 'urn:copytaster:';

/** True of what says in words that a story is stopped, and is none itself. */
export const isNotice = ({ changeSource }: Article): boolean => changeSource === 'body';

/** Usable copy of a stopped article that does not overcome the stop is kept back. */
export function stopStands({ article, own, candidate }: Sight): Decided | null {
  if (own === null || !stopped(own.head) || article.pubStatus !== 'usable' || overcomes(candidate, own)) return null;
  // Versions go on under an operator's hold, and stay held with it.
  if (isOperatorHold(own.head)) return null;
  const late = compareVersions(orderKey(article), own.order) < 0;
  return {
    relation: 'version',
    action: late ? 'late' : 'hold',
    articleId: own.id,
    change: article.change === 'new' ? 'update' : article.change,
    rule: late ? 'late-older-version' : 'stop-stands',
    reason: late
      ? 'an older version than the stop came late'
      : 'the article is stopped, and this version has no higher number and does not say later that it may be used',
    of: own.id,
    evidence: { current: own.order, arrived: orderKey(article), saidUsable: candidate.saidUsable },
    claims: [],
  };
}

/**
 * A stop is overcome by a version with a higher number; where numbers cannot be compared, by one whose trusted time is
 * later and that says expressly that it may be used. Equal is not later.
 */
export function overcomes({ article, saidUsable }: Candidate, stop: KnownArticle): boolean {
  const arrived = orderKey(article);
  const numbers = compareNumbers(arrived, stop.order);
  if (numbers !== null) return numbers > 0;
  const [time, stoppedAt] = [trustedTime(arrived), trustedTime(stop.order)];
  return saidUsable && time !== null && stoppedAt !== null && time > stoppedAt;
}
