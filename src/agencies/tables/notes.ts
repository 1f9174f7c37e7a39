/** "(Adds quotes)", "(In Jan. 3 story, corrects …)": in brackets, others inside; the last may be missing. */
export const BRACKETED_NOTE = /^\((?:[^()]|\([^()]{0,200}\)){3,600}(?:\)|$)/u;

/** "UPDATES with toll ///", "ATTENTION - AJOUTE détails": a line that opens with a verb in capitals. */
export const SHOUTED_NOTE =
  /^(?:ATTENTION\s?[-–]\s?)?(?:\p{Lu}{3,14}|إضافة|تحديث|تصحيح)(?![\p{L}])(?:(?!\/\/\/)[^\n]){0,400}(?:\/\/\/)?/u;

/** "Eds: Updates with quotes." */
export const EDITORS_NOTE = /^\(?(?:Eds?|Editors?|Note to editors)\s?:\s[^\n]{3,600}/iu;
