import { Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { Draft } from './wire/draft.ts';
import { htmlOfLaidOutText } from './wire/laid-out-text.ts';

/** A text whose head is lines of a label and a value ("HEADLINE: …", "SPERRFRIST: …"), as small services send them. */
const labelledText: Format = {
  name: 'labelled-text',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    if (!/^[\s\u200e\u200f]{0,40}[\p{L}\d]/u.test(text)) return 0;
    const { fields } = headOf(text.slice(0, 4_096));
    return fields.has('headline') && fields.size >= 2 ? 0.7 : 0;
  },
  read({ text }) {
    const { fields, copy } = headOf(text);
    if (!fields.has('headline')) throw new Rejected('labelled-text: no line has a label for the headline');
    return { items: [readMessage(fields, copy)], feed: null, problems: [] };
  },
};
export default labelledText;

type Field =
  | 'headline'
  | 'subheadline'
  | 'slugline'
  | 'byline'
  | 'embargo'
  | 'date'
  | 'note'
  | 'keywords'
  | 'credit'
  | 'place'
  | 'id';

/** Labels by what they name, in any case, in the languages of the services that send such files. */
const LABELS: Readonly<Record<Field, string>> = {
  headline:
    'headline, head, title, titel, überschrift, schlagzeile, titre, titular, título, titolo, kop, rubrik, overskrift, otsikko, tytuł, titulek, cím, başlık, заголовок, заглавие, τίτλος, titlu, naslov, nadpis, judul, العنوان, عنوان, 标题, 標題, 見出し, 제목',
  subheadline:
    'subhead, subheadline, deck, unterzeile, untertitel, sous-titre, subtítulo, sottotitolo, onderkop, underrubrik, underoverskrift, alaotsikko, podtytuł, подзаголовок, podtitul, podnaslov, subtitlu, alcím, alt başlık, 副标题, 부제',
  slugline:
    'slug, slugline, stichwort, mot-clé, cuña, trefwoord, stikkord, stikord, hakusana, hasło, avainsana, ключ, klíč, kulcsszó',
  byline:
    'by, byline, author, autor, autorin, auteur, autore, von, av, af, kirjoittaja, автор, автора, автор текста, autorka, autoři, szerző, yazar, skribent, journalist, reporter, penulis, الكاتب, 记者, 作者, 기자',
  embargo:
    'embargo, embargoed until, sperrfrist, embargado hasta, embargo fino a, sperrefrist, klausul, embargo do, эмбарго, embargo til, embargo tot, embargo til og med, embargado até, embargo jusqu’à, karenz, embargó',
  date: 'date, datum, fecha, data, dato, päivä, dátum, tarih, дата, päiväys, dată, datum a čas, date and time, datum und uhrzeit, sent, filed, التاريخ, 日期, 日時, 날짜',
  note: "note, notes, note to editors, editor's note, editors' note, editors note, editorial note, ednote, eds, hinweis, anmerkung, nota, opmerking, merknad, uwaga, примечание, note aux rédactions, nota a los editores, redaktioneller hinweis, poznámka, megjegyzés, not, huomautus, notă, napomena, opomba, anm, anmärkning, bemærkning, ملاحظة, 备注, 비고",
  keywords:
    'keywords, tags, schlagworte, schlagwörter, mots-clés, palabras clave, parole chiave, nøkkelord, avainsanat, keyword, topics, themen, thèmes, temas, nyckelord, trefwoorden, słowa kluczowe, ключевые слова, ключови думи, ключові слова, klíčová slova, kľúčové slová, kulcsszavak, anahtar kelimeler, cuvinte cheie, ključne riječi, ključne reči, ključne besede, palavras-chave, emneord, asiasanat, λέξεις-κλειδιά, kata kunci, etiquetas, mots clés, الكلمات المفتاحية, 关键词, 키워드',
  place:
    'location, place, dateline, ort, lieu, lugar, luogo, local, plaats, sted, ort und datum, paikka, miejsce, město, место, hely, yer, loc, mjesto, kraj, місце, город, paikkakunta, τόπος, lokasi, المكان, 地点',
  credit:
    'source, credit, quelle, fuente, fonte, bron, kilde, källa, lähde, źródło, источник, zdroj, forrás, kaynak, sursa, izvor, джерело, πηγή, sumber, المصدر, 来源, 출처',
  id: 'id, story id, number, nummer, message id',
};
/** A line of a label that nobody here knows, in capitals or a single word, among others that are known. */
const UNKNOWN_LINE = /^\s{0,3}(?:\p{Lu}[\p{Lu} '’/-]{1,24}|\p{Lu}\p{L}{2,16})\s?[:：]\s{1,20}\S.{0,200}$/u;
const BY_LABEL = new Map(
  Object.entries(LABELS).flatMap(([field, words]) => words.split(', ').map((word) => [word, field as Field] as const)),
);
const LINE = /^\s{0,3}([\p{L}][\p{L}'’ -]{0,24}?)\s?[:：]\s{1,20}(\S.{0,1000})$/u;
const MOST_LINES = 30;
/** So many lines without a label may stand over or among those that have one. */
const MOST_BARE = 1;
const FEWEST_KNOWN = 2;

/** A line of the head: of a field, of a label that nobody knows, blank, or none of these. */
function kindOf(line: string): { field: Field; value: string } | 'unknown' | 'blank' | 'bare' {
  if (line.trim() === '') return 'blank';
  const [, label = '', value = ''] = LINE.exec(line) ?? [];
  const field = BY_LABEL.get(label.toLowerCase());
  if (field !== undefined) return { field, value: value.trim() };
  return UNKNOWN_LINE.test(line) ? 'unknown' : 'bare';
}

/** The labelled lines that open a text, and what stands below them. */
function headOf(text: string): { fields: Map<Field, string>; copy: string } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const fields = new Map<Field, string>();
  let [bare, end, isBlock] = [0, 0, true];
  for (const [at, line] of lines.slice(0, MOST_LINES).entries()) {
    const kind = kindOf(line);
    if (kind === 'blank') isBlock = false;
    // Among lines that follow one another a label that nobody knows is one of the head all the same.
    else if (kind === 'unknown' && isBlock && fields.size >= FEWEST_KNOWN) end = at + 1;
    else if (typeof kind === 'string') bare += fields.size > 0 ? MOST_BARE + 1 : 1;
    else {
      fields.set(kind.field, fields.get(kind.field) ?? kind.value);
      [end, isBlock] = [at + 1, true];
    }
    if (bare > MOST_BARE) break;
  }
  return { fields, copy: lines.slice(end).join('\n') };
}

function readMessage(fields: ReadonlyMap<Field, string>, copy: string): WireItem {
  const draft = new Draft();
  const value = (field: Field): string | null => fields.get(field) ?? null;
  draft.set('type', 'text', 'format').set('itemId', value('id'), 'id line');
  for (const field of ['headline', 'subheadline', 'slugline'] as const) draft.set(field, value(field), `${field} line`);
  draft.add('bylines', value('byline'), 'byline line').set('creditLine', value('credit'), 'credit line');
  for (const word of value('keywords')?.split(/[,;]/) ?? []) draft.add('keywords', word.trim(), 'keywords line');
  draft.date('versionCreated', value('date'), 'date line').note(value('note'), 'note line');
  draft.set('dateline', value('place'), 'place line').set('located', value('place'), 'place line');
  const embargo = value('embargo');
  if (embargo !== null) draft.embargo(embargo, 'embargo line');
  return draft.body(htmlOfLaidOutText(copy), 'text below the labelled lines').finish();
}
