/** Comments and a DOCTYPE before the root element may be long. */
const BEGINNING = 1_000_000;
/** JSON may hold XML in its strings. */
const JSON_OPENING = /^\s*(?:\{\s*"|\[\s*[{["])/;

/** The local name of the root element, from the beginning of a text; null where the text is no XML. */
export function rootNameOf(text: string): string | null {
  const start = text.slice(0, BEGINNING);
  if (JSON_OPENING.test(start)) return null;
  let at = 0;
  for (;;) {
    at = start.indexOf('<', at);
    if (at < 0) return null;
    if (start.startsWith('<!--', at)) at = after(start, '-->', at + 4);
    else if (start.startsWith('<?', at)) at = after(start, '?>', at);
    else if (start.startsWith('<!', at)) at = afterDoctype(start, at);
    else break;
    if (at < 0) return null;
  }
  const name = /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(start.slice(at, at + 200));
  return name?.[1] ?? null;
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? -1 : found + end.length;
}

function afterDoctype(text: string, from: number): number {
  const close = text.indexOf('>', from);
  const subset = text.indexOf('[', from);
  if (subset < 0 || close < 0 || close < subset) return close < 0 ? -1 : close + 1;
  const end = text.indexOf(']', subset);
  return end < 0 ? -1 : after(text, '>', end);
}
