import { agencyAtEnd, closingCredit } from './agency-words.ts';
import { hasCreditShape } from './credit-shape.ts';
import { opensAsSite, speaksOfItself } from './furniture-words.ts';
import { type HeadLine, SIGNED } from './head-lines.ts';
import { tellsOfPicture } from './line-kinds.ts';
import { hasDateline } from './opening-dateline.ts';
import { CLICKS, tellsOfMachine, tellsOfWriter } from './own-voice.ts';
import { isOwnVoice, speaksToReader } from './reader-words.ts';
import { opensAsReport } from './reporting-words.ts';
import type { TextLine } from './text-line.ts';
import { isRunning, isSentence } from './text-prose.ts';
import { isNameInCapitals, isWriterTitle, readNameInSigns, readNamePlaced } from './text-writer.ts';

/** What a line of copy between headline and story may be. `story` is the first paragraph. */
export type HeadLabel = 'deck' | 'caption' | 'point' | 'tool' | 'story';

interface Evidence {
  readonly label: HeadLabel;
  readonly weight: number;
  /** True, or how many times the weight counts. */
  readonly of: (seen: HeadLine) => boolean | number;
}

/** The same question about a line is asked for several labels, and answered once. */
function once(of: (seen: HeadLine) => boolean): (seen: HeadLine) => boolean {
  const known = new WeakMap<HeadLine, boolean>();
  return (seen) => {
    const answer = known.get(seen) ?? of(seen);
    known.set(seen, answer);
    return answer;
  };
}

/** "… on Sunday [Sam Hadd/The Bridge]", "（北都製作所提供）", "(foto Vigili del fuoco)": what stands in brackets at the end. */
const BRACKET_AT_END = /[(（[［【]([^()（）[\]［］【】]{3,60})[)）\]］】]\.?$/u;
/** A question and nothing else, as titles of other stories are. */
const ASKS = /^[^.!。]*[?？]$/u;
const BULLET = /^[•·▪◦●■*–—-]\s?\S/u;
const DASHED = /^[–—-]/u;

/** A longer line that closes with its day in brackets is a paragraph. */
const LONGEST_DATED = 120;

const isBracketed = once(({ line: { text, length } }) => {
  const inside = BRACKET_AT_END.exec(text.slice(-70))?.[1];
  const isWhole = /^[(（[［【]/u.test(text) && text.length < 70;
  const isDay = length >= LONGEST_DATED && /^[\d\s./:-]+$/u.test(inside ?? '');
  return (
    inside !== undefined && !isWhole && !isDay && !/^\p{Lu}{2,6}$|^\d+$/u.test(inside) && closingCredit(text) === null
  );
});
/** "… on the square [Ida Holm / The Bridge]": two names with a stroke between made it and sell it. */
const isBracketOfTwo = (seen: HeadLine): boolean =>
  isBracketed(seen) && /[[(（［【][^/|]{2,40}\s?[/|]\s?[^/|]{2,40}.$/u.test(seen.line.text.slice(-90));
/** The credit of a picture on the line below. */
const isCredited = ({ line, below }: HeadLine): boolean => below?.kind === 'picture-credit' && line.gap === 1;
/** Scripts that leave out most vowels say as much in fewer letters. */
const SHORT_SCRIPT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
const isTooShort = (seen: HeadLine): boolean =>
  seen.line.length < (isCredited(seen) && SHORT_SCRIPT.test(seen.line.text) ? 10 : 16);
const isOverShape = ({ line, below }: HeadLine): boolean => line.gap === 1 && hasCreditShape(below);
const isShape = ({ line, above }: HeadLine): boolean => above?.gap === 1 && hasCreditShape(line);

/** The name of who made a picture, in capitals, on the line below. */
const isOverCapitals = ({ line, below, isUnderHeadline }: HeadLine): boolean =>
  below !== null && below.kind === 'copy' && line.gap === 1 && !isUnderHeadline && isNameInCapitals(below.text);
/** The credit of a picture below a blank line. */
const isNearCredit = ({ line, below, isUnderHeadline }: HeadLine): boolean =>
  below?.kind === 'picture-credit' && line.gap > 1 && !isUnderHeadline;
/** An agency and nothing else under a line, both set apart, where no date tells that the agency is the story's. */
const isOverAgency = ({ line, below, isSigned, isDated }: HeadLine): boolean =>
  !line.sentence && line.gap === 1 && below?.kind === 'credit' && !isDated && below.length <= 12 && !isSigned;
/** "Por Redação, com agências — San Telmo", "Reporting from Odessa, Texas": signs a story, whomever it names. */
const SIGNATURE =
  /^(?:by|von|par|por|di|door|av|af|od|oleh|reporting from|reportage|text|texto|testo|texte|tekst)(?=[\s:])|^(?:do|da|del?|dal|dalla) \p{Lu}[^.]{2,30}, (?:em|en|a|in|na|no) \p{Lu}/iu;
const isSignature = ({ line: { text, sentence, length } }: HeadLine): boolean =>
  !sentence && length <= 90 && SIGNATURE.test(text);
const isUnderRelated = ({ isListed }: HeadLine): boolean => isListed;
const isOpen = ({ line: { text } }: HeadLine): boolean => /[:：,，]$/u.test(text);
/** Right under a line that is not copy, and apart from what follows, as decks and leads are set. */
const isTight = ({ line, above, below }: HeadLine): boolean =>
  above !== null &&
  above.kind !== 'copy' &&
  above.gap === 1 &&
  (line.gap > 1 || (below?.kind === 'site' && below.gap > 1));
/** A first paragraph says so much of a deck again. */
const AGAIN = 0.28;
/** Set like the paragraph below it, with nothing but signature and tools above: a lead under a picture is no such line. */
const isLikeStory = ({ line, above, below, isSigned }: HeadLine): boolean =>
  isSigned && isRunning(line) && above?.gap === line.gap && !isOfPicture(above) && below !== null && isRunning(below);
const isOfPicture = ({ kind }: TextLine): boolean => kind === 'picture-credit' || kind === 'caption';
const isClosedByCredit = once(({ line }) => line.length < 250 && closingCredit(line.text) !== null);
/** "New ships outpace demand / Port of Sandvik". */
const isStruckAtEnd = ({ line: { text, sentence } }: HeadLine): boolean =>
  !sentence && /\s[/|]\s\p{Lu}[\p{L}.'’-]{1,30}(?: (?:(?:of|de|der|van) )?\p{Lu}[\p{L}.'’-]{1,30}){0,4}$/u.test(text);
/** The time of an entry of a live page; how long a story takes to read has no minutes behind an hour. */
const isOfEntry = (line: TextLine | null): boolean => line?.kind === 'clock' && /\d{1,2}[:.h]\d{2}/u.test(line.text);
/** No sentence, right over the first paragraph and below who wrote it, on a page that has its deck already. */
const isOverStory = ({ line, above, below, isFirst, isSigned }: HeadLine): boolean =>
  !isOfEntry(above) &&
  isSigned &&
  !isFirst &&
  !line.sentence &&
  line.length >= 16 &&
  below !== null &&
  isRunning(below);
/** So too over an agency in brackets, which is the picture's. */
const isOverBracket = ({ line, below, isFirst, isDated }: HeadLine): boolean =>
  !isFirst && !line.sentence && line.gap === 1 && !isDated && /^[(（[].{2,12}[)）\]]$/u.test(below?.text ?? '');
const isParted = ({ line, below }: HeadLine): boolean => line.gap > 1 && below?.gap === line.gap;
/** The next sentence says again what the headline says, and the line itself does not. */
const isSaidAgain = ({ inTitle, nextInTitle }: HeadLine): boolean => nextInTitle >= Math.max(3, inTitle + 2);
/** Short lines in a row without blank lines, as points are set. */
const isInRow = ({ isSigned, row, line }: HeadLine): boolean => isSigned && row > (line.sentence ? 1 : 0);
const isLong =
  (from: number) =>
  ({ line }: HeadLine): boolean =>
    line.length >= from;
const isName = once(
  ({ line: { text }, below }) =>
    readNamePlaced(text) !== null || isWriterTitle(text) || (below?.kind === 'date' && readNameInSigns(text) !== null),
);
const isSite = once(
  ({ line: { text } }) =>
    opensAsSite(text) ||
    isOwnVoice(text) ||
    tellsOfMachine(text) ||
    (text.length < 250 && (speaksOfItself(text) || CLICKS.test(text))),
);
const isTold = once(({ line: { text } }) => tellsOfPicture(text));
/** "Drehleiter der Feuerwehr (Archivbild): Der Mann blieb unverletzt." */
const ARCHIVED =
  /[(（[](?:[^()]{0,20}\s)?(?:archiv(?:bild|foto)?|symbolbild|symbolfoto|file(?: photo| picture)?|archives?|illustration|archivo|arquivo|archivio|arkiv(?:foto|bild)?|kuvituskuva|archiwum|архив|illustrasjonsfoto|genrebild)[)）\]]/iu;
const isArchived = ({ line: { text } }: HeadLine): boolean => ARCHIVED.test(text.slice(0, 400));
const isSecondOfDeck = ({ line, above, isSecond }: HeadLine): boolean =>
  isSecond && line.sentence === above?.sentence && above.kind === 'copy' && above.gap === 1 && above.length >= 25;
const isToReader = once(({ line: { text, sentence } }) => !sentence && speaksToReader(text));
/** "… vor dem Rathaus – Fotó: Kovács Lóránd": a word, a colon and a name at the end. */
const LABEL_AT_END = /[.!?–—|)”"»]\s\p{L}{3,14}:\s\p{Lu}[\p{L}'’.-]{1,20}(?: \p{Lu}[\p{L}'’.-]{1,20}){0,4}$/u;
const isLabelledAtEnd = ({ line: { text } }: HeadLine): boolean => LABEL_AT_END.test(text.slice(-90));
const reports = once(({ line: { text } }) => opensAsReport(text));
/** A dash opens what somebody said, too: as a mark of points it stands on more lines than one. */
const isBullet = ({ line: { text }, above, below }: HeadLine): boolean =>
  BULLET.test(text) && (!DASHED.test(text) || [above, below].some((near) => DASHED.test(near?.text ?? '')));
/** "… has never run. —JUN SORIANO": a name in capitals behind a long dash. */
const DASHED_NAME = /[\p{Ll}\p{N}][.!?»”"]{0,2}\s?[—–]\s?(?:\p{Lu}[\p{Lu}'’.-]+)(?: \p{Lu}[\p{Lu}'’.-]+){1,3}$/u;
/** "Ellen Sayre reported from Musella, Ga.", "is verslaggever en schrijft over het noorden": on who wrote, under the name. */
const isOnWriter = ({ line: { text, length }, above }: HeadLine): boolean =>
  length < 250 &&
  above !== null &&
  (above.kind === 'writer' || readNamePlaced(above.text) !== null) &&
  tellsOfWriter(text);
const isDashedName = ({ line: { text, length } }: HeadLine): boolean =>
  length < 400 && DASHED_NAME.test(text.slice(-90));
/** The date or the writer stands on the next line: a first paragraph has neither below it. */
const isOverSigned = ({ line, below }: HeadLine): boolean =>
  (line.sentence || line.length >= 40) &&
  below !== null &&
  (below.kind === 'date' || below.kind === 'date-label' || below.kind === 'writer');
const isUnderCaption = ({ above }: HeadLine): boolean => above?.kind === 'caption' && above.gap === 1;
const isQuoted = ({ line: { text } }: HeadLine): boolean => /^["“„«»‘「]/u.test(text);
const isUnderSigned = ({ above }: HeadLine): boolean => above !== null && SIGNED.has(above.kind);

/** The evidence for each label, and what it weighs. Rows of a label are added up. */
const EVIDENCE: readonly Evidence[] = [
  { label: 'deck', weight: -1.5, of: () => true },
  { label: 'deck', weight: -9, of: ({ line }) => line.length < (line.sentence ? 20 : 25) || line.length > 500 },
  { label: 'deck', weight: 1, of: ({ isFirst }) => isFirst },
  { label: 'deck', weight: 0.5, of: ({ isFirst, isSigned }) => isFirst && !isSigned },
  { label: 'deck', weight: 1.5, of: ({ isUnderHeadline }) => isUnderHeadline },
  { label: 'deck', weight: 1.1, of: ({ line }) => line.sentence || line.length >= 60 },
  { label: 'deck', weight: 0.4, of: ({ inStory }) => Math.min(inStory, 4) },
  { label: 'deck', weight: -1.5, of: ({ inStory, inTitle, isFirst }) => inStory + inTitle === 0 && !isFirst },
  { label: 'deck', weight: -6, of: isName },
  { label: 'deck', weight: -3, of: isSite },
  { label: 'deck', weight: -1.5, of: isTold },
  { label: 'deck', weight: -3, of: isArchived },
  { label: 'deck', weight: -2, of: isStruckAtEnd },
  { label: 'deck', weight: -2, of: isBracketed },
  { label: 'deck', weight: -2, of: isCredited },
  { label: 'deck', weight: -2, of: isOverShape },
  { label: 'deck', weight: -3, of: isShape },
  { label: 'deck', weight: -3.5, of: isOverAgency },
  { label: 'deck', weight: -4, of: isClosedByCredit },
  { label: 'deck', weight: -5, of: isSignature },
  { label: 'deck', weight: -4, of: isOpen },
  { label: 'deck', weight: -4, of: isUnderRelated },
  { label: 'deck', weight: -3, of: isToReader },
  { label: 'deck', weight: -3, of: isLabelledAtEnd },
  { label: 'deck', weight: -0.6, of: reports },
  { label: 'deck', weight: 1, of: isTight },
  { label: 'deck', weight: 0.8, of: ({ inNext, line }) => inNext >= AGAIN && isRunning(line) },
  { label: 'deck', weight: 1.5, of: (seen) => isLikeStory(seen) && isParted(seen) && isSaidAgain(seen) },
  { label: 'deck', weight: -1.2, of: isLikeStory },
  { label: 'deck', weight: -0.8, of: (seen) => isLikeStory(seen) && isParted(seen) },
  { label: 'deck', weight: 1, of: isOverSigned },
  { label: 'deck', weight: 1.5, of: (seen) => isOverSigned(seen) && !seen.isSigned },
  { label: 'deck', weight: -3, of: isDashedName },
  { label: 'deck', weight: -5, of: isOnWriter },
  { label: 'deck', weight: -1, of: isLong(250) },
  { label: 'deck', weight: -1, of: isLong(350) },
  { label: 'deck', weight: -2, of: isBullet },
  { label: 'deck', weight: -3, of: ({ isUnderPoints }) => isUnderPoints },

  { label: 'caption', weight: -1.5, of: () => true },
  { label: 'caption', weight: -9, of: (seen) => isTooShort(seen) || seen.line.length > 600 },
  { label: 'caption', weight: -2, of: ({ line }) => line.length < 25 },
  { label: 'caption', weight: -1, of: ({ line }) => line.sentence },
  { label: 'caption', weight: 5, of: isCredited },
  { label: 'caption', weight: 2.5, of: isNearCredit },
  { label: 'caption', weight: 3.5, of: isOverShape },
  { label: 'caption', weight: -6, of: isShape },
  { label: 'caption', weight: 3, of: isOverCapitals },
  { label: 'caption', weight: 4, of: ({ isNamedAtEnd }) => isNamedAtEnd },
  { label: 'caption', weight: 2.5, of: isOverAgency },
  { label: 'caption', weight: -3, of: ({ below }) => below?.kind === 'caption' },
  { label: 'caption', weight: -3, of: ({ above }) => isOfEntry(above) },
  { label: 'caption', weight: -2, of: ({ line, above }) => line.sentence && above?.kind === 'copy' && above.gap === 1 },
  {
    label: 'caption',
    weight: -2,
    of: (seen) => isSecondOfDeck(seen) && seen.below !== null && SIGNED.has(seen.below.kind),
  },
  { label: 'caption', weight: -5, of: isSignature },
  { label: 'caption', weight: -4, of: isOpen },
  { label: 'caption', weight: -4, of: isUnderRelated },
  { label: 'caption', weight: -3, of: isToReader },
  { label: 'caption', weight: 4, of: isLabelledAtEnd },
  { label: 'caption', weight: 3.5, of: isStruckAtEnd },
  { label: 'caption', weight: 1, of: isOverStory },
  { label: 'caption', weight: 2.5, of: isOverBracket },
  { label: 'caption', weight: 4, of: isBracketed },
  { label: 'caption', weight: 2, of: isBracketOfTwo },
  { label: 'caption', weight: 2, of: isTold },
  { label: 'caption', weight: 4, of: isArchived },
  { label: 'caption', weight: 4, of: ({ line }) => !line.sentence && agencyAtEnd(line.text) !== null },
  { label: 'caption', weight: 4, of: isClosedByCredit },
  { label: 'caption', weight: 1, of: ({ line }) => !line.sentence && line.length >= 30 },
  { label: 'caption', weight: 0.5, of: ({ isFirst }) => !isFirst },
  { label: 'caption', weight: 0.5, of: ({ inStory, inTitle }) => Math.min(inStory + inTitle, 4) },
  { label: 'caption', weight: 4, of: isDashedName },
  { label: 'caption', weight: -5, of: isOnWriter },
  { label: 'caption', weight: -1, of: isUnderCaption },
  { label: 'caption', weight: -1.5, of: isQuoted },
  { label: 'caption', weight: -1, of: isLong(250) },
  { label: 'caption', weight: -6, of: isName },
  { label: 'caption', weight: -3, of: isSite },
  { label: 'caption', weight: -2, of: isBullet },

  { label: 'point', weight: -9, of: (seen) => !seen.isUnderPoints && !isBullet(seen) && !isInRow(seen) },
  { label: 'point', weight: 1, of: ({ isUnderPoints }) => isUnderPoints },
  { label: 'point', weight: 2, of: ({ isUnderPoints, line }) => isUnderPoints && line.length <= 90 },
  {
    label: 'point',
    weight: 0.8,
    of: (seen) =>
      seen.isUnderPoints || !isInRow(seen) || isRunning(seen.line) ? 0 : Math.min(seen.row, seen.line.sentence ? 1 : 3),
  },
  { label: 'point', weight: 2, of: isBullet },

  { label: 'tool', weight: -0.5, of: ({ line }) => line.length >= 25 },
  { label: 'tool', weight: -2, of: ({ line }) => isSentence(line) },
  { label: 'tool', weight: -1, of: ({ line }) => isRunning(line) },
  { label: 'tool', weight: 4, of: isSite },
  { label: 'tool', weight: 1.5, of: isSecondOfDeck },
  { label: 'tool', weight: 1.5, of: (seen) => seen.line.sentence && isSecondOfDeck(seen) },
  { label: 'tool', weight: 1, of: isName },
  { label: 'tool', weight: 4, of: isOnWriter },

  { label: 'story', weight: 3, of: () => true },
  { label: 'story', weight: -12, of: ({ line }) => !isSentence(line) },
  { label: 'story', weight: 6, of: ({ line }) => hasDateline(line.text) },
  { label: 'story', weight: 0.8, of: isLong(100) },
  { label: 'story', weight: -0.7, of: ({ line }) => line.length < 60 },
  {
    label: 'story',
    weight: -7,
    of: ({ line, isInterview }) => line.length < 90 && !isInterview && ASKS.test(line.text),
  },
  { label: 'story', weight: -3, of: isUnderRelated },
  { label: 'story', weight: 0.9, of: ({ inTitle }) => Math.min(inTitle, 4) },
  { label: 'story', weight: 0.5, of: isUnderSigned },
  { label: 'story', weight: 1.5, of: ({ isUnderPoints, line }) => isUnderPoints && line.length > 90 },
  { label: 'story', weight: 0.7, of: reports },
  { label: 'story', weight: -0.7, of: (seen) => isTight(seen) && seen.above?.kind === 'site' },
  { label: 'story', weight: -1.5, of: isTold },
  { label: 'story', weight: -4, of: isBracketed },
  { label: 'story', weight: -5, of: isDashedName },
  { label: 'story', weight: -5, of: isOnWriter },
  { label: 'story', weight: -4, of: isCredited },
  { label: 'story', weight: -3, of: isOverShape },
  { label: 'story', weight: -4, of: isSite },
];

/** How well the evidence speaks for a label. */
export function scoreOf(label: HeadLabel, seen: HeadLine): number {
  let score = 0;
  for (const { label: of, weight, of: count } of EVIDENCE) if (of === label) score += weight * Number(count(seen));
  return score;
}
