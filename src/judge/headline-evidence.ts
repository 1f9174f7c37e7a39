import type { Article } from '../article/article.ts';
import type { Features } from '../similarity/features.ts';
import type { Evidence } from '../similarity/score.ts';
import { NUMBER } from '../similarity/signs.ts';
import { tokenise } from '../similarity/tokens.ts';

/** "10:20", "1030 GMT", "9 a.m.": an hour, or what looks like one. */
const HOUR = /\b\d{1,2}[:.]\d{2}\b|\b\d{3,4}\s?(?:GMT|UTC|EST|EDT|CET|BST)\b|\b\d{1,2}\s?[ap]\.?m\b/i;
/** "<BRC>", "<KSL.L>", "(BRC.O)": a company's code on its exchange. */
const STOCK_CODE = /[<(]([A-Z]{1,6}(?:\.[A-Z]{1,2})?)[>)]/g;
/** So many numbers to a word make a text a table. */
const TABLE_SHARE = 0.2;
const OTHER_SUBJECT = -4;
const OTHER_NAMES = -6;
const SAME_COMPANY = 2.6;
const FILED_AGAIN = 1.2;
const TOLD_AGAIN = 1.2;
const OWN_FIRST_WORDS = 2.5;
const FORM_WORDS = 3;
const MOST_REPLACED = 2;
const SHORT_TEXT = 40;
const MOST_NAMES_REPLACED = 0.2;
const AS_LONG = 0.3;
/** Of a longer text so much is the same where a name is but spelled otherwise. */
const ALL_BUT_A_NAME = 0.9;
const FEWEST_FIGURES = 3;
const FEWEST_FIRST_WORDS = 4;

/** What two headlines tell beside what the score is made of. */
export interface HeadlineEvidence {
  /** Added to the score; negative infinity where they are two stories whatever their texts share. */
  readonly adds: number;
  /** The headline was made of the text's own first words and tells nothing. */
  readonly isOwnFirstWords: boolean;
}

/** Reads the headline of a story against that of an earlier one. */
export function readHeadlines(article: Article, now: Features, before: Features, evidence: Evidence): HeadlineEvidence {
  const isOwnFirstWords = beginsAsItsText(article) && evidence.comparison.newInOld >= 0.9;
  if (isOwnFirstWords) return { adds: OWN_FIRST_WORDS, isOwnFirstWords };
  if (isAnotherEdition(article, now, before)) return { adds: Number.NEGATIVE_INFINITY, isOwnFirstWords };
  const adds =
    sameForm(article, now, before, evidence) +
    (isOfSameCompany(article, before, evidence) ? SAME_COMPANY : 0) +
    (isFiledAgain(evidence) ? FILED_AGAIN : 0) +
    toldAgain(article, before, evidence);
  return { adds, isOwnFirstWords };
}

/** A table or a report of the hour, under the same headline with another hour or figure. */
function isAnotherEdition(article: Article, now: Features, before: Features): boolean {
  const headline = article.headline ?? '';
  if (article.marked || (!HOUR.test(headline) && !(isTable(now) && isTable(before)))) return false;
  const others = new Set(before.headline);
  const own = new Set(tokenise(headline).hashes);
  const figures = new Set(numbersIn(article));
  const missing = [...own].filter((hash) => !others.has(hash));
  const instead = before.headline.filter((hash) => !own.has(hash));
  return missing.length > 0 && missing.every((hash) => figures.has(hash)) && instead.length === missing.length;
}

const isTable = ({ numbers, words }: Features): boolean => words > 0 && numbers.length / words >= TABLE_SHARE;

/** What two headlines have in common. */
interface Headlines {
  readonly own: ReadonlySet<number>;
  readonly others: ReadonlySet<number>;
  readonly shared: number;
}

/** What it takes away that a story has the form of the earlier one and is about another. */
function sameForm(article: Article, now: Features, before: Features, evidence: Evidence): number {
  if (article.marked || evidence.daysApart > 3) return 0;
  const [own, others] = [new Set(now.headline), new Set(before.headline)];
  const shared = now.headline.filter((hash) => others.has(hash)).length;
  if (shared < FORM_WORDS) return 0;
  const headlines = { own, others, shared };
  if (hasOtherNames(headlines, Math.min(now.words, before.words), evidence)) return OTHER_NAMES;
  return isOfOtherSubject(article, now, before, { headlines, evidence }) ? OTHER_SUBJECT : 0;
}

/**
 * Each headline names a subject that the other does not, under another company's code, with another figure, or where
 * neither text names both.
 */
function isOfOtherSubject(
  article: Article,
  now: Features,
  before: Features,
  { headlines: { own, others }, evidence: { comparison } }: { headlines: Headlines; evidence: Evidence },
): boolean {
  const names = (side: Features, other: ReadonlySet<number>): boolean =>
    side.headline.some((hash) => !other.has(hash) && side.names.includes(hash) && !side.numbers.includes(hash));
  if (!names(now, others) || !names(before, own)) return false;
  const codes = codesIn(article);
  if (codes.length > 0) return !codes.some((hash) => others.has(hash));
  const otherFigure = numbersIn(article).some((hash) => !others.has(hash));
  return comparison.slotsDiffer > 0 && (otherFigure || comparison.otherSubject > 0);
}

/**
 * One or two words of a headline stand for others, and so do names in a text as long of which the rest is the same. In a
 * long text a name may be but spelled otherwise, and where the text does not name what its headline does, it must be short.
 */
function hasOtherNames({ own, others, shared }: Headlines, words: number, { comparison }: Evidence): boolean {
  const { containment, namesOnlyOne, headlineConflict, otherSubject, sizeRatio } = comparison;
  const [missing, instead] = [own.size - shared, others.size - shared];
  const isReplaced = missing > 0 && instead > 0 && Math.max(missing, instead) <= MOST_REPLACED;
  if (!isReplaced || headlineConflict === 0 || namesOnlyOne === 0 || sizeRatio > AS_LONG) return false;
  const isShort = words <= SHORT_TEXT;
  return otherSubject > 0 ? isShort || containment < ALL_BUT_A_NAME : isShort && namesOnlyOne >= MOST_NAMES_REPLACED;
}

/** Of one company within half a day, under headlines with the same figures that say nearly the same in other words. */
function isOfSameCompany(article: Article, before: Features, { comparison, daysApart, sameAgency }: Evidence): boolean {
  const { headlineAgree, newInOld, sameHeadline, slotsDiffer } = comparison;
  if (!sameAgency || sameHeadline || daysApart > 0.5 || headlineAgree < 0.7 || newInOld < 0.3 || slotsDiffer > 1)
    return false;
  const [codes, figures] = [codesIn(article), numbersIn(article)];
  const isThere = (hash: number): boolean => before.headline.includes(hash);
  return codes.length > 0 && figures.length > 0 && codes.every(isThere) && figures.every(isThere);
}

function codesIn({ sourceHeadline, headline }: Article): number[] {
  const codes = [...(sourceHeadline ?? headline ?? '').matchAll(STOCK_CODE)].map(([, code = '']) => code);
  return codes.flatMap((code) => [...tokenise(code.split('.', 1)[0] ?? '').hashes]);
}

function numbersIn({ headline }: Article): number[] {
  const { hashes, kinds } = tokenise(headline ?? '');
  return [...hashes].filter((_, at) => ((kinds[at] as number) & NUMBER) !== 0);
}

/** The same report filed again with other rounding: figures in the same places are the same. */
function isFiledAgain({ comparison, daysApart, sameAgency }: Evidence): boolean {
  const { headlineAgree, slotsSame, slotsDiffer, numbersAgree, numbers } = comparison;
  const agrees = headlineAgree >= 0.95 && slotsSame >= 2 && slotsDiffer === 0 && numbersAgree >= 0.5;
  return sameAgency && daysApart < 1 && numbers >= 8 && agrees;
}

/** What it adds that one text is told in other words, and more where both stand under the code of one company. */
function toldAgain(article: Article, before: Features, evidence: Evidence): number {
  if (!isToldAgain(evidence)) return 0;
  const codes = codesIn(article);
  const isOfCompany = codes.length > 0 && codes.every((hash) => before.headline.includes(hash));
  return isOfCompany && evidence.sameAgency ? TOLD_AGAIN + SAME_COMPANY : TOLD_AGAIN;
}

/** Within half a day the same names and figures, all of them, in part of the same words. */
function isToldAgain({ comparison, daysApart }: Evidence): boolean {
  const { numbers, numbersAgree, slotsDiffer, otherSubject, namesAgree, namesOnlyOne, containment } = comparison;
  if (daysApart > 0.5 || numbers < FEWEST_FIGURES || numbersAgree < 1 || slotsDiffer > 0) return false;
  return otherSubject === 0 && namesAgree >= 0.8 && namesOnlyOne <= 0.25 && containment >= 0.15;
}

/** A page that had no headline was given the beginning of its text. */
function beginsAsItsText({ headline, bodyText }: Article): boolean {
  const words = tokenise(headline ?? '').hashes;
  const first = tokenise(bodyText.slice(0, 4 * (headline ?? '').length + 200)).hashes;
  return words.length >= FEWEST_FIRST_WORDS && words.every((word, at) => word === first[at]);
}
