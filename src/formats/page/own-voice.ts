import { closingCredit, namesAnyAgency } from './agency-words.ts';
import { opensAsSite, speaksOfItself, speaksOfStory } from './furniture-words.ts';
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

const words = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, 'iu');
const stems = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})`, 'iu');

/** The reader is spoken to. */
const READER = words(
  "please|bitte|s'il vous plaît|por favor|per favore|alstublieft|vänligen|venligst|vennligst|proszę|prosím|пожалуйста|lütfen|παρακαλώ|silakan|vui lòng|कृपया|you|your|you'll|vous|votre|vos|euch|eure?|dein(?:e[nrms]?)?|usted(?:es)?|tus|contigo|você|vocês|teu|tua|tuoi|vostr[oaie]|jouw|uw|jullie|dig|dina?|ditt|deg|dere|teidän|sinun|voit|keskustella|kommentoida|twój|twoje|twoją|państwa|váš|vaše|vám|вы|вас|вам|ваш[аеиу]?|ти|вами|sizin|siz|har du|kan du|vil du|vill du|hvis du|når du|när du|σας|anda|bạn|आप|आपके",
);
/** German speaks so to its readers, in capitals inside a sentence. */
const POLITE = /(?:\p{Ll} |(?:^|[.!?…] )(?=Ihnen))(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\p{L})/u;
/** The paper speaks of itself. */
const OURSELVES = words(
  'our|us at|nous|notre|nos|wir|unser(?:e[nrms]?)?|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|noi|onze|wij|vår[at]?|våre|vores|meidän|nasz(?:e|a|ych|ego|ej)?|náš|naše|наш(?:и|а|е|его|ей|их|ем)?|bizim|μας|kami|हमारे',
);
/** What papers have and stories seldom speak of. */
const OF_PAPERS = stems(
  'reader|subscri|newsletter|journalis|giornalis|periodis|jornalis|журналис|newsroom|lecteur|abonn|rédaction|leser|redaktion|lector|suscri|redacci|leitor|assin(?:e|ante|atura)|redação|lettor|abbon|redazion|lezer|redactie|krant|läsar|prenumer|læser|leser|avis(?:en|a)|lukija|tilaa(?:ja|j)|czyteln|prenumer|redakcj|čtenář|předplat|читател|подпис|редакци|okur|abone|αναγνώστ|συνδρομ|pembaca|langganan|पाठक',
);
/** The page thanks its readers. */
const THANKS =
  /^(?:thank(?:s| you) for reading|merci d[’']avoir lu|danke fürs lesen|vielen dank für (?:das|ihr) lesen|gracias por leer|obrigad[oa] por ler|grazie per aver letto|bedankt voor het lezen|tack för att du läs\p{Ll}+|takk for at du leste|tak fordi du læste|kiitos,? että luit|dziękujemy,? że \S*czyta\S+|děkujeme,? že jste dočetli|спасибо,? что (?:читаете|прочитали|дочитали))(?!\p{L})/iu;
/** "by clicking here". */
const CLICKS =
  /(?<!\p{L})(?:click(?:ing)? here|(?:cliquez|cliquant) ici|hier klicken|klicken sie hier|(?:haz|haga|haciendo) clic aquí|cli(?:que|cando) aqui|clicca(?:ndo)? qui|klik(?:ken)? hier|klicka här|klikk her|klik her|klikając tutaj|kliknij tutaj|kliknutím sem|нажав здесь|buraya tıkla\p{Ll}*|klik di sini)(?!\p{L})/iu;
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
const CALL =
  /(?:^|[.!?,] )(?:recevez|erhalten sie|recibe|receba|ricevi|ontvang|subscribe|sign up|support us|donate|abonnez-vous|soutenez|abonnieren sie|unterstützen sie|suscr[ií]b[ae](?:te|se)?|apoye|assine|apoie|abbonati|sostieni|abonneer|steun|prenumerera|stötta|abonner|become an?|play|try|take our|watch|download|join|follow|stay (?:informed|updated|up to date|connected)|click|tap|enter|find out more|learn more|see (?:all|more|other) (?:news|stories)|voir (?:toutes|plus|d[’']autres)|lea más noticias|ve(?:a|ja) (?:mais|outras?|otras?|más)|soyez le premier|be the first|sei der erste|seien sie der erste|sé el primero|seja o primeiro|sii il primo|wees de eerste|jouez|spielen sie|juega|gioca|joga|tilaa|zaprenumeruj|wesprzyj|bądź na bieżąco|dołącz do|mantente (?:al día|informad[oa])|fique por dentro|restez informés?|bleiben sie (?:informiert|auf dem laufenden)|rimani aggiornat[oa]|resta aggiornat[oa]|blijf op de hoogte|håll dig uppdaterad|hold deg oppdatert|будьте в курсе|μείνετε ενημερωμένοι|подпишитесь|поддержите|abone ol|kövess(?:e|en|enek)|iratkozz(?:on)?|olvassa(?! a)|sledujte|přihlaste|urmăriți|abonați-vă|следете)(?!\p{Ll})/iu;

/** Where a page lives, and what it asks for. */
const PLATFORM =
  /(?<!\p{L})(?:(?:google|whats ?app|facebook|telegram|youtube|instagram)\p{Ll}{0,3}|tik ?tok|bluesky|linkedin|app store|javascript|html5|browser|navigateur|navegador|selain|prohlížeč|przeglądark\p{Ll}|webbläsare|e-?mails?|mail|mejl|apps?|podcasts?|quiz|crossword|news ?feed|homepage|inbox|push notifications?|privacy policy|terms of use)(?!\p{L})/iu;
/** What a subscription gives and costs. */
const OFFER =
  /(?<!\p{L})(?:unlimited access|free trial|cancel any ?time|accès illimité|sans engagement|essai gratuit|unbegrenzter? zugang|jederzeit kündbar|acceso ilimitado|prueba gratis|acesso ilimitado|cancele quando|accesso illimitato|disdici quando|onbeperkt|opzegbaar|obegränsad|ubegrenset|ubegrænset|rajoitukset|nieogranicz\p{Ll}+ dostęp|sınırsız erişim)(?!\p{L})/iu;
/** "R120 a month". */
const PRICE =
  /\d\s?(?:€|\p{Lu}{0,3}\$?)?\s?(?:a|per|par|pro|al|por|\/|im)\s?(?:month|mois|monat|mes|mês|mese|maand|måned|månad)(?!\p{L})/iu;
const isUnderCall = ({ above }: Sentence): boolean =>
  above !== null &&
  above.kind === 'copy' &&
  above.gap === 1 &&
  above.length < 90 &&
  (speaksToReader(above.text) || speaksOfItself(above.text));

/** A line that is no sentence and names an article is a button or a notice. */
const ARTICLE =
  /(?<!\p{L})(?:(?:article|articolo|artículo|artigo)s?(?! \d)|artikel|artikels|artikkel(?:en)?|artikkeli|artykuł\p{Ll}*|článo?k\p{Ll}*|cikk(?:et)?|stat(?:ьи|ью|ья)|makale|άρθρο)(?!\p{L})|この記事|기사 (?:전체)?보기|本文/iu;
const JOURNALISM =
  /(?<!\p{L})(?:(?:quality|independent|trusted|our) journalis[mt]s?|journalisme (?:de qualité|indépendant)|(?:unabhängige[rn]?|guter?) journalismus|periodismo (?:de calidad|independiente)|jornalismo (?:de qualidade|independente)|noi giornalisti|onafhankelijke journalistiek|riippumaton journalismi)(?!\p{L})/iu;

/** "Need a break? Play …": a short question, and the answer is a button. */
const ASKS = /^[^.!?]{3,40}\?\s\p{Lu}/u;

/** "Ajouter comme source préférée sur Google": ends with where the page can be found as well. */
const ON_PLATFORM =
  /(?<!\p{L})(?:on|sur|auf|bei|en|em|no|su|op|på|na|w|via|в) (?:google(?: news| discover)?|whats ?app|facebook|instagram|telegram|tik ?tok|youtube|bluesky|threads)$/iu;
const LONGEST_BUTTON = 70;

/** True for a line without the end of a sentence in which the page speaks to its readers. */
export function speaksToReader(text: string): boolean {
  const bare = withoutQuotes(text);
  return (
    (text.length <= LONGEST_BUTTON && ON_PLATFORM.test(text)) ||
    READER.test(bare) ||
    CALL.test(bare) ||
    ARTICLE.test(bare) ||
    speaksOfStory(bare) ||
    (PLATFORM.test(bare) && (OURSELVES.test(bare) || OF_PAPERS.test(bare) || /\p{Lu}{3}/u.test(bare)))
  );
}

const ASKED = /[?？]$/u;

/** True for a line that by its own words is the page's: it speaks to readers of what a page has. */
export function isOwnVoice(text: string): boolean {
  const bare = withoutQuotes(text);
  const said = [READER, POLITE, PLATFORM, CALL, OF_PAPERS, OURSELVES, OFFER, ASKED, ARTICLE].filter((words) =>
    words.test(bare),
  ).length;
  return said >= 2 || speaksOfStory(bare.slice(0, 140));
}

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
  { weight: 3, of: ({ above }) => above !== null && ON_PERSON.test(above.text) },
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
    if (at > 0 && said > 0 && said + scoreOf(PLACED, seen) >= ENOUGH) own.add(at);
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

function withoutQuotes(text: string): string {
  return text.replace(
    /"[^"]{1,600}"|“[^”]{1,600}”|„[^“”]{1,600}[“”]|«[^»]{1,600}»|»[^«]{1,600}«|「[^」]{1,600}」/gu,
    ' ',
  );
}
