import type { WireItem } from '../article/wire-item.ts';
import { keys } from './keys.ts';
import { pack, unpack } from './packing.ts';
import type { Store } from './store.ts';

/** What is kept of an item's page between two polls of its feed. */
export interface KeptPage {
  /** Hash of the feed's item when the page was read. */
  readonly feedHash: string;
  /** Epoch milliseconds of the last time it was asked for. */
  readonly at: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The story on it, or null where it was not had yet. */
  readonly story: WireItem | null;
  /** `story`, or why there is none. */
  readonly state: string;
  /** How often it was asked for in vain, since the last success. */
  readonly failures: number;
}

/** The pages kept of these items, in their order; null where there is none. */
export async function readPages(store: Store, feed: string, itemIds: readonly string[]): Promise<(KeptPage | null)[]> {
  if (itemIds.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const id of itemIds) pipeline.getBuffer(keys.page(feed, id));
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, value]) => {
    if (error) throw error;
    return value === null ? null : unpack<KeptPage>(value as Buffer);
  });
}

/** Keeps a page as long as the articles of its feed. */
export async function keepPage(store: Store, feed: string, itemId: string, page: KeptPage): Promise<void> {
  await store.redis.set(keys.page(feed, itemId), pack(page), 'EX', store.keepSeconds);
}
