import { z } from 'zod';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as 07:30');

/** When a desk is staffed: times of day in its own zone. A `to` before `from` is on the next day. */
export const DeskHours = z.strictObject({
  from: TimeOfDay,
  to: TimeOfDay,
  zone: z.string().refine(isZone, 'write a time zone such as Europe/Berlin'),
  days: z.array(z.enum(DAYS)).min(1, 'write some of mon, tue, wed, thu, fri, sat, sun').optional(),
});
export type DeskHours = z.infer<typeof DeskHours>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether an instant (epoch milliseconds) is within the hours. Hours over midnight belong to the day they begin on. */
export function isWithinHours({ from, to, zone, days = [...DAYS] }: DeskHours, instant: number): boolean {
  const { day, time } = localTime(instant, zone);
  const before = DAYS[(DAYS.indexOf(day) + 6) % 7] as (typeof DAYS)[number];
  if (from <= to) return days.includes(day) && time >= from && time < to;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function localTime(instant: number, zone: string): { day: (typeof DAYS)[number]; time: string } {
  const format = FORMATS.get(zone) ?? formatOf(zone);
  FORMATS.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value] as const));
  return {
    day: (parts.weekday ?? '').toLowerCase() as (typeof DAYS)[number],
    time: `${parts.hour}:${parts.minute}`,
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
