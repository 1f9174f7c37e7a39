import type { AlarmPriority, QuietHours } from '../settings/alarm-settings.ts';

/** The priorities that wait at an instant (epoch milliseconds); none outside the quiet hours. */
export function quietAt(hours: QuietHours | null, now: number): readonly AlarmPriority[] {
  if (hours === null) return [];
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  const { from, to } = hours;
  const isQuiet = from <= to ? clock >= from && clock < to : clock >= from || clock < to;
  return isQuiet ? hours.priorities : [];
}
