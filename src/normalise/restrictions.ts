import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';

/** Sentences in capitals that say what may not be done with a text or a picture. */
const RESTRICTION =
  /(?<![\p{L}\p{N}])(?:NO (?:RE)?SALES?|NO ARCHIV(?:ES?|AL USE|ING)|NO (?:MAGS|MAGAZINES?|INTERNET|WEB|ONLINE|TV|RADIO|ADVERTISING|COMMERCIAL|LICEN[CS]ING|THIRD|SYNDICATION|MOBILE|SOCIAL|USE)|NOT FOR (?:USE|SALE|RESALE|MARKETING|COMMERCIAL)|MANDATORY CREDIT|(?:FOR )?EDITORIAL USE ONLY|RESTRICTED TO|ONE[- ]TIME USE|(?:[A-Z]{2,20}[ ,]+(?:AND )?){1,4}OUT(?=[.;]|$))[^.;\n]{0,120}/gu;

const LONGEST_TEXT = 2_000;
const MOST = 12;

/** The restrictions that a note, terms or a caption state, each once, as written. */
function restrictionsIn(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => text.slice(0, LONGEST_TEXT).match(RESTRICTION) ?? []);
  return [...new Set(found.map((each) => each.trim()))].slice(0, MOST);
}

/** The rights of an item as they were filed: restrictions also stand in notes and in terms of usage. */
export function rightsFields(item: WireItem) {
  return {
    rights: {
      copyrightHolder: item.copyrightHolder,
      copyrightNotice: item.copyrightNotice,
      usageTerms: item.usageTerms.join('\n') || null,
      restrictions: [
        ...new Set([
          ...item.restrictions,
          ...restrictionsIn([...item.notes.filter((note) => note.public).map(({ text }) => text), ...item.usageTerms]),
        ]),
      ].map((text) => ({ text, parsed: null })),
    },
  } satisfies Partial<Article>;
}
