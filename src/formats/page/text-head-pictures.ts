import { agencyAtEnd, closingCredit } from './agency-words.ts';
import { captionCredit } from './text-captions.ts';
import type { PagePicture, TextLine } from './text-line.ts';
import { isWriterTitle } from './text-writer.ts';

/** What is known of a head when its pictures are read. */
export interface HeadPlaces {
  /** The place of the first line under the headline that is nothing in particular. */
  readonly adjacent: number;
  /** How many line ends follow the headline. */
  readonly gapAbove: number;
  /** The story below, in which nobody speaks of who made its pictures. */
  readonly story: string;
  readonly take: (at: number) => void;
}

/** The pictures of a head: captions that carry their credits, and credits with the caption on the line above. */
export function picturesOf(head: readonly TextLine[], places: HeadPlaces): PagePicture[] {
  return head.flatMap((line, at) => pictureAt(head, line, at, places));
}

function pictureAt(head: readonly TextLine[], line: TextLine, at: number, places: HeadPlaces): PagePicture[] {
  if (line.kind === 'picture-credit') return creditedAt(head, line, at, places);
  const above = head[at - 1];
  if (line.kind === 'caption') {
    places.take(at);
    const creditAbove = line.isCaption === true && above?.kind === 'picture-credit' ? above.text : null;
    return [{ caption: line.text, credit: captionCredit(line.text) ?? creditAbove }];
  }
  const isCredited = head[at + 1]?.kind === 'picture-credit';
  const credit = line.kind === 'copy' && at !== places.adjacent && !isCredited ? creditAtEnd(line, places.story) : null;
  if (credit === null) return [];
  places.take(at);
  return [{ caption: line.text, credit }];
}

/** A caption has more words than this. */
const FEW_WORDS = 4;

function creditAtEnd({ text, sentence }: TextLine, story: string): string | null {
  const closes = closingCredit(text);
  if (closes !== null) return closes.credit;
  if (sentence || text.split(/\s+/).length <= FEW_WORDS) return null;
  return agencyAtEnd(text) ?? BRACKET_AT_END.exec(text)?.[1] ?? nameAtEnd(text, story);
}

/** "Operai in un cantiere a Bari (Imagoeconomica)". */
const BRACKET_AT_END = /\s[(（](\p{Lu}[\p{L} .&'’/-]{3,40})[)）]$/u;

/** "… uma medida temporária Rui Neto". */
const NAME_AT_END =
  /(?<=^(?:\S+ ){4,40}\p{Ll}{2,20} )(\p{Lu}\p{Ll}[\p{L}'’-]*(?: (?:d[aeo]s? |van |von )?\p{Lu}\p{Ll}[\p{L}'’-]+){1,2})$/u;

/** A name that closes a line and is not spoken of in the story: who made the picture that the line tells of. */
function nameAtEnd(text: string, story: string): string | null {
  const name = NAME_AT_END.exec(text)?.[1];
  return name === undefined || story.includes(name.split(' ').at(-1) as string) ? null : name;
}

function creditedAt(
  head: readonly TextLine[],
  { text }: TextLine,
  at: number,
  { adjacent, gapAbove, take }: HeadPlaces,
): PagePicture[] {
  take(at);
  if (head[at + 1]?.isCaption === true) return [];
  const above = head[at - 1];
  const standsTogether = above?.gap === 1 && (head[at - 2]?.gap ?? gapAbove) > 1;
  const isToldAbove =
    above !== undefined &&
    above.kind === 'copy' &&
    !isWriterTitle(above.text) &&
    (standsTogether || at - 1 !== adjacent);
  if (isToldAbove) {
    take(at - 1);
    return [{ caption: above.text, credit: text }];
  }
  return [{ caption: /^[([]?(?:©|\(c\))/iu.test(text) ? text : null, credit: text }];
}

/** So many lines above the headline its picture may stand. */
const NEAR_ABOVE = 4;

/** Pictures over the headline: captions that carry their credits. */
export function picturesAbove(lines: readonly TextLine[], headline: number): PagePicture[] {
  return lines.slice(Math.max(0, headline - NEAR_ABOVE), Math.max(0, headline)).flatMap(({ kind, text }) => {
    const credit = kind === 'caption' ? captionCredit(text) : null;
    return credit === null ? [] : [{ caption: text, credit }];
  });
}
