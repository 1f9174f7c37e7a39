import type { FetchedCapture } from '../../article/capture.ts';
import { describeError, isFailure } from '../../article/failure.ts';
import type { PollHints } from '../contract/transport.ts';

const IN_CIRCLES = 'the interface says that there is more, and gives the same pages again';

/** One page of an interface. */
export interface Page<Place> {
  readonly captures: readonly Omit<FetchedCapture, 'bookmark'>[];
  /** Where the next page begins. */
  readonly place: Place;
  /** There is more to be had at once. */
  readonly more: boolean;
}

/** What one turn gathered. */
export interface Gathered<Place> {
  readonly captures: readonly Omit<FetchedCapture, 'bookmark'>[];
  readonly place: Place;
  readonly more: boolean;
  readonly hints: PollHints;
}

/**
 * Gathers pages from a place on. What fails behind the first page ends the turn with what it has: its place is kept,
 * and the next turn meets the failure again.
 * @param mostPages pages of one turn at the most
 * @throws what the first page throws
 */
export async function gatherPages<Place>(
  from: Place,
  { mostPages, now }: { mostPages: number; now: () => number },
  read: (place: Place) => Promise<Page<Place>>,
): Promise<Gathered<Place>> {
  const captures: Omit<FetchedCapture, 'bookmark'>[] = [];
  const places = new Set([JSON.stringify(from)]);
  let place = from;
  for (let pages = 0; pages < mostPages; pages += 1) {
    try {
      const page = await read(place);
      captures.push(...page.captures);
      place = page.place;
      if (!page.more) return { captures, place, more: false, hints: { waitMs: null } };
    } catch (error) {
      if (pages === 0) throw error;
      return { captures, place, more: true, hints: hintsAfter(error, now()) };
    }
    const name = JSON.stringify(place);
    if (places.has(name)) return { captures, place, more: false, hints: { waitMs: null, notice: IN_CIRCLES } };
    places.add(name);
  }
  return { captures, place, more: true, hints: { waitMs: 0 } };
}

/** When to come again after a failure, and what the log says of it. */
function hintsAfter(error: unknown, now: number): PollHints {
  const until = isFailure(error, 'Snoozed') ? error.until : isFailure(error, 'FeedDown') ? error.notBefore : null;
  const notice = `the turn ended early: ${describeError(error)}`;
  return { waitMs: null, retryAfterMs: until === null ? null : Math.max(0, until - now), notice };
}
