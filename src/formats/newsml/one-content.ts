import type { WireMedia } from '../../article/wire-item.ts';
import { Draft } from '../wire/draft.ts';
import { signalKill } from '../wire/kill-words.ts';
import { htmlOfLaidOutText, partParagraphs } from '../wire/laid-out-text.ts';
import { mediaOf, wholeNumber } from '../wire/media.ts';
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
} from '../xml/lookup.ts';
import { markupInside, NITF_MARKUP, xhtmlInside } from '../xml/markup.ts';
import { readNitfBody } from '../xml/nitf.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  photo: 'picture',
  image: 'picture',
  picture: 'picture',
  graphic: 'graphic',
  complexdata: 'graphic',
  video: 'video',
  audio: 'audio',
};

/** Text, pictures and their captions from the components of an item. */
export function readComponents(draft: Draft, outer: XmlElement | null): void {
  if (outer === null) return;
  const parts = textParts(outer);
  const named = parts.filter(({ role }) => STORY_ROLE.test(role));
  readLeadAndStory(draft, parts, named[0]?.content ?? null);
  for (const { content } of named.length > 0 ? named : parts) readText(draft, content);
  for (const { content } of abstractsIn(outer)) draft.summary('text', textOf(content), 'Role Abstract');
  const components = [outer, ...descendants(outer, isMediaComponent)].filter(hasOwnMedia);
  for (const component of components) readMedia(draft, component, component === outer);
  const media = draft.finish().media[0];
  readMembers(draft, outer);
  draft.set('type', draft.finish().body === null && media !== undefined ? media.type : 'text', 'ContentItem/MediaType');
  if (draft.get('type') !== 'text') draft.summary('text', media?.caption, 'Role Caption');
}

const LEAD_ROLE = /^(?:lead|intro|ingress)$/i;

/** Where the opening of a story is a part of its own, both are the copy; a body may say it again. */
function readLeadAndStory(draft: Draft, parts: readonly Part[], story: XmlElement | null): void {
  const lead = parts.find(({ role, content }) => LEAD_ROLE.test(role) && textOf(content) !== null);
  if (lead === undefined || story === null) return;
  const [opening, rest] = [lead.content, story].map((content) => {
    const read = new Draft();
    readText(read, content);
    return read.finish().body?.value ?? '';
  }) as [string, string];
  const begins = wordsIn(opening).slice(0, 200);
  if (opening !== '' && rest !== '' && !wordsIn(rest).startsWith(begins))
    draft.body(`${opening}\n${rest}`, 'Role Lead, Role Body');
}

const wordsIn = (html: string): string =>
  html
    .replace(/<[^<>]{0,400}>|\s+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

/** An item without copy that refers to others is a list of them. */
function readMembers(draft: Draft, outer: XmlElement): void {
  const members = descendants(outer, ({ name }) => name === 'NewsItemRef');
  for (const member of members) draft.link('member', attributeOf(member, 'NewsItem'));
  const { body, media } = draft.finish();
  if (members.length > 0 && body === null && media.length === 0) draft.set('type', 'composite', 'NewsItemRef');
}

/** Roles of the part that is the story itself. */
const STORY_ROLE = /^(?:body|story|article|maintext)$/i;
/** Roles of parts that stand beside the story: some say it again, others are no copy. */
const BESIDE_THE_STORY =
  /^(?:caption|abstract|summary|headline|sub-?headline|teaser|tweet ?text|style ?sheet|logo|contacts?|boilerplate|metadata|thumbnail|preview)$/i;
const ABSTRACT_ROLE = /^(?:abstract|summary|teaser)$/i;

interface Part {
  readonly content: XmlElement;
  readonly role: string;
}

/** Texts that may be the story, each with the role of the component it stands in. */
function textParts(component: XmlElement): Part[] {
  if (BESIDE_THE_STORY.test(roleOf(component)) || isMediaComponent(component)) return [];
  return [...ownTexts(component), ...childrenOf(component, 'NewsComponent').flatMap(textParts)];
}

function abstractsIn(outer: XmlElement): Part[] {
  return descendants(outer, (at) => at.name === 'NewsComponent' && ABSTRACT_ROLE.test(roleOf(at))).flatMap(ownTexts);
}

function ownTexts(component: XmlElement): Part[] {
  const role = roleOf(component);
  return childrenOf(component, 'ContentItem')
    .filter((content) => elementAt(content, 'DataContent') !== null)
    .map((content) => ({ content, role }));
}

function readText(draft: Draft, content: XmlElement): void {
  const data = elementAt(content, 'DataContent')!;
  const [first] = childrenOf(data);
  const from = 'ContentItem/DataContent';
  if (first === undefined) readPlain(draft, rawText(data), from);
  else if (first.name === 'nitf') readNitfBody(draft, first, `${from}/nitf`);
  else if (first.name.toLowerCase() === 'html')
    draft.body(partParagraphs(xhtmlInside(elementAt(first, 'body') ?? first)), from);
  else if (elementAt(data, 'body/body.content') !== null) readNitfBody(draft, data, from);
  else if (first.name === 'body') draft.body(partParagraphs(markupInside(first, NITF_MARKUP)), from);
  else draft.body(partParagraphs(markupInside(data, NITF_MARKUP)), from);
  signalKill(
    draft,
    descendants(data, ({ name }) => name === 'p')
      .slice(0, 8)
      .map(rawText),
  );
}

function readPlain(draft: Draft, text: string, from: string): void {
  if (/<\/?[a-z][a-z0-9]*[\s/>]/i.test(text))
    draft.body(partParagraphs(xhtmlInside(parseXml(`<div>${text}</div>`))), from);
  else draft.body(htmlOfLaidOutText(text), from);
}

function roleOf(component: XmlElement): string {
  return attributeOf(elementAt(component, 'Role'), 'FormalName') ?? '';
}

/** A component of a picture beside the story: it has an address of its own, or components that have. */
function isMediaComponent(component: XmlElement): boolean {
  if (component.name !== 'NewsComponent') return false;
  const hasText = elementsAt(component, 'ContentItem').some((content) => elementAt(content, 'DataContent') !== null);
  return !hasText && hasOwnMedia(component) && attributeOf(component, 'Duid') !== null;
}

function hasOwnMedia(component: XmlElement): boolean {
  return mediaContents(component).length > 0;
}

function mediaContents(component: XmlElement): { content: XmlElement; role: string | null }[] {
  const own = (at: XmlElement) =>
    childrenOf(at, 'ContentItem')
      .filter((content) => attributeOf(content, 'Href') !== null)
      .map((content) => ({ content, role: roleOf(at) || null }));
  return [
    ...own(component),
    ...childrenOf(component, 'NewsComponent')
      .filter((each) => attributeOf(each, 'Duid') === null)
      .flatMap(own),
  ];
}

function readMedia(draft: Draft, component: XmlElement, isWhole: boolean): void {
  const contents = mediaContents(component);
  const renditions: WireMedia['renditions'] = contents.map(({ content, role }) => ({
    name: role,
    href: attributeOf(content, 'Href'),
    contentType:
      textAt(content, 'MimeType') ??
      attributeOf(elementAt(content, 'MimeType'), 'FormalName') ??
      attributeOf(elementAt(content, 'Format'), 'FormalName'),
    width: propertyOf(content, 'Width'),
    height: propertyOf(content, 'Height'),
  }));
  const kind = attributeOf(elementAt(contents[0]!.content, 'MediaType'), 'FormalName')?.toLowerCase() ?? '';
  const caption = childrenOf(component, 'NewsComponent').find((each) => /^caption$/i.test(roleOf(each)));
  const data = elementAt(caption ?? null, 'ContentItem/DataContent');
  draft.media(
    mediaOf(
      {
        type: MEDIA_TYPES[kind] ?? 'picture',
        caption: data && oneLine(rawText(data)),
        credit: textAt(component, 'NewsLines/CreditLine') ?? textAt(component, 'NewsLines/ByLine'),
        headline: isWhole ? null : textAt(component, 'NewsLines/HeadLine'),
        position: attributeOf(component, 'Duid'),
      },
      renditions,
    ),
  );
}

function propertyOf(content: XmlElement, name: string): number | null {
  const property = elementsAt(content, 'Characteristics/Property').find(
    (each) => attributeOf(each, 'FormalName') === name,
  );
  return wholeNumber(attributeOf(property, 'Value'));
}
