import type { Logger } from 'pino';
import { RetryLater } from '../article/failure.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import type { StoriesJob } from '../queue/queues.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { type CommitReply, commit, type Decision } from '../store/commit.ts';
import { CHUNK_ITEMS, type ChunkInHand, type ReceiptFacts, type ReceiptItem, readReceipt } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/crash-points.ts';
import { inStage } from '../telemetry/stages.ts';
import type { CommitTurns } from './commit-turns.ts';
import type { Normalised } from './decide.ts';
import { learnHabits } from './feed-habits.ts';
import { raiseJudgedAlarm } from './judged-alarms.ts';
import { type NormaliseDependencies, normaliseStories } from './normalise-stories.ts';
import { type ChunkPlace, deadlyItem, openItems } from './open-items.ts';
import { tellOfStory } from './tell-of-story.ts';

/** What the stories worker needs from the service. */
export interface StoryDependencies extends NormaliseDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly commits: CommitTurns;
  readonly feed: (id: string) => FeedSettings | null;
  /** Called when stories were committed. */
  readonly onCommitted: () => void;
  /** Called with every receipt that this work closed. */
  readonly onClosed: (receipt: string, facts: ReceiptFacts) => Promise<void>;
}

/** After so many lost races the batch waits a moment for its turn. */
const TRIES = 8;
/** What is in hand goes out in smaller parts: the first stories do not wait until the last ones are judged. */
const ITEMS_IN_HAND = 8;
/** A chunk whose workers died so often is worked item by item. */
const DEATHS_TO_WORK_ALONE = 2;

/** A chunk of a receipt that is being worked. */
interface Chunk extends ChunkPlace {
  readonly feed: FeedSettings;
  readonly facts: ReceiptFacts;
  /** How many workers have died with it in hand. */
  readonly deaths: number;
  /** Its items are worked one by one. */
  readonly alone: boolean;
  /** By their arrivals. */
  readonly normalised: Map<string, Normalised>;
}

/** How a chunk comes to be worked. */
export interface ChunkTurn {
  /** How many workers have died with this chunk in hand. */
  readonly deaths: number;
  /** The chunk, where this process has just filled its receipt; else it is read from there. */
  readonly inHand?: ChunkInHand;
}

/** Works one chunk of a receipt: normalise, judge, commit. Safe to run twice, at the same time, or after a crash. */
export async function workStories(
  dependencies: StoryDependencies,
  job: StoriesJob,
  { deaths, inHand }: ChunkTurn,
): Promise<void> {
  const facts = inHand?.facts ?? (await readOpenFacts(dependencies, job));
  if (facts === null) return;
  const chunk = chunkOf(dependencies, job, facts, deaths);
  let most = atOnce(chunk, inHand);
  let fresh = inHand?.items ?? (await openItems(dependencies, chunk));
  for (let lost = 0; lost < TRIES; ) {
    if (fresh.length === 0) return closeEmpty(dependencies, chunk);
    reached('items-opened');
    const chosen = fresh.slice(0, most);
    const stories = await normalised(dependencies, chunk, chosen);
    reached('normalised');
    const { decisions, reply } = await dependencies.commits.take({ ...chunk, receipt: chunk.id, stories });
    if (reply.state === 'committed') {
      await endStories(dependencies, chunk, decisions, reply);
      if (chosen.length === fresh.length) return;
      fresh = fresh.slice(chosen.length);
      lost = 0;
      continue;
    }
    if (reply.state === 'refused') most = parted(chunk, stories, reply.reason);
    else {
      lost += 1;
      dependencies.metrics.commitConflicts.inc({ state: reply.state });
    }
    fresh = await openItems(dependencies, chunk);
  }
  throw new RetryLater(`receipt ${chunk.id}: lost the race for its articles ${TRIES} times`);
}

/** How many items are worked at once at first. */
function atOnce({ alone }: Chunk, inHand: ChunkInHand | undefined): number {
  if (alone) return 1;
  return inHand === undefined ? CHUNK_ITEMS : ITEMS_IN_HAND;
}

/** What the receipt of a job says of itself; null where nothing of it is open any more. */
async function readOpenFacts({ store }: StoryDependencies, { receipt: id }: StoriesJob): Promise<ReceiptFacts | null> {
  const receipt = await readReceipt(store, id);
  return receipt?.state === 'open' ? receipt.facts : null;
}

/** @throws RetryLater where its feed is not in the settings */
function chunkOf(
  { feed: findFeed }: StoryDependencies,
  { receipt: id, chunk }: StoriesJob,
  facts: ReceiptFacts,
  deaths: number,
): Chunk {
  const feed = findFeed(facts.feed);
  if (feed === null) throw new RetryLater(`feed ${facts.feed}: not in the settings any more; its receipt ${id} waits`);
  return { id, chunk, feed, facts, deaths, alone: deaths >= DEATHS_TO_WORK_ALONE, normalised: new Map() };
}

/** The items as articles. What was normalised before is not normalised again. */
async function normalised(
  dependencies: StoryDependencies,
  chunk: Chunk,
  items: readonly ReceiptItem[],
): Promise<readonly Normalised[]> {
  const { id, deaths, normalised: made } = chunk;
  const untouched = items.filter(({ arrival }) => !made.has(arrival));
  for (const item of chunk.alone ? untouched : []) {
    const rejection = await deadlyItem(dependencies.store, id, item, deaths);
    if (rejection !== null) made.set(item.arrival, { item, article: null, rejection });
  }
  const left = untouched.filter(({ arrival }) => !made.has(arrival));
  const stories = await inStage(dependencies.metrics, { stage: 'normalise', facts: { stories: left.length } }, () =>
    normaliseStories(dependencies, chunk.feed, chunk.facts, left),
  );
  for (const story of stories) made.set(story.item.arrival, story);
  return items.map(({ arrival }) => made.get(arrival) as Normalised);
}

/**
 * What to do about stories that cannot be written together: half of them is tried, until one is left, which is let go.
 * @returns how many are tried next
 */
function parted({ normalised: made, alone }: Chunk, stories: readonly Normalised[], reason: string): number {
  const [only] = stories;
  if (only === undefined || stories.length > 1) return Math.ceil(stories.length / 2);
  if (only.rejection !== null) throw new RetryLater(`a rejected item cannot be written either: ${reason}`);
  made.set(only.item.arrival, refusedStory(only.item, `the store cannot hold what it says: ${reason}`));
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

/** What follows from stories that were committed. */
async function endStories(
  dependencies: StoryDependencies,
  { id, feed, facts }: Chunk,
  decisions: readonly Decision[],
  { closed }: Extract<CommitReply, { state: 'committed' }>,
): Promise<void> {
  dependencies.onCommitted();
  for (const decision of decisions) {
    tellOfStory(dependencies, decision);
    await raiseJudgedAlarm(dependencies.store, decision);
    await learnHabits(dependencies.store, feed, decision);
  }
  if (closed.includes(id)) await dependencies.onClosed(id, facts);
  reached('stories-worked');
}

async function closeEmpty(dependencies: StoryDependencies, { id, feed, facts }: Chunk): Promise<void> {
  const nothing = { epoch: '', head: null, ids: new Map(), heads: new Map() };
  const reply = await commit(dependencies.store, [], nothing, new Map([[id, feed.id]]));
  if (reply.state === 'committed') for (const closed of reply.closed) await dependencies.onClosed(closed, facts);
}
