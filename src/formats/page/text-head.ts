import { closingCredit, namesAnyAgency } from './agency-words.ts';
import { opensAsSite } from './furniture-words.ts';
import { tellsOfPicture } from './line-kinds.ts';
import { takeOpeningDateline } from './opening-dateline.ts';
import { deckIn, isDeckOverStory, isDeckUnderSignature } from './text-deck.ts';
import { picturesAbove, picturesOf } from './text-head-pictures.ts';
import { bylineIn } from './text-head-writer.ts';
import type { PagePicture, TextKind, TextLine } from './text-line.ts';
import { isRunning, isSentence } from './text-prose.ts';
import { opensWriter, readLabelledName, readNameAlone } from './text-writer.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

const LONGEST_HEADLINE = 260;
const SHORTEST_HEADLINE = 15;
const LONGEST_POINT = 160;
/** So many running paragraphs tell what a story is about. */
const TELLING = 8;

/**
 * The place of the headline: the first line above the running text that shares its words with it, as good as any;
 * -1 for a page without one.
 */
export function findHeadline(lines: readonly TextLine[]): number {
  const at = likeliestHeadline(lines);
  const title = lines[at]?.text ?? '';
  // "Rail dispute: Drivers end strike" in a breadcrumb, over "Rail dispute" and "Drivers end strike".
  const below = lines.findIndex(
    ({ text, length }, place) =>
      place > at &&
      place <= at + NEAR_TITLE &&
      length >= SHORTEST_HEADLINE &&
      KICKED.test(title.slice(0, -text.length)) &&
      title.endsWith(text),
  );
  return at >= 0 && below >= 0 ? below : at;
}

/** So many lines below a title that names kicker and headline they stand apart. */
const NEAR_TITLE = 4;
const KICKED = /[:：|–—-]\s?$/u;

function likeliestHeadline(lines: readonly TextLine[]): number {
  const running = lines.flatMap((line, at) => (isRunning(line) ? [at] : []));
  const told = stemsOf(
    running
      .slice(0, TELLING)
      .map((at) => lines[at]?.text ?? '')
      .join(' '),
  );
  const last = running[Math.min(2, running.length - 1)] ?? lines.length;
  const candidates = lines.slice(0, last).flatMap((line, at) => {
    if (!mayBeHeadline(line)) return [];
    const stems = stemsOf(line.text);
    return [{ at, shared: sharedStems(stems, told), share: sharedStems(stems, told) / Math.max(1, stems.size), line }];
  });
  const most = Math.max(0, ...candidates.map(({ shared }) => shared));
  const good = candidates.find(
    ({ shared, share, line: { text } }) =>
      shared >= 2 &&
      (shared === most || !isPaper(text, lines)) &&
      (shared >= most * 0.5 || (share >= 0.4 && !isNameLike(text))) &&
      share >= 0.25 &&
      !/(?:…|\.\.\.)$/.test(text),
  );
  const stands = good ?? candidates.find(({ shared }) => shared > 0 && shared === most);
  if (stands === undefined) return firstLongLine(lines, running[0] ?? lines.length);
  if (most > FEW) return stands.at;
  // Few words in common tell a deck from the headline over it no better than their places do.
  const over = candidates.find(({ at, shared }) => at === stands.at - 1 && shared >= most - 1);
  return over !== undefined && over.line.length >= SHORTEST_TOLD && !isNameLike(over.line.text) ? over.at : stands.at;
}

/** So few words that headline and story share prove little. */
const FEW = 2;

/** A headline that shares no word with its story has at least so many letters. */
const SHORTEST_TOLD = 25;

/** A few words that all have capitals are a name: the paper's, a place's. */
const isNameLike = (text: string): boolean =>
  /^[\p{Lu}\p{N}&][\p{L}\p{N}.'’&-]*(?:\s(?:d[aeou]s? |del |di |de la |of |the |van |von |der )?[\p{Lu}\p{N}&][\p{L}\p{N}.'’&-]*){0,4}$/u.test(
    text,
  );

/** A name that stands on another line of the page too is the paper's. */
function isPaper(text: string, lines: readonly TextLine[]): boolean {
  const name = text.replace(/^(?:The|Le|La|Les|Der|Die|Das|El|Il|Lo|De|Het|O|A) /, '');
  return isNameLike(text) && lines.some((line) => line.text !== text && line.text.includes(name));
}

function mayBeHeadline({ kind, text, length, sentence }: TextLine): boolean {
  if (kind !== 'copy' || length > LONGEST_HEADLINE || length < SHORTEST_HEADLINE) return false;
  if (closingCredit(text) !== null) return false;
  if (/^["“„«].*[.]$/.test(text) || /[.;,]$/.test(text)) return false;
  return !(sentence && length > 160) && text.split(/\s+/).length + length / 20 >= 2.5;
}

function firstLongLine(lines: readonly TextLine[], end: number): number {
  const named = (line: TextLine): boolean =>
    line.kind === 'copy' && line.length >= SHORTEST_HEADLINE && line.length <= LONGEST_HEADLINE;
  const long = lines.findIndex(
    (line, at) =>
      at < Math.max(end, 1) &&
      named(line) &&
      line.length >= 25 &&
      line.text.split(/\s+/).length + line.length / 12 >= 5,
  );
  if (long >= 0) return long;
  return lines.findIndex((line, at) => at < Math.max(end, 1) && line.kind === 'copy');
}

/** Kinds that stand between a headline and its story, and seldom within the story. */
const OF_HEAD: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'date-label', 'writer', 'credit', 'points']);
const MOST_STEPS = 12;

/** The place of the first paragraph below the headline. */
export function startOfBody(lines: readonly TextLine[], headline: number): number {
  const sentences = lines.flatMap((line, at) => (at > headline && isSentence(line) ? [at] : []));
  const first = sentences[0];
  if (first === undefined) return afterHead(lines, headline);
  const dated = sentences.slice(0, 7).find((at) => hasDateline(lines[at] as TextLine));
  if (dated !== undefined && proseIn(lines, first, dated) < 700) return dated;
  let start = afterSignature(lines, headline, sentences) ?? first;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = sentences[sentences.indexOf(start) + 1];
    if (next === undefined || !standsInHead(lines, headline, start, next)) break;
    start = next;
  }
  start = afterPoints(lines, sentences, headline, start);
  const next = sentences[sentences.indexOf(start) + 1];
  const isDeck =
    next !== undefined &&
    (isDeckOverStory(lines, headline, start, next) || isDeckUnderSignature(lines, headline, start, next));
  return isDeck ? next : start;
}

/** So many sentences may stand above byline and date, as decks and captions. */
const MOST_ABOVE = 4;

/** The sentence below byline and date, where only a few sentences stand above them; null where they stand elsewhere. */
function afterSignature(lines: readonly TextLine[], headline: number, sentences: readonly number[]): number | null {
  const first = sentences[0] as number;
  const isSigned = ({ kind }: TextLine): boolean => kind === 'date' || kind === 'date-label' || kind === 'writer';
  if (lines.slice(headline + 1, first).some(isSigned)) return null;
  const below = sentences
    .slice(1, MOST_ABOVE + 1)
    .filter((at, place) => lines.slice(sentences[place], at).some(isSigned));
  const start = below.at(-1);
  return start === undefined ||
    proseIn(lines, first, start) > 700 ||
    proseIn(lines, start, lines.length) < proseIn(lines, first, start)
    ? null
    : start;
}

function hasDateline({ text }: TextLine): boolean {
  return (
    takeOpeningDateline(text) !== null ||
    /^.{0,80}[(/](?:dpa|afp|ap|reuters|efe|ansa|тасс|tass|lusa|pap|ritzau|ntb|tt|stt|anp|belga|kna|epd|sid|apa|pti|ani|ians|أ ف ب|رويترز)[)/]/iu.test(
      text.slice(0, 100),
    )
  );
}

function proseIn(lines: readonly TextLine[], from: number, to: number): number {
  return lines.slice(from, to).reduce((sum, line) => sum + (isSentence(line) ? line.length : 0), 0);
}

/** True when a sentence stands above what parts head and story: dates, bylines, credits, tools; or is a caption. */
function standsInHead(lines: readonly TextLine[], headline: number, at: number, next: number): boolean {
  const line = lines[at] as TextLine;
  const between = lines.slice(at + 1, next);
  const above = lines.slice(headline + 1, at);
  const signed = (some: readonly TextLine[]): boolean => some.some(({ kind }) => OF_HEAD.has(kind));
  if (closingCredit(line.text) !== null && line.length < 250) return proseIn(lines, next, lines.length) > line.length;
  if (between[0]?.kind === 'picture-credit')
    return above.some(({ kind }) => kind === 'copy' || OF_HEAD.has(kind)) || line.gap === 1 || signed(between);
  const behind = lines.slice(next).reduce((sum, each) => sum + (isRunning(each) ? each.length : 0), 0);
  if (behind < line.length) return false;
  if (between.some(({ text }, place) => opensWriter(text) && readLabelledName(between[place + 1]?.text ?? '') !== null))
    return true;
  if (isSignedBelow(lines, headline, at, next) || isTextOfPicture(lines, headline, at, next)) return true;
  const marks = between.filter(({ kind }) => OF_HEAD.has(kind));
  // The credit that closes a story of one paragraph is not followed by more of it.
  if (marks.some(({ kind }) => kind !== 'credit') || (marks.length > 0 && !signed(above))) return true;
  if (opensAsSite(line.text) && line.length < 90) return true;
  if (tellsOfPicture(line.text) && isApart(lines, at)) return true;
  const tools = between.filter(({ kind }) => kind === 'site' || kind === 'clock').length;
  if (!signed(above) && tools >= 2) return true;
  return (
    between.some(({ kind }) => kind === 'caption' || kind === 'picture-credit') &&
    leadsTo(line, lines[next] as TextLine, signed(above))
  );
}

/** A deck right under the headline, a name that the story does not speak of, and then the story. */
function isSignedBelow(lines: readonly TextLine[], headline: number, at: number, next: number): boolean {
  const name = lines[next - 1] as TextLine;
  return at === headline + 1 && next === at + 2 && isNameOfNobodyTold(name, lines.slice(next));
}

function isNameOfNobodyTold({ kind, text }: TextLine, story: readonly TextLine[]): boolean {
  const name = kind === 'copy' ? readNameAlone(text) : null;
  return name !== null && !joined(story).includes(name.split(' ').at(-1) as string);
}

/** Under byline and date a short sentence stands on a caption: what the picture shows, for those who cannot see it. */
function isTextOfPicture(lines: readonly TextLine[], headline: number, at: number, next: number): boolean {
  const [text, below] = [lines[at] as TextLine, lines[at + 1] as TextLine];
  const isUnderSignature = lines.slice(headline + 1, at).some(({ kind }) => OF_HEAD.has(kind));
  return (
    isUnderSignature &&
    text.length <= LONGEST_POINT &&
    text.gap === 1 &&
    (lines[at - 1]?.gap ?? 1) > 1 &&
    below.kind === 'caption' &&
    below.gap > 1 &&
    (lines[next]?.gap ?? 1) > 1
  );
}

/** A deck says in fewer words what the first paragraph says. */
function leadsTo(deck: TextLine, paragraph: TextLine, afterSignature: boolean): boolean {
  const stems = stemsOf(deck.text);
  const share = sharedStems(stems, stemsOf(paragraph.text)) / Math.max(1, stems.size);
  return deck.length < paragraph.length && share >= (afterSignature ? 0.34 : 0.2);
}

/** So many line ends part a caption from the story on pages that set it apart. */
const APART = 3;

function isApart(lines: readonly TextLine[], at: number): boolean {
  return (lines[at]?.gap ?? 0) >= APART && lines.slice(at + 1, at + 8).every(({ gap }) => gap < APART);
}

/** Below the heading of its points a story begins with the first paragraph that is longer than a point. */
function afterPoints(
  lines: readonly TextLine[],
  sentences: readonly number[],
  headline: number,
  start: number,
): number {
  const heading = lines.findIndex(({ kind }, at) => at > headline && kind === 'points' && at < start + 6);
  if (heading < 0) return start;
  const longer = sentences.find(
    (at) => at > heading && ((lines[at] as TextLine).length > 110 || hasDateline(lines[at] as TextLine)),
  );
  return longer ?? start;
}

function afterHead(lines: readonly TextLine[], headline: number): number {
  const next = lines.findIndex(({ kind }, at) => at > headline && kind === 'copy');
  return next < 0 ? lines.length : next;
}

/** What stands between headline and story, and what above the headline is no part of it. */
export interface Head {
  readonly deck: string | null;
  readonly byline: string | null;
  readonly credits: readonly string[];
  readonly pictures: readonly PagePicture[];
  readonly points: readonly string[];
  readonly dropped: readonly string[];
}

/** Reads the lines above the story by their kinds and places. */
export function readHead(lines: readonly TextLine[], headline: number, start: number): Head {
  const head = lines.slice(headline + 1, start);
  const taken = new Set<number>();
  const take = (at: number): void => void taken.add(at);
  const byline = bylineIn(head, take);
  const points = pointsIn(head, take);
  const adjacent = head.findIndex(({ kind }) => kind === 'copy');
  const gapAbove = lines[headline]?.gap ?? 1;
  const story = joined(lines.slice(start));
  const pictures = [...picturesAbove(lines, headline), ...picturesOf(head, { adjacent, gapAbove, story, take })];
  const deck = deckIn(head, taken, stemsOf(joined(lines.slice(start, start + 6))));
  if (deck !== null) take(head.indexOf(deck));
  const left = head.flatMap((line, at) => (!taken.has(at) && isSentence(line) && !opensAsSite(line.text) ? [at] : []));
  const pictured = left.filter(
    (at) => tellsOfPicture(head[at]?.text ?? '') || (left.length === 1 && pictures.length === 0 && deck !== null),
  );
  const listed =
    points.length > 0 || left.length - pictured.length < 2 ? [] : left.filter((at) => !pictured.includes(at));
  for (const at of [...pictured, ...listed]) take(at);
  const credits = head.flatMap((line) => creditOf(line));
  return {
    deck: deck?.text ?? null,
    byline,
    credits,
    pictures: [...pictures, ...pictured.map((at) => ({ caption: head[at]?.text ?? null, credit: null }))],
    points: [...points, ...listed.map((at) => head[at]?.text ?? '')],
    dropped: [
      ...lines.slice(0, Math.max(headline, 0)).map(({ text }) => text),
      ...head.filter(({ kind }, at) => !taken.has(at) && kind !== 'credit' && kind !== 'date').map(({ text }) => text),
    ],
  };
}

const joined = (lines: readonly TextLine[]): string => lines.map(({ text }) => text).join(' ');

/** "2025年03月12日08:54 | 来源：新华社": the source beside the date. */
const SOURCE_BESIDE =
  /(?:来源|來源|출처|source|quelle|fuente|fonte|bron|źródło|kaynak|источник)\s?[:：]\s?([^\s|·,，]{2,20})/iu;

function creditOf({ kind, text }: TextLine): string[] {
  if (kind === 'credit') return [text.replace(/^[—–\-\s]+/, '')];
  const source = kind === 'date' ? SOURCE_BESIDE.exec(text)?.[1] : undefined;
  return source !== undefined && namesAnyAgency(source) ? [source] : [];
}

function pointsIn(head: readonly TextLine[], take: (at: number) => void): string[] {
  const heading = head.findIndex(({ kind }) => kind === 'points');
  if (heading < 0) return [];
  const points: string[] = [];
  for (let at = heading + 1; at < head.length; at += 1) {
    const { kind, text, length } = head[at] as TextLine;
    if (kind !== 'copy' || length > LONGEST_POINT) break;
    take(at);
    points.push(text.replace(/^[•·▪◦*–—-]\s?/u, ''));
  }
  take(heading);
  return points;
}
