import { withoutQuotations } from '../article/quotations.ts';
import { holdingWordsIn } from './embargo-words.ts';
import { isDenied, isDoneByOthers, isOfOthers } from './not-taken-back.ts';
import {
  mayStandInstead,
  mayTakeBack,
  type NoticePart,
  type NoticeRow,
  ROWS,
  rowsTaking,
  TAKING,
} from './notice-patterns.ts';
import { countWords } from './text-lengths.ts';

/** What a message between newsrooms says that takes a story back or holds it. */
export interface Notice {
  readonly change: 'withdrawal' | 'withheld';
  /** Its form alone shows that the agency speaks to newsrooms; otherwise it may be the report of what others did. */
  readonly isCertain: boolean;
  /** Its paragraphs. */
  readonly text: string;
}

/** The parts of a message in which a notice may stand. */
export interface Message {
  readonly headline: string;
  readonly notes: readonly string[];
  readonly paragraphs: readonly string[];
  /** Names of the agency that sent it, lower case. */
  readonly names: readonly string[];
  readonly hasDateline: boolean;
}

/** A notice is short: what says more than this reports something, or brings the text that it stops. */
const LONGEST_NOTICE = 120;
/** A statement that names no newsroom is taken for one only where nothing else is told. */
const LONGEST_STATEMENT = 70;
const LONGEST_PARAGRAPH = 700;
const FIRST_PARAGRAPHS = 6;

/** Rights, not notices: "not to be used without credit", "not for publication in the United States". */
const UNDER_TERMS =
  /(?<!\p{L})(?:without|ohne|sans|sin|sem|senza|zonder|uten|uden|utan|ilman|bez|без|بدون|in\s(?:the\s)?(?:us|u\.s|uk|united|canada|australia|japan)|commercial|kommerzi\p{L}*|archiv\p{L}*)(?!\p{L})/iu;
/** A full stop behind one or two letters ends an abbreviation. */
const SENTENCES = /(?<=(?<!(?<!\p{L})\p{L}{1,2})[.!?;؟])\s+(?!\d)|(?<=[。！])\s*|\n+/u;
/** From here on a sentence says why. */
const WHY =
  /(?<!\p{L})(?:because|since|as|after|weil|da|nachdem|car|parce|après|porque|tras|após|perché|dopo|poiché|omdat|nadat|fordi|etter|efter|eftersom|sedan|koska|ponieważ|gdyż|потому|поскольку|после|لأن|بسبب|protože|mert|mivel|çünkü|jer|ker|оскільки|тому|защото|deoarece|întrucât|γιατί|επειδή|karena|زیرا)(?!\p{L})/iu;
/** What is not to be used for now is held, and not taken back. */
const FOR_NOW =
  /(?<!\p{L})(?:for now|for the (?:moment|time being)|at present|pending|until (?:further notice|we|it is|checked|clarified)|vorerst|vorläufig|einstweilen|zunächst|bis (?:auf weiteres|zur)|pour l['’]instant|pour le moment|dans l['’]immédiat|provisoirement|dans l['’]attente|por ahora|por el momento|de momento|mientras|provisionalmente|hasta (?:nuevo aviso|que)|por enquanto|por agora|até (?:nova ordem|que|novo aviso)|per ora|per il momento|al momento|in attesa|voorlopig|vooralsnog|tot nader (?:order|bericht)|foreløpig|inntil videre|indtil videre|tills vidare|för närvarande|toistaiseksi|na razie|do odwołania|do czasu|пока|временно|до (?:выяснения|уточнения)|حاليا|مؤقتا|ريثما|zatím|prozatím|egyelőre|şimdilik|deocamdată|zasad|za zdaj|zatiaľ|поки|засега)(?!\p{L})|暂(?:时|缓|勿|不)|当面|당분간/iu;
/** Before the name of an agency: others speak to it. */
const TO_OTHERS =
  /(?<!\p{L})(?:by|to|told|with|from|seen\sby|von|gegenüber|par|à|por|al|da|ad|door|aan|av|af|till?|przez|agencji|агентству)\s(?:the\s|l['’]|die\s|der\s|la\s)?$/iu;
/** In brackets or between strokes the name of an agency signs what it sends. */
const SIGNS = /[(/][^()/]{1,40}[)/]$/u;
/** Those addressed stand at the beginning of what is said to them. */
const LONGEST_ADDRESS = 45;
const LONGEST_OBJECT = 20;
const WORDS_TO_A_PORTION = 5;
const FIRST_WORD = /^[\s*#>([+/–—-]{0,6}(?:\p{L}{2,12}\s?[:–—-]\s){0,2}/u;
/** What stands for a quotation, a slug in capitals, or the number of a message. */
const POINTER =
  /§|(?<![\p{L}\d])(?:\p{Lu}{2,}(?:[-/]\p{L}[\p{L}\d]*)+|[a-z]{1,4}\d{3,5}|\d{1,2}[:.h]\d{2})(?![\p{L}\d])/u;
/** Words that say something; two signs are one where each is a syllable or a word. */
const OTHER_WORD =
  /[\p{L}\p{M}\d]{4,}|(?<!\p{L})\p{Lu}(?:\p{Lu}|[\p{L}\d]{2})|[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{2}/u;
const BEFORE_COLON = /^([^:]{3,40}):\s/u;

interface Sentence {
  readonly text: string;
  readonly isHeadline: boolean;
}

/** The notice that a message is, or null. */
export function readNotice({ headline, notes, paragraphs, names, hasDateline }: Message): Notice | null {
  const length = [headline, ...paragraphs].reduce((sum, each) => sum + countWords(each), 0);
  const isShort = length <= LONGEST_NOTICE;
  const body = [...notes, ...paragraphs.slice(0, isShort ? FIRST_PARAGRAPHS : 1)].map((each) =>
    each.slice(0, LONGEST_PARAGRAPH),
  );
  const all = [headline, ...body].join('\n');
  if (!mayTakeBack(all)) return null;
  const sentences = [...sentencesIn(headline, true), ...body.flatMap((paragraph) => sentencesIn(paragraph, false))];
  const whole = sentences.map(({ text }) => text).join(' ');
  const found = rowsTaking(whole).flatMap((row) => {
    const read = readIn(sentences, row, { names, length, hasDateline, whole });
    return read === null ? [] : [{ read, row }];
  });
  // Languages share words: the surest reading counts.
  const best = found.find(({ read }) => read.isCertain) ?? found[0];
  if (best === undefined) return null;
  return { ...best.read, text: noticeAmong(body, best.row).join('\n') || headline };
}

/** The paragraphs of a notice, and those that it points to by a colon. */
function noticeAmong(body: readonly string[], row: NoticeRow): string[] {
  return body.filter((each, at) => {
    const isPointedTo = body[at - 1]?.trimEnd().endsWith(':') === true && countWords(each) <= LONGEST_POINTER;
    return isPointedTo || isOfNotice(each, row);
  });
}

/** True of a paragraph that speaks to newsrooms; a stop may bring the text that it stops. */
function isOfNotice(paragraph: string, row: NoticeRow): boolean {
  const text = withoutQuotations(paragraph);
  if ([...TAKING, 'please' as const, 'desk' as const].some((part) => row[part].test(text))) return true;
  return countWords(text) <= LONGEST_POINTER && (row.story.test(text) || POINTER.test(text));
}

/** Behind it stands what takes a story's place, not the story. */
const BY_ANOTHER = /^\s?(?:by|with|durch|par|por|pela?|da|dal|door|av|af|med|przez)(?!\p{L})/iu;
const LONGEST_NOTE = 60;
const LONGEST_POINTER = 25;
const SHORTEST_TEXT = 12;

/**
 * True of a note over the copy that says that this copy takes the place of another story ("Cette dépêche annule et
 * remplace la dépêche …"): what follows it is the text, and no more words to newsrooms.
 */
export function replacesAnother(note: string, copy: readonly string[]): boolean {
  if (note.length > LONGEST_PARAGRAPH || countWords(note) > LONGEST_NOTE) return false;
  const text = copy.slice(0, FIRST_PARAGRAPHS).join(' ');
  if (!mayStandInstead(note) || countWords(text) < SHORTEST_TEXT) return false;
  const said = withoutQuotations(note);
  return ROWS.some((row) => {
    const found = row.instead.exec(said);
    if (found === null || !(row.story.test(said) || POINTER.test(said))) return false;
    if (BY_ANOTHER.test(said.slice(found.index + found[0].length))) return false;
    const opening = withoutQuotations(text.slice(0, LONGEST_PARAGRAPH));
    return row.replacing.test(said) && ![row.please, row.desk, row.instead].some((words) => words.test(opening));
  });
}

function sentencesIn(text: string, isHeadline: boolean): Sentence[] {
  return withoutQuotations(text)
    .split(SENTENCES)
    .filter((each) => each.trim() !== '')
    .map((each) => ({ text: each, isHeadline }));
}

interface Told {
  readonly names: readonly string[];
  readonly length: number;
  readonly hasDateline: boolean;
  /** All sentences. */
  readonly whole: string;
}

/** What the sentences say in the words of one language. */
function readIn(sentences: readonly Sentence[], row: NoticeRow, told: Told): Omit<Notice, 'text'> | null {
  const { whole } = told;
  if (!row.story.test(whole) && !POINTER.test(whole)) return null;
  if (sentences.some(({ text, isHeadline }) => !isHeadline && row.lifted.test(text))) return null;
  const toNewsrooms = sentences.some((sentence) => isLabel(sentence, row) || isAddressed(sentence, row));
  const read = sentences.flatMap((sentence) => {
    const said = partsIn(sentence, row, told);
    return said === null ? [] : [{ said, isCertain: isCertain(said, { toNewsrooms, ...told }) }];
  });
  if (read.length === 0) return null;
  const certain = read.filter((each) => each.isCertain);
  const counted = certain.length > 0 ? certain : read;
  if (certain.length === 0 && told.length > LONGEST_NOTICE) return null;
  if (
    certain.length === 0 &&
    !mayBeNotice(
      read.map(({ said }) => said),
      toNewsrooms,
    )
  )
    return null;
  const takes = counted.some(({ said }) => said.drop || (said.ban && !said.hold));
  return { change: takes ? 'withdrawal' : 'withheld', isCertain: certain.length > 0 };
}

/** True of sentences that may take a story back, and do not all tell who else did. */
function mayBeNotice(said: readonly Said[], toNewsrooms: boolean): boolean {
  const told = said.filter(({ isHeadline }) => !isHeadline);
  const isReport =
    told.length > 0 && told.every(({ ofOthers, byOthers, own, please }) => (ofOthers || byOthers) && !own && !please);
  return (toNewsrooms || !isReport) && said.some((each) => mayMeanStory(each, toNewsrooms));
}

/** What is taken back is a story only where the same sentence names one, or the message speaks to newsrooms. */
const mayMeanStory = ({ drop, ban, story, pointer, ofOthers }: Said, toNewsrooms: boolean): boolean =>
  (drop || ban) && (((story || pointer) && !ofOthers) || toNewsrooms);

/** True of "Note to editors:", "An die Redaktionen -". */
function isAddressed({ text, isHeadline }: Sentence, row: NoticeRow): boolean {
  const found = [...text.slice(0, LONGEST_ADDRESS).matchAll(row.labels.desk)].at(-1);
  if (found === undefined) return false;
  const behind = text.slice(found.index + found[0].length);
  if (isHeadline && found.index > 0) return behind.trim() === '';
  return (/^\s?\.?$/u.test(behind) && saysNothingElse(text, row)) || /^\s?\.?\s?[:–—,!-]/u.test(behind);
}

/** What one sentence says, part by part. */
interface Said
  extends Readonly<Record<'drop' | 'ban' | 'hold' | 'story' | 'please' | 'own' | 'agency' | 'told', boolean>> {
  readonly pointer: boolean;
  /** "Its first statement", "ihre Meldung": of whoever the report is about. */
  readonly ofOthers: boolean;
  /** "The newspaper removed …". */
  readonly byOthers: boolean;
  /** "This story". */
  readonly ofItself: boolean;
  /** It begins with what is to be done. */
  readonly orders: boolean;
  /** It asks, and nobody else is said to. */
  readonly requests: boolean;
  readonly isHeadline: boolean;
}

function partsIn({ text, isHeadline }: Sentence, row: NoticeRow, { names }: Told): Said | null {
  const forbids = row.ban.test(text) && !UNDER_TERMS.test(text);
  const delays = row.hold.test(text);
  const isEmbargo = (forbids || delays) && holdingWordsIn(text) !== null;
  const ban = forbids && !isEmbargo;
  const hold = (delays && !isEmbargo) || (ban && FOR_NOW.test(text));
  const drop = row.drop.test(text) && !takesOutPart(text, row) && !isDenied(text, row.everyDrop);
  if (!drop && !ban && !hold) return null;
  const start = FIRST_WORD.exec(text)?.[0].length ?? 0;
  const first = TAKING.map((part) => row[part].exec(text)).filter((match) => match !== null);
  const all = [...first, ...TAKING.flatMap((part) => [...text.matchAll(row.labels[part])])];
  const taking = Math.min(...first.map(({ index }) => index));
  const end = Math.max(...all.map((match) => match.index + match[0].length));
  const why = WHY.exec(text)?.index ?? text.length;
  return {
    drop,
    ban,
    hold,
    story: row.story.test(text),
    please: row.please.test(text),
    own: speaksOfItself(text.slice(0, end), row, names),
    agency: row.agency.test(text.slice(0, end)),
    ofItself: row.replacing.test(text.slice(0, end + LONGEST_OBJECT)),
    told: row.told.test(text.slice(0, Math.max(why, taking))),
    pointer: POINTER.test(text),
    ofOthers: isOfOthers(text, row.story),
    byOthers: isDoneByOthers(text, { story: row.story, taking }),
    orders: taking === start || row.please.exec(text)?.index === start,
    requests: isRequest(text, row),
    isHeadline,
  };
}

/** "Removes extraneous word in paragraph 3". */
function takesOutPart(text: string, row: NoticeRow): boolean {
  const found = row.drop.exec(text);
  const behind =
    found === null
      ? ''
      : text
          .slice(found.index + found[0].length)
          .split(/\s+/, WORDS_TO_A_PORTION)
          .join(' ');
  return row.portion.test(behind) && !row.story.test(behind);
}

/** True where a sentence comes to what is done by way of the agency itself. */
function speaksOfItself(before: string, row: NoticeRow, names: readonly string[]): boolean {
  if (row.own.test(before)) return true;
  const lower = before.toLowerCase();
  return names.some((name) => {
    const at = wordAt(lower, name);
    return at >= 0 && !TO_OTHERS.test(lower.slice(0, at)) && !SIGNS.test(lower.slice(0, at + name.length + 1));
  });
}

/** A sentence with what the whole message is. */
interface Spoken extends Said {
  readonly toNewsrooms: boolean;
  readonly hasDateline: boolean;
  readonly isBrief: boolean;
  /** Without a dateline and with few words: as desks write to each other, not as reports are told. */
  readonly isLetter: boolean;
  readonly hasObject: boolean;
  readonly takes: boolean;
}

/** The forms in which a sentence can be nothing but the agency's own word to newsrooms. */
const CERTAIN: readonly ((said: Spoken) => boolean)[] = [
  // "dpa zieht die Meldung zurück", "our story is on hold"
  ({ own, story, takes, hold, isLetter }) => own && story && (takes || (hold && isLetter)),
  // "The agency withdraws its story", where no report would be told so
  ({ agency, story, takes, hold, isLetter }) => agency && story && (takes || hold) && isLetter,
  // "This story has been withdrawn"
  ({ ofItself, story, takes, isLetter }) => ofItself && story && takes && isLetter,
  // "Please disregard the story", and "please do not use" where the message speaks to newsrooms
  ({ please, hasObject, toNewsrooms, hasDateline }) => please && (toNewsrooms || (hasObject && !hasDateline)),
  // "Kill BC-Ferry", "Do not use it"
  ({ orders, hasObject, toNewsrooms, pointer, isBrief, hasDateline }) =>
    orders && (toNewsrooms || (hasObject && !hasDateline && (pointer || isBrief))),
  // "Note to editors: the story headlined … is withdrawn"
  ({ hasObject, takes, hold, toNewsrooms, isLetter }) => hasObject && (takes || hold) && toNewsrooms && isLetter,
];

function isCertain(said: Said, { toNewsrooms, length, hasDateline }: Told & { toNewsrooms: boolean }): boolean {
  const isBrief = length <= LONGEST_STATEMENT;
  const isLetter = !hasDateline && isBrief;
  if (said.told) return false;
  if (said.isHeadline) return said.requests && isLetter;
  const { story, pointer, drop, ban } = said;
  const spoken = {
    ...said,
    toNewsrooms,
    hasDateline,
    isBrief,
    isLetter,
    hasObject: story || pointer,
    takes: drop || ban,
  };
  return CERTAIN.some((form) => form(spoken));
}

/** True of a headline that says nothing but that something is taken back, or to whom it speaks. */
function isLabel({ text, isHeadline }: Sentence, row: NoticeRow): boolean {
  if (!isHeadline) return false;
  if (isRequest(text, row)) return true;
  const [, before] = BEFORE_COLON.exec(text) ?? [];
  return saysNothingElse(text, row) || (before !== undefined && saysNothingElse(before, row));
}

/** True of "Please ignore …", not of "Police: please ignore …". */
function isRequest(headline: string, row: NoticeRow): boolean {
  const at = row.please.exec(headline)?.index ?? -1;
  const before = headline.slice(0, Math.max(0, at));
  const isOwn = !before.includes(':') || saysNothingElse(before, row);
  return at >= 0 && isOwn && TAKING.some((part) => row[part].test(headline));
}

function saysNothingElse(text: string, row: NoticeRow): boolean {
  const parts: readonly NoticePart[] = ['story', 'please', 'desk', 'own', 'agency', ...TAKING];
  const left = parts.reduce((rest, part) => rest.replace(row.labels[part], ' '), text);
  return left !== text && !OTHER_WORD.test(left);
}

/** Names in these scripts are written together with the small words behind them. */
const JOINED_NAME = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{3,}$/u;

/** Where a name stands in a text as a word of its own, or -1. */
function wordAt(text: string, name: string): number {
  const mayBeJoined = JOINED_NAME.test(name);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isBegun = !/\p{L}/u.test(text[at - 1] ?? ' ');
    if (mayBeJoined || (isBegun && !/\p{L}/u.test(text[at + name.length] ?? ' '))) return at;
  }
  return -1;
}
