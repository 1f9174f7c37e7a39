import type { Capture, FetchedCapture } from '../../article/capture.ts';
import { describeError, isFailure } from '../../article/failure.ts';
import type { RefusedFile } from '../contract/transport.ts';
import type { PendingItems } from './pending-items.ts';

const AT_ONCE = 4;

/** What asking for one item gave. */
export type BroughtItem =
  | { readonly state: 'item'; readonly bytes: Uint8Array; readonly contentType: string; readonly url: string | null }
  /** It will never be had, as when the licence does not cover it. */
  | { readonly state: 'refused'; readonly reason: string };

/** What came of a list of items. */
export interface Brought {
  readonly captures: readonly Omit<FetchedCapture, 'bookmark'>[];
  readonly refused: readonly RefusedFile[];
  /** The instant before which the interface asked not to be asked again, or null. */
  readonly notBefore: number | null;
}

/**
 * Asks for items one by one. One that fails stays pending and stops none of the others; once the interface asks for
 * patience, the rest of them is pending as well.
 */
export async function bringItems(
  ids: readonly string[],
  { pending, now }: { pending: PendingItems; now: () => number },
  read: (id: string) => Promise<BroughtItem>,
): Promise<Brought> {
  const captures: Omit<FetchedCapture, 'bookmark'>[] = [];
  const refused: RefusedFile[] = [];
  let notBefore: number | null = null;
  const fail = (id: string, error: unknown): void => {
    if (isFailure(error, 'Snoozed')) {
      notBefore = Math.max(notBefore ?? 0, error.until);
      pending.wait(id, now());
    } else if (!isFailure(error, 'FeedDown')) throw error;
    else if (!pending.retry(id, now())) refused.push({ name: id, reason: `given up: ${describeError(error)}` });
  };
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    if (notBefore !== null) {
      for (const id of some) pending.wait(id, now());
      continue;
    }
    const answers = await Promise.allSettled(some.map(read));
    for (const [place, answer] of answers.entries()) {
      const id = some[place] as string;
      if (answer.status === 'rejected') {
        fail(id, answer.reason);
        continue;
      }
      pending.done(id);
      if (answer.value.state === 'refused') refused.push({ name: id, reason: answer.value.reason });
      else captures.push({ capture: captureOf(answer.value, now()), holds: null });
    }
  }
  return { captures, refused, notBefore };
}

function captureOf(
  { bytes, contentType, url }: { bytes: Uint8Array; contentType: string; url: string | null },
  now: number,
): Capture {
  return { bytes, contentType, url, contentLocation: null, filename: null, receivedAt: now };
}
