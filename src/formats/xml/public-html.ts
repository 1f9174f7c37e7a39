import { childrenOf, oneLine } from './lookup.ts';
import { isNonPublic, xhtmlInside } from './markup.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';

/** Where a page template frames the story with one `section class="main"`, that is the story. */
export function storyOf(body: XmlElement): XmlElement {
  const main = childrenOf(body, 'section').filter(({ attributes }) =>
    /(?:^|\s)main(?:\s|$)/.test(attributes.class ?? ''),
  );
  return main.length === 1 ? main[0]! : body;
}

/** The story in a piece of HTML, without what its classes mark as not for publication. */
export function publicHtml(html: string): string {
  return html === '' ? '' : xhtmlInside(storyOf(parseXml(`<div>${html}</div>`)));
}

/** The text in a piece of HTML on one line, without what is not for publication; null when nothing is left. */
export function publicText(html: string): string | null {
  if (html === '') return null;
  return oneLine(publicTextOf(parseXml(`<div>${html}</div>`)));
}

/** The text inside an element, without what is not for publication; elements are parted by a space. */
export function publicTextOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : isNonPublic(child) ? '' : `${publicTextOf(child)} `))
    .join('');
}
