import type { FeedSettings } from '../settings/schema.ts';

/** Feeds that one tick looks after. */
const GROUP_FEEDS = 50;
const SHORTEST_TICK_MS = 250;
const LONGEST_TICK_MS = 5_000;
const TICKS_PER_INTERVAL = 2;
/** A source is not asked earlier than this before its time. */
const MOST_EARLY_MS = 250;

/** Feeds that are looked after together. */
export interface FeedGroup {
  readonly number: number;
  readonly feeds: readonly FeedSettings[];
  /** How often somebody looks which of them are due. */
  readonly tickMs: number;
  /** A feed that is due within this is fetched at the tick before. */
  readonly earlyMs: number;
}

/** The feeds that are switched on in groups: those of short intervals together, so that the others tick slowly. */
export function groupFeeds(feeds: readonly FeedSettings[]): FeedGroup[] {
  const sorted = feeds
    .filter(({ enabled }) => enabled)
    .toSorted((one, other) => one.every.min - other.every.min || (one.id < other.id ? -1 : 1));
  const groups: FeedGroup[] = [];
  for (let at = 0; at < sorted.length; at += GROUP_FEEDS) {
    const members = sorted.slice(at, at + GROUP_FEEDS);
    const shortest = Math.min(...members.map(({ every }) => every.min));
    const tickMs = Math.min(LONGEST_TICK_MS, Math.max(SHORTEST_TICK_MS, Math.round(shortest / TICKS_PER_INTERVAL)));
    groups.push({ number: groups.length, feeds: members, tickMs, earlyMs: Math.min(MOST_EARLY_MS, tickMs / 2) });
  }
  return groups;
}
