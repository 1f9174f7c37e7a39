import { closingCredit, creditedBy, namesAnyAgency, namesPictureSource, namesSmallAgency } from './agency-words.ts';
import { continuesBelow, isSiteWord, opensAsSite, speaksOfItself } from './furniture-words.ts';
import { endsSentence, kindOfLine, type LineKind, opensComments } from './line-kinds.ts';
import { isOwnVoice, speaksToReader } from './reader-words.ts';
import { isDateLine, isLabelledTime, loneLabel, readDateLine } from './stated-dates.ts';
import { isClock, isRelativeTime } from './stated-times.ts';
import { captionCredit, isCaption, withoutPictureLabel } from './text-captions.ts';
import { readWriter } from './text-writer.ts';
import { measure } from './word-stems.ts';
import { inCapitalsToo } from './written-in-capitals.ts';

/** What a line of a page copied as text is by itself, before its neighbours are asked. */
export type TextKind =
  | 'copy'
  | 'site'
  | 'related'
  | 'points'
  | 'tags'
  | 'comments'
  | 'date'
  | 'date-label'
  | 'clock'
  | 'credit'
  | 'picture-credit'
  | 'caption'
  | 'writer'
  | 'rights'
  | 'initials'
  | 'sign-off';

/** A line of a page, and how many line ends follow it. */
export interface PageLine {
  readonly text: string;
  readonly gap: number;
  /** The line above it said that it is a caption. */
  readonly isCaption?: boolean;
}

/** A picture of which a page copied as text has kept the words. */
export interface PagePicture {
  readonly caption: string | null;
  readonly credit: string | null;
}

export interface TextLine extends PageLine {
  readonly kind: TextKind;
  /** Ends as a sentence does. */
  readonly sentence: boolean;
  /** In letters of an alphabet, whatever the script. */
  readonly length: number;
}

/** A sentence with a short bracket behind its end: "…举行。（完）". */
const ENDED = /[.!?…。！？।؟]["”’»]?\s?[(（[【][^()（）[\]【】]{1,40}[)）\]】]$/u;

/** "Search News...": a few words and dots are the text of a field or a button. */
const CUT_SHORT = /^(?:\S{1,20} ){0,4}\S{1,20}(?:…|\.{3})$/u;

/** What magazines set behind the last sentence of a story. */
const END_MARK = /(?<=[.!?…”"’»]) ?[♦◆■◼▪□●•▲]$/u;

/** "… for rice. INQ": the paper's initials behind a sentence; "DR" keeps the rights in a picture. */
const SIGNED_BY_PAPER = /\p{Ll}{2}.{0,40}\p{Ll}{2}[.!?”"»]{1,2}\s(?!DR$)\p{Lu}{2,5}$/u;

const LONGEST_SITE_LINE = 140;
const LONGEST_SITE_SENTENCE = 320;

/** Classes a line by what it says. */
export function readTextLine(given: PageLine): TextLine {
  const bare = withoutPictureLabel(given.text);
  const line = bare === null ? given : { ...given, text: bare, isCaption: true };
  return {
    ...line,
    kind: line.isCaption === true ? 'caption' : kindOf(line.text),
    sentence:
      (endsSentence(line.text.replace(END_MARK, '')) && !CUT_SHORT.test(line.text) && !LABELLED_NAME.test(line.text)) ||
      ENDED.test(line.text.slice(-60)) ||
      SIGNED_BY_PAPER.test(line.text.slice(-60)) ||
      closingCredit(line.text) !== null,
    length: measure(line.text),
  };
}

function kindOf(text: string): TextKind {
  for (const [kind, is] of RULES) if (is(text)) return kind;
  const otherwise = kindOfLine(text);
  if (otherwise === 'sign-off') return 'sign-off';
  const is = KINDS[otherwise] ?? 'copy';
  return is !== 'copy' && endsSentence(text) && isTelling(text) ? 'copy' : is;
}

const KINDS: Readonly<Partial<Record<LineKind, TextKind>>> = { furniture: 'site', date: 'site', related: 'related' };

/** A sentence that is longer is seldom a label, and a shorter one only where the page speaks in it. */
const LONGEST_LABEL = 90;
const SHORTEST_TELLING = 16;

const isTelling = (text: string): boolean =>
  text.length > LONGEST_LABEL ||
  (text.length > SHORTEST_TELLING && !isOwnVoice(text) && !opensAsSite(text) && !speaksOfItself(text));

const RULES: readonly (readonly [TextKind, (text: string) => boolean])[] = [
  ['site', (text) => !/[\p{L}\p{N}]/u.test(text) || ADDRESS.test(text) || IMAGE_NAME.test(text)],
  [
    'initials',
    (text) => INITIALS.test(text) && !namesSmallAgency(text) && !(/^[([]/.test(text) && namesAnyAgency(text)),
  ],
  ['points', (text) => text.length <= 60 && POINTS.test(text)],
  ['tags', (text) => text.length <= 60 && TAGS.test(text)],
  ['comments', (text) => opensComments(text) || (text.length <= 60 && COMMENTS.test(text))],
  ['related', (text) => text.length <= LONGEST_SITE_LINE && RELATED.test(text)],
  ['date-label', (text) => loneLabel(text) !== null],
  [
    'clock',
    (text) =>
      (!isSaid(text) && (isClock(text) || isLabelledTime(text) || isRelativeTime(text))) ||
      (text.length <= 60 && READING_TIME.test(text)),
  ],
  ['credit', isDatedCredit],
  ['date', (text) => isDateLine(text) || isSignedDate(text)],
  ['picture-credit', (text) => isCopyrightOfPicture(text) || OF_NETWORK.test(text) || OF_SCREEN.test(text)],
  ['rights', keepsRights],
  ['caption', isSignedCaption],
  ['picture-credit', (text) => creditedBy(text) === 'picture'],
  ['credit', (text) => creditedBy(text) === 'text'],
  ['picture-credit', (text) => /^[[(（［【].*[\])）］】]$/u.test(text) && text.length <= 60 && isCaption(text)],
  [
    'site',
    (text) =>
      /^\[ ?\p{L}[^[\]]{18,140} ?\]$/u.test(text) &&
      (/[?？]$/u.test(text.slice(0, -1).trim()) || !endsSentence(text.slice(0, -1).trim())),
  ],
  ['site', (text) => isSiteWord(text) || isMenu(text) || COUNT.test(text)],
  ['writer', (text) => readWriter(text) !== null],
  ['site', (text) => OF_DESK.test(text)],
  ['caption', isCaption],
  ['site', isSiteLine],
];

/** A sentence that tells of a time: "Dozens have queued since the morning." */
const isSaid = (text: string): boolean => endsSentence(text) && text.split(/\s+/).length >= MOST_IN_TIME;
const MOST_IN_TIME = 5;

const ADDRESS =
  /^(?:https?:\/\/|www\.)\S+$|^\S{1,100}@\S{1,100}\.\S{1,100}$|^(?:@|#)[\p{L}\p{N}_]+(?:\s[@#][\p{L}\p{N}_]+)*$/u;
const IMAGE_NAME = /^\S{1,120}\.(?:jpe?g|png|webp|gif|svg|avif)$/i;
const COUNT =
  /^\d{1,6}(?:[.,]\d+)?\s?[kKmM]?$|^\d{1,3}\s?\/\s?\d{1,3}$|^\d{1,6}\s\p{L}{4,14}$|^\p{L}{4,14}\s\(?\d{1,6}\)?$/u;

/** The desks of AFP and others close their copy with the initials of those who wrote and edited it. */
const INITIALS = /^[([]?\p{Ll}{2,4}(?:[/-]\p{Ll}{2,4}){1,6}[)\]]?$/u;

/** Headings over a story's points. */
const POINTS = inCapitalsToo(
  /^(?:highlights?|key (?:points|takeaways|facts|developments)|takeaways|at a glance|in brief|in short|the (?:essentials|gist)|what (?:we|you need to) know|summary|quick read|tl;?dr|story highlights|l[’']essentiel(?: à retenir)?|en bref|en résumé|résumé|(?:les )?points[- ]clés|ce qu[’']il faut (?:retenir|savoir)|à retenir|das wichtigste(?: in kürze)?|in kürze|kurz (?:und knapp|zusammengefasst)|auf einen blick|darum geht[’']?s|zusammenfassung|(?:las )?claves|puntos clave|en resumen|lo esencial|resumen|em resumo|resumo(?: da notícia)?|pontos[- ]chave|principais pontos|(?:i )?punti chiave|in sintesi|in breve|ascolta la sintesi|in het kort|samenvatting|kort sagt|oppsummert|sammanfattning|sammendrag|kortversjonen|det korte av det lange|tiivistelmä|lyhyesti|w skrócie|najważniejsze informacje|najważniejsze|кратко|коротко|главное|суть|أبرز النقاط|ملخص|النقاط الرئيسية|要点|摘要|重点|ポイント|要約|요약|핵심|özet|inti berita|ringkasan|tóm tắt|σύνοψη|मुख्य बातें|हाइलाइट्स|सार|खबर का सार)\s?[:：]?$/iu,
);

/** Headings over the words under which a story is filed, which stand below it. */
const TAGS = inCapitalsToo(
  /^(?:tags?|topics?(?: in this (?:article|story))?|related topics|keywords(?: in this article)?|filed under|see more on|more on|follow topics?|explore more(?: on these topics)?|thématiques?|mots[- ]clés|sujets|thèmes|sur les mêmes thèmes|themen|schlagworte|schlagwörter|stichwörter|mehr zu|temas?(?: relacionados)?|etiquetas|archivado en|palavras[- ]chave|tópicos(?: relacionados)?|assuntos|argomenti|onderwerpen|lees meer over|meer over|ämnen|emner|emneord|mer om|mere om|aiheet|asiasanat|tematy|tagi|témata|теги|темы|ключевые слова|الكلمات المفتاحية|كلمات مفتاحية|وسوم|الوسوم|كلمات دالة|热词|標籤|标签|關鍵字|关键词|关键字|タグ|キーワード|태그|키워드|etiketler|konular|topik|từ khóa|ετικέτες|टैग|टॉपिक)\s?[:：]?$/iu,
);

const COMMENTS = inCapitalsToo(
  /^(?:(?:read |view |show |see |post )?(?:all )?comments?(?: here)?|(?:mostrar|ver|voir|lire|afficher|zu den|mostra|leggi(?: i)?|bekijk|toon|visa|vis|zobacz|pokaż|показать|tüm)(?: (?:todos os|todos los|tous les|les|i|alle|wszystkie|все))? (?:comentarios|comentários|commentaires|kommentaren?|commenti|reacties|kommentarer|komentarze|комментарии|yorumlar)|join the (?:conversation|discussion)|commentaires|réagir|réactions?|leserdiskussion|leserkommentare|diskussion|kommentarer|kommentaarit|komentarze|komentáře|комментарии|обсуждение|التعليقات|تعليقات|コメント|댓글|yorumlar|komentar|bình luận|σχόλια)\s?[:(]?\s?\d{0,5}\)?$/iu,
);

/** Headings over another story, or the heading and its title in one line. */
const RELATED = inCapitalsToo(
  /^[\s•▶►→>»|■【[(-]{0,3}(?:close)?(?:(?:also|read|watch|listen|lire|voir|lesen|lee|leia|leggi|lees|läs|les|zobacz|czytaj|читайте|baca|oku|mehr|pilihan (?:editor|redaksi))(?=\s?[:|])|relacionad[oa]s?|related videos?(?=:)|see (?:more|all)(?=:)|related posts?|also read|read also|read more|more to read|read next|see also|related(?: (?:stor(?:y|ies)|articles?|news|coverage|content|reading))?|recommended(?: for you| stories| reading)?|more from(?: this section)?|more stories|more (?:on this|news)|don[’']t miss|most (?:read|popular)|editor[’']?s[’']? picks?|watch|listen|in pictures|explainer|what to read next|up next|you may(?: also)? like|top news(?: today)?|latest news|trending(?: now)?|موضوعات (?:مقترحة|ذات صلة)|أخبار ذات صلة|مواضيع (?:ذات صلة|مقترحة)|lire aussi(?: l[’']\p{L}+| notre \p{L}+| la \p{L}+| le \p{L}+)?|[àa] lire(?: aussi| également)?|lire également|voir aussi|à voir aussi|(?:retrouvez )?notre dossier|sur le même (?:sujet|thème)|dans la même rubrique|les plus lus|notre sélection|lesen sie(?: auch| mehr| dazu| hier)?|lesen sie mehr zum thema|mehr zum thema|mehr dazu|auch interessant|das könnte (?:sie|dich)(?: auch)? interessieren|siehe auch|passend dazu|meistgelesen|weitere (?:artikel|meldungen|themen|nachrichten)|empfohlene(?:r)? (?:artikel|beitrag|redaktioneller inhalt)|más información|te puede interesar|te recomendamos|le puede interesar|también te puede interesar|(?:lee|lea|leer) (?:también|más|además)|vea también|mira también|ver más|lo más (?:leído|visto)|not[ií]cias relacionadas|leia (?:mais|também|ainda)|veja (?:também|mais)|ver também|saiba mais|mais lidas|leggi anche|vedi anche|guarda anche|approfondisci|da non perdere|ultima ora|ti potrebbe interessare|potrebbe interessarti|i più letti|lees ook|lees meer|lees verder|bekijk ook|zie ook|kijk ook|luister ook|aanbevolen(?: artikelen)?|meest gelezen|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|se også|se även|lue (?:myös|lisää)|katso myös|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również|więcej)|przeczytaj (?:także|też)|polecane|čtěte (?:také|více)|přečtěte si(?: také)?|читайте (?:также|ещё|еще)|читать также|смотрите также|материалы по теме|по теме|читайте також|[اإ]قر[أا] (?:أيضا|أيضاً|المزيد)|شاهد (?:أيضا|أيضاً)|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|مقالات ذات صلة|للمزيد|קראו (?:גם|עוד)|עוד בנושא|延伸阅读|延伸閱讀|相关(?:阅读|新闻|报道)|相關(?:閱讀|新聞|報導)|推荐阅读|推薦閱讀|更多新闻|看更多|関連記事|関連ニュース|あわせて読みたい|こちらも|관련\s?기사|관련\s?뉴스|추천\s?기사|ayrıca okuyun|ilgili haber(?:ler)?|ilginizi çekebilir|baca (?:juga|selengkapnya)|lihat juga|berita terkait|artikel terkait|đọc thêm|xem thêm|tin liên quan|διαβάστε (?:επίσης|ακόμη|ακόμα)|δείτε (?:επίσης|ακόμη)|(?:यह|ये)(?: खबर)? भी पढ़ें|और पढ़ें|संबंधित खबरें|önerilen haberler|olvasta már(?=\?)|قصص مقترحة|pe aceeași temă|citește (?:și|mai mult)|olvassa el)(?![\p{Ll}])(?:\s?[:：|–—\-›»】\])?]\s?.{0,120}|\s?\.{0,3})$/iu,
);

/** True for a heading over another story, or the heading and the title in one line: "SEE MORE: …", "[Related: …]". */
export function isRelatedLine(text: string): boolean {
  return text.length <= LONGEST_SITE_LINE && RELATED.test(text);
}

const READING_TIME =
  /^[\s·•|]*(?:(?:temps de |durée de )?lecture|lesezeit|lesedauer|(?:estimated )?reading time|time to read|read time|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|lästid|lesetid|læsetid|lukuaika|czas czytania|(?:ten (?:tekst|artykuł) )?przeczytasz w|время (?:чтения|на чтение)|waktu baca|okuma süresi|مدة القراءة|وقت القراءة|阅读时间)\s?[:：]?\s?.{0,20}$|^[\s·•|]*\d{1,3}\s?(?:m|min(?:ute[ns]?|utos?|uti|uten|utter|uter)?\.?|menit|dk|dakika|мин(?:ут[аы]?)?|分钟|分鐘|分|분|λεπτ[άό])\s?\.?\s?(?:read|de lecture|lesezeit|de lectura|de leitura|di lettura|leestijd|lezen|läsning|lesetid|læsetid|baca|okuma|чтения|阅读|để đọc)?$/iu;

/** Lines in which rights in the story are kept, which close it. */
const RIGHTS =
  /^(?:©|\(c\)|copyright\b|<?저작권자|ⓒ)|all rights reserved|tous droits (?:de reproduction )?réservés|reproduction interdite|alle rechte vorbehalten|todos los derechos reservados|todos os direitos reservados|reproducción prohibida|reprodução proibida|^©?\s?riproduzione riservata|tutti i diritti riservati|alle rechten voorbehouden|rättigheter förbehåll|rettigheter (?:forbe|reserv)|oikeudet pidätetään|wszelkie prawa zastrzeżone|všechna práva vyhrazena|все права защищены|всі права|(?:جميع|كل) الحقوق محفوظة|כל הזכויות שמורות|版权所有|版權所有|著作[权權]归|未[经經](?:书面|書面)?授[权權]|materiał chroniony|prawem autorskim|draudžiama .{0,60}panaudoti|pārpublicē(?:t|šana)|^при (?:цитуванні|використанні|передруку|цитировании|использовании|перепечатке)|無断転載|転載を禁|무단\s?전재|tüm hakları saklıdır|hak cipta|bản quyền|με επιφύλαξη|सर्वाधिकार/iu;

/** True for a line that says who may use the story. */
export function keepsRights(text: string): boolean {
  return text.length <= LONGEST_RIGHTS && RIGHTS.test(text);
}

/** "(APA, red, 7.10.2025)": the credit that closes a story, with its day. */
function isDatedCredit(text: string): boolean {
  const bare =
    text.length < 60 && /^[([].*[)\]]$/u.test(text) ? text.replace(/,? \d{1,2}\.\d{1,2}\.\d{2,4}/u, '') : text;
  return bare !== text && creditedBy(bare) === 'text' && namesAnyAgency(bare);
}

/** "DSK / Par Agence France-Presse, le 20 mai 2025 à 10h23": the time of a story beside who wrote or sent it. */
function isSignedDate(text: string): boolean {
  const read = readDateLine(text);
  if (read === null || read.rest.length > LONGEST_SIGNATURE || endsSentence(text) || creditedBy(text) !== null)
    return false;
  const isTimed = read.dates.some(({ value, label }) => value.includes('T') || label !== null);
  const isCredit = creditedBy(read.rest) === 'text' && namesAnyAgency(read.rest);
  return isTimed && (isCredit || readWriter(read.rest) !== null);
}
const LONGEST_SIGNATURE = 80;

/** "コルバン油田の積み出し港＝ロイター": words joined as only sentences are, and whose picture it is. */
function isSignedCaption(text: string): boolean {
  return /\p{Script=Hiragana}.{1,80}[＝=]/u.test(text) && captionCredit(text) !== null;
}

/** "X: @alertavalle": a picture that was taken from a network. */
const OF_NETWORK =
  /^[([]?(?:x|twitter|instagram|facebook|tik ?tok|telegram|youtube)\s?[:/]\s?@?[\p{L}\p{N}_. -]{2,40}[)\]]?$/iu;

/** "CAPTURE D’ÉCRAN", "Screenshot: TVX": a picture that was taken from a screen. */
const OF_SCREEN =
  /^[([]?(?:captures? d[’']écran|screen ?(?:shots?|grabs?)|capturas? de (?:pantalla|ecrã|tela)|bildschirmfoto|schermata|skärm(?:dump|bild)|skjermdump|skærmbillede|kuvakaappaus|zrzut ekranu|schermafbeelding)(?:\s?[:/–—-]?\s[^.]{2,40})?[)\]]?$/iu;

/** "〔國際新聞中心／綜合報導〕": the paper's desk, which names no agency. */
const OF_DESK = /^[〔（(［【][\p{Script=Han}／/、\s]{2,24}(?:報導|报道|報道|电|電|讯|訊)[〕）)］】]$/u;

/** "© Pedro Salas, AFP", "© Crédit photo : Ida Holm": who made a picture, and for whom. */
function isCopyrightOfPicture(text: string): boolean {
  const labelled = /^[([]?©\s?(\p{L}.*)$/u.exec(text)?.[1];
  if (labelled !== undefined && !keepsRights(labelled) && creditedBy(labelled) === 'picture') return true;
  return /^[([]?©\s?\p{Lu}[^\d]*$/u.test(text) && namesPictureSource(text) && creditedBy(text) === 'picture';
}

/** "Editing: D. G.": a label and initials or a name are no sentence. */
const LABELLED_NAME = /^[^.:]{3,20}:\s(?:\p{Lu}[\p{L}’'-]{0,20}\.?\s?){1,4}$/u;

const LONGEST_RIGHTS = 200;

/** A line of several menu words: "News Sport Opinion Culture". */
function isMenu(text: string): boolean {
  if (text.length > LONGEST_SITE_LINE) return false;
  const words = text.split(/\s?[|·•/>›»,]\s?|\s+/).filter((word) => word !== '');
  return words.length > 1 && words.length < 14 && words.every(isSiteWord);
}

function isSiteLine(text: string): boolean {
  if (text.length > LONGEST_SITE_SENTENCE) return false;
  if (WRITER_NOTE.test(text)) return true;
  if (!endsSentence(text))
    return (
      text.length <= LONGEST_SITE_LINE &&
      (opensAsSite(text) ||
        (BREADCRUMB.test(text) && !QUOTED.test(text)) ||
        TRAIL.test(text) ||
        LINKS_IN_ROW.test(text) ||
        (text.length <= 80 && speaksOfItself(text)))
    );
  return continuesBelow(text) || (opensAsSite(text) && (speaksOfItself(text) || isCall(text)));
}

/** "Read more.", "Join us!", "Segui i nostri canali.": true sentences may open with the same words, "Join us, they said." */
const isCall = (text: string): boolean =>
  text.length <= LONGEST_CALL && (/[!！)）]$/u.test(text) || !/\s\S+\s/u.test(text) || speaksToReader(text));
const LONGEST_CALL = 45;

/** Where the writer can be reached: "Ann Lee covers courts. Reach her at ann@paper.example.", "Follow him on X @annlee". */
const WRITER_NOTE =
  /(?:^|[.!?]\s|[,;]\s|\band\s)(?:(?:she|he|they|\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){0,3}) can be reached|(?:[Yy]ou can )?(?:[Rr]each|[Cc]ontact|[Ee]-?mail|[Ww]rite to|[Ff]ollow)(?: (?:her|him|them|the (?:reporter|author|writer)|\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}))?)(?: (?:on|at|via|by|x|twitter|threads|bluesky|email|e-mail|or|and)\b[: ]?){1,4}\s?\S{0,40}@\S/u;

/** Links side by side: "Weather in Bern | Holidays in Bern | Trains". */
const LINKS_IN_ROW = /^(?:[^|]{2,60}\s\|\s){2,8}[^|]{2,60}$/u;
/** »So wird in Deutschland zitiert«. */
const QUOTED = /»[^«»]{1,120}«|«[^«»]{1,120}»/u;
/** "Companies/ News/ Kaveri Motors recalls scooters": sections and the title. */
const TRAIL = /^\p{Lu}[\p{L}& ]{1,25}\s?\/\s\p{Lu}[\p{L}& ]{1,25}\s?\/\s\S/u;
const BREADCRUMB = /^[^>›»]{1,30}(?:\s?[>›»]\s?[^>›»]{1,40}){1,5}$/u;
