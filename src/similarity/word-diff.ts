/** A stretch of two versions of a text: in both, only in the later, or only in the earlier. */
export interface DiffPart {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words and marks with the space after them, breaks of lines, and signs of scripts that put no space between words. */
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}][^\S\n]*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}'’_])+[^\S\n]*|[^\p{L}\p{M}\p{N}\s'’_][^\S\n]*|\n+|[^\S\n]+/gu;
const MOST_PIECES = 20_000;
/** Texts that differ in more pieces are another text. */
const MOST_EDITS = 1_500;

/** What changed between two versions of a text, word by word; joined, the parts give both texts. */
export function diffWords(before: string, after: string): DiffPart[] {
  const old = piecesOf(before);
  const now = piecesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const parts: DiffPart[] = [
    { is: 'same', text: old.slice(0, start).join('') },
    ...diffPieces(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    { is: 'same', text: old.slice(old.length - end).join('') },
  ];
  return joined(parts);
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (pieces.length === MOST_PIECES) break;
    pieces.push(piece);
    end = index + piece.length;
  }
  return end < text.length ? [...pieces, text.slice(end)] : pieces;
}

/** The shortest way from one row of pieces to another, by Myers' greedy algorithm. */
function diffPieces(old: readonly string[], now: readonly string[]): DiffPart[] {
  const trace: Int32Array[] = [];
  const middle = Math.min(old.length + now.length, MOST_EDITS) + 1;
  const reach = new Int32Array(2 * middle + 1);
  for (let edits = 0; edits < middle; edits += 1) {
    trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let line = -edits; line <= edits; line += 2) {
      let x = comesFromAbove(reach, middle, line, edits)
        ? at(reach, middle + line + 1)
        : at(reach, middle + line - 1) + 1;
      while (x < old.length && x - line < now.length && old[x] === now[x - line]) x += 1;
      reach[middle + line] = x;
      if (x >= old.length && x - line >= now.length) return walkBack(trace, old, now);
    }
  }
  return [
    { is: 'removed', text: old.join('') },
    { is: 'added', text: now.join('') },
  ];
}

const at = (numbers: Int32Array, place: number): number => numbers[place] ?? 0;

/** Whether the last edit on the way to a line was an addition; `middle` is where line 0 stands in `reach`. */
const comesFromAbove = (reach: Int32Array, middle: number, line: number, edits: number): boolean =>
  line === -edits || (line !== edits && at(reach, middle + line - 1) < at(reach, middle + line + 1));

function walkBack(trace: readonly Int32Array[], old: readonly string[], now: readonly string[]): DiffPart[] {
  const parts: DiffPart[] = [];
  let [x, y] = [old.length, now.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] as Int32Array;
    const middle = edits + 1;
    const line = x - y;
    const isAddition = comesFromAbove(reach, middle, line, edits);
    const from = isAddition ? line + 1 : line - 1;
    const fromX = edits === 0 ? 0 : at(reach, middle + from);
    const fromY = edits === 0 ? 0 : fromX - from;
    while (x > fromX && y > fromY) {
      parts.push({ is: 'same', text: old[x - 1] as string });
      x -= 1;
      y -= 1;
    }
    if (edits === 0) break;
    parts.push(
      isAddition ? { is: 'added', text: now[y - 1] as string } : { is: 'removed', text: old[x - 1] as string },
    );
    [x, y] = [fromX, fromY];
  }
  return parts.reverse();
}

/** Neighbours of one kind become one part; what was removed stands before what was added in its place. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const out: DiffPart[] = [];
  let [removed, added] = ['', ''];
  const settle = (): void => {
    if (removed !== '') out.push({ is: 'removed', text: removed });
    if (added !== '') out.push({ is: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const { is, text } of parts) {
    if (text === '') continue;
    if (is === 'removed') removed += text;
    else if (is === 'added') added += text;
    else {
      settle();
      const last = out.at(-1);
      if (last?.is === 'same') out[out.length - 1] = { is, text: last.text + text };
      else out.push({ is, text });
    }
  }
  settle();
  return out;
}
