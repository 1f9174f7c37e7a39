import { creditedBy, withoutAgencies } from './agency-words.ts';
import { isSiteWord } from './furniture-words.ts';
import { readDateLine } from './stated-dates.ts';

const PARTICLE =
  '(?:d[aeiou]s?|del|della|dal|di|van|von|vom|zu|der|den|ter|ten|te|al|el|bin|ibn|la|le|las|los|y|e|de|du|af|av)';
const CAPITAL = "[\\p{Lu}\\p{Lt}][\\p{L}\\p{M}'’.-]*";
const NAME = `${CAPITAL}(?: (?:${PARTICLE} ){0,2}${CAPITAL}){1,3}`;
const AND = '(?:\\s?[,/&|·]\\s?|\\s(?:and|und|et|y|e|en|og|och|ja|i|и|та|dan|ve|και|و)\\s)';
/** The fewest words that may be a name, so that a beat before the title is not taken for a surname. */
const SHORTEST_NAME = `${CAPITAL}(?: (?:${PARTICLE} ){0,2}${CAPITAL}){1,3}?`;
const NAMES = `${NAME}(?:${AND}${NAME}){0,4}`;
const SINGLE = `${CAPITAL}(?: ${CAPITAL}){0,3}`;

/** What papers call the kinds of stories that they sign: "Ein Interview von", "Analysis by". */
const GENRES = new Set(
  'beitrag|artikel|article|artículo|artigo|articolo|interview|kommentar|commentary|comment|analyse|analysis|reportage|reportaje|reportagem|essay|ensayo|ensaio|rezension|review|kolumne|column|columna|coluna|glosse|porträt|profile|gastbeitrag|opinion|opinión|opinião|entretien|chronique|critique|récit|enquête|entrevista|análisis|análise|crónica|crônica|intervista|analisi|commento|cronaca|wywiad|intervju|haastattelu|röportaj|feature|dispatch|leitartikel'.split(
    '|',
  ),
);
const BEFORE_BY = /^((?:\p{L}{2,4} )?\p{L}{4,12} )(?=(?:by|von|par|por|di|de|door|av|af) \p{Lu})/u;

/** "Ein Interview von Ann Lee" without its first two words. */
function withoutGenre(text: string): string {
  const said = BEFORE_BY.exec(text)?.[1];
  const genre = said?.trim().split(' ').at(-1)?.toLowerCase() ?? '';
  return said !== undefined && GENRES.has(genre) ? text.slice(said.length) : text;
}

/** "Door onze redacteur", "De notre correspondante": whose reporter it is stands before the name. */
const OF_OURS =
  'd(?:al|alla) nostr[oa] (?:inviat[oa]|corrispondente)|de notre (?:correspondante?|envoyée? spéciale?)|von unser(?:em|er) (?:korrespondent|reporter)(?:en|in)?|de nuestr[oa] (?:corresponsal|enviad[oa] especial)|d[oa] noss[oa] (?:enviad[oa]|correspondente)|(?:door|van) onze (?:redact(?:eur|rice)|verslaggever|correspondent)(?:en|s)?|a[vf] v(?:år|åre|ores) (?:korrespondent|reporter|medarbeid?er|udsendte|utsendt[ae]?)|od nasz(?:ego|ej) (?:korespondent|wysłanni)\\p{Ll}{1,4}';
const FROM_PLACE =
  '(?: (?:à|au|aux|en|in|aus|te|uit|da|a|desde|i) \\p{L}[\\p{L}’-]{1,20}(?: \\p{L}[\\p{L}’-]{1,20})?,?)?';
const BY = `(?:(?:${OF_OURS})${FROM_PLACE}|(?:(?:written|posted|published|reported|words|story|text|texte?|testo|texto|tekst|reportage|article|report|ein (?:beitrag|artikel)|une? article)\\s)?(?:by|von|par|por|di|de|door|av|af|od|oleh)|text|texte|texto|testo|tekst|teksti|autor(?:ka)?/autor(?:ka)?|auto(?:r(?:in|a|es|zy|ka)?|ři)|autore|auteurs?|author|writer|reporter|редактор|автор|авторы|текст|penulis|reporter|yazan|haber|írt[aá]k?|szerző|συντάκτης|tác giả|opracowanie|oprac\\.|jutun kirjoittaja|schrijver|redacteur)`;
const OPENING = new RegExp(
  `^(?:${BY})\\s?[:：]?\\s(?:dr\\.? |prof\\.? |\\S{0,30}(?:redakteur(?:in)?|reporter(?:in)?|korrespondent(?:in)?|autor(?:in)?|correspondent|editor) )?(${NAMES})(?:\\s?[,|·•–—(-].{0,60}|\\s(?:in|à|en|em|aus|a|i)\\s\\p{Lu}[\\p{L} ]{1,30})?$`,
  'iu',
);
/** The words are told without case, names are not. */
const CASED = new RegExp(`^(?:${NAMES})$`, 'u');
/** What English-speaking papers put before the title of a writer. */
const BEAT =
  'arts|banking|breaking news|business|city|climate|community affairs|consumer affairs|crime|culture|defen[cs]e(?: and security)?|diplomatic|economics|education|energy|entertainment|environment|europe|fashion|features|financial|food|foreign|general|global|health|home affairs|industrial|international|investigations|law|legal(?: affairs)?|local(?: democracy)?|media|middle east|money|national|news|north of england|philanthropy|policy|political|politics|property|religion|rural affairs|science|security|social affairs|sports?|technology|trade|transport|travel|weather|white house|world';
const TITLE = `(?:(?:senior |chief |staff |special |deputy |associate |assistant )?(?:(?:${BEAT}) )?(?:reporter|correspondent|editor|writer|journalist|columnist)|bureau chief|korrespondent(?:in)?|redakteur(?:in)?|reporterin|journaliste|correspondant(?:e)?|envoyé(?:e)? spécial(?:e)?|corresponsal|enviad[oa] especial|periodista|redactor[a]?|repórter|correspondente|jornalista|inviat[oa]|corrispondente|giornalista|verslaggever|correspondent|redacteur|journalist|toimittaja|dziennikarz|dziennikarka|корреспондент|обозреватель|журналист)`;
const TITLED = new RegExp(
  `^(${SHORTEST_NAME})\\s?(?:[,|/·•–—(-]\\s?(?:\\p{Lu}[\\p{L}.]{1,20} ){0,2}|\\s)${TITLE}(?:\\s.{0,40})?\\)?$`,
  'iu',
);
const TITLE_FIRST = new RegExp(`^(?:${TITLE}|our correspondent)\\s?[:,–—-]?\\s(${NAME})$`, 'iu');
const TITLE_LINE = new RegExp(`^(?:(?:the|our) )?${TITLE}(?:$|[\\s,|·–—-])`, 'iu');
const HANGUL =
  /^([\p{Script=Hangul}]{2,4}(?:[·,\s]{1,2}[\p{Script=Hangul}]{2,4}){0,2})\s?(?:특파원|기자|인턴기자|선임기자|논설위원)(?:\s?=)?$/u;
const HANGUL_BEHIND = /^(?:기자|글)\s?[:：]?\s([\p{Script=Hangul}]{2,4})$/u;
const SIGNS =
  /^(?:[\p{Script=Han}]{2,6}(?:记者|記者)\s|(?:文|撰文|作者|記者|记者|本报记者|本報記者|本社記者|報導|报道|採訪|采访|筆者|編譯|编译|取材)\s?[:：／/|]?\s?|■\s?)([\p{Script=Han}]{2,4}(?:[、,，\s・][\p{Script=Han}]{2,4}){0,3})(?:\s?(?:报道|報道|報導|報導))?(?:[\s　]+(?:责编|責編|责任编辑|責任編輯|编辑|編輯|校对|校對|来源|來源)\s?[:：／/]\s?[\p{Script=Han}、]{2,12}){0,3}$/u;
const SIGNS_BEHIND =
  /^(?:記者|记者)?([\p{Script=Han}]{2,5})(?:記者|记者|特派員)?\s?(?:／|\/|\s)\s?(?:台北|北京|东京|東京|.{2,6})(?:報導|报道|電|电)$/u;
/** "北都=田中一郎": the place and who reports from it. */
const SIGNS_BEHIND_PLACE =
  /^[(（]?[\p{Script=Han}\p{Script=Katakana}ー]{2,10}\s?[=＝]\s?([\p{Script=Han}]{2,5}(?:[、・][\p{Script=Han}]{2,5}){0,3})[)）]?$/u;
const ARABIC =
  /^(?:بقلم|كتب(?:ت)?|إعداد|تحرير|تقرير)\s?[:：]?\s((?:[\p{Script=Arabic}]{2,15}\s?){2,4})(?:\s?[-–—].{0,30})?$/u;
/** "Published by: अमित कुमार". */
const DEVANAGARI =
  /^(?:(?:published|edited|written|reported) by|by|लेखक|रिपोर्टर?|संपादक)\s?[:：]?\s((?:[\p{Script=Devanagari}]{2,15}\s?){2,3})$/iu;
/** "Portrait of Dana Whitlow Dana Whitlow": the text of a writer's picture and the name. */
const TWICE = /^(?:[^\d,]{2,20} )?(\p{Lu}[\p{L}'’.-]{1,20}(?: \p{Lu}[\p{L}'’.-]{1,20}){1,2}) \1$/u;
/** "Ana Reis (texto) e Rui Pires (fotografia)": who wrote, and who made the pictures. */
const WITH_ROLES = new RegExp(
  `^(${NAMES}) ?\\((?:text[eo]?|testo|words|story|tekst|teksti|reportagem|reportaje)\\)(?:${AND}${NAMES} ?\\([\\p{L} ,&]{3,30}\\))*$`,
  'iu',
);
/** "Мария Верес (редактор отдела «Мир»)": the title and what it is of, in brackets. */
const BRACKETED_TITLE = new RegExp(`^(${NAME}) \\((?:${TITLE}|редактор|редакторка)(?:\\s[^()]{2,40})?\\)$`, 'iu');
/** A label alone; the name stands on the next line. */
const LABEL = new RegExp(`^(?:${BY}|a cura di|oleh|بقلم|كتب|作者|記者|记者|文|글)\\s?[:：]?$`, 'iu');

const LONGEST = 120;
/** Words that open no name: "Zur App", "Mehr Nachrichten". */
const OPENS_NO_NAME =
  /^(?:escucha\p{Ll}*|ouvir|ouça|écoute\p{Ll}*|ascolta\p{Ll}*|listen|read|watch|follow|share|save|print|copy|compartir|guardar|seguir|leer|ler|salvar|imprimir|copiar|partager|suivre|lire|leggi|condividi|segui|salva|teilen|merken|drucken|lesen|folgen|delen|volg|lees|bewaar|luister|lyssna|dela|spara|läs|kuuntele|jaa|tallenna|posłuchaj|udostępnij|zapisz|czytaj|dinle|paylaş|kaydet|oku|zur|zum|im|am|die|das|the|au|aux|los|las|mi|mis|il|het|een|mein|meine|mehr|more|más|my|our|your|via|per|pour|para|por|für|with|mit|avec|con|com|all|alle|top|live|best|new) /iu;
const NOBODY =
  /(?<!\p{L})(?:apps?|videos?|url|link|login|sharing|menu|schedule|today|home|newsroom|bureau|redaktion|redacción|redação|redazione|rédaction|redactie|redakcja|redakce|редакция|staff|team|desk|news|agenc\p{L}*|editors?|online|our (?:correspondent|reporter)|web desk|redaksjonen|toimitus|correspondents?|nachrichten|zeitung|journal|courrier|times|post|daily|herald|gazette|tribune|exclusiv[oae]|exclusive|exklusiv|premium|notícias|noticias|notizie|nyheter|nyheder|uutiset|nieuws|vesti|zprávy|hírek|știri|wiadomości|новости|новини)(?!\p{L})/iu;

/** ", avec AMP", " mit NZD/KLA", " with wires": agencies without a name, or with one of which no more is known than its capitals. */
const WITH_AGENCY =
  /,?\s(?:and|und|avec|with|mit|con|com|met|med|z|s|ile|и)\s(?:(?:the|la|la agencia|der)\s)?(?:\p{Lu}{2,6}(?:\s?[,/&]\s?\p{Lu}{2,6}){0,3}|wires?|(?:news |wire )?agenc(?:y|ies)|agences|agencias|agências|agenturen|agenzie|agentschappen|ajanslar)$/u;

/** "박서진 기자 seojin@paper.example": the address of who wrote. */
const ADDRESS_BEHIND = /(?<=\p{L})\s[(（<]?[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}[>)）]?$/u;

/** "Carla Nunes, Jornal Novo — Santos": what stands alone between a name and a place is the paper. */
const withoutPaperBeforePlace = (names: string, line: string): string =>
  /^[^,]{4,40}, [^,]{2,40}$/u.test(names) && /, [^,—–]{2,40} [—–] \p{Lu}[\p{L} ]{2,30}$/u.test(line)
    ? (names.split(',')[0] as string)
    : names;

/** "Olga Nowak/dap": the initials of who edited, behind the name of who wrote. */
const INITIALS_BEHIND = /(?<=\p{Ll}{2})\s?\/\s?\p{Ll}{2,4}(?:\/\p{Ll}{2,4})?$/u;

/** The names in a line that is nothing but a byline, without its preposition and titles; null for any other line. */
export function readWriter(line: string): string | null {
  const text = line.replace(ADDRESS_BEHIND, '').replace(INITIALS_BEHIND, '');
  return writerIn(text) ?? (text === line ? null : readNameAlone(text));
}

function writerIn(text: string): string | null {
  if (text.length > LONGEST || /[.!?。]$/u.test(text.replace(/(?<!\p{L})\p{L}\.$/u, ''))) return null;
  const twice = TWICE.exec(text)?.[1];
  if (twice !== undefined && CASED.test(twice)) return personal(twice);
  const opened = OPENING.exec(withoutGenre(text.replace(WITH_AGENCY, '')))?.[1];
  if (opened !== undefined && CASED.test(opened.trim())) return personal(withoutPaperBeforePlace(opened.trim(), text));
  for (const pattern of text.includes('(')
    ? [TITLED, TITLE_FIRST, WITH_ROLES, BRACKETED_TITLE]
    : [TITLED, TITLE_FIRST]) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined && CASED.test(name)) return personal(name);
  }
  for (const pattern of [HANGUL, HANGUL_BEHIND, SIGNS, SIGNS_BEHIND, SIGNS_BEHIND_PLACE, ARABIC, DEVANAGARI]) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return name.trim();
  }
  return null;
}

/** A name and nothing else, as it stands under a label or between headline and date. */
export function readNameAlone(text: string): string | null {
  if (text.length > 80 || isSiteWord(text) || TITLE_LINE.test(text)) return null;
  return CASED.test(text) && /\p{L}{2}/u.test(text) && !OPENS_NO_NAME.test(text) ? personal(text) : null;
}

/** "CLAUDIO REYES": a name that is all capitals, as credits of pictures are set. */
export function isNameInCapitals(text: string): boolean {
  return text === text.toUpperCase() && / /.test(text) && readNameAlone(text) !== null;
}

/** "Vivian Lau in Beijing" as it stands beside a date: a name, and from where it reports. */
export function readNamePlaced(text: string): string | null {
  return readNameAlone(text.replace(/,$/, '').replace(PLACED, '').replace(PAPER_BEHIND, ''));
}

/** "Asep Hidayat - warta.example". */
const PAPER_BEHIND = / [-–—|] [\p{L}\d.]{2,20}$/u;
const PLACED =
  /(?:,| from|,? in| aus| à| en| em| da| a| i| w) \p{Lu}[\p{L}’'-]{1,20}(?: \p{Lu}[\p{L}’'-]{1,20}){0,2}$/u;

/** Who wrote a story, in brackets behind its last sentence: "…案内している。【高瀬友里】"; or null. */
export function closingWriter(paragraph: string): { readonly text: string; readonly name: string } | null {
  const [bracket, name] =
    /(?<=[。」])[【（]([\p{Script=Han}]{2,6}(?:、[\p{Script=Han}]{2,6}){0,3})[】）]$/u.exec(paragraph) ?? [];
  return bracket === undefined || name === undefined || !NAME_IN_SIGNS.test(name.split('、')[0] as string)
    ? null
    : { text: paragraph.slice(0, -bracket.length), name };
}

/** "هسبريد - عبد الرحيم العلوي": the paper stands before the name. */
const behindPaper = (text: string): string =>
  text.length < 60 ? text.replace(/^[\p{Lo}\p{M}]{3,15}(?: [\p{Lo}\p{M}]{2,15})?\s[-–—|]\s(?=\p{Lo})/u, '') : text;

/** A name in a script without capitals and nothing else: no place, office, company or section. */
export function readNameInSigns(line: string): string | null {
  const text = behindPaper(line);
  return NAME_IN_SIGNS.test(text) && !isSiteWord(text) ? text : null;
}

const NAME_IN_SIGNS =
  /^(?:\p{Script=Hebrew}{2,10}(?: \p{Script=Hebrew}{2,12}){1,2})$|^(?!ال)\p{Script=Arabic}{2,12}(?: \p{Script=Arabic}{2,12}){1,2}$|^\p{Script=Han}{2,3}[\s　]?\p{Script=Han}{1,3}(?<![市県區区町村国國省庁廳社部局版面報报網网聞闻])$/u;

/** "Ann Lee with", "Anne Lys avec et": what joined the names of agencies to that of the writer. */
const LINKS_AT_END =
  /(?<=\p{L}) (?:(?:avec|with|mit|con|com|met|med)(?:[\s,/&]+(?:and|und|et|y|e|en|og|och))*|and|und|et|y|en|og|och)$/u;
const BY_INITIALS = /^(?:by|par|por|von|di|door|av|af) \p{Lu}{2,6}$/iu;
/** "Le Phare avec AFP": papers are called so, people are not. */
const OPENS_WITH_ARTICLE = /^(?:the|le|la|les|il|lo|el|los|der|die|das|de|het|o|a) /iu;
const MARKS_AT_END = /(?<![\s,/|(&–—-])[\s,/|(&–—-]+[)\]]?$/u;

/** The writer in a byline, or in a credit that names one: "By Ann Lee, AFP", "Ann Lee (with Reuters)"; or null. */
export function readSigned({ kind, text }: { readonly kind: string; readonly text: string }): string | null {
  if (kind === 'writer') return readWriter(text);
  if (kind === 'date') return nameBeforeDate(text);
  if (kind !== 'credit') return null;
  const bare = withoutAgencies(text)
    .replace(MARKS_AT_END, '')
    .replace(/ (?:and|with|&) (?:news|wire)$/iu, '')
    .replace(LINKS_AT_END, '')
    .replace(MARKS_AT_END, '');
  // "Par SO avec AFP": initials behind the word for a byline are the paper's.
  if (BY_INITIALS.test(bare)) return null;
  const bracketed = /^([^()]{4,60})\s\(.{2,60}\)$/u.exec(text)?.[1];
  const alone = bare === text ? null : (readNameAlone(bare) ?? readNamePlaced(bare));
  const inBracket = bracketed === undefined ? null : (readWriter(bracketed) ?? readNameAlone(bracketed));
  const name = readWriter(bare) ?? alone ?? inBracket ?? nameBeforePapers(bare);
  return name === null || OPENS_WITH_ARTICLE.test(name) ? null : name;
}

/** "Jana Horáková, Novinky,": the writer, and a paper in one word. */
function nameBeforePapers(text: string): string | null {
  const [name = '', ...papers] = text.split(/\s?[,/|]\s?/u).filter((part) => part !== '');
  return papers.length > 0 && papers.every((paper) => /^\p{Lu}[\p{L}.]{1,20}$/u.test(paper))
    ? readNameAlone(name)
    : null;
}

/** "Sana Qureshi Published September 4, 2025". */
function nameBeforeDate(text: string): string | null {
  const name = BEFORE_PAPER.exec(text)?.[1] ?? BEFORE_LABEL.exec(text)?.[1] ?? BEFORE_DAY.exec(text)?.[1];
  return name === undefined ? readWriter(readDateLine(text)?.rest ?? '') : readNameAlone(name);
}

const BEFORE_LABEL = new RegExp(
  `^(${NAMES})[\\s|·•,–—-]{1,3}(?:published|posted|updated|publié|veröffentlicht|publicado|pubblicato)(?!\\p{L})`,
  'iu',
);

/** "Оксана Гнатюк — Четвер, 6 березня 2025". */
const BEFORE_DAY = new RegExp(`^(${NAMES}) [—–|·] (?:\\p{L}{2,12},? )?\\d{1,2}[ .]`, 'u');

/** "Devon Marsh · CBX News · Posted: Jul 14, 2025". */
const BEFORE_PAPER = new RegExp(`^(${NAMES})\\s?[·•|]\\s?[^·•|\\d]{2,30}[·•|]`, 'u');

/** True for a line that says what the writer named above it is: "Transport correspondent, Leeford". */
export function isWriterTitle(text: string): boolean {
  return (
    text.length <= 90 && !/[.!?]$/.test(text) && (TITLE_LINE.test(text) || /^[(（][^()（）]{4,60}[)）]$/u.test(text))
  );
}

/** A name under a label, where one word is enough. */
export function readLabelledName(line: string): string | null {
  const text = line.replace(INITIALS_BEHIND, '');
  if (text.length > 80 || isSiteWord(text) || NOBODY.test(text) || creditedBy(text) !== null) return null;
  return new RegExp(`^${SINGLE}$`, 'u').test(text) || /^[\p{Lo}\p{M} ]{2,30}$/u.test(text) ? text : null;
}

/** True for a label that says that the next line is who wrote the story. */
export function opensWriter(text: string): boolean {
  return text.length <= 30 && LABEL.test(text);
}

/** "DE NACIÓN": the section of the editor whose title stood before it. */
const OF_SECTION = /^(?:D[EOA]|DEL|DELLA|OF|FOR) \p{Lu}+$/u;

/** Initials of a station, alone or before its place. */
const OF_STATION = /^\p{Lu}{2,6}(?= |$)/u;

function personal(name: string): string | null {
  const bare = name
    .trim()
    .replace(/(?<![,|·\s])[,|·\s]+$/u, '')
    .replace(/(?<=\p{L}{3})\.$/u, '');
  const [first = '', ...others] = bare.split(/, /u);
  // "Anett Seidel, NDR THÜRINGEN", "Nina Harms, ARD Wien": what opens in capitals behind a name is where it works.
  const isInCapitals = first === first.toUpperCase();
  const named = others.filter((each) => !TITLE_LINE.test(each) && (isInCapitals || !OF_STATION.test(each)));
  const said = [first, ...named].join(', ');
  return NOBODY.test(said) || OF_SECTION.test(said) || creditedBy(said) !== null ? null : said;
}
