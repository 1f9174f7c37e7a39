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
  pkt: 300,
  wib: 420,
  ict: 420,
  wita: 480,
  myt: 480,
  pht: 480,
  wit: 540,
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
  clt: -240,
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
/** What houses write who have one line for the whole year, and the zone that it means. */
export const ZONES_OF_TWO_NAMES: readonly (readonly [names: string, zone: string])[] = [
  ['cet/cest cest/cet mez/mesz', 'Europe/Berlin'],
  ['wet/west', 'Europe/Lisbon'],
  ['eet/eest', 'Europe/Helsinki'],
  ['gmt/bst bst/gmt', 'Europe/London'],
  ['est/edt', 'America/New_York'],
  ['cst/cdt', 'America/Chicago'],
  ['mst/mdt', 'America/Denver'],
  ['pst/pdt', 'America/Los_Angeles'],
  ['aest/aedt', 'Australia/Sydney'],
  ['nzst/nzdt', 'Pacific/Auckland'],
];
/** Zones that say neither winter's time nor summer's, or both: which one holds is told by the day. */
const NAMED_ZONES: Readonly<Record<string, string>> = {
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
  ...Object.fromEntries(ZONES_OF_TWO_NAMES.flatMap(([names, zone]) => names.split(' ').map((name) => [name, zone]))),
};

const MOST_OFFSET_MINUTES = 14 * 60;

/** How far a zone is ahead of UTC at a local time, in milliseconds, by its offset or its name; null where it is none. */
export function offsetMsOf(written: string, local: number): number | null {
  const zone = written.toLowerCase().replace(/^(?:gmt|utc)(?=[+-])/, '');
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > MOST_OFFSET_MINUTES ? null : (numeric[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const fixed = Object.hasOwn(ZONES, zone) ? ZONES[zone] : undefined;
  if (fixed !== undefined) return fixed * 60_000;
  const named = (Object.hasOwn(NAMED_ZONES, zone) ? NAMED_ZONES[zone] : null) ?? (zone.includes('/') ? written : null);
  if (named === null) return null;
  try {
    return zoneOffsetMs(named, local);
  } catch {
    return null;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * How far the clocks of a zone are ahead of UTC at a local time, in milliseconds.
 * @throws RangeError where there is no zone of this name in the IANA's list
 */
export function zoneOffsetMs(zone: string, local: number): number {
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
