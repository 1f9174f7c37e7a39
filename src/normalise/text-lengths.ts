/** How many words there are between stretches of white space, in a text that neither begins nor ends with one. */
export function countWords(text: string): number {
  let count = text === '' ? 0 : 1;
  let isInGap = false;
  for (let at = 0; at < text.length; at += 1) {
    const isGap = isSpace(text.charCodeAt(at));
    if (isGap && !isInGap) count += 1;
    isInGap = isGap;
  }
  return count;
}

/** What a pattern finds as white space, by its code. */
function isSpace(code: number): boolean {
  if (code < 0xa0) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code === 0xa0 || (code >= 0x1680 && ODD_SPACES.has(code));
}

const ODD_SPACES: ReadonlySet<number> = new Set([
  0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029,
  0x202f, 0x205f, 0x3000, 0xfeff,
]);

/** How many code points there are. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) if (isLow(text, at) && isHigh(text, at - 1)) count -= 1;
  return count;
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
