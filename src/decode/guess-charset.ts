import iconv from 'iconv-lite';

/** A document's charset is guessed from so many bytes beyond ASCII. */
const SAMPLE_BYTES = 20_000;
const FEWEST_HIGH_BYTES = 6;

interface Guess {
  readonly charset: string;
  /** How well a character of this charset's decoding fits a text in it; per character beyond ASCII. */
  readonly suits: (text: string) => number;
}

const COMMON_CYRILLIC = /[оеаинтсрвлкмдпуяыьгз]/g;
const RARE_CYRILLIC = /[а-яё][А-ЯЁ]|[ЂЃѓЉЊЌЋЏђљњќћџҐґЎўЈ]/g;
const COMMON_GREEK = /[αοιετσνηυρπκμλάίόέήύώς]/g;
const COMMON_ARABIC = /[ايلمنرتبوةهعدسفحقك]/g;
const COMMON_HEBREW = /[יוהלאמרתבשנדכחק]/g;
const COMMON_THAI = /[กขคงจชดตทนบปพมยรลวสหอะาำเแโใไ่้ัิีึืุู]/g;
const TURKISH = /[ğışİŞĞçÇöÖüÜâ]/g;
const COMMON_CENTRAL = /[áčďéěíňóřšťúůýžąćęłńśźżőűăîâșțşţ]/gi;
const KANA = /[\u3041-\u30fe]/g;
const HALF_KANA = /[\uff61-\uff9f]/g;
const HANGUL = /[\uac00-\ud7a3]/g;
const COMMON_HANGUL = /[이다는에의를을가한고하은로지기도사인어서자리대나시해정수전부그일보라만과장제여아들구원]/g;
const COMMON_SIMPLIFIED =
  /[的一是不了人在有他这中大来上国个到说们为子和地出也时年得就那要下以生会自着去之过家学对可里后]/g;
const COMMON_TRADITIONAL =
  /[的一是不了人在有他這中大來上國個到說們為子和地出也時年得就那要下以生會自著去之過家學對可裡後]/g;
const HAN = /[\u4e00-\u9fa5]/g;
const RARE_HAN = /[\u9fa6-\u9fff\u3400-\u4dbf\ue000-\uf8ff]/g;
const HIGH = /[^\u0000-\u007f]/g;
const BROKEN = /[\ufffd\u0080-\u009f\ue000-\uf8ff\u2500-\u259f]/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Charsets that documents without a label were seen in, with what marks a text in them. */
const GUESSES: readonly Guess[] = [
  { charset: 'shift_jis', suits: (text) => 2 * count(text, KANA) + count(text, HAN) - 2 * count(text, HALF_KANA) },
  { charset: 'euc-jp', suits: (text) => 2 * count(text, KANA) + count(text, HAN) - 2 * count(text, HALF_KANA) },
  { charset: 'euc-kr', suits: (text) => 0.3 * count(text, HANGUL) + 3 * count(text, COMMON_HANGUL) },
  {
    charset: 'gb18030',
    suits: (text) => 0.7 * count(text, HAN) + 2 * count(text, COMMON_SIMPLIFIED) - 2 * count(text, RARE_HAN),
  },
  {
    charset: 'big5',
    suits: (text) => 0.7 * count(text, HAN) + 2 * count(text, COMMON_TRADITIONAL) - 2 * count(text, RARE_HAN),
  },
  { charset: 'koi8-r', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  { charset: 'koi8-u', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  { charset: 'windows-1251', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  { charset: 'iso-8859-5', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  { charset: 'cp866', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  {
    charset: 'windows-874',
    suits: (text) => 1.3 * count(text, COMMON_THAI) - 3 * count(text, /[A-Za-z][\u0e00-\u0e7f]/g),
  },
  { charset: 'windows-1253', suits: (text) => 1.3 * count(text, COMMON_GREEK) },
  { charset: 'windows-1256', suits: (text) => 1.3 * count(text, COMMON_ARABIC) },
  { charset: 'iso-8859-6', suits: (text) => 1.3 * count(text, COMMON_ARABIC) },
  { charset: 'windows-1255', suits: (text) => 1.3 * count(text, COMMON_HEBREW) },
  { charset: 'windows-1250', suits: (text) => 1.1 * count(text, COMMON_CENTRAL) },
  { charset: 'iso-8859-2', suits: (text) => 1.1 * count(text, COMMON_CENTRAL) },
  { charset: 'windows-1254', suits: (text) => (/[ışğİ]/.test(text) ? 1.25 * count(text, TURKISH) : 0) },
  // Western letters stand alone among plain ones.
  {
    charset: 'windows-1252',
    suits: (text) => 1.2 * count(text, /(?<=[a-z ])[à-öø-ÿß](?=[a-z ,.])|[‘’“”–—…«»€£°©®\u00a0]/gi),
  },
];

/** Western letters among letters, of each kind. */
const WESTERN = /(?<=[a-zà-ÿ'’ >])[à-öø-ÿß](?=[a-zà-ÿ'’ ,.:;<-])|[‘’“”–—…«»€£°©®\u00a0]/gi;
/** Letters that Latin-1 has in Estonian alone where none of the others stands: they are Hungarian's in Latin-2. */
const HUNGARIAN = /^(?=.*[õû])[^ãçêèàâñåøæ]*$/is;

/**
 * Guesses the charset of bytes that are no UTF-8 and say nothing of themselves.
 * @param saysUtf8 they call themselves UTF-8: what that label is put on wrongly is windows-1252 more than any other
 * @returns the best fitting charset, or null where no guess is better than another
 */
export function guessCharset(bytes: Uint8Array, saysUtf8 = false): string | null {
  const sample = sampleOf(bytes);
  if (saysUtf8 && sample.length > 0 && isWestern(sample)) return 'windows-1252';
  if (sample.length < FEWEST_HIGH_BYTES) return null;
  let best: { charset: string; score: number } | null = null;
  const western = standsAmongLetters(sample);
  for (const guess of GUESSES) {
    if (western && !LATIN.has(guess.charset)) continue;
    const score = scoreOf(sample, guess);
    if (score !== null && (best === null || score > best.score)) best = { charset: guess.charset, score };
  }
  return best !== null && best.score > 0.35 ? best.charset : null;
}

/** True where nearly all reads as Western letters among plain ones, and better so than as Central European. */
function isWestern(sample: Buffer): boolean {
  const text = iconv.decode(sample, 'windows-1252');
  if (!standsAmongLetters(sample) || HUNGARIAN.test(text)) return false;
  const central = GUESSES.filter(({ charset }) => charset === 'windows-1250' || charset === 'iso-8859-2');
  const western = count(text, WESTERN) / Math.max(1, count(text, HIGH));
  return western >= MOST_RUNS && central.every((guess) => (scoreOf(sample, guess) ?? 0) <= 1.2 * western);
}

/** How much better a second charset must read before the first gives way. */
const MARGIN = 0.3;

/** Which of two charsets that a document's envelope and the document name reads better; the first in doubt. */
export function betterCharset(bytes: Uint8Array, first: string, second: string): string {
  if (first === second) return first;
  const sample = sampleOf(bytes);
  const [one, two] = [first, second].map((charset) => {
    const guess = GUESSES.find((each) => each.charset === charset);
    return guess === undefined || sample.length === 0 ? null : scoreOf(sample, guess);
  });
  if (one === null || one === undefined || two === null || two === undefined) return first;
  return two > one + MARGIN ? second : first;
}

function scoreOf(sample: Buffer, { charset, suits }: Guess): number | null {
  const text = iconv.decode(sample, charset);
  const high = count(text, HIGH);
  return high === 0 ? null : (suits(text) - 3 * count(text, BROKEN)) / high;
}

const LATIN = new Set(['windows-1250', 'iso-8859-2', 'windows-1254', 'windows-1252']);
const RUN = /[\x80-\xff]+/g;
const WESTERN_RUN =
  /(?<![\x80-\xff])(?:(?<=[A-Za-z])[\x91-\x97\xc0-\xff]{1,2}|[\x91-\x97\xc0-\xff]{1,2}(?=[A-Za-z])|(?<= )[\xe0\xc0\xe9\xc9\xe8\xc8\xf3\xe1\xe5\xf6](?= ))(?![\x80-\xff])/g;
const MOST_RUNS = 0.9;

/** Accented letters of an alphabet stand one or two together, inside words of plain letters. */
function standsAmongLetters(sample: Buffer): boolean {
  const text = sample.toString('latin1');
  return count(text, WESTERN_RUN) >= MOST_RUNS * count(text, RUN);
}

/** The stretches beyond ASCII with the characters around them: markup says nothing of the charset. */
function sampleOf(bytes: Uint8Array): Buffer {
  const kept: number[] = [];
  for (let at = 0; at < bytes.length && kept.length < SAMPLE_BYTES; at += 1) {
    const near = [at - 1, at, at + 1].some((place) => (bytes[place] ?? 0) >= 0x80);
    if (near) kept.push(bytes[at] as number);
  }
  return kept.some((byte) => byte >= 0x80) ? Buffer.from(kept) : Buffer.alloc(0);
}
