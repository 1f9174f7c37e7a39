import { isAscii, isUtf8 as isStrictUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { Rejected } from '../article/failure.ts';
import { guessCharset } from './guess-charset.ts';

/** The largest document after unpacking. */
export const MAX_DECODED_BYTES = 20_000_000;

/** A document's text and how it was found. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly charsetSource: 'bom' | 'utf-8' | 'declared' | 'header' | 'guessed' | 'fallback';
  /** What was done to the bytes, one line each. */
  readonly repairs: readonly string[];
}

const BOMS = [
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe, 0x00, 0x00], charset: 'utf-32le' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], charset: 'utf-32be' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
] as const;

/** Without a byte order mark, the first `<` of a document shows how wide its characters are. */
const UNMARKED = [
  { bytes: [0x3c, 0x00, 0x00, 0x00], charset: 'utf-32le' },
  { bytes: [0x00, 0x00, 0x00, 0x3c], charset: 'utf-32be' },
  { bytes: [0x3c, 0x00], charset: 'utf-16le' },
  { bytes: [0x00, 0x3c], charset: 'utf-16be' },
] as const;

/** Labels under which the web sends windows-1252, and others that iconv knows under another name. */
const ALIASES: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  iso8859_1: 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  ascii: 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'ks_c_5601-1987': 'euc-kr',
  'x-sjis': 'shift_jis',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  ucs2: 'utf-16le',
};

const DECLARED =
  /(?:<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["'])|(?:<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40}))/i;

/**
 * Bytes to text: byte order mark, else strict UTF-8 with at least one character beyond ASCII, else the charset the
 * document declares, else the HTTP header's, else a guess by what the text then says, else windows-1252. A "utf-8" label that failed the strict check is skipped.
 * @throws Rejected when the bytes are beyond the cap, as they came or unpacked
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): Decoded {
  const repairs: string[] = [];
  const plain = unpacked(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), repairs);
  const mended = mendUtf8(plain);
  if (mended !== null) {
    repairs.push(`${mended.broken} bytes that are no UTF-8 were read as windows-1252`);
    return { text: cleaned(mended.text, plain, repairs), charset: 'utf-8', charsetSource: 'utf-8', repairs };
  }
  const { charset, source, skip } = charsetOf(plain, contentType);
  const document = plain.subarray(skip);
  const text = charset === 'utf-8' ? document.toString('utf8') : withoutHalves(iconv.decode(document, charset));
  return { text: cleaned(text, plain, repairs), charset, charsetSource: source, repairs };
}

function unpacked(bytes: Buffer, repairs: string[]): Buffer {
  if (bytes.length > MAX_DECODED_BYTES)
    throw new Rejected(`decode: ${bytes.length} bytes, and ${MAX_DECODED_BYTES} are the most that are read`);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const out = gunzipSync(bytes, { maxOutputLength: MAX_DECODED_BYTES });
    repairs.push('gzip without a header was unpacked');
    return out;
  } catch (cause) {
    throw new Rejected(`decode: gzip that cannot be unpacked into ${MAX_DECODED_BYTES} bytes`, { cause });
  }
}

function charsetOf(
  bytes: Buffer,
  contentType: string | null,
): { charset: string; source: Decoded['charsetSource']; skip: number } {
  for (const { bytes: mark, charset } of BOMS) {
    if (mark.every((byte, at) => bytes[at] === byte)) return { charset, source: 'bom', skip: mark.length };
  }
  const declared = labelled(DECLARED.exec(bytes.subarray(0, 2_048).toString('latin1')));
  if (isUtf8(bytes) && (hasHighByte(bytes) || !isEscaped(declared)))
    return { charset: 'utf-8', source: 'utf-8', skip: 0 };
  for (const { bytes: start, charset } of UNMARKED) {
    if (start.every((byte, at) => bytes[at] === byte)) return { charset, source: 'declared', skip: 0 };
  }
  if (declared !== null) return { charset: declared, source: 'declared', skip: 0 };
  const header = labelled(/charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? ''));
  if (header !== null) return { charset: header, source: 'header', skip: 0 };
  const guessed = guessCharset(bytes);
  if (guessed !== null) return { charset: guessed, source: 'guessed', skip: 0 };
  return { charset: 'windows-1252', source: 'fallback', skip: 0 };
}

function labelled(match: RegExpExecArray | null): string | null {
  const label = (match?.[1] ?? match?.[2] ?? '').toLowerCase();
  const charset = ALIASES[label] ?? label;
  if (charset === '' || charset === 'utf-8' || charset.startsWith('utf-16') || !iconv.encodingExists(charset))
    return null;
  return charset;
}

/** Charsets that say more than ASCII in seven bits. */
function isEscaped(charset: string | null): boolean {
  return charset !== null && /^(?:iso-2022|hz|utf-7|cp037|ebcdic)/.test(charset);
}

function hasHighByte(bytes: Buffer): boolean {
  return !isAscii(bytes);
}

function isUtf8(bytes: Buffer): boolean {
  return isStrictUtf8(bytes) && !UNMARKED.some(({ bytes: start }) => start.every((byte, at) => bytes[at] === byte));
}

const SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;
const FEWEST_SEQUENCES = 3;
const BROKEN_SHARE = 0.34;

/** A document of UTF-8 into which a few bytes of an older charset were pasted; null where it is not that. */
function mendUtf8(bytes: Buffer): { text: string; broken: number } | null {
  if (isUtf8(bytes) || BOMS.some(({ bytes: mark }) => mark.every((byte, at) => bytes[at] === byte))) return null;
  const raw = bytes.toString('latin1');
  const sequences = raw.match(SEQUENCE)?.length ?? 0;
  const broken = raw.replace(SEQUENCE, '').match(/[\x80-\xff]/g)?.length ?? 0;
  if (sequences < FEWEST_SEQUENCES || broken > sequences * BROKEN_SHARE) return null;
  const text = raw.replace(/[\x80-\xff]+/g, (run) =>
    run.replace(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g, (part) =>
      part.length > 1
        ? Buffer.from(part, 'latin1').toString('utf8')
        : iconv.decode(Buffer.from(part, 'latin1'), 'windows-1252'),
    ),
  );
  return { text, broken };
}

// IPTC 7901 and ANPA frame their messages with control characters.
function isFramed(bytes: Buffer): boolean {
  return bytes.subarray(0, 16).includes(0x01);
}

/** Half a pair of UTF-16, which only UTF-16 and its like can bring. */
const withoutHalves = (text: string): string => text.replace(LONE_SURROGATES, '\ufffd');

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function cleaned(text: string, bytes: Buffer, repairs: string[]): string {
  const whole = text.replace(/^\ufeff+/, '');
  if (isFramed(bytes)) return whole;
  const clean = whole
    .replace(/[\u0080-\u009f]/g, (control) => iconv.decode(Buffer.from([control.charCodeAt(0)]), 'windows-1252'))
    .replace(CONTROLS, '');
  if (clean.length !== whole.length) repairs.push(`${whole.length - clean.length} control characters removed`);
  return clean;
}
