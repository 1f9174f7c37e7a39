import type { WireItem } from '../../article/wire-item.ts';
import type { Format } from './format.ts';

const WRITTEN = new Set(['published', 'updated', 'versionCreated', 'firstCreated', 'sent']);

/** How a document lists its items: by their own times where these say otherwise than those of its format do. */
export function orderOf(order: Format['order'], items: readonly Pick<WireItem, 'dates'>[]): Format['order'] {
  return order === 'newest-first' && listsNewestLast(items.map(timeOf)) ? 'as-filed' : order;
}

/** The places of the newest items of a list that has them first, or last where its times say so. */
export function newestPlaces(count: number, most: number, times: () => readonly number[]): number[] {
  const places = Array.from({ length: count }, (_, at) => at);
  if (count <= most) return places;
  return listsNewestLast(times()) ? places.slice(-most) : places.slice(0, most);
}

/**
 * True where far more items are newer than the one before them than are older: a site may put an old story above the
 * newest, or list by another of its times. Times that are NaN count for nothing.
 */
function listsNewestLast(times: readonly number[]): boolean {
  const known = times.filter((time) => !Number.isNaN(time));
  const steps = known.map((time, at) => Math.sign(time - (known[at - 1] ?? time)));
  const count = (sign: number): number => steps.filter((step) => step === sign).length;
  return count(1) > 2 * count(-1);
}

function timeOf({ dates }: Pick<WireItem, 'dates'>): number {
  const written = dates.find(({ role, value }) => WRITTEN.has(role) && !Number.isNaN(Date.parse(value)));
  return written === undefined ? Number.NaN : Date.parse(written.value);
}
