import { speaksOfStory } from './furniture-words.ts';

const words = (list: string, flags = 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, flags);
const stems = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})`, 'iu');

/** The reader is spoken to. */
export const READER = words(
  "please|bitte|s'il vous plaît|por favor|per favore|alstublieft|vänligen|venligst|vennligst|proszę|prosím|пожалуйста|lütfen|παρακαλώ|silakan|vui lòng|कृपया|you|your|you'll|vous|votre|vos|euch|eure?|dein(?:e[nrms]?)?|usted(?:es)?|tus|contigo|você|vocês|teu|tua|tuoi|vostr[oaie]|jouw|uw|jullie|dig|dina?|ditt|deg|dere|teidän|sinun|voit|keskustella|kommentoida|twój|twoje|twoją|państwa|váš|vaše|vám|вы|вас|вам|ваш[аеиу]?|ти|вами|sizin|siz|har du|kan du|vil du|vill du|hvis du|når du|när du|σας|anda|bạn|आप|आपके",
);
/** German speaks so to its readers, in capitals inside a sentence. */
export const POLITE = /(?:\p{Ll} |(?:^|[.!?…] )(?=Ihnen))(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\p{L})/u;
/** The paper speaks of itself. */
export const OURSELVES = words(
  'our|us at|nous|notre|nos|wir|unser(?:e[nrms]?)?|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|noi|onze|wij|vår[at]?|våre|vores|meidän|nasz(?:e|a|ych|ego|ej)?|náš|naše|наш(?:и|а|е|его|ей|их|ем)?|bizim|μας|kami|हमारे',
);
/** What papers have and stories seldom speak of. */
export const OF_PAPERS = stems(
  'reader|subscri|newsletter|journalis|giornalis|periodis|jornalis|журналис|newsroom|lecteur|abonn|rédaction|leser|redaktion|lector|suscri|redacci|leitor|assin(?:e|ante|atura)|redação|lettor|abbon|redazion|lezer|redactie|krant|läsar|prenumer|læser|leser|avis(?:en|a)|lukija|tilaa(?:ja|j)|czyteln|prenumer|redakcj|čtenář|předplat|читател|подпис|редакци|okur|abone|αναγνώστ|συνδρομ|pembaca|langganan|पाठक',
);
/** What the page asks its readers to do. */
export const CALL =
  /(?:^|[.!?,] )(?:recevez|erhalten sie|recibe|receba|ricevi|ontvang|subscribe|sign up|support us|donate|abonnez-vous|soutenez|abonnieren sie|unterstützen sie|suscr[ií]b[ae](?:te|se)?|apoye|assine|apoie|abbonati|sostieni|abonneer|steun|prenumerera|stötta|abonner|become an?|play|try|take our|watch|download|join|follow|stay (?:informed|updated|up to date|connected)|click|tap|enter|find out more|learn more|see (?:all|more|other) (?:news|stories)|voir (?:toutes|plus|d[’']autres)|lea más noticias|ve(?:a|ja) (?:mais|outras?|otras?|más)|soyez le premier|be the first|sei der erste|seien sie der erste|sé el primero|seja o primeiro|sii il primo|wees de eerste|jouez|spielen sie|juega|gioca|joga|tilaa|zaprenumeruj|wesprzyj|bądź na bieżąco|dołącz do|mantente (?:al día|informad[oa])|fique por dentro|restez informés?|bleiben sie (?:informiert|auf dem laufenden)|rimani aggiornat[oa]|resta aggiornat[oa]|blijf op de hoogte|håll dig uppdaterad|hold deg oppdatert|будьте в курсе|μείνετε ενημερωμένοι|подпишитесь|поддержите|abone ol|kövess(?:e|en|enek)|iratkozz(?:on)?|olvassa(?! a)|sledujte|přihlaste|urmăriți|abonați-vă|следете)(?!\p{Ll})/iu;

/** Where a page lives, and what it asks for. */
export const PLATFORM =
  /(?<!\p{L})(?:(?:google|whats ?app|facebook|telegram|youtube|instagram)\p{Ll}{0,3}|tik ?tok|bluesky|linkedin|app store|javascript|html5|browser|navigateur|navegador|selain|prohlížeč|przeglądark\p{Ll}|webbläsare|e-?mails?|mail|mejl|apps?|podcasts?|quiz|crossword|news ?feed|homepage|inbox|push notifications?|privacy policy|terms of use)(?!\p{L})/iu;
/** What a subscription gives and costs. */
export const OFFER =
  /(?<!\p{L})(?:unlimited access|free trial|cancel any ?time|accès illimité|sans engagement|essai gratuit|unbegrenzter? zugang|jederzeit kündbar|acceso ilimitado|prueba gratis|acesso ilimitado|cancele quando|accesso illimitato|disdici quando|onbeperkt|opzegbaar|obegränsad|ubegrenset|ubegrænset|rajoitukset|nieogranicz\p{Ll}+ dostęp|sınırsız erişim)(?!\p{L})/iu;

/** A line that is no sentence and names an article is a button or a notice. */
const ARTICLE =
  /(?<!\p{L})(?:(?:article|articolo|artículo|artigo)s?(?! \d)|artikel|artikels|artikkel(?:en)?|artikkeli|artykuł\p{Ll}*|článo?k\p{Ll}*|cikk(?:et)?|stat(?:ьи|ью|ья)|makale|άρθρο)(?!\p{L})|この記事|기사 (?:전체)?보기|本文/iu;

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

/**
 * Words by which one language speaks to its readers, and in another mean something else; what is only found in that other
 * language, and tells it.
 */
const OTHERWISE: readonly (readonly [friends: string, sign: RegExp])[] = [
  ['din', /[ășțâ]|(?<!\p{L})(?:și|de|la|un|cu|pe)(?!\p{L})|[ıİğş]/iu],
  ['dere|siz', /[ıİğş]|(?<!\p{L})(?:bir|ve|bu|için)(?!\p{L})/iu],
  ['voit|tua|vos|onze|dina?', /(?<!\p{L})(?:les?|des|du|une?|que|os|as|uma?|el|los|il|che)(?!\p{L})/iu],
  ['dig|teu', /(?<!\p{L})(?:the|and|of|to)(?!\p{L})/iu],
  ['anda|noi|uw', /(?<!\p{L})(?:que|los|las|una?|de|și|jest|nie)(?!\p{L})/iu],
];
const ANY_OTHERWISE = words(OTHERWISE.map(([friends]) => friends).join('|'));
const FALSE_FRIENDS = OTHERWISE.map(([friends, sign]) => ({ every: words(friends, 'giu'), sign }));

/** A text without words that would speak to readers in another language than its own. */
function withoutFalseFriends(text: string): string {
  if (!ANY_OTHERWISE.test(text)) return text;
  return FALSE_FRIENDS.reduce((bare, { every, sign }) => (sign.test(bare) ? bare.replace(every, ' ') : bare), text);
}

/** A text in which its writer speaks: without what stands in quotation marks. */
export function withoutQuotes(text: string): string {
  return withoutFalseFriends(text).replace(
    /"[^"]{1,600}"|“[^”]{1,600}”|„[^“”]{1,600}[“”]|«[^»]{1,600}»|»[^«]{1,600}«|「[^」]{1,600}」/gu,
    ' ',
  );
}
