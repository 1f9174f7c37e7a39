const LOOKED_AT_START = 8_192;
const LOOKED_AT_END = 2_048;
/** The end of transmission of IPTC 7901 and ANPA 1312, and the four letters that end telegrams. */
const WIRE_END = /(?:\x03|\x04|\bNNNN)[\s\0]*$/;
const FIRST_ELEMENT = /<(?![?!])([^\s<>/]{1,200})/;

/**
 * True when a document carries its format's own end: the end tag of its first element, the brace or bracket that closes
 * the last one of JSON, or the end of transmission of a wire format. A document without one may be whole all the same.
 */
export function hasOwnEnd(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = withoutNuls(buffer.subarray(0, LOOKED_AT_START)).trimStart();
  const end = withoutNuls(buffer.subarray(-LOOKED_AT_END));
  if (/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,100}[[{]/.test(start)) return isWholeJson(buffer);
  const root = FIRST_ELEMENT.exec(start)?.[1];
  if (
    root !== undefined &&
    start.includes('<'.concat(root)) &&
    /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s{0,100}</.test(start)
  )
    return endsElement(end.replace(/<!--[^<>]{0,500}-->/g, '').trimEnd(), root);
  return WIRE_END.test(end.slice(-64));
}

/** By its end tag, or by its only tag. */
function endsElement(end: string, root: string): boolean {
  if (end.endsWith(`</${root}>`)) return true;
  return (
    end.endsWith('/>') &&
    end.slice(end.lastIndexOf('<')).startsWith(`<${root}`) &&
    end.indexOf(`<${root}`) === end.lastIndexOf('<')
  );
}

/** UTF-16 and UTF-32 of Latin letters are those letters between NULs. */
const withoutNuls = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\0', '');

/** A document that grows may end with any closing brace: all that were opened must be closed. */
function isWholeJson(bytes: Buffer): boolean {
  const last = withoutNuls(bytes.subarray(-64)).trimEnd().at(-1);
  return (last === '}' || last === ']') && isBalanced(bytes);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS = new Set([0x7b, 0x5b]);
const CLOSES = new Set([0x7d, 0x5d]);

function isBalanced(bytes: Buffer): boolean {
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  for (const byte of bytes) {
    if (byte === 0) continue;
    if (inText) {
      inText = isEscaped || byte !== QUOTE;
      isEscaped = !isEscaped && byte === BACKSLASH;
    } else if (byte === QUOTE) inText = true;
    else if (OPENS.has(byte)) depth += 1;
    else if (CLOSES.has(byte)) depth -= 1;
  }
  return depth === 0 && !inText;
}
