/** Instants as a person writes them into a form: the wall clock of the desk's zone. */
import { zone } from './preferences.ts';

const MINUTE_MS = 60_000;

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function aheadAt(instant: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...(zone.value === '' ? {} : { timeZone: zone.value }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute } = parts;
  return (
    Date.parse(`${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:00Z`) -
    Math.floor(instant / MINUTE_MS) * MINUTE_MS
  );
}

/** An instant (epoch milliseconds) for an input of date and time: 2026-11-03T10:30. */
export function wallClock(instant: number): string {
  return new Date(instant + aheadAt(instant)).toISOString().slice(0, 16);
}

/** The instant that such an input means, in ISO 8601; empty where it means none. */
export function instantOf(written: string): string {
  const asUtc = Date.parse(`${written}Z`);
  if (Number.isNaN(asUtc)) return '';
  // Where the clocks change between the two, the second look is right.
  const first = asUtc - aheadAt(asUtc);
  return new Date(asUtc - aheadAt(first)).toISOString();
}
