import type { WireMedia } from '../../article/wire-item.ts';
import type { Draft } from '../wire/draft.ts';
import { signalKill } from '../wire/kill-words.ts';
import { htmlOfLaidOutText, partParagraphs } from '../wire/laid-out-text.ts';
import { mediaOf, typeOfMime, wholeNumber } from '../wire/media.ts';
import { attributeOf, childrenOf, descendants, elementAt, oneLine, rawText, textAt } from '../xml/lookup.ts';
import { escapeHtml, markupInside, TT_MARKUP, xhtmlInside } from '../xml/markup.ts';
import { readNitfBody, readNitfHead } from '../xml/nitf.ts';
import type { XmlElement } from '../xml/parse-xml.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { storyOf } from '../xml/public-html.ts';

/** The item's text and media, in the shapes that agencies put into contentSet. */
export function readG2Content(draft: Draft, item: XmlElement): void {
  const set = elementAt(item, 'contentSet');
  if (set === null) return;
  for (const inline of childrenOf(set, 'inlineXML')) readInlineXml(draft, inline);
  for (const inline of childrenOf(set, 'inlineData')) readInlineData(draft, inline);
  signalKill(draft, rawText(set).slice(0, 4_000).split('\n'));
  readMedia(draft, childrenOf(set, 'remoteContent'));
}

function readInlineXml(draft: Draft, inline: XmlElement): void {
  const root = childrenOf(inline)[0];
  if (root === undefined) {
    readInlineData(draft, inline);
    return;
  }
  const from = `contentSet/inlineXML/${root.name}`;
  if (root.name === 'nitf') {
    readNitfHead(draft, root);
    readNitfBody(draft, root, from);
  } else if (root.name === 'BODY') readTtBody(draft, root, from);
  else if (root.name === 'html')
    draft.body(partParagraphs(xhtmlInside(storyOf(elementAt(root, 'body') ?? root))), from);
  else draft.body(partParagraphs(xhtmlInside(inline)), from);
}

function readInlineData(draft: Draft, inline: XmlElement): void {
  const text = rawText(inline);
  const from = 'contentSet/inlineData';
  if (/<\/?[a-z][a-z0-9]*[\s/>]/i.test(text)) {
    draft.body(partParagraphs(xhtmlInside(parseXml(`<div>${text}</div>`))), from);
  } else draft.body(htmlOfLaidOutText(text), from);
}

function readTtBody(draft: Draft, body: XmlElement, from: string): void {
  const [text] = childrenOf(body, 'TEXT');
  if (text === undefined) return;
  draft.set('headline', textAt(text, 'RUBRIK'), from);
  const place = textAt(text, 'DAT/ORT');
  const source = textAt(text, 'DAT/SOURCE');
  draft.set('dateline', oneLine([place, source && `(${source})`].filter(Boolean).join(' ')), `${from}/DAT`);
  for (const byline of descendants(body, ({ name }) => name === 'BYLINE')) {
    draft.add(
      'bylines',
      oneLine(byline.children.filter((child) => typeof child === 'string').join(' ')),
      `${from}/BYLINE`,
    );
  }
  const boxes = childrenOf(body, 'TEXT').slice(1);
  const parts = boxes.map(
    (box) => `<h3>${escapeHtml(textAt(box, 'RUBRIK') ?? '')}</h3>${markupInside(box, TT_MARKUP)}`,
  );
  draft.body([markupInside(text, TT_MARKUP), ...parts].join('\n'), from);
  for (const picture of descendants(body, ({ name }) => name === 'BILD')) {
    const href = textAt(picture, 'BILDFIL');
    const facts = {
      type: 'picture',
      uri: href,
      caption: textAt(picture, 'BILDTEXT'),
      credit: textAt(picture, 'BILDSKAPARE'),
    };
    draft.media(mediaOf(facts, [{ name: null, href, contentType: null, width: null, height: null }]));
  }
}

function readMedia(draft: Draft, remotes: readonly XmlElement[]): void {
  if (remotes.length === 0) return;
  const itemType = draft.get('type');
  const byType = new Map<string, WireMedia['renditions'][number][]>();
  let needsAuth = false;
  for (const remote of remotes) {
    const contentType = attributeOf(remote, 'contenttype');
    const ownType = itemType !== null && itemType !== 'text' && itemType !== 'composite' ? itemType : null;
    const type = ownType ?? typeOfMime(contentType) ?? 'picture';
    needsAuth ||= descendants(remote, ({ name }) => name === 'altLoc').some(
      (at) => attributeOf(at, 'role') === 'locRole:auth',
    );
    const renditions = byType.get(type) ?? [];
    byType.set(type, renditions);
    renditions.push({
      name: attributeOf(remote, 'rendition'),
      href: attributeOf(remote, 'href') ?? attributeOf(remote, 'residref'),
      contentType,
      width: wholeNumber(attributeOf(remote, 'width')),
      height: wholeNumber(attributeOf(remote, 'height')),
    });
  }
  const caption = itemType === 'text' ? null : (draft.finish().summary?.value ?? null);
  for (const [type, renditions] of byType) {
    const uri = attributeOf(remotes[0], 'residref');
    draft.media(
      mediaOf(
        { type, uri, caption, credit: draft.get('creditLine'), headline: draft.get('headline'), needsAuth },
        renditions,
      ),
    );
  }
}
