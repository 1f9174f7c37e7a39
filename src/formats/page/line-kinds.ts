/**
 * What a line of a newspaper's page is, by what it says alone. The words are those that news sites print in English,
 * French, German, Spanish, Portuguese, Italian and Dutch around a story.
 */
export type LineKind = 'furniture' | 'related' | 'credit' | 'byline' | 'date' | 'caption' | 'sign-off' | 'copy';

const LONGEST_FURNITURE = 140;
const LONGEST_CREDIT = 80;
const LONGEST_DATE = 90;

/** Names under which agencies stand in credits, the closed list of the field. */
const AGENCY =
  '(?:thomson )?reuters|afp|agence france[- ]presse|ap|associated press|the associated press|dpa|apa|ansa|efe|europa press|pa(?: media)?|press association|aap|kyodo|jiji|xinhua|tass|interfax|ria novosti|belga|anp|tt|ntb|ritzau|stt|lusa|sda|keystone-sda|ats|pti|ians|ani|bernama|antara|yonhap|cp|the canadian press|upi|bloomberg|dow jones|agencies|agences|agencias|agências|agenturen|agenzie';

const labels = (words: string, tail = ''): RegExp => new RegExp(`^(?:${words})${tail}$`, 'iu');

/** Lines that stand on every page of a site. A row a matter. */
const FURNITURE: readonly RegExp[] = [
  labels(
    'home|homepage|news|latest(?: news)?|world|politics|business|sports?|opinion|culture|menu|search|log ?in|sign ?in|sign ?up|register|subscribe|newsletters?|my account|e-?paper|weather|video|videos|photos?|gallery|live|podcasts?',
  ),
  labels(
    "accueil|actualités?|économie|politique|monde|sport|culture|se connecter|s[’']abonner|abonnez-vous|rechercher|mon compte|vidéos?|en direct",
  ),
  labels(
    'startseite|politik|wirtschaft|kultur|ausland|inland|anmelden|abonnieren|suche|suchen|menü|e-paper|merken|teilen|drucken|vorlesen|anzeige|werbung|impressum|datenschutz(?:erklärung)?|agb|kontakt',
  ),
  labels(
    'inicio|portada|economía|deportes|cultura|internacional|suscríbete|suscribirse|iniciar sesión|buscar|publicidad|compartir|guardar|imprimir|contacto',
  ),
  labels(
    'início|capa|entrar|assine|buscar|publicidade|compartilhar|home page|accedi|abbonati|pubblicità|condividi|inloggen|abonneren|delen|advertentie',
  ),
  /^(?:you are here|vous êtes ici|sie sind hier|está en|você está (?:em|aqui))\b/iu,
  /^(?:skip|jump|back) to\b|^(?:aller au|zum inhalt|ir al contenido|pular para)\b/iu,
  /^.{1,30}(?: [>›»/|] .{1,30}){1,5}$/u,
  /^(?:share|save|print|email|e-mail|copy link|listen|gift|bookmark|like|tweet|follow(?: us)?|pin it|whatsapp|facebook|twitter|x|telegram|linkedin|reddit|comments?|view comments|leave a comment|post a comment|no comments)(?:\s*\(?\d*\)?)?$/iu,
  /^(?:share|follow|tweet|like|join|find|compartir|compartilhe?|partager|partagez|teilen|condividi|delen)\b.{0,40}\b(?:this|us|on|en|em|sur|auf|via|su|op|article|artikel|story|facebook|twitter|x|whatsapp|l[’']article)\b/iu,
  /^(?:anzeige|werbung|publicidad|publicité|advertisement)\s*[-–—:|].{1,100}$|^(?:ads?|advertisement|advertising|sponsored(?: content)?|promoted|publicité|continue reading below.*|article continues.*|story continues.*|scroll to continue.*|loading\.{0,3})$/iu,
  /^(?:sign up|subscribe|register|already a subscriber|log in|support|donate|get (?:the|our)|download|inscri(?:vez|re)|s[’']inscrire|abonnieren sie|jetzt abonnieren|suscr[ií]b|recib[ae]|assine|iscriviti|newsletter)\b.{0,110}$/iu,
  /^(?:our standards:|the thomson reuters trust|read full story|read the full|continue reading|click here|tap here|swipe|see all|view all|show more|load more|mehr anzeigen|voir plus|ver más|ver mais)/iu,
  /^(?:cookie|privacy|terms|contact|about us|mentions légales|politique de confidentialité|conditions|términos|política|termos|impressum|datenschutz|all rights reserved|tous droits réservés|alle rechte|todos los derechos|todos os direitos)\b.{0,80}$/iu,
  /^(?:©|\(c\)|copyright\b).{0,100}$/iu,
  /^(?:temps de lecture|lecture|lesezeit|reading time|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd)\b.{0,30}$|^\d+ ?[- ]?(?:min(?:utes?)?|minuten?|minutos?)(?: (?:read|de lecture|lesezeit|de lectura|de leitura))?$/iu,
  /^(?:quelle|quellen|fuente|fonte|bron)\s*:.{2,60}$/iu,
  /^(?:zurück|back|retour|volver) (?:zur?|to|à|a)\b.{0,30}$/iu,
  /^(?:comments?|kommentare|commentaires|comentarios|comentários|reacties)\b\s*\(?\d*\)?$|^\d+ (?:comments?|kommentare|commentaires|comentarios|shares?)$|^\d+ thoughts? on\b.{0,120}$/iu,
  /^(?:file photo|image|photo|photos|picture|video|watch|listen|getty images|istock|shutterstock)\.?$/iu,
];

/** What networks and players print beside what was taken from them, and sites below their stories. */
const OF_EMBEDS: readonly RegExp[] = [
  /^(?:view|see) (?:this|the) (?:post|photo|video|thread|profile) on (?:instagram|facebook|twitter|x|tik ?tok|youtube|threads|bluesky|linkedin)$/iu,
  /^(?:sieh (?:dir )?diesen beitrag|voir cette publication|ver esta publicaci[oó]n|(?:ver|veja) essa publica[çc][aã]o|visualizza questo post|dit bericht (?:op|bekijken)|visa (?:det här )?inlägget|se dette innlegget|wyświetl ten post)\b.{0,40}$/iu,
  /^(?:a post shared by|ein beitrag geteilt von|une publication partagée par|una publicaci[oó]n compartida (?:de|por)|(?:um post|uma publica[çc][aã]o) (?:compartilhad[oa]|partilhada) por|un post condiviso da|een bericht gedeeld door|ett inlägg delat av|post udostępniony przez)\b.{1,140}$/iu,
  /^(?:beginn|ende) des (?:video|audio)(?:beitrag|s)s?\b.{0,20}$/iu,
  /^(?:permalink|short ?link|kurzlink)\s?:.{1,160}$/iu,
  /^\(?(?:alle angaben ohne gewähr|sans garantie|sin garantía)\.?\)?$/iu,
  /^(?:you must be logged in|please log ?in|(?:bitte )?(?:melden sie sich|loggen sie sich|einloggen|anmelden)|connectez-vous|vous devez (?:être|vous) connect|debes? (?:iniciar|estar)|inicia sesión|você precisa (?:estar|fazer)|faça login|devi (?:essere|effettuare)|je moet (?:ingelogd|inloggen)).{0,80}\b(?:comment|kommentar|commentaire|commenter|comentar|comentario|comentário|commentare|commento|reageren|reactie|verfassen)\p{L}*.{0,60}$/iu,
  /^um (?:selbst )?(?:zu kommentieren|kommentare .{2,30}),? .{0,30}(?:einloggen|anmelden|registrieren)\.?$/iu,
  /^(?:sie sind |bist du |du bist )?bereits (?:abonnent|registriert|mitglied|kunde)\b.{0,60}$|^(?:already (?:a subscriber|a member|registered)|déjà abonné|ya (?:eres|soy) suscriptor|já é assinante|sei già abbonato|al abonnee)\b.{0,60}$/iu,
];
/** All of them at once, since each line of a page is asked. */
const OF_EMBED = new RegExp(OF_EMBEDS.map(({ source }) => source).join('|'), 'iu');

/** Sentences that a site speaks for itself, about consent and about its letters, programs and subscriptions. */
const OWN_VOICE: readonly RegExp[] = [
  /\b(?:we|our partners|our site|this (?:site|website))\b.{0,60}\bcookies?\b|\bcookies?\b.{0,80}\b(?:accept|consent|agree|settings)\b/iu,
  /\b(?:kontaktformular|anfrageformular)\b.{0,200}\b(?:daten|angaben)\b|\b(?:contact|this) form\b.{0,160}\b(?:personal data|your data|privacy)\b|\bformulaire de contact\b.{0,200}\bdonnées\b|\bformulario de contacto\b.{0,200}\bdatos\b/iu,
  /\b(?:wir|unsere partner)\b.{0,60}\bcookies?\b|\bihrer zustimmung\b.{0,80}\b(?:partner|daten)\b/iu,
  /\b(?:nos partenaires|nuestros socios|nossos parceiros|nostri partner|onze partners)\b.{0,80}\b(?:cookies?|données|datos|informações|dati|gegevens|informations?)\b/iu,
  /^(?:subscribe|sign up|get|receive|download|follow|join|like us|support)\b.{0,120}\b(?:newsletters?|inbox|apps?|edition|facebook|twitter|instagram|telegram|whatsapp|channels?|subscription|subscribers?)\b/iu,
  /^(?:for the latest|to get the latest|don[’']t miss)\b.{0,120}\b(?:apps?|newsletters?|follow|download|subscribe)\b/iu,
  /^(?:recevez|inscrivez-vous|abonnez-vous|suivez-nous|téléchargez)\b.{0,120}\b(?:newsletter|lettre d[’']information|application|facebook|twitter|whatsapp|abonn\w*)\b/iu,
  /^(?:abonnieren sie|melden sie sich|folgen sie uns|erhalten sie|werden sie mitglied|jetzt)\b.{0,100}\b(?:newsletter|app|whatsapp|facebook|abo|angebote|e-?paper)\b/iu,
  /^(?:recib[ae]|suscr[ií]b[ae](?:te|se)|s[ií]gu[ea]nos|descarga|receba|assine|siga-nos|baixe|iscriviti|seguici|ricevi|schrijf je in|volg ons)\b.{0,140}$/iu,
];
const LONGEST_OWN_VOICE = 260;

/** Headings under which readers speak. */
const COMMENTS =
  /^(?:\d+ thoughts? on\b.{0,120}|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|(?:leser)?kommentare|commentaires|comentarios|comentários|commenti|reacties)$/iu;

/** Headings over a list of other stories. */
const RELATED =
  /^(?:weitere(?: |r )(?:informationen|infos)|weiterführende(?:r)? (?:links?|informationen)|zusatzinformationen|(?:further|more|additional) (?:information|reading)|external links?|externer inhalt|related(?: (?:stories|articles|topics|content|news|links?|coverage))?|more (?:on|from|about|stories|news)\b.{0,60}|most (?:read|popular|viewed|shared)|read (?:more|also|next|this)\b.{0,12}|see also|also read|also in\b.{0,30}|don[’']t miss|editor[’']?s[’']? picks?|recommended(?: (?:for you|stories))?|you (?:may|might) (?:also )?(?:like|be interested)\b.{0,20}|related (?:recipes|posts|videos|reading)|articles liés|artículos relacionados|más sobre|verwandte (?:themen|artikel|beiträge)|trending(?: now)?|top stories|what to read next|in this (?:story|article|topic)|topics?|tags?|(?:market |reader )?voices on|watch(?: now| more)?|listen(?: now)?|in pictures|explainer|à lire (?:aussi|également|sur)\b.{0,30}|lire (?:aussi|également|la suite)|voir aussi|sur le même (?:sujet|thème)|les plus lus|mehr zum thema|lesen sie (?:auch|mehr)\b.{0,30}|auch interessant|das könnte (?:sie|dich)\b.{0,30}|meistgelesen|weitere (?:artikel|themen|meldungen)\b.{0,30}|siehe auch|themen|te puede interesar|le(?:a|er|e) también|leia (?:também|mais)\b.{0,30}|lo más (?:leído|visto)|más (?:leídas|noticias|información)\b.{0,20}|(?:temas|noticias|artículos) relacionad[oa]s|mais lidas|veja também|leggi anche|ti potrebbe interessare|lees (?:ook|meer)\b.{0,20}|meer (?:over|nieuws)\b.{0,30})\s*[:：]?$/iu;
const RELATED_INLINE =
  /^(?:related|read (?:more|also|next)|see also|also read|more|watch|listen|à lire aussi|lire aussi|voir aussi|lesen sie auch|mehr dazu|lea también|te puede interesar|leia (?:também|mais)|veja também|leggi anche|lees ook)\s*[:|–—›»]\s*\S.{0,160}$/iu;

const CREDIT = new RegExp(
  `^[(\\[—–\\-\\s]*(?:(?:source|quelle|fuente|fonte|bron|sources|quellen|fuentes|by|par|por|von|per|da|di|with|avec|mit|con|com|met|aus|from|text|texte|material)s?\\s*:?\\s+(?:material (?:from|von|der) )?(?:the |la |der |l[’'])?)?(?:${AGENCY})(?:\\s*(?:[,/&+|-]|and|und|et|y|e|en|with|avec|mit|con)\\s*(?:the )?(?:${AGENCY}))*[)\\].\\s]*$`,
  'iu',
);
const COPYRIGHT_CREDIT = new RegExp(`^(?:©|\\(c\\)|copyright)\\s*(?:\\d{4}\\s*)?(?:${AGENCY})\\b.{0,40}$`, 'iu');
const SLASHED_CREDIT = new RegExp(`^[\\p{Lu}][\\p{L} .’'-]{1,40}\\s*/\\s*(?:${AGENCY})\\.?$`, 'iu');

const NAME =
  "[\\p{Lu}][\\p{L}'’.-]*(?: (?:(?:d[aeou]s?|del|della|di|van|von|der|den|ten|al|el|bin|la|le|y)|[\\p{Lu}][\\p{L}'’.-]*)){1,4}";
const BYLINE = new RegExp(
  `^(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Da|Text|Texte)(?::| )\\s*(${NAME}(?:\\s*(?:,|&|and|AND|und|et|y|e|en)\\s*${NAME}){0,4})(?:\\s*[,|–—-].{0,50}| in \\p{Lu}[\\p{L} ]{1,30})?$`,
  'u',
);
const NAME_ALONE = new RegExp(`^${NAME}(?:\\s*(?:,|&|and|und|et|y|e)\\s*${NAME}){0,2}$`, 'u');

const MONTH =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin|juil|août|déc|jän|mär|okt|dez|ene|abr|ago|set|dic|fev|out|gen|mag|giu|lug|ott|mrt|mei';
const DATE = new RegExp(
  `^(?:(?:published|posted|updated|last (?:updated|modified)|first published|created|publié|mis à jour|modifié|stand|veröffentlicht|aktualisiert|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd)\\b.{0,12})?[\\p{L}.,| ]{0,22}(?:\\d{1,2}(?:st|nd|rd|th|er|º)?[.\\s]*(?:de |of )?(?:${MONTH})[\\p{L}.]*[\\s,]*(?:de )?\\d{4}|(?:${MONTH})[\\p{L}.]* \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2})(?:.{0,40})$`,
  'iu',
);
const DATE_WORDS =
  /^(?:published|posted|updated|last updated|publié|mis à jour|veröffentlicht|aktualisiert|publicado|actualizado|atualizado|pubblicato|aggiornato|erschienen am)\b.{0,60}$/iu;

const SIGN_OFF =
  /^[([]?(?:(?:additional )?(?:reporting|writing|editing|compiled) by|reported by|redaktion|bearbeitet von|(?:reportaje|reporte|información|editado|escrito) (?:de|por)|reportagem (?:de|por)|(?:rédigé|édité|reportage) (?:par|de))\b/iu;

const PICTURE_CREDIT = new RegExp(
  `(?:\\b(?:photo|picture|image|foto|bild|imagen|file photo|handout|courtesy)(?:\\s*(?:by|:|/)|\\s+-)\\s*[\\p{L}/&., ’'-]{2,60}|(?:©|\\(c\\))\\s*[\\p{L}/&., ’'-]{2,60}|\\b(?:${AGENCY})/[\\p{Lu}][\\p{L} .’'-]{1,40}|[\\p{Lu}][\\p{L}.’'-]+ [\\p{Lu}][\\p{L} .’'-]{1,30}\\s*/\\s*(?:${AGENCY}|getty(?: images)?))(?:/(?:file photo|pool|handout|archives?))?[\\s).\\]]*$`,
  'iu',
);
const CAPTION_OPENING =
  /^(?:a (?:general |file |combination )?(?:view|photo|picture) of|(?:an? )?(?:map|chart|graph|graphic|infographic|photo|photograph|picture|image|screenshot|satellite image|aerial view) (?:of|show(?:s|ing))\b|(?:(?:drone|police|security|cctv|dashcam|mobile phone|social media) )?(?:video|footage) show(?:s|ing)\b|(?:die |la |une? |el |un[ao] |o |il |de )?(?:karte|grafik|carte|graphique|infographie|mapa|gráfico|infográfico|mappa|grafico|kaart|grafiek|kart[a]?) (?:zeigt|montrant|montre|que muestra|muestra|mostra(?:ndo)?|che mostra|toont|som visar|visar|viser)\b|file (?:photo|picture|image)\b|in this (?:file |undated |handout )?(?:photo|picture|image|frame)|(?:photo|picture|image|foto|bild|abbildung|abb\.|fig(?:ure)?\.|beitragsbild|titelbild|symbolbild|archivbild|archivo|légende)\s*:)/iu;
const CAPTION_VERB =
  /^[^.]{5,140}?\b(?:leaving|arriving|speaking|shaking|attending|walking|holding|waving|addressing|standing|sitting|posing|looking|gesturing|smiling|pictured|seen)\b[^.]{3,120}\./i;

/** Classes a line. A full sentence is copy unless it says plainly that it is something else. */
export function kindOfLine(text: string): LineKind {
  if (text.length <= LONGEST_CREDIT && (CREDIT.test(text) || COPYRIGHT_CREDIT.test(text) || SLASHED_CREDIT.test(text)))
    return 'credit';
  if (text.length <= LONGEST_FURNITURE && (RELATED.test(text) || RELATED_INLINE.test(text))) return 'related';
  if (
    text.length <= LONGEST_DATE &&
    (!endsSentence(text) || /\d\.$/.test(text)) &&
    (DATE.test(text) || DATE_WORDS.test(text))
  )
    return 'date';
  if (text.length <= LONGEST_FURNITURE && FURNITURE.some((pattern) => pattern.test(text))) return 'furniture';
  if (text.length <= LONGEST_FURNITURE && OF_EMBED.test(text)) return 'furniture';
  if (text.length <= LONGEST_OWN_VOICE && OWN_VOICE.some((pattern) => pattern.test(text))) return 'furniture';
  if (SIGN_OFF.test(text)) return 'sign-off';
  if (text.length <= LONGEST_CREDIT && BYLINE.test(text)) return 'byline';
  if (text.length <= 600 && (endsInPictureCredit(text) || CAPTION_OPENING.test(text))) return 'caption';
  return 'copy';
}

/** What every credit of a picture has. */
const OF_CREDITS = /[©/]|\(c\)|photo|picture|image|foto|bild|imagen|handout|courtesy/iu;

function endsInPictureCredit(text: string): boolean {
  const end = text.slice(-120);
  return OF_CREDITS.test(end) && PICTURE_CREDIT.test(end);
}

/** True for the heading under which readers' comments begin. */
export function opensComments(text: string): boolean {
  return text.length <= LONGEST_FURNITURE && COMMENTS.test(text);
}

/** True for a line that tells what a picture shows; only a guess, to be used where a picture may stand. */
export function tellsOfPicture(text: string): boolean {
  return text.length <= 400 && (CAPTION_VERB.test(text) || endsInPictureCredit(text) || CAPTION_OPENING.test(text));
}

/** True for a line that opens as captions do: "A view of", "Map showing". */
export function opensAsCaption(text: string): boolean {
  return CAPTION_OPENING.test(text);
}

/** The names in a byline, or null: "By A B and C D" without its preposition; a name alone where `alone` says it may be. */
export function bylineOf(text: string, alone = false): string | null {
  if (text.length > LONGEST_CREDIT) return null;
  const named = BYLINE.exec(text)?.[1];
  if (named !== undefined) return named.trim();
  return alone && NAME_ALONE.test(text) ? text : null;
}

/** The agency that a paragraph's dateline names in brackets, "BERGEN, March 14 (Reuters) -", or null. */
export function agencyInDateline(paragraph: string): string | null {
  const named = /^[^().]{0,80}\(([^()]{2,30})\)/u.exec(paragraph.slice(0, 120))?.[1];
  return named !== undefined && kindOfLine(named) === 'credit' ? named : null;
}

/** True when a line ends as a sentence does. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।॥۔።។]["'”“’‘»«)\]」』）]*$/u.test(text);
}

/** True for a line of running text: long enough for a sentence, and ended like one. */
export function isProse(text: string): boolean {
  return (
    (text.length >= 60 && endsSentence(text)) ||
    (text.length >= 100 && /[.!?]["”’»)]* \S/u.test(text)) ||
    text.length >= 160 ||
    /^["“„«].{25,}["”“»]/u.test(text)
  );
}
