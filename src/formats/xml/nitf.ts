import type { Draft } from '../wire/draft.ts';
import { signalKill } from '../wire/kill-words.ts';
import { partParagraphs } from '../wire/laid-out-text.ts';
import { mediaOf, typeOfMime, wholeNumber } from '../wire/media.ts';
import {
  attributeOf,
  childrenOf,
  descendants,
  elementAt,
  elementsAt,
  oneLine,
  rawText,
  textAt,
  textOf,
} from './lookup.ts';
import { markupInside, NITF_MARKUP, xhtmlInside } from './markup.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';

/** A byline of desk initials ("gr/bp") names nobody. */
const INITIALS = /^(?:\p{Ll}{2,4}(?:\/\p{Ll}{2,4})+|\p{Lu}{2,4}(?:\/\p{Lu}{2,4})+)$/u;

/** True when a byline consists of desk initials. */
export function isInitials(byline: string): boolean {
  return INITIALS.test(byline);
}

/** Headline, byline, place and summary from body.head, as far as the draft lacks them. */
export function readNitfHead(draft: Draft, nitf: XmlElement): void {
  const head = elementAt(nitf, 'body/body.head');
  const hedline = elementAt(head, 'hedline') ?? elementAt(head, 'headline');
  draft.set('headline', textAt(hedline, 'hl1'), 'body.head/hedline/hl1');
  draft.set('headline', textAt(nitf, 'head/title'), 'head/title');
  for (const byline of childrenOf(head, 'byline')) readByline(draft, byline);
  const dateline = elementAt(head, 'dateline');
  const place = dateline && (textAt(dateline, 'location') ?? ownText(dateline));
  draft.set('dateline', place, 'body.head/dateline');
  const abstract = elementAt(head, 'abstract');
  if (abstract !== null) {
    const html = markupInside(abstract, NITF_MARKUP).trim();
    draft.summary(
      html.startsWith('<') ? 'html' : 'text',
      html.startsWith('<') ? html : textOf(abstract),
      'body.head/abstract',
    );
  }
  const owner = textAt(head, 'rights/rights.owner');
  draft.set('copyrightHolder', owner, 'body.head/rights');
  draft.add('providers', textAt(head, 'distributor'), 'body.head/distributor');
  for (const note of childrenOf(head, 'note')) draft.note(textOf(note), attributeOf(note, 'noteclass'));
}

/** Text and media of `body/body.content`; a second body.content inside a note is none of it. */
export function readNitfBody(draft: Draft, nitf: XmlElement, from: string): void {
  const content = elementAt(nitf, 'body/body.content');
  if (content === null) return;
  draft.body(partParagraphs(htmlOfContent(content)), `${from}/body/body.content`);
  // Round no words of another language it names the language of all.
  const language = childrenOf(content, 'lang').find((each) => textOf(each) === null) ?? null;
  draft.set(
    'language',
    attributeOf(language, 'lang') ?? attributeOf(language, 'iso-lang'),
    `${from}/body.content/lang`,
  );
  signalKill(
    draft,
    descendants(content, ({ name }) => name === 'p')
      .slice(0, 8)
      .map(rawText),
  );
  for (const media of descendants(content, ({ name }) => name === 'media')) readMedia(draft, media);
}

/** Some write HTML as text inside: its tags are references, or stand in CDATA. */
function htmlOfContent(content: XmlElement): string {
  const filed = rawText(content);
  const isEscaped = childrenOf(content).length === 0 && /<(?:p|br|div|b|i|strong|em|a|ul)[\s/>]/i.test(filed);
  return isEscaped ? xhtmlInside(parseXml(`<div>${filed}</div>`)) : markupInside(content, NITF_MARKUP);
}

function readByline(draft: Draft, byline: XmlElement): void {
  const titles = childrenOf(byline, 'byttl');
  const name = oneLine(
    byline.children
      .map((child) => (typeof child === 'string' ? child : titles.includes(child) ? '' : ` ${rawText(child)} `))
      .join('')
      .replace(/(?<!\s)\s+(?=[,.;])/g, ''),
  );
  if (name === null) return;
  if (isInitials(name)) draft.dropped('byline', 'body.head/byline', 'desk initials');
  else if (isSentence(name)) draft.set('subheadline', name, 'body.head/byline');
  else draft.add('bylines', name, 'body.head/byline');
}

const OPENS_BYLINE = /^(?:by|from|von|par|por|de|di|af|av|door)(?!\p{L})/iu;
const FEWEST_SMALL_WORDS = 4;

/** Some set the line under the headline where a name belongs: most of its words are written small. */
function isSentence(line: string): boolean {
  const words = line.split(' ');
  const small = words.filter((word) => /^\p{Ll}{3,}/u.test(word)).length;
  return !OPENS_BYLINE.test(line) && small >= FEWEST_SMALL_WORDS && small > words.length / 2;
}

function ownText(dateline: XmlElement): string | null {
  return oneLine(dateline.children.filter((child) => typeof child === 'string').join(' '));
}

function readMedia(draft: Draft, media: XmlElement): void {
  const references = elementsAt(media, 'media-reference');
  const renditions = references
    .filter((reference) => (attributeOf(reference, 'source') ?? attributeOf(reference, 'data-location')) !== null)
    .map((reference) => ({
      name: attributeOf(reference, 'name') ?? attributeOf(reference, 'id'),
      href: attributeOf(reference, 'source'),
      contentType: attributeOf(reference, 'mime-type'),
      width: wholeNumber(attributeOf(reference, 'width')),
      height: wholeNumber(attributeOf(reference, 'height')),
    }));
  const hrefs = renditions.filter(({ href }) => href !== null);
  if (hrefs.length === 0) return;
  const kind = attributeOf(media, 'media-type');
  const type = kind === 'image' ? 'picture' : (kind ?? typeOfMime(hrefs[0]!.contentType) ?? 'picture');
  draft.media(
    mediaOf({ type, caption: textAt(media, 'media-caption'), credit: textAt(media, 'media-producer') }, hrefs),
  );
}
