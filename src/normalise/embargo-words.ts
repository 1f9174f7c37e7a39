/** Words that hold a story back, by language. Each opens a sentence, a line or a bracket. */
const HOLDING: readonly string[] = [
  // English
  String.raw`embargo(?:ed)?(?=\s?(?:$|[:,.!)\]*–—-]|until\b|till\b|to\b|for\s|not\b|expires|ends|lifts|time|notice|copy|material|story|\d))`,
  String.raw`(?:hold|held)\sfor\srelease`,
  String.raw`(?:moved|sent|advance|copy)\s(?:in\sadvance|for)[^.\n]{0,60}\b(?:release|use|publication)\b(?=[^.\n]{0,60}\d)`,
  String.raw`(?:not\s)?for\s(?:public\s)?(?:release|use|publication|broadcast|transmission)(?:\sor\s\p{L}+)?\s(?:at|on|in|after|from|until|before|prior|not\sbefore|sunday|monday|tuesday|wednesday|thursday|friday|saturday)\b(?!\s(?:the\s)?(?:us|u\.s|united|canada|australia|japan))`,
  String.raw`(?:do|must|may|can)\snot\s(?:be\s)?(?:publish(?:ed)?|use[d]?|release[d]?|broadcast|transmit(?:ted)?|run)[^.\n]{0,40}\b(?:until|before|prior\sto)\b`,
  String.raw`advance\sfor\b[^.\n]{0,40}\d`,
  String.raw`hfr\b`,
  // French
  String.raw`(?:(?:à\s)?ne\spas|interdit\sde)\s(?:publier|diffuser|utiliser|mettre\sen\sligne)[^.\n]{0,30}\bavant\b`,
  String.raw`(?:publication|diffusion)\s(?:interdite|autorisée|possible)\s(?:avant|jusqu|à\spartir)`,
  // German
  String.raw`sperr(?:frist|vermerk)(?=\s?(?:$|[:,.!)\]*–—-]|bis|ab|endet|für|\p{L}{2,10}tag|\d|beachten))`,
  String.raw`(?:frei(?:gegeben|gabe)?|veröffentlichung)\s(?:zur\sveröffentlichung\s)?(?:erst\s)?(?:ab|frühestens|nicht\svor)\b`,
  String.raw`gesperrt\sbis`,
  String.raw`nicht\svor\s[^.\n]{3,60}\s(?:veröffentlichen|senden|verwenden)`,
  // Spanish, Portuguese, Italian
  String.raw`embargad[oa]s?(?=\s?(?:$|[:,.!)–—-]|hasta|até|ate\b|para|\d))`,
  String.raw`embargat[oa](?=\s?(?:$|[:,.!)–—-]|fino|sino|\d))`,
  String.raw`(?:no|não|nao|non)\s(?:publicar|difundir|divulgar|usar|pubblicare|diffondere|utilizzare)[^.\n]{0,30}\b(?:antes|hasta|até|ate|prima|fino)\b`,
  String.raw`(?:prohibida|proibida|vietata)\s(?:su\s|a\s|la\s)?(?:publicación|difusión|publicação|divulgação|pubblicazione|diffusione)\s(?:hasta|antes|até|ate|prima|fino)`,
  // Dutch
  String.raw`niet\s(?:publiceren|voor\spublicatie|gebruiken)[^.\n]{0,30}\b(?:voor|tot)\b`,
  // Norwegian, Danish, Swedish
  String.raw`(?:sperrefrist|spærrefrist|spärrtid|spärrfrist|publiceringsstopp|publiseringsstopp)(?=\s?(?:$|[:,.!)–—-]|til|till|t\.o\.m|fram|utløper|udløber|\p{L}{2,8}dag|\d|kl))`,
  String.raw`klausul(?:eret|ert|erad|erat)?(?=\s?(?:[:,.!)–—-]|til\b|till\b|indtil|$|\p{L}{2,8}dag|kl))`,
  String.raw`(?:ikke|ej|inte|må\sikke|får\s(?:ej|inte))\s(?:for\s|til\s|för\s)?(?:publiser(?:es|ing)|offentlig(?:gøres|gøring|gjøres|görs|görelse)|publicer(?:as|es|ing)|bruges|brukes|användas)[^.\n]{0,30}\b(?:før|inden|före|förrän)\b`,
  String.raw`(?:frigis|frigives|frisläpps|fritt\sför\spublicering|fri\stil\soffentliggørelse|fri\sfor\spublisering)(?=\s)`,
  // Finnish
  String.raw`julki(?:suus)?vapaa(?=\s?(?:$|[:,.!)–—-]|\p{L}{2,10}taina|\p{L}{2,10}n\slehdille|klo|\d|\p{L}+))`,
  'julkaisuvapaa',
  String.raw`ei\s(?:saa\s)?julkis(?:uuteen|taa)[^.\n]{0,30}\bennen\b`,
  // Polish, Czech
  String.raw`do\s(?:publikacji|wykorzystania)\s(?:od|po|nie\swcześniej)`,
  String.raw`nie\s(?:publikować|wykorzystywać)[^.\n]{0,30}\b(?:przed|do)\b`,
  // Russian, Ukrainian
  String.raw`(?:под\s)?эмбарго(?=\s?(?:$|[:,.!)–—-]|до|на\sпубликацию|\d))`,
  String.raw`(?:не\s(?:публиковать|использовать|для\sпубликации)|публикация\s(?:запрещена|разрешена))[^.\n]{0,30}(?:до|ранее|с)(?!\p{L})`,
  // Arabic
  '(?:محظور\\s(?:ال)?نشر|حظر\\s(?:ال)?نشر|ممنوع\\sالنشر|عدم\\sالنشر|برجاء\\sعدم\\sالنشر|يرجى\\sعدم\\sالنشر|للنشر\\s(?:بعد|في|ابتداء))',
  // Turkish, Greek
  String.raw`ambargo(?:lu)?(?=\s?(?:$|[:,.!)–—-]|\d))`,
  String.raw`εμπάργκο(?=\s?(?:$|[:,.!)–—-]|μέχρι|έως|ως|\d))`,
];

/** "embargo" followed by the word for until, in the other languages. */
const UNTIL = String.raw`embargo\s(?:jusqu|bis\b|hasta|até|ate\b|al\b|fino|sino|au\b|le\b|tot\b|til\b|till\b|do\b|asti|saakka|до)`;

/** Words that may stand before: labels of notes, and what is held. */
const BEFORE = String.raw`(?:(?:eds?|editors?|editor['’]?s['’]?\snote|note|attention|achtung|nb|obs|huom|til\sred(?:aksjonen|aktionen)?|warning|important)\s?[:–—-]\s?)?(?:(?:strictly|strikt(?:es)?|this\sis|(?:this|the)\s(?:\p{L}+\s)?(?:story|item|material|report|copy|text|article)\sis|story|copy|material|text|under|unter|sous|bajo|sob|sotto|onder|under|em|is|please|bitte|merci\sde|por\sfavor|meldung|artikel|juttu|advance)\s){0,3}`;

/** Word boundaries that know letters beyond ASCII. */
function bounded(source: string): string {
  return source
    .replace(/\\b(?=\(\?:|\p{L})/gu, String.raw`(?<!\p{L})`)
    .replaceAll(String.raw`\b`, String.raw`(?!\p{L})`);
}

const HOLDS = new RegExp(
  bounded(String.raw`(?:^|[.;:!?\n([*+"“„«–—-]\s{0,3})\s{0,3}${BEFORE}(?<words>${[...HOLDING, UNTIL].join('|')})`),
  'iu',
);

const OVER =
  /embargo (?:is |has been |was |now |er |est |ist |è )?(?:lifted|over|expired|ended|removed|cancelled|opphevet|ophævet|hävt|hävd|aufgehoben|abgelaufen|levé|levée|levantado|cancelado|revocato|scaduto|opgeheven|purettu|zniesione|снято)|(?:lifts|end of|lifting of|fin de l['’]|fine) embargo\b|\bno embargo|sperrfrist (?:ist )?(?:aufgehoben|abgelaufen|entfällt)|sperrefrist(?:en)? (?:er )?(?:opphevet|utløpt)|for immediate (?:release|use|publication)|zur sofortigen veröffentlichung|julkivapaa (?:heti|nyt|välittömästi)|эмбарго снято/iu;

const LONGEST_TEXT = 2_000;

/**
 * Where the words stand that hold a story back: the rest of the text from there on; null where it holds nothing back,
 * or says that it is over. An arms embargo is none: the words open a sentence.
 */
export function holdingWordsIn(given: string): string | null {
  const text = given.slice(0, LONGEST_TEXT).replace(/[ \t\u00a0]+/g, ' ');
  if (OVER.test(text)) return null;
  const match = HOLDS.exec(text);
  if (match === null) return null;
  const words = match.groups?.words ?? '';
  return text.slice(match.index + match[0].length - words.length);
}
