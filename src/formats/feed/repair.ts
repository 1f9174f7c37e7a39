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
  return cut.replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>/i, '');
}

/** Numeric references to windows-1252's C1 range mean what windows-1252 says; named HTML entities become characters. */
export function mendEntities(text: string): string {
  return text
    .replace(/&([a-z]{2,8});/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/&#(?:(1[2-5]\d)|[xX]([89][0-9a-fA-F]));/g, (whole, decimal?: string, hex?: string) => {
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code < 0x80 || code > 0x9f ? whole : (WINDOWS_1252[code - 0x80] ?? whole);
    });
}

/**
 * Rebuilds a document that a strict parser refuses: bare ampersands, tags that do not match, a cut tail. An item that
 * was cut in the middle is left out.
 * @returns well-formed XML, and whether the document ended before its root did
 */
export function rebuild(text: string): { xml: string; cut: boolean } {
  guardNesting(text, { maxDepth: MAX_DEPTH, what: 'feed' });
  const cut = !/<\/(?:[\w-]+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*)?$/i.test(text.slice(-2_000));
  const whole = cut ? withoutLastItem(text) : text;
  const document = load(whole, { xml: { xmlMode: true, decodeEntities: true, lowerCaseTags: false } });
  return { xml: document.xml(), cut };
}

function withoutLastItem(text: string): string {
  const opened = Math.max(text.lastIndexOf('<item'), text.lastIndexOf('<entry'));
  const closed = Math.max(text.lastIndexOf('</item>'), text.lastIndexOf('</entry>'));
  return opened > closed ? text.slice(0, opened) : text;
}
