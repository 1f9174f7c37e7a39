import { Rejected } from '../article/failure.ts';

const EXCLAMATION = 33;
const SLASH = 47;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/**
 * Refuses a document nested too deeply, in one linear pass, before anything builds a tree of it.
 * @throws Rejected naming the depth allowed
 */
export function guardNesting(text: string, { maxDepth, what }: { maxDepth: number; what: string }): void {
  // Behind the last `>` no tag ends, and so none opens.
  const last = text.lastIndexOf('>');
  let depth = 0;
  for (let at = text.indexOf('<'); at !== -1 && at < last; at = nextOpening(text, at)) {
    depth = Math.max(0, depth + depthAddedBy(text, at));
    if (depth > maxDepth) throw new Rejected(`${what}: nested more than ${maxDepth} deep`);
  }
}

/** The next `<` behind one at a place: behind the whole comment or CDATA that it begins; -1 where there is none. */
function nextOpening(text: string, at: number): number {
  const end = text.charCodeAt(at + 1) === EXCLAMATION ? endOfSpecial(text, at) : at;
  return end === -1 ? -1 : text.indexOf('<', end + 1);
}

function endOfSpecial(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return text.indexOf('-->', at);
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at);
  return at;
}

/** 1 for a tag that opens an element, -1 for one that closes one, 0 for all else. */
function depthAddedBy(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === SLASH) return -1;
  if (!isLetter(next)) return 0;
  const end = text.indexOf('>', at);
  return text.charCodeAt(end - 1) === SLASH || VOID.test(nameAt(text, at + 1)) ? 0 : 1;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;
}

function nameAt(text: string, at: number): string {
  return /^[A-Za-z]{1,8}(?=[\s>])/.exec(text.slice(at, at + 9))?.[0] ?? '';
}
