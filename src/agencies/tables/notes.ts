/** "(Adds quotes)", "(In Jan. 3 story, corrects …)": in brackets, others inside; the last may be missing. */
export const BRACKETED_NOTE = /^\((?:[^()]|\([^()]{0,200}\)){3,600}(?:\)|$)/u;

/** "UPDATES with toll ///", "ATTENTION - AJOUTE détails": a line that opens with a verb in capitals. */
export const SHOUTED_NOTE =
  /^(?:ATTENTION\s?[-–]\s?)?(?:\p{Lu}{3,14}|إضافة|تحديث|تصحيح)(?![\p{L}])(?:(?!\/\/\/)[^\n]){0,400}(?:\/\/\/)?/u;

/** "Eds: Updates with quotes." */
export const EDITORS_NOTE = /^\(?(?:Eds?|Editors?|Note to editors)\s?:\s[^\n]{3,600}/iu;

/** "(EDS: UPDATING WITH QUOTES)", "(ATTN: ADDS statement in paras 4-5)": any desk may set one over its copy. */
export const BRACKETED_EDITORS_NOTE =
  /^\((?:Eds?|Editors?|Attn|Attention|Note to editors)\s?[:.-]\s?(?:[^()\n]|\([^()\n]{0,200}\)){3,600}\)/iu;

/** What a note says that names the version it stands for, behind a word for "new story": "Nieuw bericht, vervangt: …". */
const REPLACING =
  /^(?:\p{L}{2,8} \p{L}{3,14}\s?[,;:–-]{1,2}\s?)?(?:replaces|replacing|vervangt|ersetzt|remplace|sustituye|reemplaza|sostituisce|substitui|erstatter|ersätter|korvaa|zastępuje|nahrazuje|înlocuiește)\s?[:：]\s?\S/iu;
const SPACED_OUT = /(?<!\p{L})(?:\p{L} ){2,14}\p{L}(?!\p{L})/gu;
const LONGEST_REPLACING = 300;

/** True for a paragraph that says which version the copy below takes the place of; its words may be spaced out. */
export function saysItReplaces(paragraph: string): boolean {
  if (paragraph.length > LONGEST_REPLACING) return false;
  return REPLACING.test(paragraph.trim().replace(SPACED_OUT, (word) => word.replaceAll(' ', '')));
}

const PERSON = "\\p{Lu}[\\p{L}\\p{M}.'’-]{0,24}(?: \\p{Lu}[\\p{L}\\p{M}.'’-]{0,24}){1,3}";
/** "By Ann Fjord", a line of its own over the copy. */
export const LINE_OF_WRITER = new RegExp(`^(?:By|BY) (${PERSON}(?:, ${PERSON}){0,3}(?: and ${PERSON})?)$`, 'u');
