/** Words that deny, and those between them and what they deny; a word for "and" or "is" begins something else. */
const DENIED =
  /(?<!\p{L})(?:not|cannot|never|no need to|nicht|kein\p{L}*|pas|jamais|no|não|non|niet|geen|ikke|inte|ei|nie|не|ne)\s(?:(?!(?:and|or|but|is|are|was|were|und|oder|ist|sind|wurden?|wird|werden|et|ou|est|sont|y|es|son|será|e|é|è|en|og|eller|er|och|är|ja|on|i|jest|и|или)\s)\p{L}+\s){0,3}$/iu;
/** "Its first statement": of whoever a report is about. */
const THIRD_PERSON =
  /(?<!\p{L})(?:its|his|her|their|ihre[nmrs]?|seine[nmrs]?|sa|son|ses|leurs?|sus?|seus?|suas?|suo|sua|suoi|loro|zijn|haar|hun|sine?|sitt|sina|hans|hennes|deres|jego|jej|его|её|ее|их|сво[йюеи]\p{L}*)\s/giu;
const LONGEST_BETWEEN = 30;

/**
 * True of a sentence that takes nothing back, since it says so: "need not be withdrawn".
 * @param everyTaking finds each place that takes something back
 */
export function isDenied(sentence: string, everyTaking: RegExp): boolean {
  const found = [...sentence.matchAll(everyTaking)];
  return found.length > 0 && found.every(({ index }) => DENIED.test(sentence.slice(0, index)));
}

/** True of a sentence that speaks of the story of somebody else: "the ministry withdrew its statement". */
export function isOfOthers(sentence: string, story: RegExp): boolean {
  return [...sentence.matchAll(THIRD_PERSON)].some(({ index, 0: owner }) => {
    const behind = sentence.slice(index + owner.length, index + owner.length + LONGEST_BETWEEN);
    return story.test(behind);
  });
}

/** Media, courts and authorities: each takes back what is its own, or orders others to. */
const OTHER_BODIES =
  /(?<!\p{L})(?:\p{L}*newspaper|tabloid|broadcaster|magazine|(?:news\s?|web)?(?:site|portal)|tv\schannel|radio\sstation|publisher|court|judge|regulator|ministry|minister|mayor|\p{L}*zeitung|\p{L}*blatt|\p{L}*magazin|sender|\p{L}*portal|verlag|\p{L}*gericht|\p{L}*ministeri\p{L}*|bürgermeister\p{L}*|(?:le\s|un\s)?(?:journal|quotidien|hebdomadaire|magazine|site|portail|tribunal|maire|ministre|juge)|chaîne|(?:periódico|diario|revista|cadena|portal|tribunal|juzgado|juez\p{L}*|alcald\p{L}+|ministr[oa]|jornal|emissora|canal|juiz\p{L}*|prefeit[oa])|(?:giornale|quotidiano|settimanale|emittente|testata|sito|sindac[oa]|giudice)|krant|dagblad|weekblad|omroep|rechtbank|rechter|burgemeester|tidning\p{L}*|\p{L}*blade?t|\p{L}*posten|avis(?:en|a)?|tv-kanal\p{L}*|domstol\p{L}*|minister(?:n|en)|nettavis\p{L}*|(?:sanoma)?lehti|lehden|kanava|sivusto|oikeus|ministeriö|gazeta|dziennik|tygodnik|portal\p{L}*|sąd|stacja|burmistrz|газет[аы]|журнал|телеканал|портал|сайт|суд(?:ья)?|мэр|министр|редакция|صحيفة|قناة|مجلة|موقع|محكمة|وزارة|وزير|gazete\p{L}*|mahkeme\p{L}*|deník|noviny|soud|napilap|bíróság|gazet[aă]|ziarul|novine|sudište|sud|газета|телеканал)(?!\p{L})|警方|法院|平台|发布者|网站|报社|当局|媒体|新聞社|テレビ局|裁判所|신문사?|방송사|법원/iu;
/** What begins a clause of its own. */
const CLAUSES = /[,;:–—，；]\s?/gu;

/**
 * True of a sentence that says what another body did: it stands before the word that takes something back, in the same
 * clause, and no story stands before it ("The story on a court …").
 */
export function isDoneByOthers(
  sentence: string,
  { story, taking }: { readonly story: RegExp; readonly taking: number },
): boolean {
  const before = sentence.slice(0, taking);
  const clause = before.slice([...before.matchAll(CLAUSES)].map(({ index }) => index + 1).at(-1) ?? 0);
  const found = OTHER_BODIES.exec(clause);
  return found !== null && !story.test(clause.slice(0, found.index));
}

/** "Tribunen poisti jutun": a name that no notice begins with, and then what it did to a story. */
const NAME_THEN =
  /^(?:\p{Lu}\p{Ll}[\p{L}.’'-]*\s){1,3}(?:(?:has|have|hat|haben|a|ont|ha|han|hanno|heeft|hebben|har|on)\s)?/u;

interface DoerWords {
  readonly story: RegExp;
  readonly taking: RegExp;
  /** True of words that begin a notice and are nobody's name. */
  readonly isSpoken: (name: string) => boolean;
}

/** True of a sentence that begins with somebody's name, at once says what it did, and then to which story. */
export function beginsWithDoer(sentence: string, { story, taking, isSpoken }: DoerWords): boolean {
  const [name] = NAME_THEN.exec(sentence) ?? [];
  if (name === undefined || isSpoken(name) || story.test(name) || taking.test(name.toLowerCase())) return false;
  const behind = sentence.slice(name.length);
  const found = taking.exec(behind.toLowerCase());
  return found !== null && found.index === 0 && story.test(behind.slice(found[0].length));
}
