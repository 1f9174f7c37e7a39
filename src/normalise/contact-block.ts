import { holdsContact } from './contacts.ts';

/** A heading over the people who may be asked, alone on its line or before them. */
const HEADING =
  /^[\s*#_(-]{0,5}(?:(?:media|press|investor|company|for (?:more|further) information|further information|contact presse|relations presse|pressekontakt|presse|medien|investor relations)[ -]?(?:and investor )?(?:contacts?|relations|enquiries|inquiries)?|contacts?(?: presse| médias?| de presse)?|kontakte?|kontakter|yhteystiedot|contacto(?: de prensa)?|contatt[oi]|contatos?|contacten|kontaktperson(?:er|en)?|ansprechpartner(?:in)?|rückfragen(?: an)?|rückfragehinweis|kontakty?)\s?[:：]?$/iu;
const FIRST_LINE = /^[^\n]{0,80}/;
const MOST_BELOW = 14;
const LONGEST_BELOW = 300;

/**
 * Takes the block that ends a message and says who may be asked: from its heading down, where every paragraph is short
 * and a mail address or a telephone number stands in it. Of the copy nothing but that is lost.
 */
export function withoutContactBlock(paragraphs: string[]): void {
  const from = Math.max(1, paragraphs.length - MOST_BELOW);
  const heading = paragraphs.findIndex(
    (paragraph, at) => at >= from && HEADING.test((FIRST_LINE.exec(paragraph)?.[0] ?? '').trim()),
  );
  if (heading < 0) return;
  const block = paragraphs.slice(heading);
  if (block.every(({ length }) => length <= LONGEST_BELOW) && holdsContact(block.join('\n')))
    paragraphs.splice(heading);
}
