import { load } from 'cheerio/slim';
import { guardNesting } from '../../decode/nesting.ts';

const MAX_DEPTH = 128;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  copy: '©',
  reg: '®',
  euro: '€',
  pound: '£',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  uuml: 'ü',
  ouml: 'ö',
  auml: 'ä',
  szlig: 'ß',
  ntilde: 'ñ',
};

/** What windows-1252 has at 0x80 to 0x9f. */
const WINDOWS_1252 = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];

/** What stands before the document's root goes: byte order marks, blank lines, stray text, a document type. */
export function cutToRoot(text: string): string {
  const root = /<\?xml\b|<(?:[\w-]+:)?(?:rss|feed|rdf)\b/i.exec(text);
  const cut = root === null ? text : text.slice(root.index);
  if (!/<!DOCTYPE/i.test(cut.slice(0, HEAD))) return cut;
  return cut.replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>/i, '');
}

/** Numeric references to windows-1252's C1 range mean what windows-1252 says; named HTML entities become characters. */
export function mendEntities(text: string): string {
  return text
    .replace(/&(?!(?:lt|gt|amp|quot|apos);)([a-z]{2,8});/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/&#(?:(1[2-5]\d)|[xX]([89][0-9a-fA-F]));/g, (whole, decimal?: string, hex?: string) => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code < 0x80 || code > 0x9f ? whole : (WINDOWS_1252[code - 0x80] ?? whole);
    });
}

/** What a document that ended too early still holds: an item that was cut in the middle is left out. */
export function withoutCutTail(text: string): { whole: string; cut: boolean } {
  const cut = ROOT_BEGIN.test(text.slice(0, HEAD)) && !ROOT_END.test(text.slice(-TAIL));
  if (!cut) return { whole: text, cut };
  const opened = Math.max(...OPENED.map((tag) => text.lastIndexOf(tag)));
  const closed = Math.max(...CLOSED.map((tag) => text.lastIndexOf(tag)));
  return { whole: opened > closed ? text.slice(0, opened) : text, cut };
}

const HEAD = 4_096;
const TAIL = 10_000;
const ROOT_BEGIN = /<(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\b/i;
const ROOT_END = /<\/(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\s{0,20}>/i;
const OPENED = ['<item>', '<item ', '<entry>', '<entry '];
const CLOSED = ['</item>', '</entry>'];

/**
 * Rebuilds a document that a strict parser refuses: bare ampersands, tags that do not match, a missing end.
 * @returns well-formed XML
 * @throws Rejected when it is nested too deep
 */
export function rebuild(text: string): string {
  guardNesting(text, { maxDepth: MAX_DEPTH, what: 'feed' });
  return load(text, { xml: { xmlMode: true, decodeEntities: true, lowerCaseTags: false } }).xml();
}
