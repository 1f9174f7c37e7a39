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
  | 'id';

/** Labels by what they name, in any case, in the languages of the services that send such files. */
const LABELS: Readonly<Record<Field, string>> = {
  headline:
    'headline, head, title, titel, überschrift, schlagzeile, titre, titular, título, titolo, kop, rubrik, overskrift, otsikko, tytuł, titulek, cím, başlık, заголовок, заглавие, τίτλος',
  subheadline:
    'subhead, subheadline, deck, unterzeile, untertitel, sous-titre, subtítulo, sottotitolo, onderkop, underrubrik, underoverskrift, alaotsikko, podtytuł, подзаголовок',
  slugline: 'slug, slugline, stichwort, mot-clé, cuña, trefwoord, stikkord, stikord, hakusana, hasło',
  byline: 'by, byline, author, autor, autorin, auteur, autore, von, av, af, kirjoittaja, автор',
  embargo:
    'embargo, embargoed until, sperrfrist, embargado hasta, embargo fino a, sperrefrist, klausul, embargo do, эмбарго',
  date: 'date, datum, fecha, data, dato, päivä, dátum, tarih, дата',
  note: 'note, notes, note to editors, ednote, hinweis, anmerkung, nota, opmerking, merknad, uwaga, примечание',
  keywords:
    'keywords, tags, schlagworte, schlagwörter, mots-clés, palabras clave, parole chiave, nøkkelord, avainsanat',
  credit: 'source, credit, quelle, fuente, fonte, bron, kilde, källa, lähde, źródło, источник',
  id: 'id, story id, number, nummer, message id',
};
const BY_LABEL = new Map(
  Object.entries(LABELS).flatMap(([field, words]) => words.split(', ').map((word) => [word, field as Field] as const)),
);
const LINE = /^\s{0,3}([\p{L}][\p{L} -]{0,24}?)\s?[:：]\s{1,20}(\S.{0,1000})$/u;
const MOST_LINES = 30;
/** So many lines without a label may stand over or among those that have one. */
const MOST_BARE = 1;

/** The labelled lines that open a text, and what stands below them. */
function headOf(text: string): { fields: Map<Field, string>; copy: string } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const fields = new Map<Field, string>();
  let [bare, end] = [0, 0];
  for (const [at, line] of lines.slice(0, MOST_LINES).entries()) {
    if (line.trim() === '') continue;
    const [, label = '', value = ''] = LINE.exec(line) ?? [];
    const field = BY_LABEL.get(label.toLowerCase());
    if (field === undefined && bare === MOST_BARE) break;
    if (field === undefined) {
      bare += 1;
      if (fields.size > 0) break;
      continue;
    }
    if (!fields.has(field)) fields.set(field, value.trim());
    end = at + 1;
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
  const embargo = value('embargo');
  if (embargo !== null) draft.embargo(embargo, 'embargo line');
  return draft.body(htmlOfLaidOutText(copy), 'text below the labelled lines').finish();
}
