/** Beginnings of the days of the week, in the languages of the agencies. */
const WEEKDAY = `(?:sun|mon|tues|wednes|thurs|fri|satur)day|(?:dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi)|(?:sonn|mon|diens|donners|frei|sams)tag|mittwoch|sonnabend|domingo|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato|domenica|(?:zon|maan|dins|woens|donder|vrij|zater)dag|(?:søn|man|tirs|tis|ons|tors|fre|lør|sön|mån|lör)dag|(?:sunnun|maanan|tiis|tors|perjan|lauan)tai|keskiviik|niedziel|poniedzia|wtor|środ|czwart|piąt|sobot|воскресен|понедельн|вторник|сред|четверг|пятниц|суббот|неділ|понеділ|вівтор|четвер|п[’']?ятниц|субот|pondělí|úterý|střed[auy]|čtvrt(?:ek|ka)|pátek|pátku|sobot|neděl|ponedjelj|utorak|srijed|četvrtak|petak|subot|nedjelj|(?:luni|marți|miercuri|joi|vineri|sâmbătă|duminică)(?!\\p{L})|ال(?:أحد|اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت)`;
/** A day or a time of day. */
const TIME = String.raw`(?:\d|(?:noon|midday|midnight|midi|minuit|mitternacht|medianoche|meia-noite|mezzanotte|middernacht|midnatt|tomorrow|tonight|demain|morgen|mañana|amanhã|domani|imorgen|imorgon)\b|${WEEKDAY})`;
/** A day or a time of day soon after, in the same sentence. */
const TIME_SOON = String.raw`(?=(?:[^.\n]|(?<=\d)\.){0,40}?(?<!\p{L})${TIME})`;
/** Words for until and before. */
const UNTIL = String.raw`(?:(?:until|till|before|prior\sto|ahead\sof|jusqu|avant|bis|vor|hasta|antes|até|ate|al|au|fino|sino|prima|tot|v[oó]{2}r|til|till|indtil|før|inden|före|förrän|fram|asti|saakka|ennen|do|przed|până|pana|înainte|inainte|prije|pre|pred|před|πριν|έως|μέχρι|sampai|sehingga|hingga|sebelum|преди|до|ранее|раньше)\b|حتى|قبل|إلى)`;
const FROM_ON = String.raw`(?:à\spartir|a\spartir|dal|с|после|after|from|après|después|após|depois|dopo|ab|nach|vanaf|na|etter|efter|fra|från|jälkeen|alkaen|od|po)\s`;
/** A day soon after, in the same sentence: a bare hour may be over. */
const DAY_SOON = String.raw`(?=(?:[^.\n]|(?<=\d)\.){0,30}?(?<![\p{L}\d])(?:${WEEKDAY}|(?:tomorrow|demain|morgen|mañana|amanhã|domani|imorgen|imorgon|завтра)(?!\p{L})|\d{1,2}(?:st|nd|rd|th|\.|er)?\s(?:de\s|of\s)?(?!gmt|utc|uhr|uur|heure|hora|ore|hrs|час|[ap]\.?m|ce?s?t(?!\p{L}))\p{L}{3}|\p{L}{3,9}\.?\s\d{1,2}(?![\d:.h])))`;
/** "Embargo levé le 28 novembre", "embargo is lifted on Friday": it ends then. */
const LIFTED = String.raw`(?:(?:is|est|ist|er|is|är|è|está|é|jest)\s)?(?:to\sbe\s)?(?:lifted|levée?|levantado|revocato|opgeheven|aufgehoben|opphevet|ophævet|hävt|hävd|zniesione|снято|снимается|ridicat|zrušeno|zrušené)(?!\p{L})${DAY_SOON}`;
/** What an embargo is called; some of the words are also used of trade. */
const TRADE_WORD = `embargo(?:ed|en|et|tid|frist|zeit|tijd)?|embargad[oa]s?|embargat[oaie]|embargiem|embargó(?:s(?= hír| anyag))?|эмбарго|ембарго|εμπ[αά]ργκο|ambargo(?:lu)?|엠바고|エンバーゴ`;
const HOLD_WORD = `(?:sende|veröffentlichungs|publikations)?sperr(?:frist|vermerk|zeit)|sperre(?:frist|tid)?(?:en)?|spærre(?:frist|tid)(?:en)?|spärr(?:tid|frist)(?:en)?|publi[cs]erings(?:stopp|förbud|forbud)|publiceringsforbud|klausul(?:eret|ert|erad|erat|ering)?`;
/** What is held: "this material", "Información". */
const WHAT = String.raw`(?:story|item|material(?:et|e|en)?|report|copy|text[eo]?|article|news|content|information|release|advance|meldung|artikel|bericht|beitrag|dokument|informaci[oó]n|noticia|nota|contenido|informação|notícia|conteúdo|notizia|contenuto|testo|article|dépêche|information|contenu|bericht|nieuws|tekst|saken|sak|artikkelen|stoffet|nyheden|historien|texten|nyheten|artikeln|juttu|uutinen|tiedote|materiał|tekst|depesza|artykuł|материал|сообщение|текст|новость|مادة|خبر|الخبر|هذا\sالخبر|المادة)`;
/** "This material is", "please", "Die Meldung ist": one of the words that may stand before. */
const BEFORE_WORD = String.raw`(?:strictly|stri[ck]t\p{L}*|estrict[oa]|streng\p{L}*|redaktionelle\p{L}*|this|the|diese[rs]?|die|der|das|este|esta|esa|la|el|o|a|da|il|questa|cet|cette|le|het|de|dit|deze|denne|dette|den|det|är|er|on|jest|is|are|ist|es|está|é|è|est|${WHAT}|under|unter|sous|bajo|sob|sotto|onder|em|im|pod|под|objęt[yae]|находится|please|bitte|merci\sde|prière\sde|por\sfavor|si\sprega\sdi|gelieve|vennligst|all|any|mag|mogen|får|kan|må|darf|dürfen|kann|may|can|peut|puede|pode|può|saa|voi)\s`;
const MOST_BEFORE = 6;

/** Ends a heading, a bracket or the line. */
const END = String.raw`$|[:：,.!)\uff09\]】〉>*–—-]`;
const PUBLISH = String.raw`(?:(?:(?:ge)?publi|pubbl?i|offentlig|veröffentlich|releas|broadcast|transmi|diffus|diffond|difund|divulg|utilis|utiliz|verwende|verbreit|gebrui|verspreid|brug|bruk|använd|sprid|julkais|julkis|wykorzyst|rozpowszechn|публик|опубликов|использ|распростран)\p{L}*|us(?:e[d]?|ar|age)\b|run\b|air(?:ed)?\b|print(?:ed)?\b|post(?:ed)?\b|sende[nst]?\b|mettre\sen\sligne|go\sout\b)`;
const NOT = String.raw`(?:(?:do|does|must|may|can|is|should|are)\s?not|not|never|cannot|(?:à\s|a\s)?ne\spas|interdi[te]+s?(?:\sde)?|nicht|keine?|no|não|nao|non|vietat[oa]|prohibid[oa]|proibid[oa]|niet|geen|ikke|må\sikke|kan\sikke|skal\sikke|ej|inte|får\s(?:ej|inte)|ei(?:\ssaa)?|älä|nie|не|запрещ\p{L}*|нельзя|zakaz)`;

/** Words for until and before, and then a day or a time, in the same sentence. */
const UNTIL_WHEN = String.raw`(?=(?:[^.\n]|(?<=\d)\.){0,60}?(?<!\p{L})${UNTIL})${TIME_SOON}`;
const SENTENCE_SOON = String.raw`(?:[^.。\n]|(?<=\d)\.){0,40}?`;

/** The same in languages whose sentences are built otherwise, each with its own forms of order. */
const FURTHER_HOLDING: readonly string[] = [
  // Romanian
  String.raw`(?:sub\s)?embargo(?:ul)?\s(?:până|pana)\b`,
  String.raw`(?:a\s)?nu\s(?:se\s|fi\s)?(?:publica|publicat[ăi]?|publica[tțţ]i|difuza|difuza[tțţ]i|utiliza|utiliza[tțţ]i|folosi|folosi[tțţ]i)\b${UNTIL_WHEN}`,
  // Croatian, Serbian, Slovene
  String.raw`(?:ne\s(?:objavljivati|objavljujte|objaviti|objavite|objavljati|koristiti|koristite|uporabljati)|nemojte\s(?:objav|korist)\p{L}*|zabranjen\p{L}*\sobjav\p{L}*|za\sobjavu?\s(?:od|nakon|po))\b${TIME_SOON}`,
  // Czech, Slovak
  String.raw`(?:nezveřejň|nezverejň|nepublik|nepouž|nevydáv)\p{L}*(?:t|ť|jte)\b${UNTIL_WHEN}`,
  String.raw`(?:ke?\szveřejnění|k\spublikaci|na\szverejnenie)\s(?:od|po|nejdříve|najskôr)\b${TIME_SOON}`,
  // Greek
  String.raw`(?:να\s)?μη[ν]?\s(?:δημοσιευ|δημοσιεύ|μεταδοθ|χρησιμοποιηθ)\p{L}*${UNTIL_WHEN}`,
  // Hungarian
  String.raw`(?:felhasználható|közölhető|publikálható|megjelentethető)\s?(?::|csak|legkorábban)${TIME_SOON}`,
  String.raw`embargó\s[^\n]{0,24}?\d[^\n]{0,12}?\s?órá(?:ig|tól)`,
  String.raw`\d[^\n]{3,40}?nem\s(?:közölhető|használható|publikálható)\b`,
  // Turkish
  String.raw`\d[^\n]{3,50}?\skadar\sambargolu(?:dur)?(?!\p{L})`,
  String.raw`(?:bu\shaber\p{L}*\s)?\d[^\n]{3,50}?(?<!\p{L})(?:önce|kadar)\s(?:[^.\n]{0,20}?)(?:yayı[nm]lan?ma|kullanılma|kullanma)\p{L}*`,
  // Ukrainian, Bulgarian
  String.raw`не\s(?:публікув|оприлюднюв|використовув|поширюв)ати\b${UNTIL_WHEN}`,
  String.raw`(?:да\s)?не\sсе\s(?:публикува|използва|излъчва|разпространява)\b${UNTIL_WHEN}`,
  String.raw`для\sпублікації\s(?:з|після|не\sраніше)`,
  // Indonesian
  String.raw`(?:jangan|tidak\suntuk|dilarang)\s(?:di|mem|me|meny)?(?:siar|muat|publikasi|terbit|guna)\p{L}*${UNTIL_WHEN}`,
];

/** The same in scripts of their own. */
const HOLDING_IN_OTHER_SCRIPTS: readonly string[] = [
  // Hebrew
  String.raw`ב?אמברגו(?=\s?(?:[:–—)-]|עד\s|\d|$))`,
  String.raw`(?:אין|נא\sלא|לא|אסור)\s(?:ל?פרסם|ל?פרסום|לשדר|לשידור|לשימוש|להשתמש)(?=[^\n]{0,30}?\s(?:עד|לפני)\s[^\n]{0,40}?\d)`,
  // Hindi
  String.raw`(?:एम्बार्गो|एंबार्गो)(?=\s?(?:[:–—-]|\d|तक))`,
  String.raw`\d[^\n]{0,50}?(?:से\sपहले|तक)\s(?:इसे\s|यह\s)?(?:प्रकाशित|प्रसारित|जारी|उपयोग|इस्तेमाल)[^\n]{0,12}?(?:न\sकरें|नहीं|न\sहो|न\sकिया)`,
  // Persian
  String.raw`(?:این\s)?(?:(?:خبر|مطلب|گزارش)\s)?تا\s[^\n.]{0,60}?(?:قابل\sانتشار\sنیست|منتشر\sن(?:شود|کنید)|غیر\s?قابل\sانتشار)`,
  String.raw`(?:امبارگو|ممنوعیت\sانتشار)\s?(?:[:–—-]|تا\s)`,
  // Vietnamese
  String.raw`(?:cấm|không(?:\sđược)?|chưa\sđược|đừng|xin\skhông)\s(?:phổ\sbiến|đăng(?:\stải)?|công\sbố|phát\shành|xuất\sbản)\s(?:(?:tin|bài|này)\s){0,3}(?:trước|cho\sđến|đến|tới)\s(?=[^\n]{0,40}?\d)`,
];

/** The same in languages that put no space between words. */
const UNSPACED_HOLDING: readonly string[] = [
  // Chinese
  String.raw`(?:[本此该]|以下)(?:稿|文|消息|报道|新闻|内容)${SENTENCE_SOON}\d${SENTENCE_SOON}前(?:不得|请勿|禁止|不要|勿)`,
  String.raw`请勿[在于]?${SENTENCE_SOON}\d${SENTENCE_SOON}前(?:发|刊|播|使用|公开|报道)`,
  String.raw`(?:[本此该](?:稿|文)\s?)?限(?=[^。\n]{0,3}\d)${SENTENCE_SOON}[后後](?:发|刊|播|使用|公开|报道)`,
  String.raw`请[于在]?(?=[^。\n]{0,6}\d)${SENTENCE_SOON}[后後](?:发|刊|播|使用|公开|报道)`,
  String.raw`\d[\d年月日时時点點分:：\s上下午]{0,24}之?前(?:禁止|不得|请勿|勿)(?:发布|刊发|播发|发表|公开|报道|使用)(?=\s?(?:$|[。）】」)\]]))`,
  String.raw`(?:禁发期|解禁(?:时间|期)|禁载期|限时发布)(?=[至到:：\s]|为)`,
  // Japanese
  String.raw`\d[\d年月日曜火水木金土午前後時分正:：\s]{0,24}(?:以降|から|に)?(?:報道|掲載|公開)?解禁(?=\s?(?:$|[。）】」)\]]))`,
  String.raw`(?:(?:情報|報道|記事)?解禁(?:日時|時間|時刻|指定|日)?|エンバーゴ|しばり|縛り)(?=\s?[:：】〕は\d])`,
  String.raw`(?:[^。\n]{0,12}\d)[^。\n]{0,24}?(?:まで|以前)の?(?:掲載|報道|配信|公開|使用|放送)(?:を|は)?(?:禁|控え|しない|できません)`,
  // Korean
  String.raw`엠바고\s?(?=[:：]|\d|\])`,
  String.raw`[^\n]{0,16}\d[^\n]{0,24}?(?:이전|전까지|까지)\s?(?:보도|게재|사용|공개)\s?(?:금지|하지|불가|자제)`,
  String.raw`[^\n]{0,16}\d[^\n]{0,24}?(?:이후|부터)\s?(?:보도|게재|사용|공개)\s?(?:바랍|하시기|해\s?주|가능|요망)`,
  String.raw`\d{1,2}\s?일\s?(?:조간|석간)용`,
  // Thai
  String.raw`(?:ห้าม|งด)(?:นำ)?(?:เผยแพร่|ตีพิมพ์|นำเสนอ|ออกอากาศ|ใช้)(?:ข่าวนี้|ก่อน(?=[^\n]{0,40}?\d))?(?:\s?(?:ก่อน|จนถึง|จนกว่า)(?=[^\n]{0,40}?\d)|(?<=ก่อน))`,
  String.raw`เอ็?มบาร์โก(?=\s?(?:[:：]|จนถึง|ถึง|\d))`,
];

/** Words that hold a story back. Each opens a sentence, a line or a bracket. */
const HOLDING: readonly string[] = [
  // The word itself, as a heading or with until when.
  String.raw`(?:${TRADE_WORD})(?:\s(?:stri[ck]\p{L}*|total\p{L}*|estrict[oa]|rigoureux|absolu|tassativo))?(?=\s?(?:${END}|${UNTIL}|to\b|for\s|hír|anyag|not\b|expires|ends|lifts|opphører|utløper|udløber|upphör|endet|time|notice|copy|material|story|para\b|jusqu|le\b|на\sпубликацию|kl|(?:and|und|et|y|e|en|og|och|ja|i|и)\s(?:(?:may|must|can|should|is|darf|dürfen|peut|peuvent|puede|pueden|pode|podem|può|possono|mag|mogen|må|kan|får|saa|może|może\sbyć)\s)?${NOT}(?=(?:[^.\n]|(?<=\d)\.){0,90}?(?<!\p{L})${UNTIL})|(?:alle|dalle)\sore\s\d|(?:alle|dalle|às|a\slas|um|at|ab)\s\d{1,2}(?:[:.h]?\d\d|\s?uhr|\s?h\b|\s?[ap]\.?m)|${LIFTED}|\d|${WEEKDAY}))(?!\s(?:on|sur|de|na|auf|su|sulle|på|op)\s(?!${TIME}))`,
  String.raw`(?:${HOLD_WORD})(?:\s(?:er|är|ist|is|gjelder|gælder|gäller|gilt))?(?=\s?(?:${END}|${UNTIL}|t\.o\.m|ab\b|endet|für(?=[^.\n]{0,60}(?:veröffentlich|medien|print|online|zeitung|ausgabe|funk|presse|redaktion))|fram|utløper|opphører|udløber|ophører|upphör|beachten|kl|\d|\p{L}{2,10}tag|\p{L}{2,10}dag))`,
  String.raw`s(?:per|pær)ret(?:\sfor\s(?:publisering|offentliggj?[øo]ring|offentliggørelse|bruk|brug))?\s(?:til|frem\stil|fram\stil|indtil|inntil)\s${TIME_SOON}`,
  // Not to be published before.
  String.raw`${NOT}(?=(?:[^.\n]|(?<=\d)\.){0,90}?(?<!\p{L})${UNTIL})(?=(?:[^.\n]|(?<=\d)\.){0,140}?(?<!\p{L})${PUBLISH})(?:[^.\n]|(?<=\d)\.){0,12}?(?<!\p{L})(?:(?:to\sbe|be|for|til|for|för|a|à|zur|su|la|voor|worden|для|get|go)\s){0,3}(?:public\s|general\s)?(?:${PUBLISH}|${UNTIL})`,
  String.raw`(?:publication|use|broadcast|diffusion|veröffentlichung|publicación|difusión|publicação|divulgação|pubblicazione|diffusione|publicatie|publi[sc]ering|offentliggørelse|julkaiseminen|publikacja|публикация)\s(?:(?:is|est|ist|er|är|on|es|é|è|jest)\s)?(?:prohibited|forbidden|(?:not\s)?(?:allowed|permitted)|interdite|autorisée|possible|verboten|untersagt|gestattet|erlaubt|prohibida|proibida|vietata|(?:niet\s)?toegestaan|verboden|(?:ikke\s)?till?at[td]?|forbud[td]|förbjuden|tillåten|kielletty|sallittu|zabroniona|dozwolona|запрещена|разрешена|permitida|autorizada|consentita)(?=(?:[^.\n]|(?<=\d)\.){0,30}(?:${UNTIL}|${FROM_ON}${TIME_SOON}))`,
  String.raw`${PUBLISH}[^.\n]{0,20}?(?<!\p{L})(?:tidligst|tidigast|at\sthe\searliest|au\splus\stôt|frühestens|niet\seerder\sdan|aikaisintaan|najwcześniej|не\sранее)(?!\p{L})`,
  String.raw`${PUBLISH}\s(?:\p{L}+\s){0,2}?(?:non\sprima|no\santes|não\santes|pas\savant|not\sbefore|nicht\svor|niet\svoor|ikke\sfør|inte\sförrän|не\sраньше)\b${TIME_SOON}`,
  // To be released from an instant on.
  String.raw`(?:hold|held)\sfor\srelease`,
  String.raw`hold(?:\s(?:publication|release|use))?(?:\s(?:until|till|for)\b)${TIME_SOON}`,
  String.raw`(?:moved|sent|advance|copy)\s(?:in\sadvance|for)(?:[^.\n]|(?<=\d)\.){0,60}\b(?:release|use|publication)\b(?=(?:[^.\n]|(?<=\d)\.){0,60}(?:\d|${WEEKDAY}))`,
  String.raw`(?:not\s)?for\s(?:public\s)?(?:release|use|publication|broadcast|transmission)(?:\sor\s\p{L}+)?\s(?:(?:at|after|until|before|prior|not\sbefore)\s${TIME_SOON}|(?:on|from)\s(?:the\s)?${TIME}|in\s(?=(?:[^.\n]|(?<=\d)\.){0,40}\d)|until\b|before\b|prior\b|(?=${TIME}))(?!(?:the\s)?(?:us|u\.s|united|canada|australia|japan))`,
  String.raw`release\s?(?:time|date)?\s?[:–—-]\s?${TIME_SOON}`,
  String.raw`publication\s(?:time|date)?\s?[:–—-]\s?(?=${TIME})`,
  String.raw`advance\sfor\b(?:\s(?:release|use|publication))?(?:[^.\n]|(?<=\d)\.){0,40}?(?<!\p{L})(?:\d|(?=${WEEKDAY}))`,
  String.raw`hfr\b`,
  String.raw`(?:frei(?:gegeben|gabe)?|veröffentlichung)\s(?:zur\sveröffentlichung\s)?(?:erst\s)?(?:ab|frühestens|nicht\svor)\b`,
  String.raw`zur\s(?:veröffentlichung|verwendung|publikation|sendung)\s(?:erst\s)?(?:frei|freigegeben)\s(?:ab|frühestens|nicht\svor)\b`,
  String.raw`freigabe\s?:\s?${TIME_SOON}`,
  String.raw`gesperrt\sbis`,
  String.raw`(?:libre|autorizad[oa]|à|a|para|per|da)\s(?:para\s|la\s)?(?:publicar|publicación|publicação|difusión|publier|diffuser|pubblicare)\s(?:a\spartir|à\spartir|dal|dopo|desde|il|le|el)\b${TIME_SOON}`,
  String.raw`(?:vrij\svoor\spublicatie|te\spubliceren)\s(?:vanaf|op|om|na)\b${TIME_SOON}`,
  String.raw`(?:frigis|frigives|frisläpps|fritt?\sför\spublicering|fri\stil\s\p{L}+|fri\sfor\spublisering|kan\s(?:publiseres|offentliggøres|publiceras)\s(?:fra|från|tidligst|tidigast))(?=\s)`,
  String.raw`julki(?:suus)?vapaa(?=\s?(?:${END}|\p{L}+|\d))`,
  String.raw`julkais(?:uvapaa|tavissa|taan|tava)(?=\s(?:aikaisintaan|vasta|klo|kello|\d|\p{L}*tai|\p{L}*na\s\d)|$|\s?[:,.!)])`,
  'julkaisuvapaa',
  ...FURTHER_HOLDING,
  ...HOLDING_IN_OTHER_SCRIPTS,
  String.raw`do\s(?:publikacji|wykorzystania)\s(?:od|po|nie\swcześniej)`,
  String.raw`для\sпубликации\s(?:с|после|не\sранее)`,
  '(?:محظورة?\\s(?:حتى|لغاية|إلى)|(?:و)?(?:محظورة|محظور|يحظر|ممنوع|يمنع|حظر)\\s(?:ال)?نشر|عدم\\sالنشر|(?:برجاء|يرجى|الرجاء)\\sعدم\\s(?:ال)?نشر|لا\\s(?:ي)?نشر\\sقبل|للنشر\\s(?:بعد|في|ابتداء|يوم))',
];

/** Letters in lower case; Unicode's own class makes patterns of this size slow to compile. */
const LETTER = '[a-zß-\u024f\u0370-\u04ff\u0600-\u06ff]';

/** A pattern whose word boundaries know letters beyond ASCII, for text in lower case at one place. */
function pattern(source: string): RegExp {
  const bounded = source
    .replace(/\\b(?=\(\?:|\p{L})/gu, String.raw`(?<!\p{L})`)
    .replaceAll(String.raw`\b`, String.raw`(?!\p{L})`)
    .replaceAll(String.raw`\p{L}`, LETTER);
  return new RegExp(bounded, 'y');
}

const BEFORE = pattern(BEFORE_WORD);
const HOLDS = pattern(HOLDING.join('|'));
const HOLDS_UNSPACED = pattern(UNSPACED_HOLDING.join('|'));
const IS_UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
/** Beginnings of words one of which stands in all that holds a story back: most copy has none, and is asked no more. */
const MAY_HOLD =
  /embarg|محظور|эмбарго|εμπ|ambargo|sp[eäæ]rr|klausul|publi|pubbl|offentlig|öffentlich|releas|h[eo]ld|hfr|advance|broadcast|transm|posted|printed|aired|(?:to|not|not be|for|or|no) (?:use|run|air|print|post|go out)|diff|difund|divulg|utili|usa[rg]|sende|verwend|verbreit|gebrui|verspreid|bru[gk]|använd|sprid|julk|wykorzyst|rozpowszechn|публик|использ|распростр|mettre en ligne|frei|frig|frisläpp|fritt?|fri (?:til|for)|vrij|gesperrt|نشر|ембарг|objav|korist|objav|nezve|nepou|nepub|nevyd|zveřej|zverej|δημοσι|χρησιμοπ|μεταδ|közöl|felhaszn|yayı|kullan|публік|оприлюд|siar|muat|terbit|difuz|folos|まで|[前后後]|禁|解禁|しば|縛|엠바고|エンバ|보도|게재|조간|석간|אמברגו|פרס[םו]|לשד|לשימוש|להשתמש|प्रकाशित|प्रसारित|जारी|उपयोग|इस्तेमाल|बार्गो|انتشار|منتشر|امبارگو|phổ biến|đăng|công bố|phát hành|xuất bản|เผยแพร่|ตีพิมพ์|นำเสนอ|ออกอากาศ|(?:ห้าม|งด)ใช้|บาร์โก/i;
/** Where a sentence, a line, a bracket or what follows a label begins. */
const OPENINGS = /(?<=^|[.;:!?\n([*+"“„«–—<【〔〈。\uff08\uff1a\uff1b-])\s{0,3}/g;

const OTHERWISE_OVER =
  /엠바고 ?해제|解禁済|已解禁|(?:lifts|end of|lifting of|fin de l['’]|fine) embargo\b|\bno embargo|embargo ?[:–—-] ?(?:none|no|nil|n\/a|aucun|keine?|ninguno|nenhum|nessuno|geen|ingen|ei|brak|нет)(?:[.,;]|\s*$)|sperrfrist (?:ist )?(?:aufgehoben|abgelaufen|entfällt)|sperrefrist(?:en)? (?:er )?(?:opphevet|utløpt)|for immediate (?:release|use|publication)|zur sofortigen veröffentlichung|julk(?:i|aisu)vapaa (?:heti|nyt|välittömästi)|эмбарго снято|(?:אמברגו הוסר|ללא אמברגו)|embargo đã (?:hết|dỡ)/iu;
const LIFTED_WORD =
  'lifted|over|expired|ended|removed|cancelled|opphevet|ophævet|hävt|hävd|aufgehoben|abgelaufen|levé|levée|levantado|cancelado|revocato|scaduto|opgeheven|purettu|zniesione|снято|знято|ridicat|ukinut|zrušeno|zrušené|kaldırıldı|feloldva|dicabut';
const OVER = new RegExp(
  `embargo (?:has been|was|now) (?:${LIFTED_WORD})|embargo (?:is |er |est |ist |è |now )?(?:${LIFTED_WORD})(?!\\p{L})(?!${DAY_SOON})|${OTHERWISE_OVER.source}`,
  'iu',
);

const LONGEST_TEXT = 2_000;

/**
 * Where the words stand that hold a story back: the rest of the text from there on; null where it holds nothing back,
 * or says that it is over. An arms embargo is none: the words open a sentence.
 */
export function holdingWordsIn(given: string): string | null {
  const text = given.slice(0, LONGEST_TEXT).replace(/[ \t\u00a0]+/g, ' ');
  if (!MAY_HOLD.test(text)) return null;
  // The one letter that lower case makes longer.
  const lower = text.replaceAll('İ', 'I').toLowerCase();
  const patterns = IS_UNSPACED.test(text) ? [HOLDS, HOLDS_UNSPACED] : [HOLDS];
  for (const { index, 0: opening } of text.matchAll(OPENINGS)) {
    const at = holdsFrom(lower, index + opening.length, patterns);
    if (at !== null) return OVER.test(text) ? null : text.slice(at);
  }
  return null;
}

/** Where the words begin that hold a story back, in the sentence that opens here; null where it holds nothing back. */
function holdsFrom(text: string, opening: number, patterns: readonly RegExp[]): number | null {
  let at = opening;
  for (let before = 0; before <= MOST_BEFORE; before += 1) {
    for (const holds of patterns) holds.lastIndex = at;
    if (patterns.some((holds) => holds.test(text))) return at;
    BEFORE.lastIndex = at;
    const word = BEFORE.exec(text)?.[0];
    if (word === undefined) return null;
    at += word.length;
  }
  return null;
}
