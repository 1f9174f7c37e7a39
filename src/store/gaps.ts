import type { AlarmKey } from './alarm-keys.ts';
import { clearAlarm } from './alarms.ts';
import { keys } from './keys.ts';
import type { LaneEntry } from './lanes.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/**
 * What a destination missed for good: stories that waited for it longer than `keep` says. Each revision that was given
 * up is marked `expired` for the destination: those of a gap are the entries of the wire log from `from` to `to` with that
 * mark. A replay of that time sends them again, and ends the gap.
 */
export interface Gap {
  readonly id: string;
  /** When the oldest and the newest revision that were given up were committed (epoch milliseconds). */
  readonly from: number;
  readonly to: number;
  /** How many stories. */
  readonly articles: number;
  /** What was passed: the days that are kept, or the share of memory. */
  readonly passed: 'days' | 'memory';
  /** When something last went into it (epoch milliseconds). */
  readonly at: number;
  /** Grows while the destination is away; false once the gap is announced to the destination. */
  readonly open: boolean;
  /** When the destination confirmed that it knows of the gap (epoch milliseconds). */
  readonly toldAt: number | null;
}

const OPEN = 'open';
const TOLD = 'told:';

/** The key of the alarm that a destination missed stories. */
export const gapAlarm = (destination: string): AlarmKey => `destination.${destination}.gap`;

/** The gaps of a destination, the oldest first. */
export async function listGaps(store: Store, destination: string): Promise<Gap[]> {
  const fields = await store.redis.hgetall(keys.missed(destination));
  return Object.entries(fields)
    .filter(([field]) => !field.startsWith(TOLD))
    .map(([field, text]) => {
      const gap = JSON.parse(text) as Omit<Gap, 'open' | 'toldAt'>;
      const told = fields[`${TOLD}${gap.id}`];
      return { ...gap, open: field === OPEN, toldAt: told === undefined ? null : Number(told) };
    })
    .sort((one, other) => one.from - other.from);
}

/** Lets no more go into the gap that grows, where nothing went into it since `before` (epoch milliseconds). */
export async function sealGap(store: Store, destination: string, before: number): Promise<boolean> {
  return (await runScript(store.redis, 'seal-gap', [keys.missed(destination)], [before])) === 1;
}

/** The destination confirmed that it knows of a gap. */
export async function keepTold(store: Store, destination: string, gap: string, at: number): Promise<void> {
  await store.redis.hset(keys.missed(destination), `${TOLD}${gap}`, String(at));
}

/** Gaps are over of which all was sent again: those within a time (epoch milliseconds). The alarm ends with the last. */
export async function closeGapsWithin(
  store: Store,
  destination: string,
  { since, until = Number.POSITIVE_INFINITY }: { readonly since: number; readonly until?: number },
): Promise<void> {
  const gaps = await listGaps(store, destination);
  const over = gaps.filter(({ from, to }) => from >= since && to <= until);
  if (over.length === 0) return;
  const fields = over.flatMap(({ id, open }) => [open ? OPEN : id, `${TOLD}${id}`]);
  await store.redis.hdel(keys.missed(destination), ...fields);
  if (over.length === gaps.length) await clearAlarm(store, gapAlarm(destination));
}

/** What was given up. */
export interface Expired {
  /** Revisions that gave way to a later one of their story. */
  readonly collapsed: number;
  /** Stories that went into the gap. */
  readonly articles: number;
}

/** Gives up what waits at a destination since before `before` (epoch milliseconds) in the lanes of these articles. */
export async function expireLanes(
  store: Store,
  destination: string,
  { articles, before, passed }: { articles: readonly string[]; before: number; passed: Gap['passed'] },
): Promise<Expired> {
  if (articles.length === 0) return { collapsed: 0, articles: 0 };
  const [collapsed = 0, expired = 0] = (await runScript(
    store.redis,
    'expire-lanes',
    [keys.due(destination), keys.missed(destination), ...articles.map((article) => keys.lane(destination, article))],
    [destination, keys.revision(''), before, passed, `gap_${destination}_${Math.round(before)}`, ...articles],
  )) as number[];
  return { collapsed, articles: expired };
}

/** A lane that waits: since when (epoch milliseconds), and how much its text takes in Redis. */
export interface WaitingLane {
  readonly article: string;
  readonly since: number;
  readonly bytes: number;
}

/** Some of the lanes that wait at a destination, and where to go on; begins at `0` and ends at `0`. */
export async function scanLanes(
  store: Store,
  destination: string,
  place: string,
): Promise<{ readonly lanes: readonly WaitingLane[]; readonly next: string }> {
  const [next, pairs] = await store.redis.zscan(keys.due(destination), place, 'COUNT', LANES_AT_ONCE);
  const articles = pairs.filter((_, at) => at % 2 === 0);
  if (articles.length === 0) return { lanes: [], next };
  const texts = await store.redis.mget(articles.map((article) => keys.lane(destination, article)));
  const lanes = articles.flatMap((article, at) => {
    const text = texts[at] ?? null;
    const [head] = text === null ? [] : (JSON.parse(text) as { entries: LaneEntry[] }).entries;
    const since = Number.parseInt(head?.position ?? '', 10);
    return text === null || Number.isNaN(since) ? [] : [{ article, since, bytes: text.length + LANE_OVERHEAD_BYTES }];
  });
  return { lanes, next };
}

const LANES_AT_ONCE = 500;
/** What Redis needs for a lane beside its text: the key, and its place among those that are due. */
const LANE_OVERHEAD_BYTES = 300;
