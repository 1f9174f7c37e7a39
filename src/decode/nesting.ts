import { Rejected } from '../article/failure.ts';

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;

/**
 * Refuses a document nested too deeply, by one linear look, before anything builds a tree of it.
 * @throws Rejected naming the depth allowed
 */
export function guardNesting(text: string, { maxDepth, what }: { maxDepth: number; what: string }): void {
  let depth = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === 33 || next === 63) {
      at = endOfSpecial(text, at);
      if (at === -1) return;
      continue;
    }
    if (next === 47) {
      depth = Math.max(0, depth - 1);
      continue;
    }
    if (!isLetter(next)) continue;
    const end = text.indexOf('>', at);
    if (end === -1) return;
    if (text.charCodeAt(end - 1) === 47 || VOID.test(nameAt(text, at + 1))) continue;
    depth += 1;
    if (depth > maxDepth) throw new Rejected(`${what}: nested more than ${maxDepth} deep`);
  }
}

function endOfSpecial(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return after(text, '-->', at);
  if (text.startsWith('<![CDATA[', at)) return after(text, ']]>', at);
  return at;
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end === -1 ? -1 : end;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;
}

function nameAt(text: string, at: number): string {
  return /^[A-Za-z]{1,8}(?=[\s>])/.exec(text.slice(at, at + 9))?.[0] ?? '';
}
