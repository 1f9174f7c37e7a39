/**
 * Sentences with which an agency takes a story of its own back, by language. `asks`: desks are asked to drop it, which
 * says enough. `says`: it is said to be withdrawn, as reports of others' stories say too: it counts where the agency
 * itself is the subject (`#`), or where the story is quoted or numbered in the same paragraph.
 */
const ROWS: readonly { readonly asks?: string; readonly says?: string }[] = [
  { asks: String.raw`(?:a|this) kill is mandatory|mandatory kill` },
  {
    asks: String.raw`(?:^|[.:!]\s+|please\s|kindly\s|(?:asked|requested|advised|urged)\sto\s)(?:immediately\s)?(?:kill|withdraw|spike|delete|remove|disregard|discard|do\snot\s(?:use|publish)|refrain\sfrom\susing)\s(?:(?:the|our|this|all|that)\s.{0,60}?(?:stor(?:y|ies)|item|article|report|dispatch|copy|alert)|BC-|it\b)`,
  },
  {
    says: String.raw`(?:our|the|this|a|an)\s.{0,30}?(?:story|item|article|report|dispatch|alert)\b.{0,200}?\s(?:has\sbeen|have\sbeen|is|was|are)\s(?:hereby\s)?(?:withdrawn|killed|retracted|cancell?ed|spiked)`,
  },
  {
    says: String.raw`#\s(?:retracts|withdraws|cancels|kills|(?:has|have|is|are)\s(?:retracted|withdrawn|withdrawing|retracting)|(?:wishes|wish)\sto\s(?:withdraw|retract))\s(?:its|the|our)\s`,
  },
  {
    asks: String.raw`bitte\s(?:verwenden|nutzen|veröffentlichen|löschen|beachten)\ssie\s(?:sie|diese|den|die)\b.{0,60}?(?:nicht|meldung|text|bericht)`,
  },
  {
    says: String.raw`(?:meldung|nachricht|eilmeldung|bericht|fassung|korrespondenz)\b.{0,200}?\s(?:wird|ist|wurde)\s.{0,20}?(?:zurückgezogen|annulliert|storniert)|#\szieht\s.{0,200}?\szurück`,
  },
  {
    asks: String.raw`(?:nous\svous\sprions|prière|merci|veuillez|nous\sdemandons)\s.{0,60}?(?:ne\spas\stenir\scompte|annuler|ne\s(?:plus|pas)\s(?:utiliser|publier|diffuser)|supprimer|détruire)`,
  },
  {
    says: String.raw`(?:notre|cette|la)\s(?:dépêche|information|alerte)\b.{0,200}?\s(?:est|a\sété)\s(?:annulée|retirée)`,
  },
  {
    asks: String.raw`(?:rogamos|se\sruega|pedimos|solicitamos|por\sfavor)\b.{0,80}?(?:anul|retir|elimin|desestim|no\s(?:utili|publi|difund))\p{L}*.{0,40}?\s(?:noticia|nota|información|despacho|texto)`,
  },
  {
    says: String.raw`(?:se\s(?:retira|anula)|queda\s(?:anulada|retirada))\b.{0,20}?(?:noticia|nota|información|despacho)|(?:noticia|nota|información|despacho)\b.{0,200}?\squeda\s(?:anulad|retirad)[ao]`,
  },
  {
    asks: String.raw`(?:solicitamos|pedimos|por\sfavor|favor)\b.{0,60}?(?:anul|retir|elimin|cancel|desconsider)\p{L}*.{0,40}?\s(?:notícia|despacho|nota|texto)`,
  },
  {
    asks: String.raw`(?:si\sprega|preghiamo|vi\spreghiamo|pregasi)\b.{0,60}?(?:annullare|non\sutilizzare|non\spubblicare|considerare\snulla|eliminare|non\stener[e]?\sconto)`,
  },
  {
    says: String.raw`(?:notizia|dispaccio|servizio)\b.{0,200}?\s(?:è|va|viene)\s(?:da\sconsiderarsi\s)?(?:annullat[ao]|nulla|ritirat[ao])`,
  },
  {
    asks: String.raw`(?:gelieve|verzoeken|graag)\b.{0,80}?bericht\b.{0,80}?(?:niet\s(?:te\s)?gebruiken|verwijderen|in\ste\strekken)`,
  },
  { says: String.raw`bericht\b.{0,200}?\s(?:is|wordt)\s.{0,20}?ingetrokken` },
  {
    asks: String.raw`(?:må\sikke|får\s(?:inte|ej)|skal\sikke|bør\sikke)\s(?:brukes|bruges|benyttes|användas|publiceras|publiseres|anvendes)`,
  },
  {
    says: String.raw`#\s(?:trekker|trækker|drar|återkallar|kalder|annullerer)\s.{0,200}?(?:meldingen|nyheten|telegrammet|historien|artiklen|artikeln|saken|texten|notisen)`,
  },
  {
    says: String.raw`(?:meldingen|nyheten|telegrammet|historien|artiklen|artikeln|saken|texten|notisen)\b.{0,200}?\s(?:er|är|blir|bliver|trekkes|trækkes)\s(?:trukket|annulleret|annullert|indragen|återkallad|tillbakadragen|tilbagetrukket|tilbaketrukket|tilbake|tilbage)`,
  },
  {
    says: String.raw`(?:juttu|uutinen|jutun|uutisen|artikkeli)\b.{0,200}?\s(?:perutaan|on\speruttu|on\smitätöity|vedetään\spois)`,
  },
  { asks: String.raw`(?:prosimy|prosi\ssię)\b.{0,60}?(?:anulowa|wycofa|usuni|niewykorzyst|nie\swykorzyst)\p{L}*` },
  { says: String.raw`(?:depesza|wiadomość|informacja)\b.{0,200}?\s(?:została|jest)\s(?:anulowan|wycofan)a` },
  { asks: String.raw`(?:просим|просьба)\s.{0,60}?(?:аннулировать|снять|удалить|не\sиспользовать)` },
  { says: String.raw`(?:сообщение|новость|материал)\s.{0,200}?(?:аннулирован|отозван|снят)\p{L}{0,2}` },
  { asks: String.raw`(?:يرجى|نرجو|الرجاء)\s.{0,40}?(?:إلغاء|سحب|عدم\sنشر|تجاهل)` },
];

/** A notice is short: what says more than this reports something. */
const LONGEST_NOTICE = 120;
const LONGEST_PARAGRAPH = 700;
const FIRST_PARAGRAPHS = 4;
const OURSELVES = ['we', 'wir', 'nous', 'vi'];
/** A quotation, a wire number or a keyword names the story. */
const NAMED = /[“"„«»]|(?<!\p{L})(?:[a-z]{1,3}\d{3,5}|BC-\p{L}|slugg?ed|slug)(?!\p{L})/u;

const ASKS = joined(ROWS.flatMap(({ asks }) => asks ?? []));
const SAYS = ROWS.flatMap(({ says }) => says ?? []);
const SAYS_OF_STORIES = joined(SAYS.filter((source) => !source.includes('#')));

function joined(sources: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${sources.join('|')})`, 'iu');
}

const byAgency = new Map<string, RegExp>();

/** Sentences whose subject is the agency. `names`: lower case. */
function saysOf(names: readonly string[]): RegExp {
  const key = names.join('|');
  const known = byAgency.get(key);
  if (known !== undefined) return known;
  const subject = [...names, ...OURSELVES]
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('|');
  const made = joined(
    SAYS.filter((source) => source.includes('#')).map((source) => source.replaceAll('#', `(?:${subject})`)),
  );
  byAgency.set(key, made);
  return made;
}

/**
 * The paragraphs of a short message with which an agency takes a story of its own back; empty where none does.
 * @param names what the agency is called, lower case
 */
export function killNoticeIn(paragraphs: readonly string[], names: readonly string[]): readonly string[] {
  const opening = paragraphs.slice(0, FIRST_PARAGRAPHS).map((each) => each.slice(0, LONGEST_PARAGRAPH));
  const length = paragraphs.reduce((sum, each) => sum + each.split(/\s+/).length, 0);
  if (length > LONGEST_NOTICE) return [];
  const own = saysOf(names);
  return opening.filter(
    (each) => ASKS.test(each) || own.test(each) || (NAMED.test(each) && SAYS_OF_STORIES.test(each)),
  );
}
