import { openChunks, readReceipt, standingReceipts } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { jobOf, type StoriesJob } from './queues.ts';

/** A receipt that stands open so long has lost its job. */
const STANDS_STILL_MS = 10_000;
const AT_ONCE = 200;

/**
 * Adds jobs again for receipts that nobody works.
 * @param enqueueMissing adds the job for a chunk that has none
 * @returns receipts whose jobs were added, and those whose bytes were never read
 */
export async function sweepReceipts(
  store: Store,
  enqueueMissing: (job: StoriesJob, urgent: boolean) => Promise<void>,
  now: number,
): Promise<{ added: string[]; unread: { receipt: string; feed: string }[] }> {
  const added: string[] = [];
  const unread: { receipt: string; feed: string }[] = [];
  for (const id of await standingReceipts(store, now - STANDS_STILL_MS, AT_ONCE)) {
    const receipt = await readReceipt(store, id);
    if (receipt === null) continue;
    if (receipt.state === 'unread') {
      unread.push({ receipt: id, feed: receipt.facts.feed });
      continue;
    }
    for (const { chunk, urgent } of await openChunks(store, receipt))
      await enqueueMissing(jobOf(id, chunk, receipt.facts), urgent);
    added.push(id);
  }
  return { added, unread };
}
