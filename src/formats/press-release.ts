import { Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { Draft } from './wire/draft.ts';
import { mediaOf } from './wire/media.ts';
import { rootNameOf } from './xml/detect.ts';
import { attributeOf, descendants, elementAt, elementsAt, oneLine, rawText, textAt } from './xml/lookup.ts';
import { xhtmlInside } from './xml/markup.ts';
import { parseXml, type XmlElement } from './xml/parse-xml.ts';

/** Elements that no other document of such a root has. */
const OWN_ELEMENTS = /<(?:leadtext|publicationDate|contactsAsText|longurl)\b/;

/** The XML of the Nordic agencies' release portals (NTB, STT, Ritzau, TT): one release element, alone or in a list. */
const pressRelease: Format = {
  name: 'press-release',
  carries: 'wire',
  order: 'as-filed',
  detect: ({ text }) => (/^releases?$/.test(rootNameOf(text) ?? '') && OWN_ELEMENTS.test(text) ? 1 : 0),
  read({ text }) {
    const root = parseXml(text);
    const releases = root.name === 'release' ? [root] : descendants(root, ({ name }) => name === 'release');
    const whole = releases.filter(({ cut }) => !cut);
    if (whole.length === 0 && root.cut) throw new Rejected('press-release: the document is cut short');
    const problems = whole.length === releases.length ? [] : ['the last release: the document ends inside it'];
    return { items: whole.map(readRelease), feed: null, problems };
  },
};

export default pressRelease;

function readRelease(release: XmlElement): WireItem {
  const draft = new Draft();
  const text = (path: string) => textAt(release, path);
  const address = text('longurl');
  const id = attributeOf(release, 'id');
  draft.set('itemId', id, '@id').set('uri', address ?? (id === null ? null : `urn:release:${id}`), 'longurl, @id');
  draft.altId('release', id).link('canonical', address);
  draft.set('type', 'text', 'release').set('language', attributeOf(release, 'lang'), '@lang');
  draft.set('headline', text('title'), 'title');
  draft.add('genres', text('type/label'), 'type').signal('genre', text('type/label'));
  draft.date('versionCreated', text('publicationDate'), 'publicationDate');
  const embargo = text('embargo');
  if (embargo !== null) draft.embargo(embargo, 'embargo');
  draft.add('providers', text('publisher/name'), 'publisher').set('creditLine', text('publisher/name'), 'publisher');
  const [lead, body] = ['leadtext', 'body'].map((name) => htmlOf(elementAt(release, name)));
  draft.summary('html', lead, 'leadtext').body([lead, body].filter(Boolean).join('\n'), 'leadtext, body');
  for (const word of text('keywords')?.split(',') ?? []) draft.add('keywords', oneLine(word), 'keywords');
  // Who may be asked is for desks, not for readers.
  draft.note(rawText(elementAt(release, 'contactsAsText')).trim(), 'contactsAsText', false);
  for (const image of elementsAt(release, 'images/image')) readImage(draft, image);
  return draft.finish();
}

/** Markup that stands as text, twice escaped or once; plain text becomes a paragraph. */
function htmlOf(element: XmlElement | null): string {
  const filed = rawText(element).trim();
  if (filed === '') return '';
  return xhtmlInside(parseXml(`<div>${/<\w/.test(filed) ? filed : `<p>${filed}</p>`}</div>`));
}

function readImage(draft: Draft, image: XmlElement): void {
  const href = textAt(image, 'url');
  const facts = { type: 'picture', uri: attributeOf(image, 'id'), caption: textAt(image, 'caption'), credit: null };
  if (href !== null) draft.media(mediaOf(facts, [{ name: null, href, contentType: null, width: null, height: null }]));
}
