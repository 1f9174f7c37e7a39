import { Rejected } from '../article/failure.ts';
import { wideCharsetOf } from './wide-charset.ts';

/** What is no text, by its first bytes: hexadecimal, where they stand, and what it is. */
const MAGIC: readonly (readonly [hex: string, at: number, what: string])[] = [
  ['89504e470d0a', 0, 'a PNG picture'],
  ['ffd8ff', 0, 'a JPEG picture'],
  ['474946383761', 0, 'a GIF picture'],
  ['474946383961', 0, 'a GIF picture'],
  ['49492a00', 0, 'a TIFF picture'],
  ['4d4d002a', 0, 'a TIFF picture'],
  ['38425053', 0, 'a Photoshop picture'],
  ['00000100', 0, 'an icon'],
  ['52494646', 0, 'a RIFF file (WebP, WAV, AVI)'],
  ['66747970', 4, 'an MPEG-4 or HEIF file'],
  ['4f676753', 0, 'an Ogg file'],
  ['494433', 0, 'an MP3 file'],
  ['664c6143', 0, 'a FLAC file'],
  ['1a45dfa3', 0, 'a Matroska or WebM video'],
  ['000001ba', 0, 'an MPEG video'],
  ['464c5601', 0, 'a Flash video'],
  ['255044462d', 0, 'a PDF'],
  ['25215053', 0, 'a PostScript file'],
  ['7b5c727466', 0, 'a Rich Text file'],
  ['d0cf11e0a1b11ae1', 0, 'an Office file'],
  ['504b0304', 0, 'a ZIP archive'],
  ['504b0506', 0, 'a ZIP archive'],
  ['504b0708', 0, 'a ZIP archive'],
  ['526172211a07', 0, 'a RAR archive'],
  ['377abcaf271c', 0, 'a 7z archive'],
  ['1f8b', 0, 'a gzip archive inside another'],
  ['1f9d', 0, 'a compress archive'],
  ['425a6839314159', 0, 'a bzip2 archive'],
  ['fd377a585a00', 0, 'an xz archive'],
  ['28b52ffd', 0, 'a Zstandard archive'],
  ['04224d18', 0, 'an LZ4 archive'],
  ['7573746172', 257, 'a tar archive'],
  ['7f454c46', 0, 'a program'],
  ['cafebabe', 0, 'a program'],
  ['cffaedfe', 0, 'a program'],
  ['feedface', 0, 'a program'],
  ['0061736d01', 0, 'a WebAssembly program'],
  ['53514c69746520666f726d6174203300', 0, 'an SQLite database'],
  ['774f4646', 0, 'a font'],
  ['774f4632', 0, 'a font'],
  ['4f54544f00', 0, 'a font'],
  ['0001000000', 0, 'a font'],
  ['213c617263683e', 0, 'an ar archive'],
];

const SIGNATURES = MAGIC.map(([hex, at, what]) => ({ bytes: Buffer.from(hex, 'hex'), at, what }));

/** At most so many bytes of a document are counted. */
const SAMPLE_BYTES = 65_536;
/** Documents of markup are repaired where others are refused. */
const MOST_CONTROLS = { text: 0.01, markup: 0.1 };
/** One byte that went astray is no sign of anything. */
const FEWEST_CONTROLS = 3;
/** Controls with which IPTC 7901 and ANPA 1312 frame and set their messages. */
const FRAMING = new Set([0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x0f, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x1f]);

/**
 * Refuses bytes that are no text: by their first bytes, or by the controls among them, before anything is cleaned away.
 * @throws Rejected saying what the bytes are
 */
export function guardText(given: Uint8Array): void {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const known = SIGNATURES.find((each) => bytes.subarray(each.at, each.at + each.bytes.length).equals(each.bytes));
  if (known !== undefined) throw new Rejected(`decode: no text: ${known.what}`);
  if (bytes[0] === 0x4d && bytes[1] === 0x5a && bytes.subarray(0, 64).includes(0))
    throw new Rejected('decode: no text: a program');
  if (wideCharsetOf(bytes) !== null) return;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const controls = controlsIn(sample);
  const most = isMarkup(sample) ? MOST_CONTROLS.markup : MOST_CONTROLS.text;
  if (controls >= FEWEST_CONTROLS && controls > sample.length * most)
    throw new Rejected(`decode: no text: ${controls} of ${sample.length} bytes are control characters`);
}

const BLANKS = [0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1b];
/** By byte: 1 for a control character, but for blanks and the marks that end a text or shift its set. */
const CONTROLS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 0x20 || byte === 0x7f) && !BLANKS.includes(byte) ? 1 : 0,
);
const FRAMED_CONTROLS = CONTROLS.map((flag, byte) => (byte === 0x7f || FRAMING.has(byte) ? 0 : flag));

function controlsIn(bytes: Buffer): number {
  const flags = isFramed(bytes) ? FRAMED_CONTROLS : CONTROLS;
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) count += flags[bytes[at] as number] as number;
  return count;
}

/** IPTC 7901 and ANPA frame their messages with control characters. */
export function isFramed(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 16).includes(0x01);
}

function isMarkup(bytes: Buffer): boolean {
  return /^[\s\u00ef\u00bb\u00bf]{0,200}[<{[]/.test(bytes.subarray(0, 256).toString('latin1'));
}
