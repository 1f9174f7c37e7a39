import { speaksOfItself } from './furniture-words.ts';
import { captionCredit, repeatsCaption, shopOverCaption } from './text-captions.ts';
import type { TextKind, TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';

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
      .some(
        (near) =>
          near.kind === 'caption' && near !== lines[at] && near.text !== text && repeatsCaption(text, near.text),
      );
  return lines.map((line, at) =>
    at > headline && (line.kind === 'copy' || isBareCaption(line)) && isRepeat(line, at)
      ? { ...line, kind: 'site' }
      : line,
  );
}

/** A caption that does not say whose its picture is. */
const isBareCaption = ({ kind, text, isCaption }: TextLine): boolean =>
  kind === 'caption' && isCaption !== true && captionCredit(text) === null;

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

/** Buttons for larger letters, which are the names of a Swedish and a Turkish agency as well. */
const LETTERS = /^(?:TT|AA|aA|Aa)$/;

/** The lines of a page, where a button for larger letters is no credit, unless the page is in the agency's language. */
export function setButtonsAside(lines: readonly TextLine[]): readonly TextLine[] {
  if (!lines.some(({ text }) => LETTERS.test(text))) return lines;
  const isOf = (letter: RegExp): boolean => lines.some(({ text }) => letter.test(text));
  const agency = isOf(/å/iu) ? 'TT' : isOf(/[ğşİ]/u) ? 'AA' : null;
  return lines.map((line) =>
    LETTERS.test(line.text) ? { ...line, kind: line.text === agency ? 'credit' : 'site' } : line,
  );
}

/** "Ruben Maes, Belga", "Selim AKIN / KARASU, (DHA)": a name, and behind the place the agency. */
const NAME_AND_AGENCY =
  /^\p{Lu}[^/(|]{3,40}(?:, \p{Lu}[^/(|]{1,20}| [/|] \p{Lu}{2,8}|\s?[/|]\s?\p{Lu}[^/(|]{1,30}?,?\s\(\p{Lu}{2,8}\))$/u;

/** The lines of a page, where a name and an agency right over or under a date are the story's credit, no picture's. */
export function setBylinesApart(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  return lines.map((line, at) => {
    const isByDate = [lines[at + 1], lines[at - 1]].some(
      (near) => near?.kind === 'date' || near?.kind === 'date-label',
    );
    const isByline = at > headline && line.kind === 'picture-credit' && isByDate && NAME_AND_AGENCY.test(line.text);
    return isByline ? { ...line, kind: 'credit' } : line;
  });
}

const OF_BOX: ReadonlySet<TextKind> = new Set<TextKind>(['copy', 'site', 'related']);
/** A box that asks for the reader's help is no longer than this. */
const MOST_IN_BOX = 5;

/**
 * The lines of a page, where below the headline a heading in which the page speaks of itself takes the lines that stand
 * under it without a blank line for the page's own, up to the next button or the end of the box.
 */
export function setBoxesAside(lines: readonly TextLine[], headline: number): readonly TextLine[] {
  const aside = new Set<number>();
  // Without blank lines nothing tells the end of a box from the next paragraph.
  const isParted = lines.filter((line) => isRunning(line) && line.gap > 1).length > 1;
  for (const [at, { kind, sentence, text, gap }] of lines.entries()) {
    const above = lines[at - 1];
    const isApart = above === undefined || above.gap > 1 || above.kind !== 'copy';
    const opens =
      at > headline &&
      (kind === 'copy' || kind === 'site') &&
      !sentence &&
      gap === 1 &&
      isApart &&
      speaksOfItself(text);
    if (!opens) continue;
    const below = lines.slice(at, at + MOST_IN_BOX + 1);
    const ends = below.findIndex((line, place) => place > 0 && (line.gap > 1 || line.kind !== 'copy'));
    for (let place = 0; place <= ends; place += 1)
      if (OF_BOX.has(below[place]?.kind as TextKind) && (isParted || below[place]?.sentence !== true))
        aside.add(at + place);
  }
  return aside.size === 0 ? lines : lines.map((line, at) => (aside.has(at) ? { ...line, kind: 'site' } : line));
}
