import type { Logger } from 'pino';
import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import { describeError, RetryLater } from '../article/failure.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import { unmappedScheme } from '../normalise/vocabulary/map-subjects.ts';
import type { Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { type CommitReply, commit, type Decision } from '../store/commit.ts';
import { keys } from '../store/keys.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  beginItem,
  type ReceiptFacts,
  type ReceiptItem,
  readOpenItems,
  readReceipt,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/kill-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { judgeBatch, type Normalised, openBatch } from './judge-batch.ts';
import type { StoriesJob } from './queues.ts';
import type { RecentCopy } from './recent-copy.ts';
import type { Turns } from './turns.ts';

/** What the stories worker needs of the house. */
export interface StoryRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly recent: RecentCopy;
  /** Judging and committing take turns within a process: they would only lose to each other. */
  readonly turns: Turns;
  readonly feed: (id: string) => FeedSettings | null;
  readonly detectLanguage: ((text: string) => string | null) | null;
  readonly vocabulary: Vocabulary;
  readonly epoch: () => string;
  /** Called with every receipt that this work closed. */
  readonly onClosed: (receipt: string, facts: ReceiptFacts) => Promise<void>;
  readonly now: () => number;
}

/** After so many lost races the batch waits a moment for its turn. */
const TRIES = 8;

/** A chunk whose workers died so often is worked item by item; an item that was in the hands of so many is let go. */
const DEATHS_TO_WORK_ALONE = 2;
const DEATHS_OF_ONE_ITEM = 3;

/**
 * Works one chunk of a receipt: normalise, judge, commit. Safe to run twice, at the same time, or after a crash.
 * @param deaths how many workers have died with this chunk in hand
 */
export async function workStories(room: StoryRoom, { receipt: id, chunk }: StoriesJob, deaths: number): Promise<void> {
  const receipt = await readReceipt(room.store, id);
  if (receipt === null || receipt.state !== 'open') return;
  const feed = room.feed(receipt.facts.feed);
  if (feed === null)
    throw new RetryLater(`feed ${receipt.facts.feed}: not in the settings any more; its receipt ${id} waits`);
  const alone = deaths >= DEATHS_TO_WORK_ALONE;
  const normalised = new Map<string, Normalised>();
  for (let lost = 0; lost < TRIES; ) {
    const items = await openItems(room, feed.id, id, chunk);
    if (items.length === 0) return;
    reached('items-opened');
    const known = await knownArrivals(room.store, items);
    if (known.size > 0) await closeKnown(room.store, id, items, known);
    const fresh = items.filter(({ arrival }) => !known.has(arrival));
    if (fresh.length === 0) return closeEmpty(room, id, feed.id, receipt.facts);
    const chosen = alone ? fresh.slice(0, 1) : fresh;
    for (const item of chosen) {
      if (normalised.has(item.arrival)) continue;
      const rejection = alone ? await deadlyItem(room.store, id, item, deaths) : null;
      normalised.set(
        item.arrival,
        rejection === null ? normaliseStory(room, feed, receipt.facts, item) : { item, article: null, rejection },
      );
    }
    const stories = chosen.map(({ arrival }) => normalised.get(arrival) as Normalised);
    reached('normalised');
    const { decisions, reply } = await room.turns.take(() => judgeAndCommit(room, feed, id, receipt.facts, stories));
    if (reply.state === 'committed') {
      for (const decision of decisions) tell(room, feed, id, decision);
      for (const closed of reply.closed) await room.onClosed(closed, receipt.facts);
      reached('stories-worked');
      if (!alone) return;
      lost = 0;
    } else {
      lost += 1;
      room.metrics.commitConflicts.inc({ state: reply.state });
    }
  }
  throw new RetryLater(`receipt ${id}: lost the race for its articles ${TRIES} times`);
}

/** Why an item is let go that workers died of, or null. */
async function deadlyItem(
  store: Store,
  receipt: string,
  { number }: ReceiptItem,
  deaths: number,
): Promise<string | null> {
  const died = await beginItem(store, receipt, number, deaths);
  return died < DEATHS_OF_ONE_ITEM ? null : `${died} processes died while they worked it`;
}

/** None where they cannot be read: the receipt is let go then, and the feed brings them again. */
async function openItems(room: StoryRoom, feed: string, receipt: string, chunk: number): Promise<ReceiptItem[]> {
  try {
    return await readOpenItems(room.store, receipt, chunk);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    room.metrics.losses.inc({ kind: 'altered' });
    room.log.error({ feed, receipt, reason: describeError(error) }, 'a receipt is let go: redis altered it');
    await abandonReceipt(room.store, feed, receipt);
    return [];
  }
}

async function judgeAndCommit(
  room: StoryRoom,
  feed: FeedSettings,
  receipt: string,
  facts: ReceiptFacts,
  stories: readonly Normalised[],
): Promise<{ decisions: readonly Decision[]; reply: CommitReply }> {
  const now = room.now();
  const epoch = room.epoch();
  const [{ rebuilt, read }, batch] = await Promise.all([
    room.recent.catchUp(room.store, epoch, now),
    openBatch(room.store, stories, { speaksFor: feed.speaksFor, standing: feed.standing, now }),
  ]);
  if (rebuilt && read > 0) room.log.info({ entries: read }, 'window of recent copy built');
  const context = {
    receipt,
    feed: feed.id,
    speaksFor: feed.speaksFor,
    standing: feed.standing,
    recovered: facts.recovered,
    epoch,
    head: room.recent.position,
    now,
  };
  const { decisions, premises } = await judgeBatch(room.store, batch, room.recent.window, context);
  reached('judged');
  const reply = await commit(room.store, decisions, premises);
  reached('committed');
  if (reply.state === 'committed') room.recent.append(decisions, reply.positions);
  return { decisions, reply };
}

function tell(room: StoryRoom, feed: FeedSettings, receipt: string, decision: Decision): void {
  const { item, article, verdict, rejection, tombstone } = decision;
  const action = verdict?.action ?? 'reject';
  const facts = { feed: feed.id, receipt, arrival: item.arrival };
  room.metrics.items.inc({ feed: feed.id, action });
  room.log.debug(
    { ...facts, article: article?.id, revision: article?.revision, action, rule: verdict?.rule },
    'story committed',
  );
  if (action === 'reject') room.log.warn({ ...facts, item: item.itemId, reason: rejection }, 'item rejected');
  if (action === 'tombstone') room.log.error({ ...facts, uri: tombstone?.uri }, 'kill for a story never seen');
  const carriedBy = verdict?.evidence.carriedBy;
  if (Array.isArray(carriedBy) && carriedBy.length > 0)
    room.log.error({ ...facts, uri: article?.uri, carriedBy }, 'other articles carry text of a stopped one');
  if (verdict?.evidence.restless !== undefined)
    room.log.warn({ ...facts, uri: article?.uri }, 'the feed changes this story again and again');
  if (action === 'hold') room.log.error({ ...facts, uri: article?.uri, reason: verdict?.reason }, 'story kept back');
}

function normaliseStory(room: StoryRoom, feed: FeedSettings, facts: ReceiptFacts, item: ReceiptItem): Normalised {
  const capture = facts.captures[item.capture];
  try {
    const article: Article = normaliseItem(item.item, {
      feed: { id: feed.id, agency: feed.agency, standing: feed.standing, zone: feed.zone, language: feed.language },
      format: capture?.format ?? 'unknown',
      receivedAt: capture?.receivedAt ?? room.now(),
      captureSha256: capture?.sha256 ?? '',
      styles: room.styles,
      detectLanguage: room.detectLanguage,
      vocabulary: room.vocabulary,
    });
    for (const subject of article.subjects) {
      if (unmappedScheme(subject) !== null) room.metrics.subjectsUnmapped.inc({ feed: feed.id });
    }
    return { item, article, rejection: null };
  } catch (error) {
    return { item, article: null, rejection: describeError(error) };
  }
}

async function knownArrivals(store: Store, items: readonly ReceiptItem[]): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set();
  const records = await store.redis.mget(items.map(({ arrival }) => keys.arrival(arrival)));
  return new Set(items.filter((_, at) => records[at] !== null).map(({ arrival }) => arrival));
}

/** Items whose arrival is recorded are done: only their place in the receipt is left. */
async function closeKnown(
  store: Store,
  receipt: string,
  items: readonly ReceiptItem[],
  known: ReadonlySet<string>,
): Promise<void> {
  const numbers = items.filter(({ arrival }) => known.has(arrival)).map(({ number }) => String(number));
  await store.redis.srem(keys.open(receipt), ...numbers);
}

async function closeEmpty(room: StoryRoom, id: string, feed: string, facts: ReceiptFacts): Promise<void> {
  const reply = await commit(
    room.store,
    [],
    { epoch: '', head: null, ids: new Map(), heads: new Map() },
    new Map([[id, feed]]),
  );
  if (reply.state === 'committed') for (const closed of reply.closed) await room.onClosed(closed, facts);
}
