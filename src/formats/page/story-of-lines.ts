import { setAgenciesInsideApart, setLastWithStrokeBack } from './agencies-inside.ts';
import { closingCredit } from './agency-words.ts';
import { setFactBoxesAside } from './fact-boxes.ts';
import { joinCredits } from './join-credits.ts';
import { joinLabels, partGlued } from './lines-of-text.ts';
import { takeOpeningDateline } from './opening-dateline.ts';
import type { StatedDate } from './stated-dates.ts';
import { readStoryBody } from './text-body.ts';
import { datesOfLines } from './text-dates.ts';
import { readHead } from './text-head.ts';
import { findHeadline } from './text-headline.ts';
import { type PageLine, type PagePicture, readTextLine, type TextLine } from './text-line.ts';
import {
  setBoxesAside,
  setButtonsAside,
  setBylinesApart,
  setPictureTextsApart,
  setRepeatsAside,
} from './text-repeats.ts';
import { closingWriter } from './text-writer.ts';

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
  const read = partGlued(joinLabels(given)).map(readTextLine);
  const headline = findHeadline(read);
  const lines = [
    setRepeatsAside,
    setPictureTextsApart,
    setBoxesAside,
    setFactBoxesAside,
    setButtonsAside,
    setBylinesApart,
    setAgenciesInsideApart,
    setLastWithStrokeBack,
  ].reduce((sorted, set) => set(sorted, headline), read as readonly TextLine[]);
  const head = readHead(lines, headline);
  const body = readStoryBody(lines, head.start, headline, head.byline);
  const opening = body.paragraphs[0];
  const dateline = opening === undefined ? null : takeOpeningDateline(opening, body.paragraphs.slice(1).join(' '));
  const written = dateline === null ? body.paragraphs : [dateline.rest, ...body.paragraphs.slice(1)];
  const writer = closingWriter(written.at(-1) ?? '');
  const paragraphs = writer === null ? written : [...written.slice(0, -1), writer.text];
  const closed = paragraphs.length === 0 ? null : closingCredit(paragraphs.at(-1) as string, true);
  const credits = [...head.credits, ...body.credits, dateline?.credit ?? null, closed?.credit ?? null];
  const { published, updated } = datesOfLines(lines, headline, head.start);
  return {
    headline: headline < 0 ? null : (lines[headline]?.text ?? null),
    subheadline: head.deck,
    byline: withoutPaper(head.byline, lines) ?? dateline?.byline ?? writer?.name ?? body.byline,
    published,
    updated,
    dateline: dateline?.place || null,
    pictures: withoutTwins([...head.pictures, ...body.pictures]),
    points: head.points,
    paragraphs: closed === null ? paragraphs : [...paragraphs.slice(0, -1), closed.text],
    creditLine: joinCredits(credits.filter((credit) => credit !== null)),
    dropped: [...head.dropped, ...body.dropped],
  };
}

/** A byline without the names that the line of rights has too: it ends in the name of the paper. */
function withoutPaper(byline: string | null, lines: readonly TextLine[]): string | null {
  const [first, ...others] = byline?.split(/(?=\s?[,/|·]\s)/u) ?? [];
  if (byline === null || first === undefined || others.length === 0) return byline;
  const rights = lines.filter(({ kind }) => kind === 'rights').map(({ text }) => text.toLowerCase());
  const isPaper = (name: string): boolean =>
    rights.some((line) => line.includes(name.replace(/^\s?[,/|·]\s/u, '').toLowerCase()));
  return [first, ...others.filter((name) => !isPaper(name))].join('').trim();
}

/** Pictures without those that say word for word what one above them says: a page tells its first picture twice. */
function withoutTwins(pictures: readonly PagePicture[]): readonly PagePicture[] {
  const isTwin = (one: PagePicture, other: PagePicture): boolean =>
    one.caption !== null && one.caption === other.caption && one.credit === other.credit;
  return pictures.filter((picture, at) => !pictures.slice(0, at).some((above) => isTwin(above, picture)));
}
