/** Days of the week and words of saying: what the first paragraph of a story has, and a deck seldom. */
const REPORTING =
  /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:man|tirs|ons|tors|fre|lør|søn|mån|tis|lör|sön)dag(?:en)?|(?:maanan|tiis|torsta|perjan|lauan|sunnun)tai\p{Ll}*|poniedział\p{Ll}+|wtor\p{Ll}+|środ\p{Ll}|czwart\p{Ll}+|piąt\p{Ll}+|sobot\p{Ll}|niedziel\p{Ll}|said|according to|selon|d[’']après|a (?:indiqué|annoncé|déclaré)|teilte?|sagte|nach angaben|según|informó|ha informado|segundo|informou|secondo|ha detto|volgens|meldt|enligt|uppger|opplyser|ifølge|oplyser|kertoo|poinformował\p{Ll}*|podał\p{Ll}*|uvedl\p{Ll}*|сообщил\p{Ll}*|повідомил\p{Ll}*|açıkladı|söyledi|ανακοίνωσε|mengatakan|közölte|(?:सोम|मंगल|बुध|गुरु|शुक्र|शनि|रवि)वार|कहा|बताया|(?:ال(?:اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد))|قال(?:ت)?|أعلن(?:ت)?|أفاد(?:ت)?|بحسب)(?!\p{L})|発表した|によると|述べた|分かった|表示|报道|報導|밝혔다|말했다|전했다/iu;

const LONGEST_OPENING = 400;

/** True for a paragraph that opens as a report does: it names the day, or who said so. */
export function opensAsReport(text: string): boolean {
  return REPORTING.test(text.slice(0, LONGEST_OPENING));
}
