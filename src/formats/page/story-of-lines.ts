import { closingCredit, joinCredits } from './agency-words.ts';
import { takeOpeningDateline } from './opening-dateline.ts';
import type { StatedDate } from './stated-dates.ts';
import { readStoryBody } from './text-body.ts';
import { datesOfLines } from './text-dates.ts';
import { findHeadline, readHead, startOfBody } from './text-head.ts';
import { type PageLine, type PagePicture, readTextLine, type TextLine } from './text-line.ts';
import { setBoxesAside, setPictureTextsApart, setRepeatsAside } from './text-repeats.ts';

export type { PageLine, PagePicture } from './text-line.ts';

/** What the lines of a page come to. */
export interface PageStory {
  readonly headline: string | null;
  readonly subheadline: string | null;
  readonly byline: string | null;
  readonly published: StatedDate | null;
  readonly updated: StatedDate | null;
  /** The place of the dateline as written, or null. */
  readonly dateline: string | null;
  readonly pictures: readonly PagePicture[];
  /** The story in points, as some pages list it above the first paragraph. */
  readonly points: readonly string[];
  readonly paragraphs: readonly string[];
  /** As written; several credits are parted by commas. */
  readonly creditLine: string | null;
  /** Lines that belong to the page and not to the story. */
  readonly dropped: readonly string[];
}

/**
 * Finds the story among the lines of a page: the headline is the line that shares its words with the paragraphs, the
 * body the running text below it; what stands between them and behind is read by kind.
 */
export function storyOfLines(given: readonly PageLine[]): PageStory {
  const read = joinLabels(given).map(readTextLine);
  const headline = findHeadline(read);
  const lines = [setRepeatsAside, setPictureTextsApart, setBoxesAside].reduce(
    (sorted, set) => set(sorted, headline),
    read as readonly TextLine[],
  );
  const start = startOfBody(lines, headline);
  const head = readHead(lines, headline, start);
  const body = readStoryBody(lines, start, head.byline);
  const opening = body.paragraphs[0];
  const dateline = opening === undefined ? null : takeOpeningDateline(opening);
  const paragraphs = dateline === null ? body.paragraphs : [dateline.rest, ...body.paragraphs.slice(1)];
  const closed = paragraphs.length === 0 ? null : closingCredit(paragraphs.at(-1) as string);
  const credits = [...head.credits, ...body.credits, dateline?.credit ?? null, closed?.credit ?? null];
  const { published, updated } = datesOfLines(lines, headline, start);
  return {
    headline: headline < 0 ? null : (lines[headline]?.text ?? null),
    subheadline: head.deck,
    byline: head.byline ?? dateline?.byline ?? body.byline,
    published,
    updated,
    dateline: dateline?.place || null,
    pictures: [...head.pictures, ...body.pictures],
    points: head.points,
    paragraphs: closed === null ? paragraphs : [...paragraphs.slice(0, -1), closed.text],
    creditLine: joinCredits(credits.filter((credit) => credit !== null)),
    dropped: [...head.dropped, ...body.dropped],
  };
}

const PICTURE_LABEL =
  /^(?:photos?|fotos?|bild|image|picture|imagen|beeld|kuva|фото|crédits?(?: photo)?|credit|foto de|photo by)\s?:?$/iu;
const LONGEST_CREDIT = 80;

/** A label that stands over its caption. */
const CAPTION_LABEL =
  /^(?:(?:image|photo|picture)?\s?caption|légende(?: de (?:la photo|l[’']image))?|bildunterschrift|bildtext|pie de (?:foto|imagen)|legenda(?: da foto)?|didascalia|bijschrift|onderschrift|billedtekst|bildetekst|kuvateksti|podpis(?: pod zdjęciem)?|подпись(?: к фото)?|λεζάντα|تعليق الصورة|图像加注文字|圖像加註文字|画像説明|写真・図版|사진 설명)\s?[:,：，]?$/iu;
const LONGEST_CAPTION = 600;

/** A label "Photo:" and the name on the next line are one line; so are a label "Image caption," and the caption. */
function joinLabels(lines: readonly PageLine[]): PageLine[] {
  const joined: PageLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as PageLine;
    const next = lines[at + 1];
    if (next !== undefined && CAPTION_LABEL.test(line.text) && next.text.length <= LONGEST_CAPTION) {
      joined.push({ ...next, isCaption: true });
      at += 1;
      continue;
    }
    const isLabel = next !== undefined && /:$/.test(line.text) && PICTURE_LABEL.test(line.text);
    if (isLabel && next.text.length <= LONGEST_CREDIT) {
      joined.push({ text: `${line.text} ${next.text}`, gap: next.gap });
      at += 1;
    } else joined.push(line);
  }
  return joined;
}
