import { closingCredit } from './agency-words.ts';
import { readDateLine } from './stated-dates.ts';
import type { TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';
import { sharedStems, stemsOf } from './word-stems.ts';
import { isInCapitals } from './written-in-capitals.ts';

/** Shorter lines are sections, names and buttons. */
export const SHORTEST_HEADLINE = 15;
/** A headline is no longer than this, in letters. */
const LONGEST_HEADLINE = 260;
/** So many running paragraphs tell what a story is about. */
const TELLING = 8;

/** A line that may be the headline, and what it has in common with the story. */
interface Candidate {
  readonly at: number;
  readonly line: TextLine;
  /** So many stems it shares with the story, and their part of its own. */
  readonly shared: number;
  readonly share: number;
}

/**
 * The place of the line that is likeliest the headline: by the words that it shares with the paragraphs, by byline and date
 * below it, and by the kicker or deck beside it; -1 for a page without one.
 */
export function likeliestHeadline(lines: readonly TextLine[]): number {
  const candidates = candidatesIn(lines);
  const most = Math.max(0, ...candidates.map(({ shared }) => shared));
  const stands = overSignature(lines, candidates, mostLikely(lines, candidates, most));
  if (stands === undefined) {
    const running = lines.findIndex(isRunning);
    return firstLongLine(lines, running < 0 ? lines.length : running);
  }
  return (
    overCredit(lines, stands) ??
    underKicker(lines, candidates, stands) ??
    overOther(candidates, stands, most) ??
    stands.at
  );
}

/** The lines above the third paragraph that may be the headline. */
function candidatesIn(lines: readonly TextLine[]): readonly Candidate[] {
  const running = lines.flatMap((line, at) => (isRunning(line) ? [at] : []));
  const paragraphs = running.slice(0, TELLING).map((at) => lines[at]?.text ?? '');
  const told = stemsOf(paragraphs.join(' '));
  const last = running[Math.min(2, running.length - 1)] ?? lines.length;
  return lines.slice(0, last).flatMap((line, at) => {
    if (!mayBeHeadline(line) || isOverCredit(lines, at)) return [];
    const stems = stemsOf(line.text);
    const shared = sharedStems(stems, told);
    return [{ at, line, shared, share: shared / Math.max(1, stems.size) }];
  });
}

/** Over the credit of a picture stands its caption. */
const isOverCredit = (lines: readonly TextLine[], at: number): boolean =>
  lines[at]?.gap === 1 && lines[at + 1]?.kind === 'picture-credit';

/** Or the headline, where nothing but a few words stands between the credit and the date: "Door onze redactie". */
function overCredit(lines: readonly TextLine[], { at, line }: Candidate): number | null {
  const title = lines[at - 2];
  const isTitle = title !== undefined && title.length >= LONG_TITLE && !title.sentence && mayBeHeadline(title);
  return isTitle && line.length < SHORT_TITLE && isOverCredit(lines, at - 2) ? at - 2 : null;
}
/** A headline is longer, where there is another. */
const SHORT_TITLE = 28;

/** The first that shares its words with the story, as good as any. */
function mostLikely(lines: readonly TextLine[], candidates: readonly Candidate[], most: number): Candidate | undefined {
  const good = candidates.find(
    ({ shared, share, line: { text } }) =>
      shared >= 2 &&
      (shared === most || !isPaper(text, lines)) &&
      (shared >= most * 0.5 || (share >= 0.4 && !isNameLike(text))) &&
      share >= 0.25 &&
      !/(?:…|\.\.\.)$/.test(text),
  );
  return good ?? candidates.find(({ shared }) => shared > 0 && shared === most);
}

/** Below byline and date stand captions, which share more words with the story than the headline above them does. */
function overSignature(
  lines: readonly TextLine[],
  candidates: readonly Candidate[],
  likely: Candidate | undefined,
): Candidate | undefined {
  const signed = ['date', 'writer'].map((sign) => lines.findIndex(({ kind }) => kind === sign)).filter((at) => at >= 0);
  const [first, second = -1] = signed.toSorted((one, other) => one - other);
  if (likely === undefined || first === undefined || likely.at < first) return likely;
  const before = candidates.filter(({ at }) => at < first);
  return (
    lastToldOf(before) ??
    // A date over the headline: the writer stands below it.
    lastToldOf(candidates.filter(({ at }) => at > first && at < Math.min(second, likely.at))) ??
    (likely.line.sentence ? longestTitle(before) : undefined) ??
    likely
  );
}

/** The last that has words of the story and may be a headline. */
const lastToldOf = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.findLast(({ shared, line }) => shared > 0 && line.length >= SHORTEST_TOLD && !isNameLike(line.text));

/** The place of the headline right under a line that is its kicker; or null. */
function underKicker(lines: readonly TextLine[], candidates: readonly Candidate[], stands: Candidate): number | null {
  const below = candidates.find(({ at }) => at === stands.at + 1);
  if (below === undefined || below.line.length < LONG_TITLE) return null;
  if (isShout(stands.line, below.line)) return below.at;
  if (!isKicker(stands.line)) return null;
  return below.shared >= stands.shared || isOverDeck(lines, below.at) ? below.at : null;
}

/** The place of the headline right over a line that is its deck; or null. */
function overOther(candidates: readonly Candidate[], stands: Candidate, most: number): number | null {
  // Words in common tell a deck from the headline over it no better than their places do.
  const over = candidates.find(
    ({ at, shared, line }) => at === stands.at - 1 && shared >= (most > FEW ? 1 : most - 1) && !isNameLike(line.text),
  );
  return over !== undefined && over.line.length >= (most > FEW ? LONG_TITLE : SHORTEST_TOLD) ? over.at : null;
}

/** "Regierungsbildung in Tirland": a few words over a headline that say what it is about. */
const isKicker = ({ text, length }: TextLine): boolean => length < LONG_TITLE && text.split(/\s+/).length <= 4;

/** Of the lines above byline and date the longest that is no sentence: a title need share no word with its story. */
function longestTitle(candidates: readonly Candidate[]): Candidate | undefined {
  const titles = candidates.filter(({ line }) => !line.sentence);
  return titles.reduce<Candidate | undefined>(
    (one, other) => (one === undefined || other.line.length > one.line.length ? other : one),
    undefined,
  );
}

/** Words in capitals right over a longer line in small letters: what tabloids set over their headlines. */
const isShout = (over: TextLine, under: TextLine): boolean =>
  isInCapitals(over.text) &&
  !isInCapitals(under.text) &&
  over.gap === 1 &&
  !under.sentence &&
  under.length > over.length;

/** Over a sentence that is longer than the line itself, as decks stand under headlines. */
function isOverDeck(lines: readonly TextLine[], at: number): boolean {
  const [over, deck] = [lines[at], lines[at + 1]];
  return over !== undefined && !over.sentence && deck?.kind === 'copy' && deck.sentence && deck.length > over.length;
}

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
  if (readDateLine(text)?.dates.some(({ label }) => label !== null)) return false;
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
