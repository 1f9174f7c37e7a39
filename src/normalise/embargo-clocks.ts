import { hourIn, MAKES_HOUR, partNamed, partOfDay } from './parts-of-day.ts';
import { spokenTimesIn } from './spoken-hours.ts';
import { ZONES_OF_TWO_NAMES } from './time-zones.ts';

/** A time of day in a note, with the zone that is named for it. */
export interface NamedClock {
  /** Where it stands in the text. */
  readonly at: number;
  readonly hour: number;
  readonly minute: number;
  /** As `parseInstant` reads it, or null where none is named for it. */
  readonly zone: string | null;
}

/** Zones by the names that notes use for them. */
const ZONES: readonly (readonly [pattern: RegExp, zone: string])[] = [
  ...ZONES_OF_TWO_NAMES.map(([names, zone]) => {
    const written = names.replaceAll('/', '\\s?/\\s?').replaceAll(' ', '|');
    return [new RegExp(`(?<!\\p{L})(?:${written})(?!\\p{L})`, 'iu'), zone] as const;
  }),
  [/(?<!\p{L})(?:mesz|cest|heca)(?!\p{L})/iu, 'CEST'],
  [/(?<!\p{L})(?:mez|cet|hec)(?!\p{L})/iu, 'CET'],
  [/(?<!\p{L})(?:msk|мск)(?!\p{L})|московск|moscow time/iu, 'Europe/Moscow'],
  [/(?<!\p{L})hne(?!\p{L})/iu, 'EST'],
  [/(?<!\p{L})hae(?!\p{L})/iu, 'EDT'],
  [/(?:london|uk|british|britische[rn]?) (?:time|zeit)|heure de londres|hora de londres/iu, 'Europe/London'],
  [/(?:paris|french) time|heure (?:de paris|française)|hora de parís/iu, 'Europe/Paris'],
  [/(?:berlin|german|frankfurt) time|ortszeit berlin|(?:deutsche|berliner)[rn]? zeit/iu, 'Europe/Berlin'],
  [/(?:swiss|zurich|geneva) time|schweizer zeit|heure (?:suisse|de genève)|ora svizzera/iu, 'Europe/Zurich'],
  [/(?:vienna|austrian) time|wiener zeit|österreichische[rn]? zeit/iu, 'Europe/Vienna'],
  [/hora (?:oficial )?de bras[ií]lia|brasilia time/iu, 'America/Sao_Paulo'],
  [/hora (?:argentina|de argentina|de buenos aires)/iu, 'America/Argentina/Buenos_Aires'],
  [/hora de (?:la ciudad de )?m[eé]xico|mexico city time/iu, 'America/Mexico_City'],
  [/hora de (?:bogot[aá]|colombia)/iu, 'America/Bogota'],
  [/(?:delhi|indian?(?: standard)?) time/iu, 'Asia/Kolkata'],
  [/(?:sydney|melbourne|canberra) time/iu, 'Australia/Sydney'],
  [/(?:johannesburg|south african) time/iu, 'Africa/Johannesburg'],
  [
    /(?:brussels|amsterdam|dutch|belgian) time|heure (?:de bruxelles|belge)|(?:nederlandse|belgische) tijd/iu,
    'Europe/Brussels',
  ],
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
    /(?:new york|eastern(?: standard| daylight)?|washington) time|(?<=[ap]\.?m\.?,? )eastern|heure de new york|hora de nueva york|(?<=[ap]\.?m\.?,? )et(?!\p{L})/iu,
    'America/New_York',
  ],
  // In small letters it is the "and" of French.
  [/(?<!\p{L})ET(?!\p{L})/u, 'America/New_York'],
  [/(?:chicago|central(?: standard| daylight)?) time|(?<=[ap]\.?m\.?,? )(?:central|ct(?!\p{L}))/iu, 'America/Chicago'],
  [/(?:denver|mountain(?: standard| daylight)?) time|(?<=[ap]\.?m\.?,? )(?:mountain|mt(?!\p{L}))/iu, 'America/Denver'],
  [
    /(?:los angeles|pacific(?: standard| daylight)?) time|(?<=[ap]\.?m\.?,? )(?:pacific|pt(?!\p{L}))/iu,
    'America/Los_Angeles',
  ],
  [/(?:halifax|atlantic(?: standard| daylight)?) time|(?<=[ap]\.?m\.?,? )atlantic/iu, 'America/Halifax'],
  [/newfoundland(?: standard| daylight)? time/iu, 'America/St_Johns'],
  [/(?:dublin|irish) time/iu, 'Europe/Dublin'],
  [/(?:tokyo|japan) time|日本時間/iu, 'Asia/Tokyo'],
  [/(?:beijing|china) time|北京时间/iu, 'Asia/Shanghai'],
  [/(?:hong kong) time/iu, 'Asia/Hong_Kong'],
  [/한국\s?시간/u, 'Asia/Seoul'],
  [/(?<!\p{L})wib(?!\p{L})/iu, 'Asia/Jakarta'],
  [/(?<!\p{L})wita(?!\p{L})/iu, 'Asia/Makassar'],
  [/ora rom[aâ]niei/iu, 'Europe/Bucharest'],
  [/ώρα ελλάδ[αο]ς/iu, 'Europe/Athens'],
  [/(?<!\p{L})tsi(?!\p{L})|türkiye saati/iu, 'Europe/Istanbul'],
  [/بتوقيت غرينتش|بتوقيت جرينتش|غرينتش|جرينتش/u, 'GMT'],
  [/بتوقيت (?:القاهرة|مصر)/u, 'Africa/Cairo'],
  [/بتوقيت (?:مكة|السعودية|الرياض)/u, 'Asia/Riyadh'],
  [/بتوقيت (?:بيروت|لبنان)/u, 'Asia/Beirut'],
  [/بتوقيت (?:دبي|أبوظبي|أبو ظبي|الإمارات)/u, 'Asia/Dubai'],
  [/بتوقيت (?:تونس)/u, 'Africa/Tunis'],
  [/بتوقيت (?:الجزائر)/u, 'Africa/Algiers'],
  [/بتوقيت (?:بغداد|العراق)/u, 'Asia/Baghdad'],
  [/по гринвичу|hora de greenwich|heure de greenwich/iu, 'GMT'],
];
const SHORT_ZONE =
  /(?<![\p{L}\d])(GMT|UTC|BST|WEST|WET|EEST|EET|SAST|HKT|SGT|JST|KST|AEST|AEDT|AWST|NZST|NZDT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|AST|ADT|AKST|HST|BRT|ART)(?![\p{L}])(?:\s?([+-]\d{1,2})(?!\d))?|(?<=\d\s?)(Z)(?![\p{L}])/u;

const CLOCKS: readonly RegExp[] = [
  /(?<part>上午|下午|晚上|晚|凌晨|早上|午前|午後|오전|오후|밤)\s?(?<hour>\d{1,2})(?:[:：]|[時时点點시])\s?(?<minute>\d\d)?(?!\d)/u,
  /(?<![\d年月日년월일])(?<hour>\d{1,2})\s?[時时点點시](?![間间간])\s?(?:(?<minute>\d{1,2})\s?[分분])?/u,
  /(?<!\d)(?<hour>\d{1,2})[:.hH](?<minute>\d\d)(?!\d)(?::\d\d)?\s?(?<half>[ap]\.?\s?m(?![\p{L}])\.?)?/u,
  /(?<!\d)(?<hour>\d{1,2})\s?(?<half>[ap]\.?\s?m(?!\p{L})\.?)/u,
  /(?<!\d)(?<hour>[01]\d|2[0-4])(?<minute>[0-5]\d)\s?(?=hrs|hours|hours?|uhr|h(?!\p{L})|z(?!\p{L})|gmt|utc|bst|cest|cet|mesz|mez|est|edt|et|hec|msk|pst|pdt|cst|cdt|jst)/u,
  /(?<=(?<!\p{L})(?:to|until|till|before|at|from|for|bis|ab)\s)(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?=,?\s(?:on\s)?(?:\p{L}{3,6}day(?!\p{L})|;))/u,
  /(?<=(?<!\p{L})(?:embargo(?:ed)?|sperrfrist|sperrefrist|sperrtid):?\s)(?!20[2-4]\d)(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?!\d|[.:/-]\d|\s?\p{L})/u,
  /(?:kl|klo|kello|klokken|klokka|klockan|um|a|at|las|às|as|ore|alle|delle|dalle|om|godz|godzina|godziny|в|о|saat|saatte|ora|pukul|jam|u|ob|v|στις|ωρα|الساعة)\.?\s(?<hour>\d{1,2})(?!\d|[/.-]\d)/u,
  /(?<!\d)(?<hour>\d{1,2})\.?\s?(?:uhr|o['’]clock|h(?!\p{L})|heures?|horas?|uur|ore|tid|часов|часа|годин\p{L}*|ч(?!\p{L})|sat[ia]?(?!\p{L})|casova|hodin\p{L}*|ur[iao]?(?!\p{L})|ora(?:kor|tol|ig)?(?!\p{L}))/u,
  new RegExp(`(?<!\\d)(?<hour>\\d{1,2})\\s(?=${MAKES_HOUR})`, 'u'),
];
const NOON =
  /(?<!\p{L})(?:noon|midday|midi|mittags|mediodia|meio-dia|mezzogiorno|poludni[ea]|полдень|полудня|منتصف النهار)(?!\p{L})/u;
const MIDNIGHT =
  /(?<!\p{L})(?:midnight|minuit|mitternacht|medianoche|meia-noite|mezzanotte|middernacht|midnatt|midnat|keskiyo\p{L}*|polnoc\p{L}?|полночь|полуночи|полночи|منتصف (?:ال)?ليل[ةه]?)(?!\p{L})/u;
/** "One minute past midnight" belongs to the day that it names. */
const MINUTE_OF_THE_DAY =
  /(?<!\p{L})(?:(?:one|a|1) minute (?:past|after) midnight|minuit (?:et )?une(?: minute)?|eine minute nach mitternacht|mezzanotte e un minuto|medianoche y un minuto|un minuto (?:despues|pasada) (?:de )?la medianoche|een minuut (?:na|over) middernacht|ett? minutt? (?:over|efter|etter) midnatt?)(?!\p{L})/u;

/** Three countries call their time so; which is meant, only the zone of the feed can say. */
const AMBIGUOUS_ZONE = /(?<![\p{L}\d])IST(?!\p{L})/u;
/** The time of the place that is spoken of, which need not be that of the feed. */
const LOCAL_TIME =
  /(?<!\p{L})(?:local time|ortszeit(?! berlin)|heure locale|hora local|ora locale|plaatselijke tijd|lokal tid|paikallista aikaa|czasu lokalnego|местного времени|по местному|بالتوقيت المحلي)(?!\p{L})/iu;
const ZONES_OF_IST: ReadonlySet<string | null> = new Set(['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']);

/** True where the text names a zone that may be one of several and the feed's zone is none of them, or a place's own. */
export function hasDoubtfulZone(text: string, feedZone: string | null): boolean {
  if (LOCAL_TIME.test(text) && zonesIn(text).length === 0) return true;
  return AMBIGUOUS_ZONE.test(text) && !ZONES_OF_IST.has(feedZone);
}

/**
 * The times of day in a text, in their order. A zone belongs to the time before it; one that stands alone belongs to all.
 * @param words the text as written
 * @param folded the same in lower case without accents and without its days, each letter at its place
 */
export function clocksIn(words: string, folded: string): readonly NamedClock[] {
  const clocks = timesIn(folded);
  const zones = zonesIn(words);
  const [only] = zones;
  return clocks.map((clock, index) => {
    const next = clocks[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const own = zones.find(({ at }) => at >= clock.at && at < next);
    const shared = zones.length === 1 && (clocks.length === 1 || index > 0) ? only : undefined;
    return { ...clock, zone: (own ?? shared)?.zone ?? null };
  });
}

type Time = Pick<NamedClock, 'at' | 'hour' | 'minute'>;

function timesIn(folded: string): Time[] {
  const found: Time[] = [];
  let rest = folded;
  for (const pattern of CLOCKS) {
    rest = rest.replace(new RegExp(pattern.source, `g${pattern.flags}`), (match, ...more) => {
      const { hour = '', minute = '0', half, part } = more.at(-1) as Record<string, string | undefined>;
      const at = more.at(-3) as number;
      const own = partNamed(part ?? '') ?? partOfDay(folded, at, match);
      const hours =
        half === undefined ? hourIn(Number(hour), own) : (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0);
      if (hours <= 24 && Number(minute) <= 59) found.push({ at, hour: hours, minute: Number(minute) });
      return ' '.repeat(match.length);
    });
  }
  if (found.length > 0) return found.sort((one, other) => one.at - other.at);
  const spoken = spokenTimesIn(folded);
  if (spoken.length > 0) return spoken;
  const noon = NOON.exec(folded);
  if (noon !== null) return [{ at: noon.index, hour: 12, minute: 0 }];
  const minute = MINUTE_OF_THE_DAY.exec(folded);
  if (minute !== null) return [{ at: minute.index, hour: 0, minute: 1 }];
  const midnight = MIDNIGHT.exec(folded);
  return midnight === null ? [] : [{ at: midnight.index, hour: 24, minute: 0 }];
}

function zonesIn(text: string): readonly NamedZone[] {
  const short = [...text.matchAll(new RegExp(SHORT_ZONE.source, 'gu'))].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    zone: shortZone(match),
  }));
  const long = ZONES.flatMap(([pattern, zone]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ at: match.index, end: match.index + match[0].length, zone }];
  });
  const found = [...short, ...long].sort((one, other) => one.at - other.at || other.end - one.end);
  // "CET/CEST" is one zone, not three.
  return found.filter(({ at, end }) => !found.some((other) => isWithin({ at, end }, other)));
}

interface NamedZone {
  readonly at: number;
  readonly end: number;
  readonly zone: string;
}

/** True where a longer name holds this one. */
const isWithin = (one: Pick<NamedZone, 'at' | 'end'>, other: NamedZone): boolean =>
  other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at;

function shortZone([, name, hours, zulu]: RegExpExecArray): string {
  if (hours === undefined) return name ?? zulu ?? 'Z';
  return `${hours[0]}${hours.slice(1).padStart(2, '0')}:00`;
}
