import type { Markup } from '../article/wire-item.ts';
import { wholeText } from '../decode/whole-text.ts';
import { readHtml } from '../markup/markup.ts';

/** Copy as plain paragraphs and, where it came as markup, as clean HTML. */
export interface BodyText {
  /** Paragraphs joined by a blank line. */
  readonly plain: string;
  /** Empty where the copy came as text. */
  readonly html: string;
}

/** Reads copy into text and clean HTML; relative addresses are read against `baseUrl`. */
export function readBodyText(markup: Markup | null, baseUrl: string | null): BodyText {
  if (markup === null) return { plain: '', html: '' };
  const { plain, html } = readMarkup(markup, baseUrl);
  // References in markup may name any character.
  return { plain: wholeText(plain).replace(UNSEEN, '').replace(ODD_SPACES, ' '), html: wholeText(html) };
}

/** Soft hyphens and marks without width: they say where a line may break, not what the copy says. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;
/** Spaces that keep words together or are set narrower; for a reader of text they are spaces. */
const ODD_SPACES = /[\u00a0\u2000-\u200a\u202f\u205f]/g;

/** References to quotes, spaces and the like that were escaped a second time; what would become markup is left. */
const ESCAPED_TWICE = /&amp;(#0*(?:34|39|160|8\d{3})|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip);/g;

function readMarkup(markup: Markup, baseUrl: string | null): BodyText {
  if (markup.kind === 'text')
    return {
      plain: partIndented(markup.value.replace(/\r\n?/g, '\n'))
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      html: '',
    };
  return readHtml(markup.value.replace(ESCAPED_TWICE, '&$1;'), { baseUrl });
}

/** Wire text parts its paragraphs by indenting them, where it has no blank lines; columns are left as they are. */
function partIndented(text: string): string {
  if (/\n[ \t]*\n/.test(text) || /\S {3,}\S/.test(text)) return text;
  return text.replace(/\n[ \t]{2,}(?=\S)/g, '\n\n');
}
