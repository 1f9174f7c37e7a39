import type { Article, Duplicate } from '../article/article.ts';
import { contentHash } from '../article/content.ts';
import type { Candidate, KnownArticle, Verdict } from '../judge/verdict.ts';
import { saysUsable } from '../normalise/status.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Decision } from '../store/commit.ts';
import type { ReceiptFacts, ReceiptItem } from '../store/receipts.ts';
import type { Judged, Story } from './judge-stories.ts';

/** A story of a receipt that was normalised, or the reason why it could not be. */
export interface Normalised {
  readonly item: ReceiptItem;
  readonly article: Article | null;
  /** What it is if what reads like the notice of a stop is one. */
  readonly stop?: Article | null;
  readonly rejection: string | null;
}

/** A story of a receipt, to be judged. */
export interface ReceivedStory extends Story {
  readonly item: ReceiptItem;
}

/** Ways in on which a document comes because somebody sent it, not because it stands there still. */
const SENT_ONCE: ReadonlySet<string> = new Set(['folder', 'push', 'imap', 'ftp', 'sftp']);

/** True of a feed whose documents come because somebody sends them. */
export const comesOnce = ({ transport }: Pick<FeedSettings, 'transport'>): boolean => SENT_ONCE.has(transport);

/** A story as the judge gets it from a feed. `now`: epoch milliseconds; the rest: what was seen of the feed's habits. */
export function receivedStory(
  { item, article, stop, rejection }: Normalised,
  feed: FeedSettings,
  { captures }: ReceiptFacts,
  habits: Pick<Candidate, 'now' | 'volatile' | 'ids'>,
): ReceivedStory {
  const beside = captures[item.capture]?.beside;
  const candidate = article && {
    article,
    speaksFor: feed.speaksFor,
    standing: feed.standing,
    ...(stop ? { asStop: stop } : {}),
    saidUsable: saysUsable(item.item),
    ...(beside === undefined ? {} : { beside: setOf(beside) }),
    ...habits,
  };
  return { item, candidate, rejection, previous: item.previous, cameOnce: comesOnce(feed) };
}

/** A listing may name thousands of items, and each of its stories asks for all of them. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(names: readonly string[]): ReadonlySet<string> {
  const known = sets.get(names) ?? new Set(names);
  sets.set(names, known);
  return known;
}

/** What the decisions about stories of one receipt have in common. */
export type DecisionContext = Pick<Decision, 'receipt' | 'feed' | 'standing' | 'recovered' | 'answeredBefore' | 'now'>;

/** What is written of a story that was judged. */
export function decisionOf(judged: Judged<ReceivedStory>, context: DecisionContext): Decision {
  const { story, verdict, article, known, before, tombstone, lineage, fingerprint, rejection } = judged;
  const repeats = verdict?.action === 'spike' && before !== null;
  return {
    ...context,
    item: story.item,
    verdict,
    article,
    contentHash: article === null ? '' : contentHash(article),
    fingerprint,
    lineage,
    record: known === null ? null : recordOf(known),
    duplicate: repeats && article !== null ? duplicateOf(article, verdict) : null,
    tombstone,
    rejection,
  };
}

function recordOf({ feed, standing, agency, recent }: KnownArticle): ArticleRecord {
  return { feed, standing, agency: agency ?? '', recent };
}

function duplicateOf(article: Article, verdict: Verdict): Duplicate {
  return {
    uri: article.uri,
    feed: article.provenance.feed,
    relation: verdict.relation,
    mark: article.changeNote,
    receivedAt: article.receivedAt,
  };
}
