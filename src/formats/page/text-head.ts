import { agencyAtEnd, creditedBy, namesAnyAgency } from './agency-words.ts';
import type { HeadLabel } from './head-evidence.ts';
import { type LabelledHead, labelHead } from './head-labels.ts';
import { readDateLine } from './stated-dates.ts';
import { picturesAbove, picturesOf } from './text-head-pictures.ts';
import { bylineIn, namedAbove } from './text-head-writer.ts';
import type { PagePicture, TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';

/** What stands between headline and story, and what above the headline is no part of it. */
export interface Head {
  /** The place of the first paragraph. */
  readonly start: number;
  readonly deck: string | null;
  readonly byline: string | null;
  readonly credits: readonly string[];
  readonly pictures: readonly PagePicture[];
  readonly points: readonly string[];
  readonly dropped: readonly string[];
}

/** Finds the first paragraph below the headline, and reads the lines above it by their labels. */
export function readHead(lines: readonly TextLine[], headline: number): Head {
  const { start, labels } = labelHead(lines, headline) ?? withoutSentences(lines, headline);
  const head = lines.slice(headline + 1, start);
  const labelOf = (at: number) => labels.get(headline + 1 + at) ?? null;
  const taken = new Set<number>(head.flatMap((_, at) => (['tool', null].includes(labelOf(at)) ? [] : [at])));
  const take = (at: number): void => void taken.add(at);
  const textsOf = (label: string): string[] => head.flatMap(({ text }, at) => (labelOf(at) === label ? [text] : []));
  const story = storyOf(lines, start);
  const isCaption = (at: number): boolean => labelOf(at) === 'caption';
  const credits = head.flatMap((line, at) => (isOfPicture(head, at, labelOf(at - 1)) ? [] : creditOf(line)));
  const byline = bylineIn(head, story, isCaption, take) ?? namedAbove(lines, headline);
  return {
    start,
    deck: textsOf('deck')[0] ?? null,
    byline,
    credits: credits.length > 0 ? credits : creditAbove(lines, headline),
    pictures: [...picturesAbove(lines, headline), ...picturesOf(head, story, isCaption, take)],
    points: textsOf('point').map((text) => text.replace(/^[•·▪◦*–—-]\s?/u, '')),
    dropped: [
      ...lines.slice(0, Math.max(headline, 0)).map(({ text }) => text),
      ...head.filter(({ kind }, at) => !taken.has(at) && kind !== 'credit' && kind !== 'date').map(({ text }) => text),
    ],
  };
}

/** So many lines over the headline may say whose story it is. */
const NEAR_ABOVE = 5;

/** A credit over the headline, right over or under the date: so do papers that open with who sent the story and when. */
function creditAbove(lines: readonly TextLine[], headline: number): string[] {
  const from = Math.max(0, headline - NEAR_ABOVE);
  const isDated = (at: number): boolean => [lines[at - 1], lines[at + 1]].some((near) => near?.kind === 'date');
  const at = lines.findIndex(
    ({ kind }, place) => place >= from && place < headline && kind === 'credit' && isDated(place),
  );
  return at < 0 ? [] : creditOf(lines[at] as TextLine);
}

/** An agency's name alone under a caption is the picture's credit. */
const isOfPicture = (head: readonly TextLine[], at: number, above: HeadLabel | null): boolean =>
  above === 'caption' &&
  head[at - 1]?.gap === 1 &&
  (head[at]?.length ?? 0) <= LONGEST_AGENCY &&
  !SIGNED.test(head[at - 1]?.text ?? '') &&
  agencyAtEnd(head[at - 1]?.text ?? '') === null;
/** "… for seven decades. | Town of Yokote": the caption says itself whose the picture is. */
const SIGNED = /[\p{L}\p{N}.!?»”"]\s[|/]\s?\p{Lu}[^|/]{2,40}$/u;
const LONGEST_AGENCY = 12;

/** So many lines of a story are asked for the names in them. */
const LONGEST_STORY = 60;

const storyOf = (lines: readonly TextLine[], start: number): string =>
  lines
    .slice(start, start + LONGEST_STORY)
    .map((line) => (isSentence(line) ? line.text : ''))
    .join('\n');

/** A page without a sentence: its story begins with the first line of copy. */
function withoutSentences(lines: readonly TextLine[], headline: number): LabelledHead {
  const next = lines.findIndex(({ kind }, at) => at > headline && kind === 'copy');
  return { start: next < 0 ? lines.length : next, labels: new Map() };
}

/** "2025年03月12日08:54 | 来源：新华社": the source beside the date. */
const SOURCE_BESIDE =
  /(?:来源|來源|출처|source|quelle|fuente|fonte|bron|źródło|kaynak|источник)\s?[:：]\s?([^\s|·,，]{2,20})/iu;

function creditOf({ kind, text }: TextLine): string[] {
  if (kind === 'credit') return [text.replace(/^[—–\-\s]+/, '')];
  if (kind !== 'date') return [];
  const source = SOURCE_BESIDE.exec(text)?.[1] ?? readDateLine(text)?.rest;
  return source !== undefined && creditedBy(source) === 'text' && namesAnyAgency(source) ? [source] : [];
}
