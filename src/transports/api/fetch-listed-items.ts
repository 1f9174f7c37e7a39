import type { Bookmark } from '../../article/capture.ts';
import type { FetchResult, PollHints, RefusedFile } from '../contract/transport.ts';
import type { AskedAgain } from './asked-again.ts';
import { type Brought, type BroughtItem, bringItems } from './bring-items.ts';
import { gatherPages } from './gather-pages.ts';
import { PendingItems } from './pending-items.ts';
import { SeenBefore } from './seen-before.ts';

/** One page of a listing: the items on it by their ids, and where the next page begins. */
export interface Listing<Place> {
  readonly ids: readonly string[];
  readonly place: Place;
  readonly more: boolean;
  /** What is listed and cannot be asked for, as it has no id that can be read. */
  readonly refused?: readonly RefusedFile[];
}

/** How an interface that lists items and gives each by itself is read. */
export interface ListedItems<Place extends Bookmark> {
  /** Where the listing goes on. */
  readonly from: Place;
  /** What the last fetch remembered. */
  readonly bookmark: Bookmark;
  readonly mostPages: number;
  readonly now: () => number;
  readonly list: (place: Place) => Promise<Listing<Place>>;
  readonly read: (id: string) => Promise<BroughtItem>;
  /** What the source let go of, in a sentence. */
  readonly gap?: string | undefined;
  /** Items that did not come and may be there, by the ids that they would have, and which numbers they are asked by. */
  readonly again?: { readonly ids: readonly string[]; readonly asked: AskedAgain } | undefined;
}

/**
 * One fetch of such an interface: pages of its listing, each item that was not had before, and those that could not be
 * had the last times.
 * @throws what the first page of the listing throws
 */
export async function fetchListedItems<Place extends Bookmark>(items: ListedItems<Place>): Promise<FetchResult> {
  const { bookmark, now, list, read, gap } = items;
  const seen = new SeenBefore(bookmark.seen);
  const pending = new PendingItems(bookmark.pending);
  const waiting = pending.ids;
  const brought: Brought[] = [];
  const unnamed: RefusedFile[] = [];
  const gathered = await gatherPages(items.from, { mostPages: items.mostPages, now }, async (place: Place) => {
    if (pending.isFull) return { captures: [], place, more: false };
    const page = await list(place);
    unnamed.push(...(page.refused ?? []));
    const fresh = [...new Set(page.ids)].filter((id) => !seen.has(id));
    const some = await bringItems(fresh, { pending, now }, read);
    for (const id of page.ids) seen.add(id);
    brought.push(some);
    return { captures: some.captures, place: page.place, more: page.more && some.notBefore === null };
  });
  const again = await bringItems(waiting, { pending, now }, read);
  const missed = await bringMissing(items, [...brought, again], seen);
  const captures = [...again.captures, ...missed.captures, ...gathered.captures];
  const asked = items.again === undefined ? {} : { asked: items.again.asked.text };
  const remembered = { ...gathered.place, ...asked, seen: seen.text, pending: pending.text };
  const rest = {
    hints: hintsOf(gathered.hints, { waits: [...brought, again, missed], pending, now: now(), gap }),
    refused: [...unnamed, ...[...brought, again].flatMap(({ refused }): readonly RefusedFile[] => refused)],
  };
  return captures.length === 0
    ? { outcome: 'unchanged', bookmark: remembered, ...rest }
    : { outcome: 'ok', captures: captures.map((capture) => ({ ...capture, bookmark: remembered })), ...rest };
}

/**
 * What did not come and can be had after all. What cannot is missing still; nothing waits for it. Where the interface asks
 * for patience, the numbers count as not asked for.
 */
async function bringMissing<Place extends Bookmark>(
  { again, now, read }: ListedItems<Place>,
  waits: readonly Brought[],
  seen: SeenBefore,
): Promise<Brought> {
  const unseen = again?.ids.filter((id) => !seen.has(id)) ?? [];
  const isToWait = waits.some(({ notBefore }) => notBefore !== null);
  const missed = await bringItems(isToWait ? [] : unseen, { pending: new PendingItems(null), now }, read);
  if (unseen.length > 0 && (isToWait || missed.notBefore !== null)) again?.asked.withdrawDue();
  return missed;
}

function hintsOf(
  hints: PollHints,
  {
    waits,
    pending,
    now,
    gap,
  }: { waits: readonly Brought[]; pending: PendingItems; now: number; gap: string | undefined },
): PollHints {
  const until = Math.max(0, ...waits.map(({ notBefore }) => notBefore ?? 0));
  const waitsFor = pending.ids.length === 0 ? null : `${pending.ids.length} items are listed and cannot be had yet`;
  const notice = [hints.notice, waitsFor].filter((each) => each != null).join('; ');
  return {
    ...hints,
    ...(until > now ? { retryAfterMs: Math.max(hints.retryAfterMs ?? 0, until - now) } : {}),
    ...(notice === '' ? {} : { notice }),
    ...(gap === undefined ? {} : { gap }),
  };
}
