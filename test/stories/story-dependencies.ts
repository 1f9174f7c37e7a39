import { sha256 } from '../../src/article/content.ts';
import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';
import { BUILT_IN } from '../../src/normalise/vocabulary/built-in.ts';
import { FeedSettings } from '../../src/settings/schema.ts';
import { beginFetch } from '../../src/store/fetch-turns.ts';
import { chainItems, fillReceipt, openReceipt } from '../../src/store/receipts.ts';
import type { Store } from '../../src/store/store.ts';
import { type CommitDependencies, CommitTurns } from '../../src/stories/commit-turns.ts';
import { Turns } from '../../src/stories/one-at-a-time.ts';
import { RecentCopy } from '../../src/stories/recent-copy.ts';
import type { StoryDependencies } from '../../src/stories/work-stories.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';

export const FEED = FeedSettings.parse({ id: 'wire', onFirstPoll: 'send' });

/** The only chunk of the receipt that `openItems` makes. */
export const JOB = { receipt: 'wire.1', chunk: 0 };

type OpenItem = Partial<WireItem> & { itemId: string };

/** Empties the store and puts one receipt into it whose items wait to be worked. */
export async function openItems(store: Store, items: readonly OpenItem[]): Promise<void> {
  await store.redis.flushall();
  await openReceiptOf(store, FEED.id, items);
}

/** Puts the first receipt of a feed into the store, with items that wait to be worked. */
export async function openReceiptOf(store: Store, feed: string, items: readonly OpenItem[]): Promise<void> {
  await beginFetch(store, feed, { token: 'a', leaseMs: 60_000, shortestMs: 1_000 });
  const facts = { feed, sequence: 1, captures: [], holds: [], silent: false, recovered: false, chunks: [] };
  if (!(await openReceipt(store, { token: 'a', facts, packed: [], now: 1 }))) throw new Error('no receipt was opened');
  const read = items.map((item) => ({
    capture: 0,
    itemId: item.itemId,
    silent: false,
    hash: sha256(item.headline ?? ''),
    item: { ...EMPTY_ITEM, ...item },
  }));
  const chunks = await chainItems(store, feed, read);
  const filled = { ...facts, chunks: chunks.map((chunk) => chunk.map(({ number }) => number)) };
  await fillReceipt(store, { facts: filled, chunks, bookmark: {}, keepBytes: false, learnt: {} });
}

/** What judging and committing needs. */
export function commitDependencies(store: Store): CommitDependencies {
  return {
    store,
    log: createLog({ level: 'fatal' }),
    metrics: createMetrics(),
    recent: new RecentCopy(3_600_000),
    turns: new Turns(),
    epoch: () => '',
    now: () => Date.now(),
  };
}

/** What a stories worker needs, with nothing told to anybody. */
export function storyDependencies(store: Store): StoryDependencies {
  const committing = commitDependencies(store);
  return {
    store,
    log: committing.log,
    metrics: committing.metrics,
    styles: new Map(),
    commits: new CommitTurns(committing),
    feed: () => FEED,
    detectLanguage: () => 'en',
    vocabulary: BUILT_IN,
    onCommitted: () => undefined,
    onClosed: async () => undefined,
    noteCost: () => undefined,
    now: () => Date.now(),
  };
}
