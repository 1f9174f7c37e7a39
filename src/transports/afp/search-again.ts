import { z } from 'zod';
import type { Bookmark } from '../../article/capture.ts';
import { isFailure } from '../../article/failure.ts';
import type { MissingNumbers } from '../../article/message-numbers.ts';
import { AskedAgain } from '../api/asked-again.ts';
import { type Gathered, gatherPages, type Page } from '../api/gather-pages.ts';
import type { AfpPlace } from './afp-page.ts';

const AT_ONCE = 3;
const KEPT_MS = 6 * 3_600_000;
const MOST_SPANS = 10;
const UNASKED = 'unasked';

/** A time in which AFP could not be asked, in epoch milliseconds: what belongs into it may be published late. */
const Spans = z.array(z.object({ from: z.number(), to: z.number() }));

/** What a search for copy that did not come is told. */
export interface SearchAgain {
  readonly missing: readonly MissingNumbers[];
  readonly overlapMs: number;
  readonly mostPages: number;
  /** When the fetch began, in epoch milliseconds. */
  readonly beganAt: number;
  readonly now: () => number;
  readonly read: (place: AfpPlace) => Promise<Page<AfpPlace>>;
}

/** What searching them brought, and what is to be remembered of it. */
export interface SearchedAgain {
  readonly captures: Gathered<AfpPlace>['captures'];
  readonly remembered: { readonly answeredAt: number; readonly unasked: string; readonly asked: string };
}

/**
 * Asks AFP again for the times from which copy may be missing: where numbers were left out, and where AFP was not asked
 * for longer than the overlap. A search that fails is tried again at the next fetch.
 * @param bookmark what the last fetch remembered
 */
export async function searchAgain(bookmark: Bookmark, search: SearchAgain): Promise<SearchedAgain> {
  const now = search.beganAt;
  const spans = spansUntil(bookmark, search.overlapMs, now);
  const asked = new AskedAgain(bookmark.asked);
  const holes = [...spans.map(({ from, to }) => ({ service: UNASKED, from, to, since: to })), ...search.missing];
  const captures: Gathered<AfpPlace>['captures'][number][] = [];
  for (const hole of asked.due(holes, { now, most: AT_ONCE })) {
    const place = placeOf(hole, search.overlapMs);
    if (place !== null) captures.push(...(await gather(place, search)));
  }
  return { captures, remembered: { answeredAt: now, unasked: JSON.stringify(spans), asked: asked.text } };
}

function spansUntil({ answeredAt, unasked }: Bookmark, overlapMs: number, now: number): z.infer<typeof Spans> {
  const kept = Spans.safeParse(typeof unasked === 'string' && unasked !== '' ? JSON.parse(unasked) : []).data ?? [];
  const standing = kept.filter(({ to }) => now - to < KEPT_MS);
  const last = Number(answeredAt ?? now);
  return [...standing, ...(now - last > overlapMs ? [{ from: last, to: now }] : [])].slice(-MOST_SPANS);
}

function placeOf({ service, from, to, after, before }: MissingNumbers, overlapMs: number): AfpPlace | null {
  const [begin, end] = service === UNASKED ? [from, to] : [after ?? before, before ?? after];
  if (begin === undefined || end === undefined) return null;
  const instant = (at: number): string => new Date(at).toISOString();
  return {
    published: instant(Math.min(begin, end) - overlapMs),
    startAt: 0,
    until: instant(Math.max(begin, end) + overlapMs),
  };
}

async function gather(place: AfpPlace, { mostPages, now, read }: SearchAgain): Promise<Gathered<AfpPlace>['captures']> {
  try {
    return (await gatherPages(place, { mostPages, now }, read)).captures;
  } catch (error) {
    if (isFailure(error, 'FeedDown') || isFailure(error, 'Snoozed')) return [];
    throw error;
  }
}
