const LONGEST_DATELINE = 100;
/** A dash or a colon with space after it ends a dateline. */
const DATELINE_END = /\s*(?:--|[-–—−]|\s:)\s/u;
/** Places in capitals, an agency in brackets or a day of the month make an opening a dateline. */
const PLACE_IN_CAPITALS = /^\p{Lu}[\p{Lu}.'’-]+(?:[\s,/]|$)/u;
const BRACKETED = /[(（][^()（）]{2,30}[)）]$/u;
const DAY = /(?:^|[\s,])\p{N}{1,2}\.?(?:\s+\p{L}+\.?)?(?:\s+\p{N}{4})?$/u;
const SENTENCE = /[!?;"“”«»]|\p{Ll}{3,}\.\s+\p{Lu}/u;

/**
 * A body without the dateline that it opens with: the same copy is filed again under another day's. What is no
 * dateline stays.
 */
export function withoutDateline(body: string): string {
  const opening = body.slice(0, LONGEST_DATELINE);
  const end = DATELINE_END.exec(opening);
  if (end === null || end.index === 0) return body;
  const dateline = opening.slice(0, end.index).trim();
  if (dateline.includes('\n\n') || SENTENCE.test(dateline)) return body;
  const marked = PLACE_IN_CAPITALS.test(dateline) || BRACKETED.test(dateline) || DAY.test(dateline);
  return marked ? body.slice(end.index + end[0].length) : body;
}
