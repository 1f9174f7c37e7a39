/** A part of the day that shifts the hours of a clock of twelve. */
export type PartOfDay = 'afternoon' | 'evening' | 'night';

/** Parts of the day behind noon, in small letters without accents; twelve in the first is noon, in the others midnight. */
const PARTS: readonly (readonly [PartOfDay, string])[] = [
  [
    'afternoon',
    "(?:in the |this )?afternoon|(?:de l['’])?apres-midi|nachmittags?|(?:de |da |por |a |esta )(?:la )?tarde|(?:del |di |nel )?pomeriggio|(?:'s )?(?:na)?middags?|eftermiddag\\p{L}*|ettermiddag\\p{L}*|iltapaiv\\p{L}*|po południu|дня|пополудни|ogleden sonra|(?:من )?(?:بعد (?:ال)?ظهر|ظهرا|ظهر|عصرا|عصر)",
  ],
  [
    'evening',
    "tonight|(?:in the |this )?evening|(?:ce |du )?soir|abends?|(?:di|della|questa) sera|stasera|(?:['’]s )?avonds?|vanavond|om kvelden|i ?kveld|kveld|pa kvallen|i ?kvall|kvall|(?:om )?aftenen|i ?aften|aften|illalla|iltana|iltaan|wieczor\\p{L}*|вечера|вечером|aksam\\p{L}*|(?:من )?مساءً?",
  ],
  [
    'night',
    "at night|(?:de|da|por|a|esta) (?:la )?(?:noche|noite)|di notte|nachts?|(?:['’]s )?nachts|(?:de|pendant) la nuit|om natten|yolla|w nocy|ночи|gece|(?:من )?(?:ليلاً?|ليل)",
  ],
];
const MORNING =
  "in the morning|du matin|morgens|vormittags|de la (?:manana|madrugada)|da (?:manha|madrugada)|del mattino|di mattina|['’]s (?:ochtends|morgens)|rano|утра|sabah|(?:من )?(?:صباحاً?|صباح|فجراً?|فجر)";
/** Short parts in scripts that put no space between words. */
const UNSPACED: Readonly<Record<string, PartOfDay>> = {
  下午: 'afternoon',
  午後: 'afternoon',
  오후: 'afternoon',
  晚: 'night',
  晚上: 'night',
  밤: 'night',
};
const LONGEST = 32;
const UNIT = "(?:uhr |o['’]clock |h |heures? |horas? |ore |uur |час\\p{L}* )?";

/** "On Friday", "am Freitag", "del viernes": may stand between a time and its part of the day. */
const DAY_BETWEEN = String.raw`(?:\p{L}{1,4}\s)?(?:\p{L}{4,14}(?:-feira)?[\s-]|\p{L}{2,10}(?=abend|nacht|avond|middag|kveld|kvall|aften|nachmittag|eftermiddag|ettermiddag|morgen|vormittag|ochtend|morgon))?`;

const behind = (words: string): RegExp => new RegExp(`^[\\s,.]{0,2}${UNIT}${DAY_BETWEEN}(?:${words})(?!\\p{L})`, 'u');
// "Freitagabend", "vrijdagavond": written together with the day.
const before = (words: string): RegExp =>
  new RegExp(`(?:(?<!\\p{L})|(?<=[td]ag|tai-?))(?:${words})(?!\\p{L})[^.;\\d]{0,9}$`, 'u');
/** Right beside a day the English word stands alone: "Friday evening". */
const BOUNDED = PARTS.map(([part, words]) => ({
  part,
  behind: behind(`${words}|${part}`),
  before: before(`${words}|${part}`),
}));
/** Behind a bare number these make it an hour; the words for a day and a night may also count them. */
export const MAKES_HOUR = `(?:${MORNING}|${PARTS.map(([, words]) => words).join('|')})(?!\\p{L})(?<!дня|ночи)`;
const MORNING_BESIDE = `${MORNING}|morning|morgen|(?:om |pa )?morg[eo]nen?|fruh|vormittag|ochtend|formiddag\\p{L}*|aamu\\p{L}*`;
const IS_MORNING = [behind(MORNING_BESIDE), before(MORNING_BESIDE)] as const;

/** The part of the day that stands beside a time; null where none does or it is that before noon. */
export function partOfDay(folded: string, at: number, time: { readonly length: number }): PartOfDay | null {
  const [front, rest] = beside(folded, at, time);
  const own = BOUNDED.find((part) => part.behind.test(rest));
  return (own ?? BOUNDED.find((part) => part.before.test(front)))?.part ?? null;
}

const beside = (
  folded: string,
  at: number,
  { length }: { readonly length: number },
): [before: string, behind: string] => [
  folded.slice(Math.max(0, at - LONGEST), at),
  folded.slice(at + length, at + length + LONGEST),
];

/** True where a time says that it is before noon. */
export function isMorning(folded: string, at: number, time: { readonly length: number }): boolean {
  const [front, rest] = beside(folded, at, time);
  return IS_MORNING[0].test(rest) || IS_MORNING[1].test(front);
}

/** The part of the day that one of the short words names that stand before a time in East Asia. */
export const partNamed = (word: string): PartOfDay | null => UNSPACED[word] ?? null;

/** The hour of the day that an hour is in its part: twelve at night is the end of the day. */
export function hourIn(hour: number, part: PartOfDay | null): number {
  if (part === null || hour > 12) return hour;
  if (part === 'afternoon') return (hour % 12) + 12;
  if (part === 'night' && hour < 6) return hour;
  return hour + 12;
}
