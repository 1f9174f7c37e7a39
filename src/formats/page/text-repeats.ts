import { repeatsCaption, shopOverCaption } from './text-captions.ts';
import type { TextLine } from './text-line.ts';

/** So many lines from a caption its words may stand once more. */
const NEAR_CAPTION = 3;

/**
 * The lines of a page, where a line of copy that says again what stands above or in the headline is taken for the
 * page's own: a breadcrumb, a title, a notice over and under the headline. So is one that says again what a caption says. `headline` is its place, -1 for none.
 */
export function setRepeatsAside(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  if (headline < 0) return lines;
  const above = new Set(lines.slice(0, headline + 1).map(({ text }) => text));
  const isRepeat = ({ text }: TextLine, at: number): boolean =>
    above.has(text) ||
    lines
      .slice(Math.max(0, at - NEAR_CAPTION), at + NEAR_CAPTION + 1)
      .some((near) => near.kind === 'caption' && near !== lines[at] && repeatsCaption(text, near.text));
  return lines.map((line, at) =>
    at > headline && line.kind === 'copy' && isRepeat(line, at) ? { ...line, kind: 'site' } : line,
  );
}

/** A caption under the text of a picture is no longer than this. */
const LONGEST_CAPTION = 250;

/**
 * The lines of a page, where below the headline the text that stands for a picture is the picture's credit, and the line
 * on the next line its caption.
 */
export function setPictureTextsApart(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  const shops = lines.map(({ kind, text }, at) =>
    at > headline && kind === 'copy' && at < lines.length - 1 ? shopOverCaption(text) : null,
  );
  return lines.map((line, at) => {
    const [own, above] = [shops[at] ?? null, shops[at - 1] ?? null];
    if (own !== null) return { ...line, text: own, kind: 'picture-credit' };
    const isTold = above !== null && line.kind === 'copy' && line.length <= LONGEST_CAPTION && lines[at - 1]?.gap === 1;
    return isTold ? { ...line, kind: 'caption', isCaption: true } : line;
  });
}
