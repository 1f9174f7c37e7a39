import { closingCredit } from './agency-words.ts';
import type { TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

const LONGEST_HEADLINE = 260;
const SHORTEST_HEADLINE = 15;
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
  return at >= 0 && below >= 0 ? below : (wholeBelow(lines, at) ?? lastOfSame(lines, at));
}

/** The headline under a breadcrumb that has its beginning alone: it goes on behind a mark. Null where none is. */
function wholeBelow(lines: readonly TextLine[], at: number): number | null {
  const { text } = lines[at] ?? { text: '' };
  const whole = lines[at + 1];
  const above = lines[at - 1];
  const isInBreadcrumb = above !== undefined && above.gap === 1 && isOfSite(above.kind) && above.length < SHORT;
  const goesOn =
    whole !== undefined &&
    whole.kind === 'copy' &&
    !whole.sentence &&
    whole.text.startsWith(text) &&
    /^[,:;.–—\s]/u.test(whole.text.slice(text.length));
  return at > 0 && isInBreadcrumb && goesOn ? at + 1 : null;
}

/** A title in the breadcrumb, with nothing but sections and buttons between it and the headline. */
function lastOfSame(lines: readonly TextLine[], at: number): number {
  if (at < 0) return at;
  const { text } = lines[at] as TextLine;
  const again = lines.findIndex((line, place) => place > at && place <= at + NEAR_HEADLINE && line.text === text);
  const between = lines.slice(at + 1, Math.max(again, at + 1));
  return again > at && between.every(({ kind, sentence, length }) => isOfSite(kind) && !sentence && length < SHORT)
    ? again
    : at;
}

/** So many lines below a title in the breadcrumb the headline may stand. */
const NEAR_HEADLINE = 12;
/** Sections and buttons are shorter. */
const SHORT = 30;
const isOfSite = (kind: TextLine['kind']): boolean => kind === 'copy' || kind === 'site' || kind === 'related';

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
    if (!mayBeHeadline(line) || (line.gap === 1 && lines[at + 1]?.kind === 'picture-credit')) return [];
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
  const likely = good ?? candidates.find(({ shared }) => shared > 0 && shared === most);
  const signed = lines.findIndex(({ kind }) => kind === 'date' || kind === 'writer');
  const above = candidates.findLast(
    ({ at, shared, line }) => at < signed && shared > 0 && line.length >= SHORTEST_TOLD && !isNameLike(line.text),
  );
  // Below byline and date stand captions, which share more words with the story than the headline does.
  const stands = likely !== undefined && signed >= 0 && likely.at > signed ? (above ?? likely) : likely;
  if (stands === undefined) return firstLongLine(lines, running[0] ?? lines.length);
  const below = candidates.find(({ at, line }) => at === stands.at + 1 && line.length >= LONG_TITLE);
  if (below !== undefined && below.shared >= stands.shared && isKicker(stands.line)) return below.at;
  // Words in common tell a deck from the headline over it no better than their places do.
  const over = candidates.find(
    ({ at, shared, line }) => at === stands.at - 1 && shared >= (most > FEW ? 1 : most - 1) && !isNameLike(line.text),
  );
  return over !== undefined && over.line.length >= (most > FEW ? LONG_TITLE : SHORTEST_TOLD) ? over.at : stands.at;
}

/** "Regierungsbildung in Tirland": a few words over a headline that say what it is about. */
const isKicker = ({ text, length }: TextLine): boolean => length < LONG_TITLE && text.split(/\s+/).length <= 4;

/** A kicker over a headline is shorter. */
const LONG_TITLE = 40;

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
  if (/^["“„«].*[.]$/.test(text) || /[.;,:：]$/.test(text)) return false;
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
