import { MAKES_HOUR } from './parts-of-day.ts';
import { offsetMsOf } from './time-zones.ts';

const DAY_MS = 86_400_000;

/** "Freitagmorgen", "vrijdagochtend", "perjantai-iltana". */
const WITH_ITS_PART =
  '(?:s?-?(?:fruh|morgen|vormittag|mittag|nachmittag|abend|nacht|ochtend|middag|namiddag|avond|morgon|formiddag|kveld|kvall|aften|eftermiddag|ettermiddag)(?:s|en)?)?';
const SIGNS_OF_DAYS: readonly string[] = ['日天일', '一月월', '二火화', '三水수', '四木목', '五金금', '六土토'];

/** "周五", "星期五", "金曜", "금요일": written together with what stands beside them. */
function unspacedNamesOf(weekday: number): string {
  const [chinese, japanese, korean] = weekday === 0 ? ['日天', '日', '일'] : [...(SIGNS_OF_DAYS[weekday] ?? '')];
  return `(?:周|星期|礼拜)[${chinese}]|${japanese}曜|${korean}요일`;
}

/** Days of the week by their names, Sunday first; folded to lower case without accents. */
const WEEKDAYS: readonly RegExp[] = [
  'sunday|sonntag|dimanche|domingo|domenica|zondag|s[oø]ndag|sunnuntai\\p{L}*|niedziel[aeiy]|воскресень\\p{L}{1,2}|неділ\\p{L}+|nedel[ei]|nedjelj\\p{L}+|vasarnap\\p{L}*|pazar|duminic[aă]|κυριακη\\p{L}*|minggu|الأحد|الاحد',
  'monday|montag|lundi|lunes|lunedi|segunda-feira|maandag|mandag|maanantai\\p{L}*|poniedział(?:ek|k\\p{L}{1,3})|понедельник\\p{L}{0,2}|понеділ\\p{L}+|pondel(?:i|ka|ok)\\p{L}?|ponedjelj\\p{L}+|hetfo\\p{L}*|pazartesi\\p{L}*|luni|δευτερα\\p{L}*|senin|الإثنين|الاثنين',
  'tuesday|dienstag|mardi|martes|martedi|terca-feira|dinsdag|ti[rs]sdag|tiistai\\p{L}*|wtor(?:ek|k\\p{L}{1,3})|вторник\\p{L}{0,2}|вівтор\\p{L}+|uter[yk]\\p{L}{0,2}|utor(?:ak|k\\p{L}{1,2})|kedd\\p{L}*|marti|τριτη\\p{L}*|selasa|الثلاثاء',
  'wednesday|mittwoch|mercredi|miercoles|mercoledi|quarta-feira|woensdag|onsdag|keskivii[kn]\\p{L}*|srod[aeiy]|сред(?:[аыуе]|ои)|серед[аиуіо]\\p{L}?|stred[ayuo]\\p{L}?|s(?:ri)?jed[aeuo]\\p{L}?|szerda\\p{L}*|carsamba\\p{L}*|miercuri|τεταρτη\\p{L}*|rabu|الأربعاء|الاربعاء',
  'thursday|donnerstag|jeudi|jueves|giovedi|quinta-feira|donderdag|torsdag|torstai\\p{L}*|czwart(?:ek|k\\p{L}{1,3})|четверг\\p{L}{0,2}|четвер\\p{L}{0,2}|[cs]tvrt(?:ek|k[auo]m?|ok)|cetvrt(?:ak|k[auo]m?)|csutortok\\p{L}*|persembe\\p{L}*|joi|πεμπτη\\p{L}*|kamis|الخميس',
  "friday|freitag|vendredi|viernes|venerdi|sexta-feira|vrijdag|fredag|perjantai\\p{L}*|piat(?:ek|k\\p{L}{1,3})|пятниц\\p{L}{1,2}|п[’']?ятниц\\p{L}{1,2}|pat(?:ek|k[auo]m?)|pet(?:ak|ka|kom)|piat(?:ok|ka)|pentek\\p{L}*|cuma|vineri|παρασκευη\\p{L}*|jumat|الجمعة",
  'saturday|samstag|sonnabend|samedi|sabado|sabato|zaterdag|l[oø]rdag|lauantai\\p{L}*|sobot[aeuyio]\\p{L}?|суббот\\p{L}{1,2}|субот\\p{L}{1,2}|subot[aeuo]\\p{L}?|szombat\\p{L}*|cumartesi|sambat[aă]|σαββατο\\p{L}*|sabtu|السبت',
].map((names, at) => new RegExp(`(?<!\\p{L})(?:${names})${WITH_ITS_PART}(?!\\p{L})|${unspacedNamesOf(at)}`, 'gu'));
const TODAY = whole(
  "today|tonight|this (?:morning|afternoon|evening)|heute|aujourd['’]hui|ce (?:soir|matin|midi)|cet apres-midi|hoy|esta (?:tarde|noche|noite|manha)|hoje|oggi|stasera|vandaag|vanavond|i ?dag|i ?kvall|i ?kveld|i ?aften|tanaan|dzis|dzisiaj|сегодня|dnes|ma este|astazi|bugun|hari ini|اليوم",
);
/** Three languages call the morning as they call the day after. */
const TOMORROW = whole(
  'tomorrow|demain|(?<!(?:de|por|da) la |de |por )manana|amanha|domani|i ?morgen|i ?morgon|huomenna|jutro|завтра|zitra|zajtra|holnap|yarin|besok|(?:يوم )?(?:غدا|غد|الغد)',
);
/** "Friday 27", "viernes, día 27": a weekday makes a bare number a day. */
const DAY_BEHIND = new RegExp(
  `^,?\\s(?:dia |den |de |the |d\\.\\s?)?(?<day>[0-3]?\\d)(?:st|nd|rd|th)?(?![\\d:.h/%]|\\s?(?:uhr|uur|h(?!\\p{L})|heures?|horas?|ore(?!\\p{L})|час|hrs|gmt|o['’]clock|[ap]\\.?m|kl)|\\s${MAKES_HOUR})`,
  'u',
);
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
 * @param near where the time of day stands: of several days the one in its sentence is meant
 */
export function dayInWords(folded: string, arrived: Arrived, near: number): NamedDay | null {
  const today = localDay(arrived);
  if (today === null) return null;
  const named = [...weekdaysIn(folded, today), ...relativeDaysIn(folded, today), ...daysOfThisMonth(folded, today)];
  const [from, to] = sentenceAt(folded, near);
  return theOneDay(named) ?? theOneDay(named.filter(({ at }) => at >= from && at < to));
}

function theOneDay(named: readonly Found[]): NamedDay | null {
  const [first] = named;
  if (first === undefined || named.some(({ date }) => date === null || date !== first.date)) return null;
  return { at: first.at, ...partsOf(first.date as number), isNext: named.some(({ isNext }) => isNext) };
}

const SENTENCE_ENDS = /[.!?;\n](?=\s)/g;

/** Where the sentence begins and ends in which a place of a text lies. */
function sentenceAt(text: string, at: number): [from: number, to: number] {
  const ends = [...text.matchAll(SENTENCE_ENDS)].map(({ index }) => index);
  return [ends.findLast((end) => end < at) ?? 0, ends.find((end) => end >= at) ?? text.length];
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
