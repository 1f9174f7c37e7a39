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
  { charset: 'windows-1251', suits: (text) => 1.4 * count(text, COMMON_CYRILLIC) - 2 * count(text, RARE_CYRILLIC) },
  { charset: 'windows-1253', suits: (text) => 1.3 * count(text, COMMON_GREEK) },
  { charset: 'windows-1256', suits: (text) => 1.3 * count(text, COMMON_ARABIC) },
  { charset: 'windows-1255', suits: (text) => 1.3 * count(text, COMMON_HEBREW) },
  { charset: 'windows-1250', suits: (text) => 1.1 * count(text, COMMON_CENTRAL) },
  // Western letters stand alone among plain ones.
  {
    charset: 'windows-1252',
    suits: (text) => 1.2 * count(text, /(?<=[a-z ])[à-öø-ÿß](?=[a-z ,.])|[‘’“”–—…«»€£°©®\u00a0]/gi),
  },
];

/**
 * Guesses the charset of bytes that are no UTF-8 and say nothing of themselves.
 * @returns the best fitting charset, or null where no guess is better than another
 */
export function guessCharset(bytes: Uint8Array): string | null {
  const sample = sampleOf(bytes);
  if (sample.length < FEWEST_HIGH_BYTES) return null;
  let best: { charset: string; score: number } | null = null;
  const western = standsAmongLetters(sample);
  for (const { charset, suits } of GUESSES) {
    if (western && !LATIN.has(charset)) continue;
    const text = iconv.decode(sample, charset);
    const high = count(text, HIGH);
    if (high === 0) continue;
    const score = (suits(text) - 3 * count(text, BROKEN)) / high;
    if (best === null || score > best.score) best = { charset, score };
  }
  return best !== null && best.score > 0.35 ? best.charset : null;
}

const LATIN = new Set(['windows-1250', 'windows-1252']);
const RUN = /[\x80-\xff]+/g;
const WESTERN_RUN =
  /(?<![\x80-\xff])(?:(?<=[A-Za-z])[\x91-\x97\xc0-\xff]{1,2}|[\x91-\x97\xc0-\xff]{1,2}(?=[A-Za-z]))(?![\x80-\xff])/g;
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
