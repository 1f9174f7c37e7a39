/** How agencies are named in the credits of pages, and how a page says that a credit is a picture's. */

/** Names of text agencies, in the scripts in which pages print them. */
export const NAMES = [
  '(?:thomson )?reuters|rtr|рейтер|رويترز|ロイター(?:通信)?|路透(?:社)?|로이터(?:통신)?|रॉयटर्स?|র(?:\u09df|য\u09bc)টার্স|רויטרס|ρόιτερς|(?<!\\p{Lu}\\p{Ll}{1,20} )reuter',
  'afp|agence france[- ]press[e]?|france[- ]presse|франс пресс?|أ\\.? ?ف\\.? ?ب\\.?|ا\\.? ?ف\\.? ?ب\\.?|(?:وكالة )?(?:الصحافة )?الفرنسية|(?:وكالة )?فرانس برس|法新社|afp通信|एएफपी|এএফপি|אי-?אף-?פי',
  'ap|(?:the )?associated press|美联社|美聯社|איי?[- ]פי|ap通信|أ ?ب|أسوشيتد ?برس|एपी|এপি|AP통신',
  'dpa(?:-infocom|-afx)?|deutsche[nr]? presse-agentur|德新社|(?:وكالة الأنباء )?الألمانية|د\\.? ?ب\\.? ?أ\\.?|apa|austria presse agentur|sid|epd|kna|keystone-(?:sda|ats)|sda|ats',
  'ansa|adnkronos|lapresse|efe|埃菲社|europa press|lusa|agência lusa|agência brasil|télam',
  'pa(?: media| news agency| wire)?|press association|aap|canadian press|the canadian press|la presse canadienne|upi|bloomberg|彭博(?:社)?|dow jones',
  'kyodo(?: news)?|共同(?:通信)?社?|jiji(?: press)?|時事(?:通信)?|xinhua|新华社|新華社|中新社|中央社|yonhap|연합뉴스|뉴시스|뉴스1|韩联社|antara|bernama|pti|press trust of india|ians|ani|पीटीआई|পিটিআই|एएनआई|आईएएनएस|वार्ता|भाषा',
  'tass|тасс|itar-tass|риа(?: новости)?|ria novosti|interfax|інтерфакс(?:-україна)?|интерфакс|塔斯社|укр[иі]нформ|ukrinform|pap|čtk|ctk|mti|agerpres|tanjug|ana-mpa|amna|бта|танјуг|αμπε|απε(?:-μπε)?|ape-mpe',
  'anp|belga|tt(?: nyhetsbyrån)?|ntb|ritzau|stt(?:-lehtikuva)?|lehtikuva|npk',
  '(?<=[:/(]\\s?|\\p{L}{3}\\s?[–—-]\\s?)aa|^aa$|(?<=\\p{L}{3}, ?)aa$|anadolu(?: agency| ajansı)?|dha|iha|(?:وكالة )?الأناضول|irna|isna|وام|واس|qna|petra',
  '(?<=(?:^|[.”"»’) ])[–—-]\\s?|^|[/(])(?:spa|kuna|wam|mena|sta|bta|bns|hina|tasr|agi|vna)(?=$|[)/,])|saudi press agency',
  'agenc(?:y|ies)|agences|agencias|agências|agenturen|agenzie|agentschappen|ajanslar|агентства|وكالات|الوكالات|एजेंसी|एजेंसियां|通讯社|外电|外電|综合外电',
];
const AGENCY = `(?:${NAMES.join('|')})`;
/** Not a letter on either side; scripts without spaces have none to ask for. */
const ANY_AGENCY = new RegExp(
  `(?<![\\p{L}\\p{N}])${AGENCY}(?![\\p{L}\\p{N}])|路透社?|法新社|美联社|美聯社|新华社|新華社|連合|연합뉴스|共同社|中新社|中央社|時事|彭博社?`,
  'giu',
);

/** Agencies and shops that sell pictures only. */
const PICTURES =
  'getty(?: images)?|gettyimages|istock|shutterstock|alamy|imago(?: images)?|picture alliance|sipa(?: press)?|epa(?:-efe)?|zuma(?: press)?|hans lucas|abaca|nurphoto|adobe stock|keystone(?!-(?:sda|ats))|eurokinissi|folhapress|cuartoscuro|hollandse hoogte|newscom|unsplash|pixabay|bloomberg via getty|rex features|sopa images|maxppp|belga image|scanpix|gamma-rapho|depositphotos|dreamstime|freepik';
const PICTURE_SHOP = new RegExp(`(?<![\\p{L}\\p{N}])(?:${PICTURES})(?![\\p{L}\\p{N}])`, 'giu');

/** Words that say "picture" over or beside its credit. */
const PICTURE_WORD =
  'file photo|photo credit|copyright|fotó|snímka|slika|fotografija|nuotrauka|снимка|ljósmynd|mynd|image credit|picture credit|photograph(?:y|er|s)?|photos?|picture|pictures?|images?|credits?|credits? photo|crédits?(?: photo)?|photographie|foto(?:graf(?:i[ae]|ía|ie|iert|o)?)?|fotos?|bilds?|bilder|bildquelle|bildrechte|symbolbild|archivbild|archivfoto|imagen|fotografía|imagem|divulgação|immagine|beeld|afbeelding|bilde|kuva|zdjęcie|fot|zdj|фото|фотография|صورة|الصورة|تصوير|तस्वीर|ছবি|फोटो|图片?|圖片?|照片|摄|攝影|写真|撮影|사진|fotoğraf|görsel|φωτογραφία|φωτο|צילום|gambar|ảnh|video|graphic|illustration|grafik|infografik|handout|supplied|submitted|courtesy(?: of)?';
const OPENS_AS_PICTURE = new RegExp(
  `^[(\\[（［【<«|•·–—-]*\\s?(?:image source[,:]|م?صدر الصورة\\s?[،,:]|fuente de la imagen[,:]|crédito[,:]|автор фото[,:]|sumber gambar[,:]|इमेज स्रोत[,:]|credit\\s?(?:\\.{3}|…)|(?:${PICTURE_WORD})(?:\\s?[:：/／|–—-]|(?<=fot|zdj)\\.\\s|\\s?(?:by|von|par|de|di|via|©|\\(c\\)|av|af)(?![\\p{L}])))`,
  'iu',
);
/** "Photo Ida Holm", "FOTO AFP". */
const OPENS_AS_PICTURE_OF =
  /^[([]?(?:[Pp]hotos?|PHOTOS?|[Ff]otos?|FOTOS?|[Bb]ild|BILD|[Bb]eeld|BEELD|[Kk]uva|KUVA|[Ii]mages?|[Cc]rédits?(?: photo)?|[Ff]ot\.|[Cc]redit|Courtesy) \p{Lu}[\p{L}'’.-]*(?:[ /,]{1,2}(?:(?:v[ao]n|de[nrl]?|d[ai]|do[s]?|l[ae]|al|ter) ){0,2}\p{Lu}[\p{L}'’.-]*){0,4}[ /,]{0,2}[)\]]?$/u;
const PICTURE_MARK =
  /(?:^|[\s/(])(?:via|handout|pool|getty|archive?s?|archiv[io]?|file|photos?|images?|fotos?)(?:$|[\s)/])/iu;

/** Words that stand between the names in a credit. */
const LINKS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'according to|theo|según|selon|nach|segundo|secondo|volgens|enligt|ifølge|with|and|from|by|via|the|inputs?|material|files?|agency|agencies|staff|reporters?|news|wires?|desk|newsroom|report(?:s|ing)?|contribut(?:ed|ions?)|compiled|additional|information|source|sources|text|in',
    'avec|édité|edited|bearbeitet|editado|bewerkt|et|par|l|la|le|les|de|des|du|d|sources?|agences?|rédaction|texte|dépêches?|informations?|concours|collaboration',
    'medewerking|bijdragen?|mitarbeit|colaboración|colaboração|collaborazione|contributi?|medverkan|bidrag|bistand|współpraca',
    'mit|und|von|der|die|den|das|aus|quellen?|agenturmaterial|material|redaktion|red|nachrichtenagentur(?:en)?|text|newskanal|sowie',
    'con|y|e|información|informaciones|datos|por|fuentes?|redacción|agencia|com|informações|fontes?|da|do|das|dos|redação|agência|reportagem',
    'di|del|della|fonte|fonti|redazione|agenzia|met|en|van|bron(?:nen)?|door|redactie|med|och|og|fra|från|av|af|källa|kilde|lähteet|lähde|ja|opr|oprac|źródło|na podstawie|za|i|oraz',
    'источники?|по материалам|по данным|и|со ссылкой на|المصدر|المصادر|و|مع|नई|स्रोत|इनपुट|के साथ|来源|來源|综合|綜合|記者|출처|kaynak|ve|sumber|dan|dengan|nguồn|πηγή|και|με πληροφορίες από',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
);

/** "Source:", "By": what follows made the text. */
const OPENS_AS_SOURCE =
  /^[([（—–-]*\s?(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|källa|kilder?|lähde|lähteet|źródło|zdroj|источники?|джерело|المصدر|المصادر|来源|來源|출처|kaynak|sumber|nguồn|πηγή|स्रोत|forrás|surs[ăae]|izvori?|allikas|šaltinis|avots)\s?[:：]/iu;
const OPENS_AS_BYLINE =
  /^(?:author|auto(?:r(?:in|a|es|ka|zy)?|ři)|auteurs?|autore|penulis|yazan|автор(?:ы)?|by|von|par|por|di|door|av|af|de|oleh|haber|text|tekst|texte)\s?(?::| )/iu;

/** "Par Le Matin libre avec AFP": a byline closes with the agencies that helped, whatever the paper is called. */
const WITH_AGENCIES = new RegExp(
  `\\s(?:avec|with|mit|con|com|met|med|z|ze|ile|dengan)(?: (?:material (?:von|der)|informations? de|información de|informações d[aeo]|inputs? from|medewerking van))? (?:(?:l[’'])|(?:the|la|le|les|der|den) )?(?:agences? |agencias? |nachrichtenagentur )?(?:${NAMES.join('|')})(?:(?:\\s?[,/&]\\s?| (?:and|und|et|y|e|en|og|och) )(?:the )?(?:${NAMES.join('|')}))*$`,
  'iu',
);
const LONGEST_SIGNED = 90;

/** "The Associated Press contributed to this report.": a sentence that is nothing but a credit. */
const HELPED = new RegExp(
  `^[([]?(?:the |la |l[’'])?(?:${NAMES.join('|')})(?:(?:,|,? and| y| e| et| und) (?:the )?(?:${NAMES.join('|')}))* (?:(?:also )?contributed (?:to this (?:report|story|article)|reporting)|contribuy(?:ó|eron) (?:a|con|en) est[ae] \\p{L}+|contribu(?:iu|íram) (?:para|com) est[ae] \\p{L}+|(?:a|ont) contribué à cet article|ha(?:nno)? contribuito a questo articolo|ha(?:t|ben) zu diesem \\p{L}+ beigetragen|dro(?:eg|egen) bij aan dit \\p{L}+|bidro(?:g|tok)? (?:till|til) den(?:ne|na|\\shär) \\p{L}+|(?:ikut )?berkontribusi (?:dalam|pada) (?:penulisan )?\\p{L}+ ini)\\.?[)\\]]?$`,
  'iu',
);

const LONGEST = 110;
/** So many words may stand beside the agencies: the paper's own name, a place. */
const MOST_OTHERS = 3;
/** And so many in a byline: the writer and the paper. */
const MOST_SIGNED = 6;
/** And so many letters of scripts that have no capitals. */
const MOST_SIGNS = 16;
const PERSON = /\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*)+/u;

/** What a short line credits: the text, a picture, or nothing. */
export type CreditedThing = 'text' | 'picture';

/** What a line that is nothing but a credit credits; null for any other line. `text` is one line. */
export function creditedBy(text: string): CreditedThing | null {
  if (text.length > LONGEST || /[。！？।؟].*\p{L}/u.test(text)) return null;
  if (OPENS_AS_SOURCE.test(text) && text.search(PICTURE_SHOP) >= 0) return 'picture';
  if (namesItsSource(text)) return 'text';
  if (OPENS_AS_PICTURE_OF.test(text)) return 'picture';
  if (OPENS_AS_PICTURE.test(text)) return namesSomebody(text) ? 'picture' : null;
  const shops = text.match(PICTURE_SHOP)?.length ?? 0;
  if (shops + (text.match(ANY_AGENCY)?.length ?? 0) === 0) return COPYRIGHT_ALONE.test(text) ? 'picture' : null;
  const rest = text.replace(PICTURE_SHOP, '§').replace(ANY_AGENCY, '§');
  const isPictures =
    (isPerson(rest, text) && !OPENS_AS_BYLINE.test(text)) ||
    shops > 0 ||
    (PICTURE_MARK.test(text) && !/^via\b/i.test(text));
  if (isPictures) return wordsIn(rest) <= MOST_OF_PICTURE && !hasSentence(rest) && !tells(rest) ? 'picture' : null;
  return joinsAgencies(text, rest) ? 'text' : null;
}

/** "© Ann Lee". */
const COPYRIGHT_ALONE = /^[([]?(?:©|\(c\))\s?\p{Lu}[\p{L}\p{N} .&'’/-]{1,50}[)\]]?$/iu;
/** So many words may stand beside the names in the credit of a picture. */
const MOST_OF_PICTURE = 6;

const wordsIn = (rest: string): number =>
  rest
    .replaceAll('§', '')
    .split(/[\s/|,]+/)
    .filter((word) => /\p{L}/u.test(word)).length;

/** "Wild boar in a street – file picture / §": words in small letters tell what a picture shows. */
const tells = (rest: string): boolean =>
  (rest.replace(LINKS, ' ').match(/(?<![\p{L}§])\p{Ll}{3,}/gu)?.length ?? 0) >= 3;

/** "kanalnews.pl", "nord.kanalnews.pl": a paper's own address beside the agencies. */
const PAPER_ADDRESS = /(?<![\p{L}\d.-])(?:[\p{L}\d-]{2,30}\.){1,3}\p{Ll}{2,4}(?![\p{L}\d.])/gu;

/** "De duif Armando, in 2013. Beeld §": a caption, and whose the picture is. */
const PICTURE_BEFORE_AGENCY = /\s(?:photos?|fotos?|bilde?|billede|beeld|imag(?:en|em)|kuva)\s?[:©]?\s?§/iu;

/** True where nothing but linking words, initials and a few names stand beside the agencies; `rest` has § for each. */
function joinsAgencies(text: string, rest: string): boolean {
  const others = rest
    .replaceAll('§', ' § ')
    .replace(PAPER_ADDRESS, ' ')
    .replace(LINKS, ' ')
    .split(/[\s,/|&+·•()[\]{}<>（）［］【】、，；;:：.©—–=-]+/u)
    .filter((word) => /[\p{L}]/u.test(word));
  const signs = others.filter((word) => /^\p{Lo}/u.test(word));
  if (signs.length > 3 || signs.join('').length > MOST_SIGNS || PICTURE_BEFORE_AGENCY.test(rest)) return false;
  if (
    others.length > (OPENS_AS_BYLINE.test(text) ? MOST_SIGNED : MOST_OTHERS) ||
    others.some((word) => !isNameOrInitials(word))
  )
    return false;
  return !endsAsSentence(text) || others.length === 0;
}

/** A source under a label, a bracket of sources, or a sentence that says who helped. */
const namesItsSource = (text: string): boolean =>
  (OPENS_AS_SOURCE.test(text) && namesAnyAgency(text) && !endsAsSentence(text)) ||
  isListOfSources(text) ||
  isListOfWriters(text) ||
  isBylineOfPaper(text) ||
  (text.length <= LONGEST_SIGNED && OPENS_AS_BYLINE.test(text) && WITH_AGENCIES.test(text)) ||
  (text.length <= LONGEST_SIGNED && OF_NEWSROOM.test(text) && WITH_AGENCIES.test(text)) ||
  (/^\p{Ll}[\p{L}\d.]{3,20} \p{L}{1,5} /u.test(text) && text.length <= LONGEST_SIGNED && isPaperWithAgencies(text)) ||
  (/contribu|beigetragen|bij aan|bidro|berkontribusi/iu.test(text) && HELPED.test(text));

/** "Autor: Lidové listy, ČTK": the label of a byline, the paper and at the end its agency. */
function isBylineOfPaper(text: string): boolean {
  const parts = text.length <= LONGEST_SIGNED && OPENS_AS_BYLINE.test(text) ? text.split(/\s?[,/]\s?/u) : [];
  return parts.length > 1 && /^\S{3,12}:\s/u.test(text) && isAgency(parts.at(-1) as string);
}

/** "La rédaction numérique de RTX avec AFP". */
const OF_NEWSROOM =
  /^(?:(?:la|die|the|de|a) )?(?:rédaction|redaktion|newsroom|redacción|redação|redazione|redactie|redakcja|redakce)(?!\p{L})/iu;

/** "franceinfos avec AFP": the paper writes itself in small letters. */
const isPaperWithAgencies = (text: string): boolean =>
  !endsAsSentence(text) && WITH_AGENCIES.exec(text)?.index === text.indexOf(' ');

/** "(kurier.example, APA, holl)": a bracket of an agency, a paper's address and initials. */
function isListOfSources(text: string): boolean {
  const parts = /^[([]([^()[\]]{5,60})[)\]]$/u.exec(text)?.[1]?.split(/[,/;]\s?/u) ?? [];
  return (
    parts.length > 1 &&
    parts.every((part) => /^(?:\p{L}{1,6}|[\p{L}\d-]{2,20}\.\p{L}{2,8})$/u.test(part)) &&
    parts.some(isAgency)
  );
}

/** "Jana Malá, Petr Kos, ČTK": two writers or more, and the agency. */
function isListOfWriters(text: string): boolean {
  const parts = text.split(/\s?[,/|]\s?|\s(?:a|and|und|et|y|e|og|och|ja|i|и)\s/u);
  const last = parts.at(-1) ?? '';
  const writers = parts.slice(0, -1);
  return writers.length > 1 && last.replace(ANY_AGENCY, '') === '' && last !== '' && writers.every(isWriterName);
}

const isWriterName = (part: string): boolean =>
  /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,2}$/u.test(part) && !namesAnyAgency(part);

const isAgency = (part: string): boolean => part.length > 2 && part.replace(ANY_AGENCY, '') === '';

/** "ats/clem": an agency that writes itself in small letters, and initials. */
export function namesSmallAgency(text: string): boolean {
  return text.split('/').some((part) => SMALL_AGENCY.test(part));
}

const SMALL_AGENCY = /^(?:dpa|ats|afp|apa|sda|epd|kna|ansa|efe|lusa|belga)$/;

/** "Marta Lozano / Agencias": who wrote a story out of what agencies sent. Pictures name their agency. */
const GENERIC =
  /(?<!\p{L})(?:agenc(?:y|ies)|agences|agencias|agências|agenturen|agenzie|agentschappen|ajanslar|агентства)(?!\p{L})/iu;

/** "Peter Moser/dpa", "LUIS ARANDA (EFE)", "AFP/Ana Lee", "APA/TEAM/Ana Lee": a person joined to an agency made a picture. */
function isPerson(rest: string, text: string): boolean {
  if (GENERIC.test(text)) return false;
  const before = /^[([]?(?:©|\(c\))?\s*([^§/|(,]{3,40}?)\s?(?:\/|\(|,|[–—-] )\s?§/iu.exec(rest)?.[1];
  const behind =
    /§\s?\/\s?(.+)/u
      .exec(rest)?.[1]
      ?.split(/\s?[/|]\s?/u)
      .filter(({ length }) => length <= 40) ?? [];
  return [before, ...behind].some(
    (name) => name !== undefined && PERSON.test(name) && !LINK_WORD.test(name) && !TELLS.test(name),
  );
}

/** "Il premier Aldo Renn in Aula": words in small letters behind a name tell what a picture shows. */
const TELLS = /^\p{Lu}?\p{Ll}{1,40} \p{Ll}{4}.{0,40}? \p{Ll}{2,40} /u;

const LINK_WORD =
  /(?<!\p{L})(?:avec|with|mit|con|com|met|og|och|theo|según|selon|nach|red(?:aktion|acción|ação|azione)?|news|post|times|zeitung|daily|notícias|noticias|notizie|nieuws|vesti|wiadomości|zprávy|hírek|știri|nachrichten|nyheter|uutiset|jornal|journal|diario|diário|giornale|gazet[ae]|gazette|herald|tribune|courrier|kurier|correio|correo|haber|televis\p{L}+|tv|radio|rádio|online|вести|новости)(?!\p{L})/iu;

function isNameOrInitials(word: string): boolean {
  return /^(?:[\p{Lu}\p{Lo}\p{Lt}\p{M}]|\p{Ll}{1,2}\p{Lu})/u.test(word) || /^\p{Ll}{1,4}$/u.test(word);
}

function namesSomebody(text: string): boolean {
  const said = text.replace(OPENS_AS_PICTURE, '');
  // "Foto: Kambing di Masjid Al-Huda, Garut (dok. Istimewa)" is a caption with its credit.
  if (/^(?:\S{1,30} ){4,20}[(（][^()（）]{3,40}[)）]$/u.test(said.trim())) return false;
  if (/^\p{Ll}/u.test(said.trim()) && said.trim().split(/\s+/).length > 3) return false;
  return said.length <= 70 && /\p{L}{2}/u.test(said) && !(endsAsSentence(said) && said.split(/\s+/).length > 6);
}

function endsAsSentence(text: string): boolean {
  return /[.!?…]["”’»)\]]*$/u.test(text) && !/(?<!\p{L})\p{L}{1,3}\.\)?$/u.test(text);
}

/** A sentence, or a sentence with a bracket behind it: "… er skiltet via Sunndal. (©NTB)". */
function hasSentence(text: string): boolean {
  return endsAsSentence(text) || /\p{Ll}{3}[.!?…]["”’»]?\s?[([（［]|\p{Ll}{4}[.!?]\s\p{Lu}\p{Ll}/u.test(text);
}

/** The agency that a line without the end of a sentence ends with: "Zentrale der Notenbank in Bern Reuters"; or null. */
export function agencyAtEnd(text: string): string | null {
  const end = text.slice(-40);
  const last = [...end.matchAll(ANY_AGENCY), ...end.matchAll(PICTURE_SHOP)].find(
    (match) => match.index + match[0].length === end.length,
  );
  return last === undefined || last[0] === last[0].toLowerCase() ? null : last[0];
}

/** True where a text names an agency as a word of its own. */
export function namesAnyAgency(text: string): boolean {
  return text.search(ANY_AGENCY) >= 0;
}

/** True where a text names an agency, or a shop that sells pictures. */
export function namesPictureSource(text: string): boolean {
  return text.search(PICTURE_SHOP) >= 0 || namesAnyAgency(text);
}

/**
 * What stands between the last agency's name and the words before it: "… gatit. (dpa/afp/vl)" gives the bracket. `isLast`
 * says that the paragraph ends its story, where one agency behind a stroke is the text's: "…, disse. /AP".
 */
export function closingCredit(
  paragraph: string,
  isLast = false,
): { readonly text: string; readonly credit: string } | null {
  const tail = paragraph.slice(-120);
  const bracket = /[(（[［【]([^()（）[\]［］【】]{2,70})[)）\]］】]\.?$/u.exec(tail);
  const bare = /(?<=[.!?…。！？।؟"”’»)])\s+((?:[-–—/]\s*)?[^.!?。]{2,70})$/u.exec(tail);
  for (const match of [bracket, bare]) {
    const credit = match?.[1]?.trim();
    if (match === null || credit === undefined) continue;
    const before = paragraph.slice(0, paragraph.length - match[0].length).trimEnd();
    // One agency behind a stroke is whose picture it is; several joined by a word are the text's.
    if (/^[/|]/.test(credit) && (credit.startsWith('|') || (!isLast && agenciesIn(credit).length < 2))) continue;
    if (/[.!?…。！？।؟"”’»)]$/u.test(before) && creditedBy(credit) === 'text' && namesAnyAgency(credit))
      return { text: before, credit: credit.replace(/^[—–/-]\s*/, '') };
  }
  return null;
}

/** A text in signs without the agency's name that it ends with: "下萨克斯穆尔路透电" gives the place and the tail word. */
export function withoutAgencies(text: string): string {
  return text.replace(ANY_AGENCY, '');
}

/** True for a line that is the name of one agency and nothing else. */
export function isAgencyAlone(text: string): boolean {
  return withoutAgencies(text).trim() === '';
}

/** The agencies that a text names, as written there. */
export function agenciesIn(text: string): readonly string[] {
  return text.match(ANY_AGENCY) ?? [];
}
