/** Words that deny, and those between them and what they deny; a word for "and" or "is" begins something else. */
const DENIED =
  /(?<!\p{L})(?:not|cannot|never|no need to|nicht|kein\p{L}*|pas|jamais|no|não|non|niet|geen|ikke|inte|ei|nie|не|ne)\s(?:(?!(?:and|or|but|is|are|was|were|und|oder|ist|sind|wurden?|wird|werden|et|ou|est|sont|y|es|son|será|e|é|è|en|og|eller|er|och|är|ja|on|i|jest|и|или)\s)\p{L}+\s){0,3}$/iu;
/** "Its first statement": of whoever a report is about. */
const THIRD_PERSON =
  /(?<!\p{L})(?:its|his|her|their|ihre[nmrs]?|seine[nmrs]?|sa|son|ses|leurs?|sus?|seus?|suas?|suo|sua|suoi|loro|zijn|haar|hun|sine?|sitt|sina|hans|hennes|deres|jego|jej|его|её|ее|их|сво[йюеи]\p{L}*)\s/giu;
const LONGEST_BETWEEN = 30;

/** True of a sentence that takes nothing back, since it says so: "need not be withdrawn". */
export function isDenied(sentence: string, taking: RegExp): boolean {
  const every = new RegExp(taking.source, `${taking.flags}g`);
  const found = [...sentence.matchAll(every)];
  return found.length > 0 && found.every(({ index }) => DENIED.test(sentence.slice(0, index)));
}

/** True of a sentence that speaks of the story of somebody else: "the ministry withdrew its statement". */
export function isOfOthers(sentence: string, story: RegExp): boolean {
  return [...sentence.matchAll(THIRD_PERSON)].some(({ index, 0: owner }) => {
    const behind = sentence.slice(index + owner.length, index + owner.length + LONGEST_BETWEEN);
    return story.test(behind);
  });
}
