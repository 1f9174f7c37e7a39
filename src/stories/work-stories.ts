import type { Logger } from 'pino';
import { describeError, RetryLater } from '../article/failure.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import type { StoriesJob } from '../queue/queues.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { type CommitReply, commit, type Decision } from '../store/commit.ts';
import { keys } from '../store/keys.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  beginItem,
  CHUNK_ITEMS,
  type ReceiptFacts,
  type ReceiptItem,
  readOpenItems,
  readReceipt,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/crash-points.ts';
import { inStage } from '../telemetry/stages.ts';
import { decisionOf, type Normalised, receivedStory } from './decide.ts';
import { learnHabits, readHabits } from './feed-habits.ts';
import { judgeStories } from './judge-stories.ts';
import { raiseJudgedAlarm } from './judged-alarms.ts';
import { type NormaliseDependencies, normaliseStories } from './normalise-stories.ts';
import type { Turns } from './one-at-a-time.ts';
import type { RecentCopy } from './recent-copy.ts';
import { RedisMemory } from './redis-memory.ts';
import { traceStories } from './story-steps.ts';

/** What the stories worker needs from the service. */
export interface StoryDependencies extends NormaliseDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly recent: RecentCopy;
  /** Judging and committing take turns within a process: they would only lose to each other. */
  readonly turns: Turns;
  readonly feed: (id: string) => FeedSettings | null;
  readonly epoch: () => string;
  /** Called with every receipt that this work closed. */
  readonly onClosed: (receipt: string, facts: ReceiptFacts) => Promise<void>;
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
export async function workStories(
  dependencies: StoryDependencies,
  { receipt: id, chunk }: StoriesJob,
  deaths: number,
): Promise<void> {
  const receipt = await readReceipt(dependencies.store, id);
  if (receipt === null || receipt.state !== 'open') return;
  const feed = dependencies.feed(receipt.facts.feed);
  if (feed === null)
    throw new RetryLater(`feed ${receipt.facts.feed}: not in the settings any more; its receipt ${id} waits`);
  const alone = deaths >= DEATHS_TO_WORK_ALONE;
  const normalised = new Map<string, Normalised>();
  let most = alone ? 1 : CHUNK_ITEMS;
  for (let lost = 0; lost < TRIES; ) {
    const items = await openItems(dependencies, feed.id, id, chunk);
    if (items.length === 0) return closeEmpty(dependencies, id, feed.id, receipt.facts);
    reached('items-opened');
    const known = await knownArrivals(dependencies.store, items);
    if (known.size > 0) await closeKnown(dependencies.store, id, items, known);
    const fresh = items.filter(({ arrival }) => !known.has(arrival));
    if (fresh.length === 0) return closeEmpty(dependencies, id, feed.id, receipt.facts);
    const chosen = fresh.slice(0, most);
    const untouched = chosen.filter(({ arrival }) => !normalised.has(arrival));
    for (const item of alone ? untouched : []) {
      const rejection = await deadlyItem(dependencies.store, id, item, deaths);
      if (rejection !== null) normalised.set(item.arrival, { item, article: null, rejection });
    }
    const left = untouched.filter(({ arrival }) => !normalised.has(arrival));
    const made = await inStage(dependencies.metrics, { stage: 'normalise', facts: { stories: left.length } }, () =>
      normaliseStories(dependencies, feed, receipt.facts, left),
    );
    for (const story of made) normalised.set(story.item.arrival, story);
    const stories = chosen.map(({ arrival }) => normalised.get(arrival) as Normalised);
    reached('normalised');
    const { decisions, reply } = await dependencies.turns.take(() =>
      judgeAndCommit(dependencies, feed, id, receipt.facts, stories),
    );
    if (reply.state === 'committed') {
      for (const decision of decisions) {
        tell(dependencies, feed, id, decision);
        await raiseJudgedAlarm(dependencies.store, decision);
        await learnHabits(dependencies.store, feed, decision);
      }
      for (const closed of reply.closed) await dependencies.onClosed(closed, receipt.facts);
      reached('stories-worked');
      if (chosen.length === fresh.length) return;
      lost = 0;
    } else if (reply.state === 'refused') {
      most = parted(stories, normalised, reply.reason, alone);
    } else {
      lost += 1;
      dependencies.metrics.commitConflicts.inc({ state: reply.state });
    }
  }
  throw new RetryLater(`receipt ${id}: lost the race for its articles ${TRIES} times`);
}

/**
 * What to do about stories that cannot be written together: half of them is tried, until one is left, which is let go.
 * @returns how many are tried next
 */
function parted(
  stories: readonly Normalised[],
  normalised: Map<string, Normalised>,
  reason: string,
  alone: boolean,
): number {
  const [only] = stories;
  if (only === undefined || stories.length > 1) return Math.ceil(stories.length / 2);
  if (only.rejection !== null) throw new RetryLater(`a rejected item cannot be written either: ${reason}`);
  normalised.set(only.item.arrival, refusedStory(only.item, `the store cannot hold what it says: ${reason}`));
  return alone ? 1 : CHUNK_ITEMS;
}

/** The item as its dead letter names it: in whole characters. What it said is in the receipt, as it came. */
function refusedStory(item: ReceiptItem, rejection: string): Normalised {
  const uri = item.item.uri?.toWellFormed() ?? null;
  const headline = item.item.headline?.toWellFormed() ?? null;
  return {
    item: { ...item, itemId: item.itemId.toWellFormed(), item: { ...EMPTY_ITEM, uri, headline } },
    article: null,
    rejection,
  };
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
async function openItems(
  dependencies: StoryDependencies,
  feed: string,
  receipt: string,
  chunk: number,
): Promise<ReceiptItem[]> {
  try {
    return await readOpenItems(dependencies.store, receipt, chunk);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    dependencies.metrics.losses.inc({ kind: 'altered' });
    dependencies.log.error({ feed, receipt, reason: describeError(error) }, 'a receipt is let go: redis altered it');
    await abandonReceipt(dependencies.store, feed, receipt);
    return [];
  }
}

async function judgeAndCommit(
  dependencies: StoryDependencies,
  feed: FeedSettings,
  receipt: string,
  facts: ReceiptFacts,
  stories: readonly Normalised[],
): Promise<{ decisions: readonly Decision[]; reply: CommitReply }> {
  const now = dependencies.now();
  const memory = new RedisMemory(dependencies.store, dependencies.recent, { epoch: dependencies.epoch(), now });
  const habits = await readHabits(dependencies.store, feed.id, now);
  const received = stories.map((story) => receivedStory(story, feed, facts, { now, ...habits }));
  const judged = await inStage(dependencies.metrics, { stage: 'judge', facts: { stories: received.length } }, () =>
    judgeStories(memory, received),
  );
  if (memory.builtFrom !== null && memory.builtFrom > 0)
    dependencies.log.info({ entries: memory.builtFrom }, 'window of recent copy built');
  const context = {
    receipt,
    feed: feed.id,
    standing: feed.standing,
    recovered: facts.recovered,
    answeredBefore: facts.answeredBefore ?? null,
    now,
  };
  const { decisions, end } = traceStories(judged.map((each) => decisionOf(each, context)));
  reached('judged');
  const reply = await inStage(dependencies.metrics, { stage: 'commit', facts: { stories: decisions.length } }, () =>
    commit(dependencies.store, decisions, memory.premises),
  );
  end(reply.state);
  reached('committed');
  if (reply.state === 'committed') dependencies.recent.append(decisions, reply.positions);
  return { decisions, reply };
}

function tell(dependencies: StoryDependencies, feed: FeedSettings, receipt: string, decision: Decision): void {
  const { item, article, verdict, rejection, tombstone } = decision;
  const action = verdict?.action ?? 'reject';
  const facts = { feed: feed.id, receipt, arrival: item.arrival };
  dependencies.metrics.items.inc({ feed: feed.id, action });
  dependencies.log.debug(
    { ...facts, article: article?.id, revision: article?.revision, action, rule: verdict?.rule },
    'story committed',
  );
  if (action === 'reject') dependencies.log.warn({ ...facts, item: item.itemId, reason: rejection }, 'item rejected');
  if (action === 'tombstone') dependencies.log.error({ ...facts, uri: tombstone?.uri }, 'kill for a story never seen');
  const carriedBy = verdict?.evidence.carriedBy;
  if (Array.isArray(carriedBy) && carriedBy.length > 0)
    dependencies.log.error({ ...facts, uri: article?.uri, carriedBy }, 'other articles carry text of a stopped one');
  if (verdict?.evidence.restless !== undefined)
    dependencies.log.warn({ ...facts, uri: article?.uri }, 'the feed changes this story again and again');
  if (action === 'hold')
    dependencies.log.error({ ...facts, uri: article?.uri, reason: verdict?.reason }, 'story kept back');
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

async function closeEmpty(
  dependencies: StoryDependencies,
  id: string,
  feed: string,
  facts: ReceiptFacts,
): Promise<void> {
  const reply = await commit(
    dependencies.store,
    [],
    { epoch: '', head: null, ids: new Map(), heads: new Map() },
    new Map([[id, feed]]),
  );
  if (reply.state === 'committed') for (const closed of reply.closed) await dependencies.onClosed(closed, facts);
}
