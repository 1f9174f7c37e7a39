/**
 * How desks say that a story is taken back, by language: what a story is called, and the words for dropping it. Reports
 * say the same of others: a message with both is a notice only where it names a story of the agency's own that stands.
 */
const ROWS: readonly { readonly story: string; readonly drop: string }[] = [
  {
    story: 'stor(?:y|ies)|item|article|report|dispatch|copy|alert|headline[ds]?|slugg?ed',
    drop: String.raw`kill\p{L}*|withdr[ae]w\p{L}*|retract\p{L}*|cancel\p{L}*|disregard|spike|delete|remove|discard|not\s(?:use|publish|run)`,
  },
  {
    story: 'meldung|eilmeldung|nachricht|bericht|beitrag|fassung|korrespondenz|text',
    drop: String.raw`zurückgezogen|zurückziehen|zieht\s.{0,300}?\szurück|zurückruf|rückruf|stornier\p{L}*|annullier\p{L}*|nicht\s(?:mehr\s)?(?:verwenden|nutzen|veröffentlichen)|gegenstandslos`,
  },
  {
    story: 'dépêche|information|article|alerte|papier',
    drop: String.raw`annul\p{L}*|retir\p{L}*|supprim\p{L}*|ne\s(?:pas|plus)\s(?:tenir|utiliser|publier|diffuser)`,
  },
  {
    story: 'noticia|nota|información|despacho|texto|notícia|informação',
    drop: String.raw`anul\p{L}*|retir\p{L}*|elimin\p{L}*|cancel\p{L}*|desestim\p{L}*|desconsider\p{L}*|no\s(?:utili|publi|difun)\p{L}*`,
  },
  {
    story: 'notizia|dispaccio|servizio|articolo',
    drop: String.raw`annull\p{L}*|ritir\p{L}*|nulla|eliminare|non\s(?:utilizzare|pubblicare|tenere\sconto)`,
  },
  {
    story: 'bericht|artikel',
    drop: String.raw`ingetrokken|intrekken|in\ste\strekken|vervallen|niet\s(?:te\s)?(?:gebruiken|publiceren)|verwijderen`,
  },
  {
    story: `melding(?:en)?|nyhet(?:en)?|telegram(?:met)?|histori(?:en|e)|artikel(?:n|en)?|artiklen|saken?|texten|notis(?:en)?`,
    drop: String.raw`trekker|trekkes|trækker|trækkes|drar|dras|trukket|annuller\p{L}*|indrag\p{L}*|återkall\p{L}*|tilba[kg]etrukket|tillbakadragen|(?:ikke|inte|ej)\s(?:brukes|bruges|benyttes|användas|publiceras|publiseres|anvendes)`,
  },
  {
    story: `jut(?:tu|un)|uuti(?:nen|sen|sta)|artikkeli`,
    drop: String.raw`peru\p{L}*|mitätöi\p{L}*|mitätöity|vedetään|vetää`,
  },
  {
    story: String.raw`depesz\p{L}*|wiadomoś\p{L}*|informacj\p{L}*|tekst\p{L}*`,
    drop: String.raw`anulow?\p{L}*|anuluj\p{L}*|wycof\p{L}*|usun\p{L}*`,
  },
  {
    story: String.raw`сообщени\p{L}*|новост\p{L}*|материал\p{L}*`,
    drop: String.raw`аннулир\p{L}*|отозв\p{L}*|отзыва\p{L}*|снят\p{L}*|не\sиспользовать`,
  },
  { story: `(?:ال)?خبر|(?:ال)?برقية`, drop: 'إلغاء|سحب|تجاهل|عدم' },
];

/** A notice is short: what says more than this reports something. */
const LONGEST_NOTICE = 120;
const LONGEST_PARAGRAPH = 700;
const FIRST_PARAGRAPHS = 4;

const WORDS = ROWS.map(({ story, drop }) => ({ story: word(story), drop: word(drop) }));
/** Most messages have no such word: one look shows it. */
const ANY_DROP = word(ROWS.map(({ drop }) => drop).join('|'));

function word(source: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'iu');
}

/** The paragraphs of a short message that may say that a story is taken back; empty where none does. */
export function killNoticeIn(paragraphs: readonly string[]): readonly string[] {
  const length = paragraphs.reduce((sum, each) => sum + each.split(/\s+/).length, 0);
  if (length > LONGEST_NOTICE) return [];
  return paragraphs
    .slice(0, FIRST_PARAGRAPHS)
    .map((each) => each.slice(0, LONGEST_PARAGRAPH))
    .filter((each) => ANY_DROP.test(each) && WORDS.some(({ story, drop }) => story.test(each) && drop.test(each)));
}
