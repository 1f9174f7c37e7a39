import { offsetMsOf } from './time-zones.ts';

const DAY_MS = 86_400_000;

/** Days of the week by their names, Sunday first; folded to lower case without accents. */
const WEEKDAYS: readonly RegExp[] = [
  'sunday|sonntag|dimanche|domingo|domenica|zondag|s[oø]ndag|sunnuntai\\p{L}*|niedziel[aeię]|воскресень[ея]|nedel[ei]|vasarnap\\p{L}*|pazar|الأحد|الاحد',
  'monday|montag|lundi|lunes|lunedi|segunda-feira|maandag|mandag|maanantai\\p{L}*|poniedział(?:ek|ku)|понедельник\\p{L}?|pondel(?:i|ka|ok)|hetfo\\p{L}*|pazartesi\\p{L}*|الإثنين|الاثنين',
  'tuesday|dienstag|mardi|martes|martedi|terca-feira|dinsdag|ti[rs]sdag|tiistai\\p{L}*|wtor(?:ek|ku)|вторник\\p{L}?|uter[yk]\\p{L}?|kedd\\p{L}*|الثلاثاء',
  'wednesday|mittwoch|mercredi|miercoles|mercoledi|quarta-feira|woensdag|onsdag|keskivii[kn]\\p{L}*|srod[aeyę]|сред[аыу]|stred[ayu]|szerda\\p{L}*|carsamba\\p{L}*|الأربعاء|الاربعاء',
  'thursday|donnerstag|jeudi|jueves|giovedi|quinta-feira|donderdag|torsdag|torstai\\p{L}*|czwart(?:ek|ku)|четверг\\p{L}?|[cs]tvrt(?:ek|ka|ok)|csutortok\\p{L}*|persembe\\p{L}*|الخميس',
  'friday|freitag|vendredi|viernes|venerdi|sexta-feira|vrijdag|fredag|perjantai\\p{L}*|piat(?:ek|ku)|пятниц[аыу]|pat(?:ek|ku)|piat(?:ok|ka)|pentek\\p{L}*|cuma|الجمعة',
  'saturday|samstag|sonnabend|samedi|sabado|sabato|zaterdag|l[oø]rdag|lauantai\\p{L}*|sobot[aeęuy]|суббот[аыу]|szombat\\p{L}*|cumartesi|السبت',
].map(whole);
const TODAY = whole(
  "today|tonight|this (?:morning|afternoon|evening)|heute|aujourd['’]hui|ce (?:soir|matin|midi)|cet apres-midi|hoy|esta (?:tarde|noche|noite|manha)|hoje|oggi|stasera|vandaag|vanavond|i ?dag|i ?kvall|i ?kveld|i ?aften|tanaan|dzis|dzisiaj|сегодня|dnes|ma este",
);
/** Three languages call the morning as they call the day after. */
const TOMORROW = whole(
  'tomorrow|demain|(?<!(?:de|por|da) la |de |por )manana|amanha|domani|i ?morgen|i ?morgon|huomenna|jutro|завтра|zitra|zajtra|holnap',
);
/** "Friday 27", "viernes, día 27": a weekday makes a bare number a day. */
const DAY_BEHIND =
  /^,?\s(?:dia |den |de |the |d\.\s?)?(?<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.h/%]|\s?(?:uhr|h(?!\p{L})|hrs|gmt|[ap]\.?m|kl))/u;
/** "26 bm.": of the month that runs. */
const OF_THIS_MONTH =
  /(?<!\d)(?<day>[0-3]?\d)\.?\s(?:bm|b\.m|ds\.? mts|d\. ?m|du mois|del corriente|corrente mese)(?!\p{L})/u;

/** A day of the calendar, and where a text names it. */
export interface NamedDay {
  readonly at: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** It is the next of its name: where its instant is over, another may be meant. */
  readonly isNext: boolean;
}

/** When a text arrived, and the zone of the clocks that it speaks of. */
export interface Arrived {
  readonly now: number;
  readonly zone: string | null;
}

/**
 * The one day that a text names without a month: by its weekday, the number behind that, or as today or tomorrow. Null
 * where it names none, or days that are not one and the same.
 * @param folded the text in lower case without accents
 */
export function dayInWords(folded: string, arrived: Arrived): NamedDay | null {
  const today = localDay(arrived);
  if (today === null) return null;
  const named = [...weekdaysIn(folded, today), ...relativeDaysIn(folded, today), ...daysOfThisMonth(folded, today)];
  const [first] = named;
  if (first === undefined || named.some(({ date }) => date === null || date !== first.date)) return null;
  return { at: first.at, ...partsOf(first.date as number), isNext: named.some(({ isNext }) => isNext) };
}

/** The weekday that a text names first, Sunday being 0; null where it names none. */
export function weekdayIn(folded: string): number | null {
  const [first] = weekdayNames(folded);
  return first?.weekday ?? null;
}

interface Found {
  readonly at: number;
  /** Midnight UTC of the day, or null where the words contradict each other. */
  readonly date: number | null;
  readonly isNext: boolean;
}

function weekdaysIn(folded: string, today: number): Found[] {
  return weekdayNames(folded).map(({ at, weekday, end }) => {
    const number = DAY_BEHIND.exec(folded.slice(end))?.groups?.day;
    const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
    if (number === undefined) return { at, date: today + ahead * DAY_MS, isNext: ahead === 0 };
    const date = nearDay(Number(number), today);
    const fits = date !== null && new Date(date).getUTCDay() === weekday;
    return { at, date: fits ? date : null, isNext: false };
  });
}

function relativeDaysIn(folded: string, today: number): Found[] {
  return [TODAY, TOMORROW].flatMap((words, days) =>
    [...folded.matchAll(words)].map(({ index }) => ({ at: index, date: today + days * DAY_MS, isNext: false })),
  );
}

function daysOfThisMonth(folded: string, today: number): Found[] {
  const found = OF_THIS_MONTH.exec(folded);
  if (found === null) return [];
  const date = new Date(today);
  date.setUTCDate(Number(found.groups?.day));
  return [{ at: found.index, date: date.getTime(), isNext: false }];
}

function weekdayNames(folded: string): { readonly at: number; readonly end: number; readonly weekday: number }[] {
  return WEEKDAYS.flatMap((names, weekday) =>
    [...folded.matchAll(names)].map(({ index, 0: name }) => ({ at: index, end: index + name.length, weekday })),
  ).sort((one, other) => one.at - other.at);
}

/** So long ago a day that is named by its number alone may have been, and so far ahead it may lie: it comes but once. */
const DAY_AGO_MS = 2 * DAY_MS;
const DAY_AHEAD_MS = 26 * DAY_MS;

/** Midnight UTC of the day of this number that lies so near that no other can be meant; null where none does. */
export function nearDay(day: number, now: number): number | null {
  const today = new Date(now);
  for (const months of [-1, 0, 1]) {
    const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, day));
    const ahead = date.getTime() - now;
    if (date.getUTCDate() === day && ahead >= -DAY_AGO_MS && ahead <= DAY_AHEAD_MS) return date.getTime();
  }
  return null;
}

/** Midnight UTC of the day that it is in a zone; null where the zone is not known. */
function localDay({ now, zone }: Arrived): number | null {
  const offsetMs = zone === null ? null : offsetMsOf(zone, now);
  return offsetMs === null ? null : Math.floor((now + offsetMs) / DAY_MS) * DAY_MS;
}

/** Year, month and day of a midnight in UTC. */
export function partsOf(date: number): Pick<NamedDay, 'year' | 'month' | 'day'> {
  const at = new Date(date);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function whole(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'gu');
}
