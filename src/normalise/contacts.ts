import { readDeskWord } from '../agencies/tables/desk-words.ts';

const MAIL = String.raw`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}`;
const NUMBER = String.raw`[+(]{0,2}\d[\d ()/.\u00a0-]{5,24}\d`;
const LABEL =
  '(?:tel|telephone|telefon|telefax|fax|phone|mobile?|handy|tlf|tfn|puh|puhelin|tél|téléphone|teléfono|telefono|telefone|т|тел|телефон|call|durchwahl)';

const MAIL_ADDRESS = new RegExp(`(?<![\\w.+-])${MAIL}`, 'u');
const TELEPHONE = new RegExp(`(?<!\\p{L})${LABEL}\\.?:?\\s{0,2}${NUMBER}|(?<![\\w+])\\+\\d{1,3}[ (/-]${NUMBER}`, 'iu');
const WITH_NAME = new RegExp(`\\s{0,2}[<([]{0,2}\\s?(?:mailto:)?${MAIL}\\s?[>)\\]]{0,2}`, 'gu');

const GROUPS = /(?<![\p{L}\d.,+-])(?:1[ -])?\d{2,4}(?<gap>[ \u00a0-])\d{2,4}(?:\k<gap>\d{2,4}){1,4}(?![\d%-]|[.,]\d)/gu;
const AREA_FIRST = /(?<![\p{L}\d.,+/-])0\d{1,4}[ /-](?:\d{5,9}|\d{2,8}(?:[ -]\d{1,6}){1,4})(?![\d%/-]|[.,]\d)/u;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;
const FEWEST_DIGITS = 7;

/** True where a note holds digits in groups as telephone numbers have them; thousands, years and days have others. */
function holdsNumber(text: string): boolean {
  const [withArea = ''] = AREA_FIRST.exec(text.slice(0, LONGEST_PIECE)) ?? [];
  if (withArea !== '' && !YEAR.test(withArea)) return true;
  return [...text.slice(0, LONGEST_PIECE).matchAll(GROUPS)].some(([found]) => {
    const groups = found.split(/[ \u00a0-]/);
    const isDate = groups.some((group, at) => /^(?:19|20)\d\d$/.test(group) && (at === 0 || groups.length === 3));
    const isThousands = !found.startsWith('0') && groups.slice(1).every(({ length }) => length === 3);
    return groups.join('').length >= FEWEST_DIGITS && !isDate && !isThousands;
  });
}

/** The longest piece of a note that is looked at whole. */
const LONGEST_PIECE = 2_000;

/** True when a text holds a mail address or a telephone number. */
export function holdsContact(text: string): boolean {
  return text
    .split('\n')
    .some((line) => MAIL_ADDRESS.test(line.slice(0, LONGEST_PIECE)) || TELEPHONE.test(line.slice(0, LONGEST_PIECE)));
}

/**
 * A note or summary without the sentences that name mail addresses or telephone numbers; null where nothing is left. In
 * a note any digits in groups are a number; a summary may hold scores.
 */
export function withoutContacts(text: string | null, { isNote = false } = {}): string | null {
  const holds = (piece: string) => holdsContact(piece) || (isNote && holdsNumber(piece));
  if (text === null || !holds(text)) return text;
  const lines = text.split('\n').map((line) =>
    line
      .split(/(?<=[.!?;])\s(?=[^\d\s+(])/)
      .filter((sentence) => !holds(sentence))
      .join(' '),
  );
  const left = lines.filter((line, at) => line !== '' || text.split('\n')[at] === '').join('\n');
  return /\p{L}/u.test(left) ? left.trim() : null;
}

/** A signature without the mail addresses that stand behind names; null where nothing is left. */
export function withoutAddresses(text: string | null): string | null {
  if (text === null || !text.includes('@')) return text;
  return text.slice(0, LONGEST_PIECE).replace(WITH_NAME, '').trim() || null;
}

const DESK_LABEL =
  /^[\s*#_(-]*(?:contacts?|kontakte?|ansprechpartner|rückfragen|redaktion|desk|news ?desk|editors?|rédaction|contacto|contatto|contato|redacción|redazione|redaksjon|redaktion|toimitus|yhteystiedot|kontaktní)(?!\p{L})/iu;

const MAIL_ALONE = new RegExp(`^(?:[\\s,;/()<>]{0,4}${MAIL}){1,4}[\\s,;/()<>]{0,4}$`, 'u');

/** True when a paragraph opens with words to newsrooms and a colon: "Til redaktionerne: …". */
function saysToDesks(paragraph: string): boolean {
  const label = /^[\s*#_(-]{0,4}([^:\n]{3,60}):/u.exec(paragraph)?.[1];
  return label !== undefined && readDeskWord(label)?.newsClass === 'advisory';
}

/** True when a closing paragraph only says how to reach the desk, or who wrote. */
export function isDeskContact(paragraph: string): boolean {
  if (paragraph.length > 400) return false;
  const lastLine = paragraph.slice(paragraph.lastIndexOf('\n') + 1);
  if (MAIL_ALONE.test(paragraph)) return true;
  const isLabelled = DESK_LABEL.test(paragraph) || saysToDesks(paragraph);
  return isLabelled && (holdsContact(paragraph) || holdsNumber(lastLine));
}
