const GAP = /\s+/g;

/** How many words there are between stretches of white space, in a text that neither begins nor ends with one. */
export function countWords(text: string): number {
  let count = text === '' ? 0 : 1;
  GAP.lastIndex = 0;
  while (GAP.test(text)) count += 1;
  return count;
}

/** How many code points there are. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at += 1) if (isLow(text, at) && isHigh(text, at - 1)) count -= 1;
  return count;
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
