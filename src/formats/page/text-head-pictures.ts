import { agencyAtEnd, closingCredit } from './agency-words.ts';
import { hasCreditShape } from './credit-shape.ts';
import { nameAtEnd } from './head-lines.ts';
import { captionCredit } from './text-captions.ts';
import type { PagePicture, TextLine } from './text-line.ts';

/**
 * The pictures of a head: captions that carry their credits, and lines that the evidence takes for captions, with the
 * credit below them. `story` is the text below
 * the head; `isCaption` says whether the line at a place is a caption; `take` is called with each place that was read.
 */
export function picturesOf(
  head: readonly TextLine[],
  story: string,
  isCaption: (at: number) => boolean,
  take: (at: number) => void,
): PagePicture[] {
  return head.flatMap((line, at): PagePicture[] => {
    const [above, below] = [head[at - 1], head[at + 1]];
    if (line.kind === 'picture-credit') {
      take(at);
      return below?.isCaption === true || isCaption(at - 1) || above?.kind === 'caption' ? [] : [pictureOfCredit(line)];
    }
    if (line.kind !== 'caption' && !isCaption(at)) return [];
    take(at);
    return [
      { caption: line.text, credit: creditIn(line.text) ?? creditBeside(line, above, below) ?? nameAtEnd(line, story) },
    ];
  });
}

/** A credit without a caption, which is the caption where it says whose the picture is. */
const pictureOfCredit = ({ text }: TextLine): PagePicture => ({
  caption: /^[([]?(?:©|\(c\))/iu.test(text) ? text : null,
  credit: text,
});

function creditBeside(line: TextLine, above: TextLine | undefined, below: TextLine | undefined): string | null {
  if (line.isCaption === true && above?.kind === 'picture-credit') return above.text;
  return below?.kind === 'picture-credit' ? below.text : null;
}

/** "Operai in un cantiere a Bari (Imagoeconomica)". */
const BRACKET_AT_END = /\s[(（](\p{Lu}[\p{L} .&'’/-]{3,40})[)）]$/u;

const creditIn = (text: string): string | null =>
  captionCredit(text) ?? closingCredit(text)?.credit ?? agencyAtEnd(text) ?? BRACKET_AT_END.exec(text)?.[1] ?? null;

/** A caption has at least so many words; a section and its title fewer. */
const FEWEST_WORDS = 5;

/** The credit of a picture on the line right under a line of copy. */
function creditUnder({ kind, gap, text }: TextLine, below: TextLine | undefined): string | null {
  if (kind !== 'copy' || gap !== 1 || text.split(/\s+/).length < FEWEST_WORDS || below === undefined) return null;
  return below.kind === 'picture-credit' || hasCreditShape(below) ? below.text : null;
}

/** So many lines above the headline its picture may stand. */
const NEAR_ABOVE = 5;

/** Pictures over the headline: captions that carry their credits, or have them on the line below. */
export function picturesAbove(lines: readonly TextLine[], headline: number): PagePicture[] {
  const above = lines.slice(Math.max(0, headline - NEAR_ABOVE), Math.max(0, headline));
  return above.flatMap((line, at) => {
    const { kind, text } = line;
    const credit = kind === 'caption' ? captionCredit(text) : creditUnder(line, above[at + 1]);
    return credit === null ? [] : [{ caption: text, credit }];
  });
}
