/** What a time as filed gave. */
export interface ReadInstant {
  /** UTC, ISO 8601, or null where no certain instant can be read. */
  readonly instant: string | null;
  /** `no-zone`, `future`, `unparsable`. */
  readonly flags: readonly string[];
}

const EARLIEST = Date.UTC(1990, 0, 1);
const FUTURE_MS = 86_400_000;

/** Offsets in minutes of the zone names that feeds write. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  'etc/gmt': 0,
  'etc/utc': 0,
  bst: 60,
  west: 60,
  cet: 60,
  met: 60,
  cest: 120,
  mest: 120,
  sast: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  ist: 330,
  hkt: 480,
  sgt: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  ast: -240,
  at: -240,
  adt: -180,
  brt: -180,
  art: -180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  hst: -600,
};
const NAMED_ZONES: Readonly<Record<string, string>> = {
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
};

/** Beginnings of month names, January first; folded to lower case without accents. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene|gen|янв|styc|ιαν)/,
  /^(?:feb|fev|фев|lut|φεβ)/,
  /^(?:mar|mrt|mae|мар|μαρ|marc)/,
  /^(?:apr|avr|abr|апр|kwi|απρ)/,
  /^(?:may|mai|mag|maj|mei|май|мая|μαι)/,
  /^(?:jun|juin|giu|июн|cze|ιουν)/,
  /^(?:jul|juil|lug|июл|lip|ιουλ)/,
  /^(?:aug|aou|ago|agu|авг|sie|αυγ)/,
  /^(?:sep|set|szep|сен|wrz|σεπ)/,
  /^(?:oct|okt|out|ott|окт|paz|οκτ)/,
  /^(?:nov|ноя|lis|νοε)/,
  /^(?:dec|dez|des|dic|dik|дек|gru|δεκ)/,
];

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly zone: string | null;
}

/**
 * Reads a time as filed: ISO 8601 in its long and short forms, RFC 822 with named zones and the sins of the wild,
 * Unix time. Impossible days give null and never roll over; a time without a zone is read in the feed's and flagged.
 */
export function parseInstant(raw: string, { zone, now }: { zone: string | null; now: number }): ReadInstant {
  const text = raw.trim().slice(0, 80);
  const parts = readIso(text) ?? readShortIso(text) ?? readRfc822(text) ?? readYearFirst(text) ?? readUnix(text);
  const time = parts === null || !isPossible(parts) ? null : timeOf(parts, zone);
  if (parts === null || time === null || time < EARLIEST) return { instant: null, flags: ['unparsable'] };
  const flags = [...(parts.zone === null ? ['no-zone'] : []), ...(time > now + FUTURE_MS ? ['future'] : [])];
  return { instant: new Date(time).toISOString(), flags };
}

const ISO =
  /^(\d{4})-?(\d{2})?(?:-?(\d{2}))?(?:[T\s]\s*(\d{1,2})(?::?(\d{2}))?(?::?(\d{2})(?:[.,]\d+)?)?\s*(z|[+-]\d{2}:?(?:\d{2})?|[a-z]{1,20}(?:\/[a-z_]{1,30}){0,2})?)?$/i;

/** "Fri, 2006/09/15 08:19:53 EDT" is ISO in another dress. */
function undressed(text: string): string {
  return text.replace(/^\p{L}+\.?,?\s+(?=\d{4}[-/])/u, '').replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, '$1-$2-$3');
}

/** Two-digit years and days of the year: "031231", "2003335". */
function readShortIso(text: string): Parts | null {
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  const noon = { hour: '0', minute: '0', second: '0' };
  if (short !== null) {
    const [, year = '', month, day] = short;
    return numbers({ year: fullYear(year), month, day, ...noon }, 'z');
  }
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(text);
  if (ordinal === null) return null;
  const date = new Date(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])));
  return numbers(
    { year: ordinal[1], month: String(date.getUTCMonth() + 1), day: String(date.getUTCDate()), ...noon },
    'z',
  );
}

const YEAR_FIRST =
  /^(\d{4})(?:\s*년|年|[-./])\s*(\p{L}{3,12}|\d{1,2})(?:\s*월|月|[-./])?\s*(\d{1,2})(?:\s*일|日)?[.,T\s]*(오전|오후|上午|下午|午前|午後|[ap]m)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{2}:?\d{2}|[a-z]+)?$/iu;

/** Year first with words between, as Korean, Chinese, Japanese and Hungarian sites write it; Korean times are Seoul's. */
function readYearFirst(text: string): Parts | null {
  const match = YEAR_FIRST.exec(text);
  if (match === null) return null;
  const [, year, month = '', day, half, hour = '0', minute, second = '0', zone = null] = match;
  const isKorean = /[년월오]/.test(text);
  const half12 = half === undefined ? undefined : /오후|下午|午後|pm/i.test(half) ? 'pm' : 'am';
  const number = /^\d+$/.test(month) ? month : monthOf(month);
  return numbers(
    { year, month: number, day, hour: halved(hour, half12), minute, second },
    zone ?? (isKorean ? 'kst' : null),
  );
}

function readIso(given: string): Parts | null {
  const text = undressed(given);
  if (/^\d{6,7}$/.test(text) && !/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(text)) return null;
  if (/^\d{4}-\d{3}$/.test(text)) return null;
  const match = ISO.exec(text);
  if (match === null || /^\d{9,}$/.test(text)) return null;
  const [, year, month = '01', day = '01', hour, minute = '0', second = '0', zone = null] = match;
  // A day without a time is a day in UTC: feeds mean no more by it.
  return numbers({ year, month, day, hour: hour ?? '0', minute, second }, hour === undefined ? 'z' : zone);
}

const RFC_822 =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?(\p{L}+)\.?[\s,-]+(?:de\s+)?(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?\s*([ap]m\b)?)?\s*([+-]\d{1,2}:?\d{2}|(?:gmt|utc)[+-]\d{1,2}(?::?\d{2})?|[a-z]+(?:\/[a-z_]+){0,2})?$/iu;
const AMERICAN =
  /^(?:\p{L}+\.?,?\s+)?(\p{L}+)\.?\s+(\d{1,2}),?\s+(?:(\d{4}),?\s+(?:[-–]\s+|at\s+)?)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m\b)?\s*([+-]\d{2}:?\d{2}|[a-z]+(?:\/[a-z_]+){0,2})?(?:\s+(\d{4}))?$/iu;

function readRfc822(text: string): Parts | null {
  const match = RFC_822.exec(text);
  if (match !== null) {
    const [, day, month = '', year, hour = '0', minute = '0', second = '0', half, zone = null] = match;
    return numbers(
      { year: fullYear(year ?? ''), month: monthOf(month), day, hour: halved(hour, half), minute, second },
      zone,
    );
  }
  const american = AMERICAN.exec(text);
  if (american === null) return null;
  const [, month = '', day, early, hour = '0', minute, second = '0', half, zone = null, late] = american;
  return numbers({ year: early ?? late, month: monthOf(month), day, hour: halved(hour, half), minute, second }, zone);
}

function readUnix(text: string): Parts | null {
  if (!/^\d{9,10}(?:\.\d+)?$|^\d{13}$/.test(text)) return null;
  const date = new Date(text.length === 13 ? Number(text) : Math.floor(Number(text)) * 1_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    zone: 'z',
  };
}

function numbers(
  given: Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string | undefined>,
  zone: string | null,
): Parts {
  return {
    year: Number(given.year),
    month: Number(given.month),
    day: Number(given.day),
    hour: Number(given.hour),
    minute: Number(given.minute),
    second: Number(given.second),
    zone,
  };
}

function monthOf(name: string): string {
  const folded = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return String(MONTHS.findIndex((month) => month.test(folded)) + 1);
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return String(Number(year) < 90 ? 2000 + Number(year) : 1900 + Number(year));
}

function halved(hour: string, half: string | undefined): string {
  if (half === undefined) return hour;
  return String((Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0));
}

function isPossible({ year, month, day, hour, minute, second }: Parts): boolean {
  if (![year, month, day, hour, minute, second].every(Number.isFinite)) return false;
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return false;
  if (hour === 24 && (minute > 0 || second > 0)) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function timeOf(parts: Parts, feedZone: string | null): number | null {
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, Math.min(parts.second, 59));
  if (parts.zone === null) return feedZone === null ? local : local - zoneOffsetMs(feedZone, local);
  const zone = parts.zone.toLowerCase().replace(/^(?:gmt|utc)(?=[+-])/, '');
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 14 * 60 ? null : local - (numeric[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const fixed = ZONES[zone];
  if (fixed !== undefined) return local - fixed * 60_000;
  const named = NAMED_ZONES[zone] ?? (zone.includes('/') ? parts.zone : null);
  if (named === null) return null;
  try {
    return local - zoneOffsetMs(named, local);
  } catch {
    return null;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a local time. */
function zoneOffsetMs(zone: string, local: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const offsetAt = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return (
      Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second) - instant
    );
  };
  return offsetAt(local - offsetAt(local));
}
