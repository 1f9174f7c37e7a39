import { hourIn, isMorning, partOfDay } from './parts-of-day.ts';

/** A time of day in words, and where it stands. */
export interface SpokenTime {
  readonly at: number;
  readonly hour: number;
  readonly minute: number;
}

/** How a language says an hour in words: what stands before it, one to twelve, what stands behind it. */
interface HourWords {
  readonly lead: string;
  readonly hours: readonly string[];
  readonly unit: string;
  /** Where no part of the day is named, the hour may be of either half of the day. */
  readonly isOfTwelve: boolean;
}

const UNIT_OF_EITHER = String.raw`(?=\s)`;
/** Words in small letters without accents. */
const LANGUAGES: readonly HourWords[] = [
  {
    lead: '',
    hours: 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'.split('|'),
    unit: String.raw`\so['’]clock|(?=\s(?:in\sthe|at\snight|on\s\p{L}+day))`,
    isOfTwelve: true,
  },
  {
    lead: String.raw`las?\s`,
    hours:
      'una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete|dieciocho|diecinueve|veinte|veintiuna|veintidos|veintitres'.split(
        '|',
      ),
    unit: UNIT_OF_EITHER,
    isOfTwelve: true,
  },
  {
    lead: String.raw`as?\s`,
    hours:
      'uma|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|quinze|dezasseis|dezassete|dezoito|dezanove|vinte|vinte e uma|vinte e duas|vinte e tres'.split(
        '|',
      ),
    unit: UNIT_OF_EITHER,
    isOfTwelve: true,
  },
  {
    lead: String.raw`(?:alle|dalle|delle)\s(?:ore\s)?`,
    hours:
      'una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti|ventuno|ventidue|ventitre'.split(
        '|',
      ),
    unit: UNIT_OF_EITHER,
    isOfTwelve: true,
  },
  {
    lead: '',
    hours:
      'une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt|vingt[ -]et[ -]une|vingt-deux|vingt-trois'.split(
        '|',
      ),
    unit: String.raw`\sheures?`,
    isOfTwelve: false,
  },
  {
    lead: '',
    hours:
      'ein|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig|einundzwanzig|zweiundzwanzig|dreiundzwanzig'.split(
        '|',
      ),
    unit: String.raw`\suhr|(?=\s(?:morgens|vormittags|nachmittags|abends))`,
    isOfTwelve: false,
  },
  {
    lead: '',
    hours:
      'een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|eenentwintig|tweeentwintig|drieentwintig'.split(
        '|',
      ),
    unit: String.raw`\suur|(?=\s['’]s\s)`,
    isOfTwelve: false,
  },
  {
    lead: String.raw`(?:klokken|klokka|klockan|kl\.?)\s`,
    hours: [
      'ett?',
      'to|tva',
      'tre',
      'fire|fyra',
      'fem',
      'seks|sex',
      'syv|sju',
      'otte|atta|atte',
      'nio?',
      'tio?',
      'elleve|elva',
      'tolv',
    ],
    unit: '',
    isOfTwelve: true,
  },
  {
    lead: String.raw`(?:kello|klo)\s`,
    hours: 'yksi|kaksi|kolme|nelja|viisi|kuusi|seitseman|kahdeksan|yhdeksan|kymmenen|yksitoista|kaksitoista'.split('|'),
    unit: '',
    isOfTwelve: true,
  },
  {
    lead: '',
    hours: 'часа?|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати'.split('|'),
    unit: String.raw`\sчасов|(?=\s(?:утра|вечера|дня|ночи))`,
    isOfTwelve: true,
  },
  {
    lead: String.raw`(?:o|do|od|po|przed|godzin[ayieą]|godz\.?)\s`,
    hours:
      'pierwszej|drugiej|trzeciej|czwartej|piatej|szostej|siodmej|osmej|dziewiatej|dziesiatej|jedenastej|dwunastej'.split(
        '|',
      ),
    unit: '',
    isOfTwelve: true,
  },
  {
    lead: '(?:ال|لل)',
    hours: 'واحدة|ثانية|ثالثة|رابعة|خامسة|سادسة|سابعة|ثامنة|تاسعة|عاشرة|حادية عشرة?|ثانية عشرة?'.split('|'),
    unit: '',
    isOfTwelve: true,
  },
];
/** "Half sieben" is half past six, "half past nine" half past nine. */
const HALF_BEFORE = String.raw`(?:(?<past>half\spast)|halb|half|halv|puoli)\s`;
/** Parts of an hour behind it, and how many minutes they are. */
const PARTS_OF_AN_HOUR: readonly (readonly [words: string, minutes: number])[] = [
  [String.raw`\s(?:y|e)\s(?:media|meia|mezza|mezzo)|\set\sdemie|\sوالنصف|\sو\s?نصف`, 30],
  [String.raw`\s(?:y\scuarto|e\sum\squarto|e\sun\squarto|et\squart)|\sوالربع`, 15],
  [String.raw`\sوالثلث`, 20],
  [String.raw`\s(?:menos\scuarto|moins\sle\squart|meno\sun\squarto)|\sإلا\s(?:ال)?ربعا?`, -15],
  [String.raw`\sإلا\s(?:ال)?ثلثا?`, -20],
];
const PART_OF_AN_HOUR = PARTS_OF_AN_HOUR.map(([words]) => words).join('|');
const MINUTES_OF_PARTS = PARTS_OF_AN_HOUR.map(
  ([words, minutes]) => [new RegExp(`^(?:${words})$`, 'u'), minutes] as const,
);
const MINUTES_OF_A_DAY = 1_440;
const HOUR = /^h\d+$/;

const compiled = LANGUAGES.map(({ lead, hours, unit, isOfTwelve }) => {
  // The longest first: "ثانية عشرة" begins as "ثانية" does.
  const named = hours.map((words, at) => ({ words, hour: at + 1 })).toReversed();
  const groups = named.map(({ words, hour }) => `(?<h${hour}>${words})`).join('|');
  const pattern = new RegExp(
    `(?<![\\p{L}-])${lead}(?<half>${HALF_BEFORE})?(?:${groups})(?!\\p{L})(?:${unit})(?<rest>${PART_OF_AN_HOUR})?(?!\\p{L})`,
    'gu',
  );
  return { isOfTwelve, pattern };
});

/** The times of day that a text says in words. An hour that may be of either half of the day is none. */
export function spokenTimesIn(folded: string): SpokenTime[] {
  return compiled
    .flatMap(({ pattern, isOfTwelve }) =>
      [...folded.matchAll(pattern)].flatMap((match) => timeOf(match, folded, isOfTwelve) ?? []),
    )
    .sort((one, other) => one.at - other.at);
}

function timeOf(match: RegExpMatchArray, folded: string, isOfTwelve: boolean): SpokenTime | null {
  const { index: at = 0, 0: found, groups = {} } = match;
  const hour = Number(
    Object.keys(groups)
      .find((name) => HOUR.test(name) && groups[name] !== undefined)
      ?.slice(1),
  );
  const part = partOfDay(folded, at, found);
  const mayBeLate = hour <= 12 && (isOfTwelve || groups.half !== undefined);
  if (mayBeLate && part === null && !isMorning(folded, at, found)) return null;
  const minutes = hourIn(hour, part) * 60 + minutesBeside(groups);
  if (minutes < 0 || minutes > MINUTES_OF_A_DAY) return null;
  return { at, hour: Math.floor(minutes / 60), minute: minutes % 60 };
}

function minutesBeside({ half, past, rest }: Readonly<Record<string, string | undefined>>): number {
  if (half !== undefined) return past === undefined ? -30 : 30;
  if (rest === undefined) return 0;
  return MINUTES_OF_PARTS.find(([words]) => words.test(rest))?.[1] ?? 0;
}
