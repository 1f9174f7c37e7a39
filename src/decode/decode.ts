import { isAscii, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { Rejected } from '../article/failure.ts';
import { isFramed } from './binary.ts';
import { betterCharset, guessCharset } from './guess-charset.ts';
import { suitsWide, wideCharsetOf } from './wide-charset.ts';

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
  'x-euc-jp': 'euc-jp',
  'x-euc-kr': 'euc-kr',
  'x-gbk': 'gb18030',
  'x-big5': 'big5',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-8-e': 'iso-8859-8',
  'iso-8859-6-i': 'iso-8859-6',
  'ibm-866': 'cp866',
  'dos-866': 'cp866',
  'tis-620': 'windows-874',
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  utf16: 'utf-16',
  ucs2: 'utf-16',
  'ucs-2': 'utf-16',
  'iso-10646-ucs-2': 'utf-16',
  unicode: 'utf-16',
  csunicode: 'utf-16',
  'utf-16-le': 'utf-16le',
  'utf-16-be': 'utf-16be',
  utf32: 'utf-32',
  'ucs-4': 'utf-32',
  'iso-10646-ucs-4': 'utf-32',
};

const DECLARED =
  /(?:<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["'])|(?:<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40}))/i;

/**
 * Bytes to text: byte order mark, else the width that zero bytes show, else strict UTF-8 with at least one character
 * beyond ASCII, else the charset that the HTTP header names or the document declares (where they differ the header,
 * unless the declaration reads better), else a guess by what the text then says, else windows-1252. A "utf-8" label
 * that failed the strict check is skipped; a name that nobody knows is none.
 * @throws Rejected when the bytes are beyond the cap, as they came or unpacked
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): Decoded {
  const { bytes: plain, repairs: unpacking } = unpackBytes(bytes);
  const repairs = [...unpacking];
  const mended = mendUtf8(plain, contentType);
  if (mended !== null) {
    repairs.push(`${mended.broken} bytes that are no UTF-8 were read as windows-1252`);
    return { text: cleaned(mended.text, plain, repairs), charset: 'utf-8', charsetSource: 'utf-8', repairs };
  }
  const { charset, source, skip } = charsetOf(plain, contentType);
  const document = plain.subarray(skip);
  const text = charset === 'utf-8' ? utf8Text(document) : iconv.decode(document, charset).toWellFormed();
  return { text: cleaned(text, plain, repairs), charset, charsetSource: source, repairs };
}

/** Of bytes that are strict UTF-8 the decoder makes the text in one piece, without a copy that `toString` takes beside it. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8Text(bytes: Buffer): string {
  return isUtf8(bytes) ? strictUtf8.decode(bytes) : bytes.toString('utf8');
}

/**
 * The bytes of a document, out of a gzip that nothing announced.
 * @throws Rejected when the bytes are beyond the cap, as they came or unpacked
 */
export function unpackBytes(given: Uint8Array): { readonly bytes: Buffer; readonly repairs: readonly string[] } {
  const repairs: string[] = [];
  const bytes = unpacked(Buffer.from(given.buffer, given.byteOffset, given.byteLength), repairs);
  return { bytes, repairs };
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
  const wide = wideCharsetOf(bytes);
  if (wide !== null) return { charset: wide, source: 'guessed', skip: 0 };
  const declared = labelled(DECLARED.exec(bytes.subarray(0, 2_048).toString('latin1')));
  if (isUtf8(bytes) && (!isAscii(bytes) || !isEscaped(declared))) return { charset: 'utf-8', source: 'utf-8', skip: 0 };
  const header = headerCharset(bytes, contentType);
  if (header !== null && (declared === null || betterCharset(bytes, header, declared) === header))
    return { charset: header, source: 'header', skip: 0 };
  if (declared !== null) return { charset: declared, source: 'declared', skip: 0 };
  if (isStray(bytes)) return { charset: 'utf-8', source: 'fallback', skip: 0 };
  const guessed = guessCharset(bytes, saysUtf8(bytes, contentType));
  if (guessed !== null) return { charset: guessed, source: 'guessed', skip: 0 };
  return { charset: 'windows-1252', source: 'fallback', skip: 0 };
}

const UTF_8 = /^utf-?8$/i;

function saysUtf8(bytes: Buffer, contentType: string | null): boolean {
  const declared = DECLARED.exec(bytes.subarray(0, 2_048).toString('latin1'));
  const header = /charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? '')?.[1] ?? '';
  return UTF_8.test(declared?.[1] ?? declared?.[2] ?? header);
}

function headerCharset(bytes: Buffer, contentType: string | null): string | null {
  const label = /charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? '';
  const charset = ALIASES[label] ?? label;
  if (!/^utf-(?:16|32)/.test(charset)) return known(charset);
  const orders = /[lb]e$/.test(charset) ? [charset] : [`${charset}be`, `${charset}le`];
  return orders.find((order) => suitsWide(bytes, order)) ?? null;
}

function labelled(match: RegExpExecArray | null): string | null {
  const label = (match?.[1] ?? match?.[2] ?? '').toLowerCase();
  return known(ALIASES[label] ?? label);
}

function known(charset: string): string | null {
  if (charset === '' || /^utf-?(?:8|16|32)/.test(charset) || !iconv.encodingExists(charset)) return null;
  return charset;
}

const FEW_BYTES = 16;

/** A few bytes in a text of ASCII that are no letters of any charset: two or more together, and no word round them. */
function isStray(bytes: Buffer): boolean {
  const raw = bytes.toString('latin1');
  const high = raw.match(/[\x80-\xff]/g)?.length ?? 0;
  if (high === 0 || high > FEW_BYTES || high > bytes.length / 10) return false;
  const runs = raw.match(/[\x80-\xff]+/g) ?? [];
  const letters =
    raw.match(/(?<=[A-Za-z])[\x80-\xff]{1,2}(?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff]{1,2}(?=[A-Za-z])/g) ?? [];
  return runs.some((run) => run.length > 1) && letters.length < runs.length / 2;
}

/** Charsets that say more than ASCII in seven bits. */
function isEscaped(charset: string | null): boolean {
  return charset !== null && /^(?:iso-2022|hz|utf-7|cp037|ebcdic)/.test(charset);
}

const SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;
const FEWEST_SEQUENCES = 3;
const BROKEN_SHARE = 0.34;
/** Where the document itself says that it is UTF-8. */
const BROKEN_SHARE_SAID = 0.8;

/** A document of UTF-8 into which a few bytes of an older charset were pasted; null where it is not that. */
function mendUtf8(bytes: Buffer, contentType: string | null): { text: string; broken: number } | null {
  if (
    isUtf8(bytes) ||
    wideCharsetOf(bytes) !== null ||
    BOMS.some(({ bytes: mark }) => mark.every((byte, at) => bytes[at] === byte))
  )
    return null;
  const raw = bytes.toString('latin1');
  const sequences = raw.match(SEQUENCE)?.length ?? 0;
  const broken = raw.replace(SEQUENCE, '').match(/[\x80-\xff]/g)?.length ?? 0;
  const share = saysUtf8(bytes, contentType) ? BROKEN_SHARE_SAID : BROKEN_SHARE;
  if (sequences < FEWEST_SEQUENCES || broken > sequences * share) return null;
  const text = raw.replace(/[\x80-\xff]+/g, (run) =>
    run.replace(/[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g, (part) =>
      part.length > 1
        ? Buffer.from(part, 'latin1').toString('utf8')
        : iconv.decode(Buffer.from(part, 'latin1'), 'windows-1252'),
    ),
  );
  return { text, broken };
}

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
/** Those, and the C1 controls. */
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;

/** Characters of UTF-8 that were read as windows-1252 and encoded again: "â€”" for a dash, "Ã©" for an accent. */
const ENCODED_TWICE = /â€[^\u0000-\u00a0â]|Ã[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]/g;
const FEWEST_ACCENTS = 3;

function mendEncodedTwice(text: string, repairs: string[]): string {
  const found = text.includes('â€') || text.includes('Ã') ? (text.match(ENCODED_TWICE) ?? []) : [];
  if (!found.some((each) => each.startsWith('â')) && found.length < FEWEST_ACCENTS) return text;
  let mended = 0;
  const whole = text.replace(ENCODED_TWICE, (given) => {
    // Latin-1 has controls where windows-1252 has other characters; both are written.
    const bytes = Buffer.concat(
      Array.from(given, (sign) =>
        sign <= '\u00ff' ? Buffer.from(sign, 'latin1') : iconv.encode(sign, 'windows-1252'),
      ),
    );
    if (!isUtf8(bytes)) return given;
    mended += 1;
    return bytes.toString('utf8');
  });
  if (mended > 0) repairs.push(`${mended} characters that were encoded twice were read`);
  return whole;
}

function cleaned(text: string, bytes: Buffer, repairs: string[]): string {
  const whole = mendEncodedTwice(text.replace(/^\ufeff+/, ''), repairs);
  if (isFramed(bytes)) return whole;
  if (!UNWANTED.test(whole)) return whole;
  const clean = whole
    .replace(/[\u0080-\u009f]/g, (control) => iconv.decode(Buffer.from([control.charCodeAt(0)]), 'windows-1252'))
    .replace(CONTROLS, '');
  if (clean.length !== whole.length) repairs.push(`${whole.length - clean.length} control characters removed`);
  return clean;
}
