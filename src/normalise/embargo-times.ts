import { parseInstant } from './dates.ts';

/** Month names and their short forms, January first; folded to lower case without accents. */
const MONTHS: readonly string[] = [
  'jan|januar|january|januari|janv|janvier|janeiro|ene|enero|gen|gennaio|tammikuuta|tammikuun|stycznia|ledna|янв|января|січня|ιανουαρίου|ocak|يناير|كانون الثاني',
  'feb|februar|february|februari|febr|fév|févr|février|fev|fevereiro|febrero|febbraio|helmikuuta|helmikuun|lutego|února|фев|февраля|лютого|φεβρουαρίου|şubat|فبراير|شباط',
  'mar|march|mars|märz|mrz|maart|mrt|marts|marzo|março|maaliskuuta|maaliskuun|marca|března|мар|марта|березня|μαρτίου|mart|مارس|آذار',
  'apr|april|avr|avril|abr|abril|aprile|huhtikuuta|huhtikuun|kwietnia|dubna|апр|апреля|квітня|απριλίου|nisan|أبريل|ابريل|نيسان',
  'may|mai|maj|mei|mayo|maio|mag|maggio|toukokuuta|toukokuun|maja|května|мая|травня|μαΐου|mayıs|مايو|أيار',
  'jun|june|juni|juin|junio|junho|giu|giugno|kesäkuuta|kesäkuun|czerwca|června|июня|червня|ιουνίου|haziran|يونيو|حزيران',
  'jul|july|juli|juil|juillet|julio|julho|lug|luglio|heinäkuuta|heinäkuun|lipca|července|июля|липня|ιουλίου|temmuz|يوليو|تموز',
  'aug|august|augustus|augusti|août|aout|ago|agosto|elokuuta|elokuun|sierpnia|srpna|авг|августа|серпня|αυγούστου|ağustos|أغسطس|آب',
  'sep|sept|september|septembre|septiembre|set|setembro|settembre|syyskuuta|syyskuun|września|září|сен|сент|сентября|вересня|σεπτεμβρίου|eylül|سبتمبر|أيلول',
  'oct|october|octobre|octubre|okt|oktober|out|outubro|ott|ottobre|lokakuuta|lokakuun|października|října|окт|октября|жовтня|οκτωβρίου|ekim|أكتوبر|تشرين الأول',
  'nov|november|novembre|noviembre|novembro|marraskuuta|marraskuun|listopada|listopadu|ноя|нояб|ноября|листопада|νοεμβρίου|kasım|نوفمبر|تشرين الثاني',
  'dec|december|déc|décembre|dez|dezember|dezembro|des|desember|dic|dicembre|diciembre|joulukuuta|joulukuun|grudnia|prosince|дек|декабря|грудня|δεκεμβρίου|aralık|ديسمبر|كانون الأول',
].map(fold);
const MONTH_NUMBERS = new Map(MONTHS.flatMap((names, at) => names.split('|').map((name) => [name, at + 1] as const)));
const MONTH_NAME = `(?:${[...MONTH_NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})`;

/** Beginnings of weekdays, Sunday first. */
const WEEKDAYS: readonly RegExp[] = [
  /^(?:sun|son|dim|dom|zon|sø|son|sunn|nie|вос|الأحد)/,
  /^(?:mon|lun|maa|man|pon|пон|الإثنين|الاثنين)/,
  /^(?:tue|die|mar|tir|tis|tii|wto|вто|din|ter|الثلاثاء)/,
  /^(?:wed|mit|mer|mie|ons|kes|sro|woe|qua|сре|الأربعاء)/,
  /^(?:thu|don|jeu|jue|gio|tor|czw|qui|чет|الخميس)/,
  /^(?:fri|fre|ven|vie|per|pia|vri|sex|пят|الجمعة)/,
  /^(?:sat|sam|sab|lor|lau|sob|zat|суб|السبت)/,
];

/** Zones by the names that notes use for them. */
const ZONES: readonly (readonly [pattern: RegExp, zone: string])[] = [
  [/(?<!\p{L})(?:mesz|cest|heca)(?!\p{L})/iu, 'CEST'],
  [/(?<!\p{L})(?:mez|cet|hec)(?!\p{L})/iu, 'CET'],
  [/(?<!\p{L})(?:msk|мск)(?!\p{L})|московск|moscow time/iu, 'Europe/Moscow'],
  [/(?<!\p{L})hne(?!\p{L})/iu, 'EST'],
  [/(?<!\p{L})hae(?!\p{L})/iu, 'EDT'],
  [/(?:london|uk|british|britische[rn]?) (?:time|zeit)|heure de londres|hora de londres/iu, 'Europe/London'],
  [/(?:paris|french) time|heure de paris|hora de parís/iu, 'Europe/Paris'],
  [/(?:berlin|german|frankfurt) time|ortszeit berlin|deutsche[rn]? zeit/iu, 'Europe/Berlin'],
  [/(?:brussels|amsterdam|dutch) time|heure de bruxelles|nederlandse tijd/iu, 'Europe/Brussels'],
  [/(?:madrid|spanish) time|hora de madrid|hora peninsular|horas? de españa/iu, 'Europe/Madrid'],
  [/(?:lisbon|lisboa) time|hora de lisboa/iu, 'Europe/Lisbon'],
  [/(?:rome|italian) time|ora (?:italiana|di roma)/iu, 'Europe/Rome'],
  [/(?:oslo|norsk|norwegian) (?:time|tid)/iu, 'Europe/Oslo'],
  [/(?:copenhagen|dansk|danish) (?:time|tid)/iu, 'Europe/Copenhagen'],
  [/(?:stockholm|svensk|swedish) (?:time|tid)/iu, 'Europe/Stockholm'],
  [/suomen aikaa|(?:helsinki|finnish) time/iu, 'Europe/Helsinki'],
  [/czasu (?:polskiego|warszawskiego)|warsaw time/iu, 'Europe/Warsaw'],
  [/по киевскому|(?:kyiv|kiev) time|за києвом/iu, 'Europe/Kyiv'],
  [
    /(?:new york|eastern(?: standard| daylight)?|washington) time|heure de new york|hora de nueva york|(?<!\p{L})et(?!\p{L})(?=\W|$)/iu,
    'America/New_York',
  ],
  [/(?:chicago|central(?: standard| daylight)?) time|(?<!\p{L})ct(?!\p{L})/u, 'America/Chicago'],
  [/(?:los angeles|pacific(?: standard| daylight)?) time|(?<!\p{L})pt(?!\p{L})/u, 'America/Los_Angeles'],
  [/(?:tokyo|japan) time/iu, 'Asia/Tokyo'],
  [/(?:beijing|china) time/iu, 'Asia/Shanghai'],
  [/(?:hong kong) time/iu, 'Asia/Hong_Kong'],
  [/بتوقيت غرينتش|بتوقيت جرينتش|غرينتش|جرينتش/u, 'GMT'],
  [/بتوقيت (?:القاهرة|مصر)/u, 'Africa/Cairo'],
  [/بتوقيت (?:مكة|السعودية|الرياض)/u, 'Asia/Riyadh'],
  [/по гринвичу|hora de greenwich|heure de greenwich/iu, 'GMT'],
];
const SHORT_ZONE =
  /(?<![\p{L}\d])(GMT|UTC|BST|IST|WEST|WET|EEST|EET|SAST|HKT|SGT|JST|KST|AEST|AEDT|AWST|NZST|NZDT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|AKST|HST|BRT|ART)(?![\p{L}])(?:\s?([+-]\d{1,2})(?!\d))?|(?<=\d\s?)(Z)(?![\p{L}])/u;

const TEXTUAL = [
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º|ª)?[ -](?:de |of |d['’])?(?<month>${MONTH_NAME})\\.?(?:,?[ -](?:de |del )?(?<year>20\\d\\d))?(?!\\p{L})`,
    'u',
  ),
  new RegExp(
    `(?<!\\p{L})(?<month>${MONTH_NAME})\\.?[ -](?<day>\\d{1,2})(?!\\d)(?:st|nd|rd|th)?(?![:.]\\d)(?:,?[ -](?<year>20\\d\\d))?`,
    'u',
  ),
];
const NUMERIC = [
  /(?<!\d)(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)(?!\d)/,
  /(?<![\d.])(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>20\d\d)?(?!\d)/,
  // Which of two small numbers is the month nobody can tell.
  /(?<!\d)(?<day>1[3-9]|2\d|3[01])[/-](?<month>0?\d|1[0-2])[/-](?<year>20\d\d)(?!\d)/,
  /(?<!\d)(?<month>0?\d|1[0-2])[/-](?<day>1[3-9]|2\d|3[01])[/-](?<year>20\d\d)(?!\d)/,
];

const CLOCKS: readonly RegExp[] = [
  /(?<!\d)(?<hour>\d{1,2})[:.hH](?<minute>\d\d)(?!\d)(?::\d\d)?\s?(?<half>[ap]\.?\s?m(?![\p{L}])\.?)?/u,
  /(?<!\d)(?<hour>\d{1,2})\s?(?<half>[ap]\.?\s?m(?!\p{L})\.?)/u,
  /(?<!\d)(?<hour>[01]\d|2[0-4])(?<minute>[0-5]\d)\s?(?=hrs|hours|hours?|uhr|h(?!\p{L})|z(?!\p{L})|gmt|utc|bst|cest|cet|mesz|mez|est|edt|et|hec|msk|pst|pdt|cst|cdt|jst)/u,
  /(?:kl|klo|klokken|klokka|um|a|at|las|às|ore|alle|om|godz|в|о|saat|الساعة)\.?\s(?<hour>\d{1,2})(?!\d|[/.-]\d)/u,
  /(?<!\d)(?<hour>\d{1,2})\s?(?:uhr|h(?!\p{L})|heures?|horas?|uur|ore|tid|часов|ч(?!\p{L}))/u,
];
const NOON = /(?<!\p{L})(?:noon|midday|midi|mittags|mediodia|mezzogiorno)(?!\p{L})/u;
const MIDNIGHT =
  /(?<!\p{L})(?:midnight|minuit|mitternacht|medianoche|meia-noite|mezzanotte|middernacht|midnatt|midnat|keskiyo)(?!\p{L})/u;

interface Day {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
}

/** How long a note is that says until when. */
const LONGEST = 260;
const DAY_MS = 86_400_000;
/** A day without a year is the one that lies between so long ago and so far ahead. */
const LONG_AGO_MS = 60 * DAY_MS;

/**
 * The instant that a note names in any of the languages: a day, a time, and a zone by its name or else the feed's.
 * Null where one of them is missing, or where the weekday it names is not that day's.
 */
export function instantInWords(text: string, zone: string | null, now: number): string | null {
  const words = text.slice(0, LONGEST);
  const folded = fold(words);
  const day = dayIn(folded);
  if (day === null) return null;
  const clock = clockIn(day.rest);
  const named = zoneIn(words);
  if (clock === null || (named === null && zone === null)) return null;
  const years = day.year === null ? yearsNear(now) : [day.year];
  for (const year of years) {
    const { instant } = parseInstant(isoOf(year, day, clock, named), { zone, now });
    if (instant === null) continue;
    if (day.year === null && Date.parse(instant) < now - LONG_AGO_MS) continue;
    return weekdayFits(folded, year, day) ? instant : null;
  }
  return null;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

function dayIn(text: string): Day | null {
  for (const pattern of [...NUMERIC.slice(0, 1), ...TEXTUAL, ...NUMERIC.slice(1)]) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { year, month = '', day } = match.groups ?? {};
    const number = /^\d+$/.test(month) ? Number(month) : (MONTH_NUMBERS.get(month) ?? 0);
    if (number < 1 || number > 12) continue;
    const rest = `${text.slice(0, match.index)} ; ${text.slice(match.index + match[0].length)}`;
    return { year: year === undefined ? null : Number(year), month: number, day: Number(day), rest };
  }
  return null;
}

function clockIn(text: string): { hour: number; minute: number } | null {
  for (const pattern of CLOCKS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { hour = '', minute = '0', half } = match.groups ?? {};
    const at = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0);
    return at > 24 || Number(minute) > 59 ? null : { hour: at, minute: Number(minute) };
  }
  if (NOON.test(text)) return { hour: 12, minute: 0 };
  return MIDNIGHT.test(text) ? { hour: 24, minute: 0 } : null;
}

function zoneIn(text: string): string | null {
  const short = SHORT_ZONE.exec(text);
  if (short !== null) {
    const hours = short[2];
    if (hours === undefined) return short[1] ?? 'Z';
    return `${hours[0]}${hours.slice(1).padStart(2, '0')}:00`;
  }
  return ZONES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function isoOf(
  year: number,
  { month, day }: Day,
  { hour, minute }: { hour: number; minute: number },
  zone: string | null,
) {
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`;
  return zone === null ? time : /^[+-]/.test(zone) ? `${time}${zone}` : `${time} ${zone}`;
}

function yearsNear(now: number): number[] {
  const year = new Date(now).getUTCFullYear();
  return [year - 1, year, year + 1];
}

/** A weekday in front of the day contradicts it where it is another; one that is not known says nothing. */
function weekdayFits(text: string, year: number, { month, day }: Day): boolean {
  const named =
    /(?<!\p{L})(sunday|monday|tuesday|wednesday|thursday|friday|saturday|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi|domingo|lunes|martes|miercoles|jueves|viernes|sabado)(?!\p{L})/u.exec(
      text,
    )?.[1];
  if (named === undefined) return true;
  const known = WEEKDAYS.findIndex((weekday) => weekday.test(named === 'sonnabend' ? 'samstag' : named));
  return known < 0 || new Date(Date.UTC(year, month - 1, day)).getUTCDay() === known;
}
