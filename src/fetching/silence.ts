const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 168;
const LEARNS_HOURS = WEEK_HOURS;
const LOOKS_BACK_WEEKS = 6;
/** The same hour of other days of its kind tells something too, but less than that of the same weekday. */
const OTHER_DAYS = 13;
const OTHER_DAY_WEIGHT = 0.25;
/** So many false alarms a feed would have in a month if its hours varied by chance alone; news comes in bursts. */
const FALSE_ALARMS_A_MONTH = 0.03;
const SELDOM_ENOUGH = 1e-3;
const MONTH_HOURS = 720;

/** Stories of one feed by hour: the number of the hour since the epoch, and how many came in it. */
export type HourCounts = ReadonlyMap<number, number>;

/** What a feed usually brings in one hour. */
export interface UsualHour {
  /** Stories in the hour, and how far that varies from week to week. */
  readonly mean: number;
  readonly variance: number;
  /** The least and the most that were seen in the hours that were looked at. */
  readonly low: number;
  readonly high: number;
}

/** A silence that is unlike the feed. */
export interface Silence {
  readonly sinceMs: number;
  /** How many stories would have come meanwhile. */
  readonly expected: number;
  /** What the present hour usually brings. */
  readonly usual: UsualHour;
}

/** The number of the hour of an instant (epoch milliseconds). */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS);

/**
 * What a feed usually brings in an hour, learned from the same hour of other weeks and days; null as long as less than
 * a week of it is known.
 */
export function usualHour(counts: HourCounts, hour: number, firstHour: number): UsualHour | null {
  if (hour - firstHour < LEARNS_HOURS) return null;
  const seen: { count: number; weight: number }[] = [];
  const look = (at: number, weight: number): void => {
    if (at >= firstHour && at < hour) seen.push({ count: counts.get(at) ?? 0, weight });
  };
  for (let weeks = 1; weeks <= LOOKS_BACK_WEEKS; weeks += 1) look(hour - weeks * WEEK_HOURS, 1);
  for (let days = 1; days <= OTHER_DAYS; days += 1)
    if (days % 7 !== 0 && isWeekend(hour - days * DAY_HOURS) === isWeekend(hour))
      look(hour - days * DAY_HOURS, OTHER_DAY_WEIGHT);
  const weight = seen.reduce((sum, each) => sum + each.weight, 0);
  if (weight === 0) return null;
  const mean = seen.reduce((sum, each) => sum + each.count * each.weight, 0) / weight;
  const squares = seen.reduce((sum, each) => sum + (each.count - mean) ** 2 * each.weight, 0);
  const own = seen.map(({ count }) => count);
  return { mean, variance: squares / weight, low: Math.min(...own), high: Math.max(...own) };
}

/**
 * Whether a feed is silent unlike itself: since its last story so many were due that none coming by chance is rarer
 * than one false alarm in many months. Where little comes, at night, nothing is due, and silence means nothing.
 * @param firstHour the first hour that counts are known of
 */
export function findSilence(
  counts: HourCounts,
  { firstHour, lastStoryAt, now }: { firstHour: number; lastStoryAt: number; now: number },
): Silence | null {
  const usual = usualHour(counts, hourOf(now), firstHour);
  if (usual === null || now <= lastStoryAt) return null;
  let expected = 0;
  let variance = 0;
  for (let hour = hourOf(lastStoryAt); hour <= hourOf(now); hour += 1) {
    const share = (Math.min(now, (hour + 1) * HOUR_MS) - Math.max(lastStoryAt, hour * HOUR_MS)) / HOUR_MS;
    const each = usualHour(counts, hour, firstHour);
    if (each === null) continue;
    expected += each.mean * share;
    variance += each.variance * share * share;
  }
  const likely = chanceOfNone(expected, Math.max(variance, expected));
  return likely < rareEnough(counts, hourOf(now)) ? { sinceMs: now - lastStoryAt, expected, usual } : null;
}

/** The chance of no story where so many are expected: Poisson, or wider where the hours vary more than that. */
function chanceOfNone(expected: number, variance: number): number {
  if (expected <= 0) return 1;
  const excess = variance - expected;
  if (excess < expected * 0.05) return Math.exp(-expected);
  const size = (expected * expected) / excess;
  return (1 + expected / size) ** -size;
}

/** Each gap between two stories is a chance to be wrong: a feed that brings more must be surer. */
function rareEnough(counts: HourCounts, hour: number): number {
  let stories = 0;
  for (let at = hour - MONTH_HOURS; at < hour; at += 1) stories += counts.get(at) ?? 0;
  return Math.min(SELDOM_ENOUGH, FALSE_ALARMS_A_MONTH / Math.max(1, stories));
}

function isWeekend(hour: number): boolean {
  // The epoch began on a Thursday.
  const weekday = (Math.floor(hour / DAY_HOURS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}
