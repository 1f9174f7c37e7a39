import { closingCredit, creditedBy, namesPictureSource } from './agency-words.ts';
import { measure } from './word-stems.ts';

const LONGEST_CAPTION = 600;

const CAPTION_TAIL =
  /[(（[［【]\s?(?:[^()（）[\]]{0,30}[ ,:：-])?(?:file(?: photo| picture)?|archives?|archivbild|archivfoto|symbolbild|symbolfoto|illustration|photo d[’']illustration|image d[’']illustration|archivo|imagen de archivo|arquivo|archivio|repertorio|foto d[’']archivio|archief(?:foto)?|arkiv(?:foto|bild|bilde)?|arkistokuva|kuvituskuva|archiwum|архив(?:ное фото)?|أرشيف(?:ية)?|資料|資料写真|资料图|資料圖|자료사진|arşiv|[^()（）[\]]{0,60}(?:재판매|DB 금지|제공|촬영)|[^()（）[\]]{0,12}[摄攝]|[^()（）[\]]{0,16}(?:提供|翻[摄攝]|[截資资]料?[图圖]|[截視视][图圖])|dok\.?|ilustrasi|zdj(?:\.|ęcie) ilustracyjne|ilustrační foto|(?:foto|imagen) (?:ilustrativa|referencial)|imagem ilustrativa|beispielbild|genrebild|illustrasjonsbilde|handout)[^()（）[\]]{0,30}[)）\]］】]\.?$|(?:[-–—|.]\s?|\s)(?:riproduzione riservata|file photo|archive photo|(?:archiv|symbol|beispiel)(?:bild|foto)|photo d[’'](?:illustration|archives?)|(?:foto|imagen) de archivo|foto d[’']archivio|imagem (?:ilustrativa|de arquivo)|(?:archief|illustratie)foto|arkiv(?:foto|bilde?)|illustrasjons(?:foto|bilde)|genrebild|kuvituskuva|arkistokuva|zdjęcie (?:ilustracyjne|poglądowe)|ilustrační foto|foto ilustrasi|ảnh (?:minh họa|tư liệu)|архивное фото|صورة أرشيفية|file \| photo credit:? .{2,40})\.?$/iu;
const CAPTION_WORDS =
  /^(?:file\s[-–—]\s|(?:(?:file|stock|representative|representational) (?:photo|image|picture)|image used for represent\w+|photo for representation|photo d[’']illustration|image d[’']illustration|photo d[’']archives?|(?:symbol|archiv|beispiel)(?:bild|foto)|foto de archivo|imagen de archivo|foto d[’']archivio|illustratiefoto|archieffoto|foto ter illustratie|arkivfoto|illustrasjonsfoto|genrebild|arkivbild|kuvituskuva|arkistokuva|zdjęcie ilustracyjne|ilustrační foto|архивное фото|фото из архива|صورة أرشيفية|资料图|資料圖|資料写真|자료사진|foto ilustrasi)(?:$|[\s:：.,)(–—-])|(?:caption|légende|bildunterschrift|leyenda|legenda|didascalia|bildtext|billedtekst|bildetekst|kuvateksti|подпись|تعليق)\s?[:：])/iu;
const TAIL_CREDIT =
  /^(.{8,600}?[\p{L}\p{N})\]”"’».。।])\s?[|\-–—/.,。।]?\s?(?:[(（[［【«]\s?([^()（）[\]【】]{2,70})\s?[)）\]］】»]|(?:[|–—]|(?<!\d)\/|\/(?!\d)|(?<![\p{L}\d])-)\s?([^|–—]{2,70}?)|((?:©|\(c\)|copyright:|fotó|photos?|picture|image|foto(?:graf|grafie|grafía)?s?|bild|imagen|beeld|kuva|zdjęcie|fot\.|фото|صورة|الصورة|तस्वीर|फोटो|写真|摄|图|圖|사진|fotoğraf|φωτο(?:γραφία)?|gambar|ảnh|crédit(?: photo)?s?|credit|photo credit|image credit|file)\s?[:：|/／–—-]?\s?.{2,60}?))\.?$/isu;

/** "… le 31 mars 2025. CLARA NOVEL/AFP". */
const TAIL_NAME = /^.{8,560}?[\p{L}\p{N})\]”"’».]\s((?:\p{Lu}[\p{Lu}'’.-]{1,30} ?){1,4}\s?[/|]\s?.{2,40})$/su;

/** "… ont été rénovées. | OUEST-COURRIER". */
const TAIL_BAR = /^.{8,400}?[.!?]\s?[|]\s?((?:\p{Lu}[\p{L}’'&.-]{0,30}[\s/-]{0,2}){1,5})$/u;

/** "投票後に議場を出る首相＝6日、ロイター". */
const TAIL_SIGNS = /^.{6,200}?[＝=]\s?(?:[^＝=。]{1,30}[、，])?([^＝=。、，]{2,20})$/u;

/** A picture's caption that carries the credit of the picture, or says that it is one. */
export function isCaption(text: string): boolean {
  if (text.length > LONGEST_CAPTION) return false;
  if (CAPTION_WORDS.test(text) || CAPTION_TAIL.test(text.slice(-160))) return true;
  return captionCredit(text) !== null;
}

/** "… en su taller. PACO RUEDA": who made the picture, in capitals behind a sentence. */
const TAIL_CAPITALS =
  /^.{0,500}?\p{Ll}{2}.{0,80}?[\p{L}\p{N}][.!?»”"]{1,2}\s((?:\p{Lu}[\p{Lu}'’.-]+)(?: \p{Lu}[\p{Lu}'’.-]+){1,3})$/su;

/** "… dans le port. LQN/Hervé Pons": the paper's initials and a name. */
const TAIL_INITIALS =
  /^.{8,500}?[\p{L}\p{N}][.!?»”"]{1,2}\s(\p{Lu}{2,5}\s?\/\s?\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,3})$/su;

/** "…渡し船＝2025年6月9日、岩見市、佐藤健一撮影". */
const TAIL_TAKEN = /^.{4,200}?[＝=]\s?([^＝=。]{2,50}(?:撮影|提供|から))$/u;

/** "…재첩을 잡고 있다. 이수진 기자". */
const TAIL_REPORTER =
  /^.{8,200}?[.!?”"]\s([\p{Script=Hangul}]{2,4}\s(?:선임)?기자|[\p{Script=Hangul}\s]{2,16}\s(?:제공|촬영))$/su;

/** "… near Zichron, March 9, 2025. (Emil Haddad/Antiquities Office)". */
const TAIL_PERSON =
  /^.{8,500}?[(（](\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,3}\s?\/\s?\p{Lu}[^()（）]{2,40})[)）]\.?$/su;

/** "… cleaned for reuse.Credit...Tamir Kalif for The Ledger". */
const TAIL_CREDITED = /^.{8,500}?credit\s?(?:\.{3}|…)\s?(.{3,60})$/isu;

/** "…들어온 코끼리. /연합뉴스". */
const TAIL_SLASH = /^.{8,160}?\p{Script=Hangul}\.?\s?\/\s?([\p{Script=Hangul}A-Z][^./]{1,20})$/su;

/** "… en 2022. — A. Ferret / 21 Minutes". */
const TAIL_DASHED = /^.{8,500}?\s[—–]\s((?:\p{Lu}[\p{L}'’.-]{0,24} ?){1,4}\s?\/\s?\p{Lu}?[^/]{2,40})$/su;

/** "… en el patio de la almazara. / PEDRO SANZ". */
const TAIL_STROKE = /(?<=[\p{L}\p{N}%][.!?»”"]{0,2}) \/ (\p{Lu}[\p{Lu}'’.-]+(?: \p{Lu}[\p{Lu}'’.-]+){1,3})$/u;

/** "…大熊猫幼仔。新华社记者 王曦 摄". */
const TAIL_SHOT = /^.{4,200}?[。\s]([^。\s]{0,12}\s?\p{Script=Han}{2,4}\s?[摄攝])$/su;

/** "… the slipway at Arinagour | Ian Mackay": behind five words and more. */
const TAIL_NAMED = /^(?:[^\s|]{1,40} ){5,60}\| ((?:\p{Lu}[\p{L}'’.-]{1,24})(?: \p{Lu}[\p{L}'’.-]{1,24}){1,3})$/su;

/** "…구조되는 선원들. /제주해양경찰서 제공": who lent or made it, behind a stroke. */
const TAIL_LENT = /^.{8,200}?\s?[/／]\s?([\p{Script=Hangul}\p{Script=Han}\w· ]{2,24}(?:제공|촬영|캡처|提供|撮影))$/su;

/** Ends of captions that say by whom, what each of them has, and whether such an end is a credit. */
const TAILS: readonly (readonly [RegExp, RegExp, (credit: string) => boolean])[] = [
  [TAIL_NAME, /[/|]/u, (credit) => creditedBy(credit) !== null],
  [TAIL_SIGNS, /[＝=]/u, namesPictureSource],
  [TAIL_TAKEN, /[＝=]/u, () => true],
  [TAIL_SHOT, /[摄攝]$/u, () => true],
  [TAIL_DASHED, /[—–]/u, () => true],
  [TAIL_STROKE, / \/ /u, () => true],
  [TAIL_CREDITED, /credit/iu, () => true],
  [TAIL_SLASH, /\//u, namesPictureSource],
  [TAIL_LENT, /[/／]/u, () => true],
  [TAIL_PERSON, /[)）]/u, () => true],
  [TAIL_REPORTER, /기자|제공|촬영/u, () => true],
  [TAIL_BAR, /\|/u, () => true],
  [TAIL_NAMED, /\|/u, () => true],
  [TAIL_CAPITALS, /\p{Lu}[\p{Lu}'’.-]$/u, (credit) => creditedBy(credit) !== 'text'],
  [TAIL_INITIALS, /\//u, () => true],
];

/** The credit at the end of a caption; null where a line ends in none. */
export function captionCredit(text: string): string | null {
  if (text.length > LONGEST_CAPTION) return null;
  for (const [pattern, mark, isCredit] of TAILS) {
    const credit = mark.test(text) ? pattern.exec(text)?.[1] : undefined;
    if (credit !== undefined && isCredit(credit)) return credit;
  }
  return creditBehind(text);
}

/** A credit, and so much of the words before it as tells that there are some. */
const LONGEST_TAIL = 130;

/** A credit behind a caption, told from it by a bracket, a dash or a label. */
function creditBehind(text: string): string | null {
  const match = TAIL_CREDIT.exec(text.slice(-LONGEST_TAIL));
  if (match === null) return null;
  const [, said = '', bracket, dash, labelled] = match;
  const credit = (bracket ?? dash ?? labelled ?? '').trim();
  if (!said.includes(' ') && measure(said) < 12) return null;
  if (labelled !== undefined) return isPictures(labelled) && !isWordOfSentence(labelled) ? labelled : null;
  if (!namesPictureSource(credit) && creditedBy(credit) !== 'picture') return null;
  if (creditedBy(credit) === 'picture') return credit;
  // A paragraph that closes with the credit of the text ends as a sentence before it.
  if (creditedBy(credit) !== 'text' && !PICTURED.test(credit)) return null;
  return closingCredit(text) === null || PICTURED.test(credit) ? credit : null;
}

/** "© ANP": a mark and an agency are a picture's behind other words. */
const isPictures = (labelled: string): boolean =>
  creditedBy(labelled) === 'picture' || (/^(?:©|\(c\))/iu.test(labelled) && creditedBy(labelled) === 'text');

/** "un credit de 30 de milioane", "a photo of him": a word for a picture without a mark, and no name behind it. */
const isWordOfSentence = (labelled: string): boolean =>
  /^[\p{Script=Latin}\p{M}]+ /u.test(labelled) &&
  !/^[\p{L}\p{M}]+(?: (?:by|von|par|por|de|di|via|av|af|credit|of))?\s?[:|/–—-]?\s?(?:©|@|\p{Lu}|\(c\))/u.test(
    labelled,
  );

const PICTURED = /资料|資料|档案|檔案|写真|사진|照片|图|圖|أرشيف|file|archiv|photo|foto|via|pool|handout/iu;

const PICTURE_LABEL =
  /^(?:image|photo|picture|photograph|foto|bild|imagen|imagem|immagine|beeld|kuva|zdjęcie|фото|فيديو|صورة)\s?[:：]\s(?=.{20})/iu;

/** "Image caption, The harbour at dawn": so broadcasters label what their pictures show. */
const CAPTION_LABEL =
  /^(?:(?:image|photo) caption|pie de foto|legenda da foto|légende (?:image|photo)|التعليق على الصورة|подпись к фото|підпис до фото|इमेज कैप्शन|keterangan gambar|fotoğraf altı yazısı)\s?[,،:]\s(?=.{8})/iu;

/** "Image: The harbour at dawn. Photograph: Leo Quigg" without the first label; null for any other line. */
export function withoutPictureLabel(text: string): string | null {
  const captioned = CAPTION_LABEL.exec(text)?.[0];
  if (captioned !== undefined) return text.slice(captioned.length);
  const label = PICTURE_LABEL.exec(text)?.[0];
  const bare = label === undefined ? '' : text.slice(label.length);
  return / .* /.test(bare) && creditedBy(bare) === null && captionCredit(bare) !== null ? bare : null;
}

/** "Getty Images A small white ferry lies at an angle": the shop, and in its words what the picture shows. */
const ALTERNATIVE =
  /^((?:(?:getty images|pa media|pa wire|reuters|afp via getty images|epa(?:-efe)?|shutterstock|alamy|istock)(?:\s?\/\s?)?){1,2})\s(?=\p{Lu}\p{L}* .{30,}[^.!?]$)/iu;

/** The shop that opens a picture's text for readers who cannot see it; null for any other line. */
export function shopOverCaption(text: string): string | null {
  return text.length <= LONGEST_CAPTION ? (ALTERNATIVE.exec(text)?.[1] ?? null) : null;
}

/** A picture that is told twice: so many letters of its caption open another line. */
const SHORTEST_TOLD = 25;

/** True for a line that says what a caption says, without its credit or with another. */
export function repeatsCaption(text: string, caption: string): boolean {
  const credit = captionCredit(caption);
  const told = (credit === null ? caption : caption.slice(0, caption.lastIndexOf(credit))).replace(
    /(?<![\s.,;:©|(–—-])[\s.,;:©|(–—-]+$/u,
    '',
  );
  return told.length >= SHORTEST_TOLD && text.startsWith(told);
}
