import { closingCredit, namesAnyAgency } from './agency-words.ts';
import { opensAsSite, speaksOfItself, speaksOfStory } from './furniture-words.ts';
import {
  CALL,
  OF_PAPERS,
  OFFER,
  OURSELVES,
  PLATFORM,
  POLITE,
  READER,
  speaksToReader,
  withoutQuotes,
} from './reader-words.ts';
import type { TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

/** What a page is known to be called, who wrote its story and what that speaks of. */
export interface PageVoice {
  /** Names of the writers, as the byline has them. */
  readonly writers: readonly string[];
  /** Names of the paper, as its own lines have them. */
  readonly papers: readonly string[];
  readonly title: ReadonlySet<string>;
}

/** A sentence below the headline, and what stands around it. */
interface Sentence {
  readonly text: string;
  /** Its words outside quotation marks. */
  readonly bare: string;
  readonly above: TextLine | null;
  readonly below: TextLine | null;
  /** The two lines above, up to the sentence above. */
  readonly over: readonly TextLine[];
  /** The share of the story's prose that stands above it. */
  readonly share: number;
  /** So many lines stand between it and the sentence above. */
  readonly apart: number;
  readonly stems: number;
  readonly inStory: number;
  readonly inTitle: number;
  readonly voice: PageVoice;
}

interface Evidence {
  readonly weight: number;
  readonly of: (sentence: Sentence) => boolean;
}

/** The page thanks its readers. */
const THANKS =
  /^(?:thank(?:s| you) for reading|merci d[’']avoir lu|danke fürs lesen|vielen dank für (?:das|ihr) lesen|gracias por leer|obrigad[oa] por ler|grazie per aver letto|bedankt voor het lezen|tack för att du läs\p{Ll}+|takk for at du leste|tak fordi du læste|kiitos,? että luit|dziękujemy,? że \S*czyta\S+|děkujeme,? že jste dočetli|спасибо,? что (?:читаете|прочитали|дочитали))(?!\p{L})/iu;
/** "by clicking here". */
export const CLICKS =
  /(?<!\p{L})(?:click(?:ing)? here|(?:cliquez|cliquant) ici|hier klicken|klicken sie hier|(?:haz|haga|haciendo) clic aquí|cli(?:que|cando) aqui|clicca(?:ndo)? qui|click (?:on|the) |cliquez sur|klicken sie auf|(?:haz|haga|haciendo) clic en|cli(?:que|cando) (?:em|n[oa])|clicca su|klik op|klicka på|klikk på|klik på|klik(?:ken)? hier|klicka här|klikk her|klik her|klikając tutaj|kliknij tutaj|kliknutím sem|нажав здесь|buraya tıkla\p{Ll}*|klik di sini)(?!\p{L})/iu;
/** Who wrote or helped, told in a sentence. */
const WROTE =
  /(?<!\p{L})(?:contributed (?:to this (?:report|story|article)|reporting)|(?:additional|further) reporting|reporting (?:by|for)|translated (?:by|from)|edited by|a (?:collaboré|contribué) à|avec (?:la contribution|le concours) de|traduit (?:de|par)|mitarbeit(?:et)?:?|übersetzt (?:von|aus)|con (?:información|la colaboración) de (?!los?\s|las?\s|un)|traducido|ha collaborato|colaborou|traduzido|met medewerking van|przekład|tłum(?:aczenie|\.))(?!\p{L})/iu;
/** "Redactora de Economía", "Science reporter": opens a line on what somebody is. */
const ROLE =
  /^(?:(?:she|he|they|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}) (?:is|was|covers|writes|joined|reports|works|has (?:been|written|covered|worked)) )?(?:an? |the |our |est |ist |es |é |è |is )?(?:(?:award-winning |senior |chief |freelance |political |staff )?(?:reporter|correspondent|editor|journalist|columnist|writer)|journaliste|redakteur(?:in)?|korrespondent(?:in)?|periodista|redactor[a]?|corresponsal|jornalista|repórter|giornalista|redattrice|redattore|redacteur|verslaggever|toimittaja|dziennikar(?:z|ka)|журналист|корреспондент)(?!\p{L})/iu;
/** Headings over a line on who wrote a story or was asked in it. */
const ON_PERSON =
  /^(?:(?:about )?(?:the )?(?:author|interviewee|writer)s?|(?:à propos de )?l[’']auteure?|bio(?:graphie)?(?: express)?|(?:über )?(?:zur person|(?:den |die |der )?autor(?:in)?)|sobre (?:la firma|(?:el |la )?autora?|o autor|a autora)|(?:l[’'])?autore|chi è|over de auteur|om (?:författaren|forfatteren|skribenten)|o autor(?:ze|ce)|об авторе|yazar hakkında|この記事を書いた人|作者简介)\s?[:：]?$/iu;

/** "covers the Midwest", "joined the Post in 2019", "is based in Chicago". */
const ROLE_TOLD =
  /(?<!\p{L})(?:covers|is based in|writes (?:about|on|for)|schreibt (?:über|für)|couvre|écrit sur|escribe sobre|escreve sobre|scrive (?:di|per)|schrijft over|skriver om)(?!\p{L})/iu;
/** "R120 a month". */
const PRICE =
  /\d\s?(?:€|\p{Lu}{0,3}\$?)?\s?(?:a|per|par|pro|al|por|\/|im)\s?(?:month|mois|monat|mes|mês|mese|maand|måned|månad)(?!\p{L})/iu;
/** "reported from Musella": where who wrote was. */
const ROLE_PLACED =
  /^(?:\p{Lu}[\p{L}.’'-]+ ){2,4}(?:reported|reports|berichtet|berichtete|informó|informa|reportou|ha scritto) (?:from|aus|desde|de|da) \p{Lu}/u;

/** True for a line that says that a machine made the summary or the voice of the page. */
export const tellsOfMachine = (text: string): boolean => text.length < 200 && BY_MACHINE.test(text);

/** True for a line that says of who wrote the story what they are and do. */
export function tellsOfWriter(text: string): boolean {
  const bare = withoutQuotes(text);
  return ROLE.test(bare) || ROLE_TOLD.test(bare) || ROLE_PLACED.test(bare);
}

/** Headings over what a paper says of how it works. */
const ON_WORK =
  /^(?:how we (?:work|report|cover)|about (?:our|this) (?:reporting|journalism|coverage)|our (?:standards|principles|values)|s[åa] (?:arbetar|jobber|arbejder) vi|slik (?:jobber|arbeider) vi|so (?:arbeiten|berichten) wir|comment (?:nous travaillons|travaille)|cómo trabajamos|como trabalhamos|come lavoriamo|zo werken wij|hoe wij werken|näin teemme|jak pracujemy|как мы работаем)(?!\p{L})/iu;
/** "Disclaimer:", "免责声明：": opens what a paper says of who answers for the text. */
const DISCLAIMS =
  /^(?:disclaimer|haftungsausschluss|avertissement|descargo de responsabilidad|aviso legal|disclaimer redazionale|yasal uyarı|отказ от ответственности|إخلاء (?:ال)?مسؤولية|[\p{Script=Han}\w]{0,6}(?:声明|聲明)|免責(?:事項|聲明)|[\p{Script=Han}]{0,4}免责[\p{Script=Han}]{0,4})\s?[:：]/iu;
/** What a site says of the remarks of its readers. */
const OF_COMMENTS =
  /(?<!\p{L})(?:(?:comments? (?:are|will be|may be|must|section|polic)|post comments|commenting)|(?:les|vos) commentaires (?:sont|doivent|ne)|(?:(?:leser)?kommentare|kommentarfunktion|kommentarspalte) (?:werden|sind|wird|ist|müssen)|(?:los|sus) comentarios (?:son|deben|publicados|serán)|(?:os|seus) comentários (?:são|devem|publicados|não)|(?:pubblicazione dei|i) commenti|(?:de|uw) reacties (?:zijn|worden)|kommentar(?:er|erna|feltet|fältet) (?:är|er|må|ska)|komentarze (?:są|mogą)|комментари(?:и|ев) (?:должны|модер|не)|yorumlar(?:ınız)?)(?!\p{Ll}{3})/iu;
/** What a site says of the machine that wrote its summaries. */
const BY_MACHINE =
  /(?<!\p{L})(?:ai|ki|ia|si|tekoäly\p{Ll}*|artificial intelligence|künstliche\p{Ll}? intelligenz|intelligence artificielle|inteligencia artificial|inteligência artificial|intelligenza artificiale|kunstmatige intelligentie|sztuczn\p{Ll}+ inteligencj\p{Ll}+)(?!\p{L}).{0,80}(?:error|fehler|erreur|erro(?:res)?(?!\p{L})|errori|fouten|błęd|generat|generiert|erstellt|généré|generad|gerad|generato|gegenereerd)|^powered by |text[- ]to[- ]speech|synthèse vocale|voix de synthèse|síntesis de voz|voz sintética|sintesi vocale|spraaksynthese|sprachsynthese|vorlesefunktion|talsyntes|syntetisk (?:tale|röst)|puhesynteesi|syntez\p{Ll}{1,4} mowy|automat(?:ed|ic) translation|automatisch übersetzt|maschinell übersetzt|traducción automática|traduction automatique|tradução automática|traduzione automatica/iu;

/** "Bu haber 4 bin 312 kez okundu.": how often the page was read. */
const READ_OFTEN =
  /\d[\d.,\s]{0,8}(?:\p{Ll}{1,6} )?(?:kez okundu|times|mal gelesen|fois|veces|vezes|volte|keer gelezen|gånger|ganger|gange)\.?$|(?:lu|leíd[oa]|lid[oa]|lett[oa]|read|läst|lest|læst) \d[\d.,\s]{0,8}(?:times|fois|veces|vezes|volte|gånger|ganger|gange)/iu;
/** "Ce texte fait partie de notre section Nature.": in which row or part of the paper a story stands. */
const PART_OF =
  /(?<!\p{L})(?:(?:is|are) part of|fait partie d(?:e|u)|(?:ist|sind) teil|(?:forma|faz|fa) parte d\p{Ll}{1,4}|maakt deel uit van|ingår i|er en del av|er en del af|on osa|jest częścią)(?: \p{Ll}{1,10}){0,2} (?:series|sections?|série|dossier|cahier|serie|reihe|spezials?|especial|sección|seção|secção|sezione|reeks|rubriek|serien|sarjaa|cyklu)(?!\p{L})/iu;
/** What the law of copies is called. */
const KEEPS =
  /(?<!\p{L})(?:copyright|urheberrecht\p{Ll}*|droits? d[’']auteur|derechos de autor|direitos? autora(?:l|is)|diritt[oi] d[’']autore|auteursrecht\p{Ll}*|upphovsrätt\p{Ll}*|opphavsrett\p{Ll}*|ophavsret\p{Ll}*|tekijänoikeu\p{Ll}*|praw(?:em|a|o) autorski\p{Ll}*|autorsk\p{Ll}+ práv\p{Ll}*|авторск\p{Ll}+ прав\p{Ll}*|telif)(?!\p{L})/iu;
/** A field for an address, a button that orders a letter. */
const ORDERS =
  /^(?:enter your e-?mail(?: address)?|your e-?mail(?: address)?|sign up(?: here| now)?|subscribe(?: here| now)?|get (?:the|this) newsletter|votre (?:e-?mail|adresse e-?mail)|s[’']inscrire|je m[’']inscris|(?:ihre )?e-?mail-adresse|jetzt (?:anmelden|abonnieren|bestellen)|anmelden|(?:tu|su) (?:correo|e-?mail)(?: electrónico)?|(?:quiero )?(?:recibirl[oa]|suscribirme)|suscr[ií]bete|seu e-?mail|(?:quero )?(?:inscrever-me|receber)|inscreva-se|assine|la tua e-?mail|iscriviti(?: ora)?|(?:jouw|uw) e-?mail(?:adres)?|inschrijven|aanmelden|(?:din )?e-post(?:adress|adresse)?|prenumerera|meld (?:deg|dig) på|tilaa|(?:twój )?(?:adres )?e-?mail|zapisz się|подписаться|abone ol|اشترك|البريد الإلكتروني|订阅|訂閱|登録する|구독하기)\s?[:.!…*→>]*$/iu;
/** The line stands alone among what the page offers, over the field or button that orders it. */
const isOverOrder = ({ above, below }: Sentence): boolean =>
  above !== null && !isProse(above) && below !== null && !isProse(below) && ORDERS.test(below.text);
const isUnderCall = ({ above }: Sentence): boolean =>
  above !== null &&
  (above.kind === 'copy' || above.kind === 'site') &&
  above.gap === 1 &&
  above.length < 90 &&
  (speaksToReader(above.text) || speaksOfItself(above.text));

const JOURNALISM =
  /(?<!\p{L})(?:(?:quality|independent|trusted|our) journalis[mt]s?|journalisme (?:de qualité|indépendant)|(?:unabhängige[rn]?|guter?) journalismus|periodismo (?:de calidad|independiente)|jornalismo (?:de qualidade|independente)|noi giornalisti|onafhankelijke journalistiek|riippumaton journalismi)(?!\p{L})/iu;

/** "Need a break? Play …": a short question, and the answer is a button. */
const ASKS = /^[^.!?]{3,40}\?\s\p{Lu}/u;

const opensWithWriter = ({ text, voice: { writers } }: Sentence): boolean =>
  writers.some((name) => name.includes(' ') && text.toLowerCase().startsWith(name.toLowerCase()));
const isLate = ({ share }: Sentence): boolean => share >= 0.6;
const isToReader = ({ bare }: Sentence): boolean => CALL.test(bare) || READER.test(bare) || speaksOfItself(bare);
/** So many lines without prose part a sentence from the story. */
const FAR = 4;

/** What a sentence of the page's own says. */
const SAID: readonly Evidence[] = [
  { weight: 3, of: opensWithWriter },
  { weight: 4, of: ({ bare }) => WROTE.test(bare) },
  { weight: 4, of: ({ bare }) => THANKS.test(bare) },
  { weight: 3.5, of: ({ bare }) => CLICKS.test(bare) },
  { weight: 3, of: ({ bare }) => ROLE.test(bare) },
  { weight: 2, of: ({ bare }) => ROLE_TOLD.test(bare) },
  { weight: 2, of: ({ bare }) => speaksOfItself(bare) },
  { weight: 3, of: ({ bare }) => speaksOfStory(bare.slice(0, 140)) },
  { weight: 1.5, of: ({ text }) => opensAsSite(text) },
  { weight: 1.5, of: ({ bare }) => CALL.test(bare) },
  { weight: 1.5, of: ({ bare }) => READER.test(bare) || POLITE.test(bare) },
  { weight: 1, of: ({ bare }) => OURSELVES.test(bare) },
  { weight: 1, of: ({ bare }) => OF_PAPERS.test(bare) },
  { weight: 1.5, of: ({ bare }) => PLATFORM.test(bare) },
  { weight: 1, of: ({ bare }) => ASKS.test(bare) },
  { weight: 2, of: ({ bare }) => OFFER.test(bare) || JOURNALISM.test(bare) },
  { weight: 1, of: ({ bare }) => PRICE.test(bare) },
  { weight: 3, of: ({ over }) => over.some(({ text }) => ON_PERSON.test(text)) },
  { weight: 4, of: ({ bare }) => DISCLAIMS.test(bare) },
  { weight: 1.5, of: ({ bare }) => /\S@[\w-]{1,40}\.\w/u.test(bare) },
  { weight: 1.5, of: ({ bare }) => KEEPS.test(bare) },
  { weight: 2.5, of: ({ bare }) => OF_COMMENTS.test(bare) },
  { weight: 2, of: ({ bare }) => PART_OF.test(bare) },
  { weight: 2, of: ({ bare }) => bare.length < 60 && READ_OFTEN.test(bare) },
  { weight: 3, of: ({ above }) => above !== null && ON_WORK.test(above.text) },
  { weight: 2, of: isOverOrder },
  { weight: 1, of: ({ bare, voice: { papers } }) => papers.some((name) => bare.includes(name)) },
];

/** Where such a sentence stands, and what it has in common with the story; less than nothing speaks for the story. */
const PLACED: readonly Evidence[] = [
  { weight: 1.5, of: isUnderCall },
  { weight: 1.5, of: ({ stems, inStory, inTitle }) => stems >= 3 && inStory + inTitle === 0 },
  { weight: 0.5, of: ({ above }) => above !== null && !isProse(above) },
  { weight: 0.5, of: ({ below }) => below === null || !isProse(below) },
  { weight: 0.5, of: ({ bare }) => /[!！]$/u.test(bare) },
  { weight: 0.5, of: isLate },
  { weight: 1, of: (sentence) => isLate(sentence) && sentence.apart >= FAR && isToReader(sentence) },
  { weight: -1, of: ({ inStory }) => inStory >= 3 },
  { weight: -2, of: ({ inTitle }) => inTitle >= 2 },
  { weight: -2, of: ({ text, bare }) => text.length - bare.length > 15 },
];
/**
 * A true sentence of a story is worth more than a line of the page: so much must speak against it, and never its place
 * alone.
 */
const ENOUGH = 3.5;
/** And so much of it by what the sentence says: stories speak of journalists and prices too. */
const SAID_AT_LEAST = 1.5;

/** A line without the end of a sentence is prose from this length on. */
const LONG = 110;
const isProse = (line: TextLine): boolean => isSentence(line) || (line.kind === 'copy' && line.length >= LONG);

/** A sentence that ends in the credit of the text, or says which agency's people wrote it too, tells whose copy it is. */
const isSignedOff = (text: string): boolean =>
  closingCredit(text) !== null || (WROTE.test(text) && namesAnyAgency(text));

const scoreOf = (evidence: readonly Evidence[], seen: Sentence): number =>
  evidence.reduce((sum, { weight, of }) => sum + (of(seen) ? weight : 0), 0);

/** The places of the sentences of a story in which the page speaks of itself or of its writers. */
export function ownSentences(story: readonly TextLine[], voice: PageVoice): ReadonlySet<number> {
  const counts = new Map<string, number>();
  const sentences = story.map((line) => (isProse(line) ? tellingStems(line.text) : null));
  for (const each of sentences) for (const stem of each ?? []) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const whole = story.reduce((sum, line) => sum + (isProse(line) ? line.length : 0), 0);
  const own = new Set<number>();
  let [above, prose] = [0, 0];
  for (const [at, line] of story.entries()) {
    const told = sentences[at] ?? null;
    if (told === null || isSignedOff(line.text)) continue;
    const seen: Sentence = {
      text: line.text,
      bare: withoutQuotes(line.text),
      above: story[at - 1] ?? null,
      below: story[at + 1] ?? null,
      over: story.slice(Math.max(prose + 1, at - 2), at),
      share: above / whole,
      apart: at - prose - 1,
      stems: told.size,
      inStory: [...told].filter((stem) => (counts.get(stem) ?? 0) > 1).length,
      inTitle: sharedStems(told, voice.title),
      voice,
    };
    above += line.length;
    prose = at;
    const said = scoreOf(SAID, seen);
    if (at > 0 && said >= SAID_AT_LEAST && said + scoreOf(PLACED, seen) >= ENOUGH) own.add(at);
  }
  return own;
}

/** The beginnings of longer words: short ones are in every sentence of a language. */
function tellingStems(text: string): ReadonlySet<string> {
  return new Set([...stemsOf(text)].filter((stem) => stem.length >= TELLING || stem.charCodeAt(0) > LAST_LATIN));
}
const TELLING = 5;
/** Behind it stand the letters of other scripts, whose stems are short. */
const LAST_LATIN = 0x24f;
