/** A string of a document that may be replaced by another: where it stands, and how it must be written there. */
export interface Field {
  readonly from: number;
  readonly to: number;
  readonly write: (text: string) => string;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const asIs = (text: string): string => text;

const KINDS: readonly { readonly of: RegExp; readonly fields: RegExp; readonly write: (text: string) => string }[] = [
  { of: /^\s*[{[]/, fields: /(?<=[:[,]\s{0,20})"((?:[^"\\]|\\.)*)"(?!\s*:)/g, write: inJson },
  { of: /^\s*</, fields: /(?<=>)([^<>]*[^<>\s][^<>]*)(?=<\/)|(?<=\s(?!xmlns)[\w:.-]+=)"([^"<>]*)"/g, write: inXml },
  { of: /(?:)/, fields: /[^\r\n\0-\x1f]*[a-z][^\r\n\0-\x1f]*/g, write: asIs },
];

/** Every string value of a document of JSON, every text and attribute of XML, every line of any other. */
export function fieldsOf(document: string): Field[] {
  const kind = KINDS.find(({ of }) => of.test(document)) as (typeof KINDS)[number];
  return [...document.matchAll(kind.fields)].map((match) => {
    const inner = match[1] ?? match[2] ?? match[0];
    const from = match.index + match[0].indexOf(inner);
    return { from, to: from + inner.length, write: kind.write };
  });
}

/** The document with these fields, in their order, holding another text. */
export function withFields(document: string, fields: readonly Field[], text: string): string {
  let grown = '';
  let at = 0;
  for (const { from, to, write } of fields) {
    grown += document.slice(at, from) + write(text);
    at = to;
  }
  return grown + document.slice(at);
}

/** What hostile texts repeat: beginnings of markup, of brackets, of marks, and what patterns skip. */
export const OPENINGS: readonly string[] = [
  ' ',
  ' \n',
  '.',
  '…',
  '- ',
  '(',
  '( ',
  '[',
  '"',
  ', ',
  ': ',
  '/',
  '&',
  '<',
  '<!--',
  '</',
  '<p>',
  '<a href="',
  "<q x='",
  '@(',
  'http://a.',
  'a',
  'A ',
  'Aa ',
  '1 ',
  '* ',
  'and ',
  'By A, ',
  'UPDATE 1-',
  '(Reuters) - ',
  'embargo ',
  'PARIS, ',
];
