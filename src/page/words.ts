/** Times, durations and sizes as a desk reads them. */
import { zone } from './preferences.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([options, zone.value]);
  const known =
    formats.get(key) ??
    new Intl.DateTimeFormat('en-GB', { ...options, ...(zone.value === '' ? {} : { timeZone: zone.value }) });
  formats.set(key, known);
  return known;
}

const millis = (at: number | string): number => (typeof at === 'string' ? Date.parse(at) : at);

/** 14:03:22, with the day before it where it is another day. */
export function clock(at: number | string | null, now = Date.now()): string {
  if (at === null) return 'never';
  const time = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(millis(at));
  return day(at) === day(now)
    ? time
    : `${format({ day: 'numeric', month: 'short' }).format(millis(at))} ${time.slice(0, 5)}`;
}

const day = (at: number | string): string =>
  format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(millis(at));

/** The whole instant, for tooltips and details. */
export function instant(at: number | string | null): string {
  if (at === null) return 'never';
  return format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(millis(at));
}

const MOST_SHOWN = 400;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** 12 s, 4 min, 3 h, 2 d. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [unit, size] = UNITS.find(([, each]) => seconds >= each * 2) ?? (['s', 1] as const);
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A countdown: 1:04:09. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  return `${hours > 0 ? `${hours}:` : ''}${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
}

/** How long ago. */
export function ago(at: number | null, now = Date.now()): string {
  return at === null ? 'never' : `${duration(now - at)} ago`;
}

export function bytes(count: number): string {
  const [unit, size] =
    (
      [
        ['GB', 1e9],
        ['MB', 1e6],
        ['kB', 1e3],
      ] as const
    ).find(([, each]) => count >= each) ?? (['B', 1] as const);
  return `${(count / size).toFixed(size === 1 || count / size >= 100 ? 0 : 1)} ${unit}`;
}

/** A value of any field, cut where it is long. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** 12,345. The browser's own formats of numbers take longer to load than the first list to draw. */
export function count(number: number): string {
  const digits = String(number);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(',');
}

const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur|ps|sd|ckb|dv|ug|yi)\b/;

/** The direction of copy in a language. */
export function directionOf(language: string): 'rtl' | 'ltr' | 'auto' {
  if (language === 'und') return 'auto';
  return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}
