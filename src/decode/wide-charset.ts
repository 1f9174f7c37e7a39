import iconv from 'iconv-lite';

/** As many bytes are looked at to find how wide the characters of a text are. */
const SAMPLE_BYTES = 4_096;
const FEWEST_BYTES = 8;
/** Of the zero bytes of a text in UTF-16 nearly all stand on one side of its characters. */
const ONE_SIDE = 0.95;
const FEWEST_ZEROS = 0.02;

/** No text holds these: what was read wrongly does. */
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\ufffe\uffff]|\p{Co}|\p{Cn}/gu;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Two fifths of all numbers of 16 bits are Chinese characters, a sixth Korean syllables: bytes by chance are both. */
const HAN = /\p{Script=Han}/gu;
const HANGUL = /\p{Script=Hangul}/gu;
const MIXED = 0.08;

/**
 * The charset of text in UTF-16 or UTF-32 that has no byte order mark, found by the places of its zero bytes, whatever
 * its first character is. Null where the bytes are no such text.
 */
export function wideCharsetOf(bytes: Uint8Array): string | null {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SAMPLE_BYTES));
  if (sample.length < FEWEST_BYTES || !sample.includes(0)) return null;
  const zeros = [0, 0, 0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 4] = (zeros[at % 4] as number) + 1;
  });
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros;
  const quarter = Math.floor(sample.length / 4);
  if (fourth >= quarter * ONE_SIDE && third >= quarter * ONE_SIDE && first < quarter / 2)
    return suits(sample, 'utf-32le');
  if (first >= quarter * ONE_SIDE && second >= quarter * ONE_SIDE && fourth < quarter / 2)
    return suits(sample, 'utf-32be');
  const before = first + third;
  const behind = second + fourth;
  const all = before + behind;
  if (all < sample.length * FEWEST_ZEROS) return null;
  if (behind >= all * ONE_SIDE) return suits(sample, 'utf-16le');
  if (before >= all * ONE_SIDE) return suits(sample, 'utf-16be');
  return null;
}

/** True when bytes read in a wide charset make a text: for a charset that only a header names. */
export function suitsWide(bytes: Uint8Array, charset: string): boolean {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SAMPLE_BYTES));
  return suits(sample, charset) !== null;
}

function suits(sample: Buffer, charset: string): string | null {
  const width = charset.startsWith('utf-32') ? 4 : 2;
  const whole = sample.subarray(0, sample.length - (sample.length % width));
  const text = iconv.decode(whole, charset).slice(0, -1);
  const count = (kind: RegExp): number => text.match(kind)?.length ?? 0;
  const most = text.length * 0.01;
  if (count(IMPOSSIBLE) + count(LONE) > most) return null;
  return Math.min(count(HAN), count(HANGUL)) > text.length * MIXED ? null : charset;
}
