/** Times of a day and their zones as pages print them, and how long ago something was. */

import { ZONES } from './date-words.ts';

/** "10:05", "10h05", "下午3时05": hour, minute, second, and the half of the day in letters. */
export const TIME =
  /(?<![\d.])(\d{1,2})(?:\s?[:.h時时点点]\s?|시\s?)(\d{2})(?!\d)(?:[:.](\d{2}))?(?:分|분)?\s?(?:uhr|hrs?|h(?!\p{L})|часов)?\s?([ap]\.?\s?m\.?(?!\p{L}))?/iu;
/** "10 Uhr", "3 p.m.": hour, and the half of the day. */
export const WHOLE_HOUR = /(?<![\d.:])(\d{1,2})\s?(?:([ap]\.?\s?m\.?)(?!\p{L})|uhr(?!\p{L})|h(?![\p{L}\d]))/iu;
export const AFTERNOON = /(?:下午|午後|오후|晚上|م(?!\p{L})|مساء)/u;
export const MORNING = /(?:上午|午前|오전|凌晨|ص(?!\p{L})|صباحا)/u;

/** "GMT+2" by its hours and minutes, or a zone by its name. */
export const ZONE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:gmt|utc)\\s?([+-]\\d{1,2})(?::?(\\d{2}))?|(${Object.keys(ZONES).join('|')}))(?![\\p{L}\\p{N}])`,
  'iu',
);

/** The time of day that opens a text or stands near its beginning, as `HH:MM`; null where there is none. */
export function timeIn(text: string): string | null {
  const near = text.slice(0, 60);
  const whole = TIME.exec(near);
  const hours = whole === null ? WHOLE_HOUR.exec(near) : null;
  const [hour, minute, half] =
    whole !== null
      ? [Number(whole[1]), Number(whole[2]), whole[4]]
      : hours !== null
        ? [Number(hours[1]), 0, hours[2]]
        : [NaN, 0, undefined];
  if (!(hour <= 24) || minute > 59) return null;
  const isAfternoon = half !== undefined ? /^p/i.test(half) : AFTERNOON.test(near) && hour < 12;
  const isMorning = half !== undefined ? /^a/i.test(half) : MORNING.test(near);
  const turned = isAfternoon ? (hour % 12) + 12 : isMorning ? hour % 12 : hour;
  return turned > 23 ? null : `${String(turned).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The zone near the beginning of a text, as it stands behind a time: `+02:00`, or a blank and a name; null without one. */
export function zoneIn(text: string): string | null {
  const match = ZONE.exec(text.slice(0, 60));
  if (match === null) return null;
  if (match[1] !== undefined) return `${match[1][0]}${match[1].slice(1).padStart(2, '0')}:${match[2] ?? '00'}`;
  const zone = ZONES[(match[3] ?? '').toLowerCase()] ?? null;
  return zone !== null && /^\p{L}/u.test(zone) ? ` ${zone}` : zone;
}

/** A line that says when something was changed, without a day: "Update: 2 uur geleden", "5 hours ago". */
export function isRelativeTime(text: string): boolean {
  return text.length <= 60 && RELATIVE_TIME.test(text) && NUMBER_OR_UNIT.test(text);
}

/** "Kuh rettet sich vor Hitze ins Freibad" has the word of a time that is past, and tells none. */
const NUMBER_OR_UNIT =
  /\p{Nd}|(?<!\p{L})(?:sekunde|minute|minut|stunde|tag(?:en)?(?!\p{L})|woche|monat|jahr|hours?|days?|weeks?|months?|years?|seconde|heure|jour|semaine|mois|an(?!\p{L})|segundo|hora|día|dia|mes|mês|año|ano|time(?!\p{L})|døgn|uke|uge|kurzem|instant|momento)|λεπτ|ώρ|ημέρ|μέρ|εβδομ|μήν|ساع|دقي|دقا|يوم|أيام|أسبوع|شهر|قليل|لحظ|前/iu;

const RELATIVE_TIME =
  /^(?:[^\d:]{2,25}:?\s)?(?:(?:vor|il y a|hace|há|for|hà|siden)\s)?(?:an?|\d{1,3})\s?(?:seconds?|min(?:ute[ns]?|utos?|uti|uten|utter|uter)?|h(?:ours?|rs?|eures?|oras?)?|stunden?|uur|uren|ore|timer?|timmar|tuntia|days?|tagen?|jours?|días?|dias?|giorni|dagen|saat|dakika|jam|menit|часа?|часов|минут)\s(?:ago|geleden|atrás|fa|siden|sedan|sitten|önce|lalu|назад)\b.{0,12}$|^(?:[^\d:]{2,25}:?\s)?(?:vor|il y a|hace|há|πριν από|قبل|منذ)\s.{1,20}$|^(?:只|\d{1,2})\s?(?:小时|分钟|小時|分鐘|時間|분|시간)\s?(?:前|전)$/iu;

/** A clock time alone, as live tickers set over their entries: "15:04 Uhr". */
export function isClock(text: string): boolean {
  return /^[\s•·|-]{0,3}(?:um |à |at |kl\.? |\[)?\d{1,2}\s?[:.h]\s?\d{2}\]?(?:\s?(?:uhr|h|hrs?|[ap]\.?m\.?))?(?:\s\p{L}{2,4})?$/iu.test(
    text,
  );
}

/** The time that a clock line tells, as it stands in a date; empty where it tells none: "2 hours ago". */
export function timeOfClock(text: string): string {
  const time = isClock(text) ? timeIn(text) : null;
  return time === null ? '' : `T${time}${zoneIn(text) ?? ''}`;
}
