const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const BLANKS = new Set([9, 10, 13, 32]);
/** `}` and `]`. */
const ENDS = new Set([125, 93]);

/** JSON without the commas that stand behind the last member of an object or a list; what is in strings is left alone. */
export function withoutTrailingCommas(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (BLANKS.has(sign)) continue;
    if (ENDS.has(sign) && comma >= 0) {
      parts.push(text.slice(kept, comma));
      kept = comma + 1;
    }
    comma = sign === COMMA ? at : -1;
    if (sign === QUOTE) at = endOfString(text, at);
  }
  return parts.join('') + text.slice(kept);
}

/** The place of the quote that ends a string, or the end of the text. */
export function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) return at;
    if (sign === BACKSLASH) at += 1;
  }
  return text.length;
}
