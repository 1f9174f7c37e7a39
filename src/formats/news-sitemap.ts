import { Rejected } from '../article/failure.ts';
import { EMPTY_ITEM, type WireItem } from '../article/wire-item.ts';
import type { Format } from './contract/format.ts';
import { mediaOf } from './wire/media.ts';
import { rootNameOf } from './xml/detect.ts';
import { childrenOf, elementAt, textAt } from './xml/lookup.ts';
import { parseXml, type XmlElement } from './xml/parse-xml.ts';

const NAMESPACE = /["']https?:\/\/www\.google\.com\/schemas\/sitemap-news\//;

/** News sitemaps (sitemap-news 0.9): title, date and address of a site's latest stories; their text is on the pages. */
const newsSitemap: Format = {
  name: 'news-sitemap',
  carries: 'wire',
  order: 'newest-first',
  detect: ({ text }) => (rootNameOf(text) === 'urlset' && NAMESPACE.test(text.slice(0, 65_536)) ? 1 : 0),
  read({ text }) {
    const root = parseXml(text);
    if (root.name !== 'urlset') throw new Rejected(`news-sitemap: the root element is ${root.name}`);
    const problems: string[] = [];
    const items = childrenOf(root, 'url').flatMap((entry, at) => {
      const item = entry.cut ? null : readEntry(entry);
      if (item === null && (entry.cut || elementAt(entry, 'news') !== null))
        problems.push(`url ${at + 1}: ${entry.cut ? 'the document ends inside it' : 'no address or title'}`);
      return item === null ? [] : [item];
    });
    const name = elementAt(root, 'url/news/publication');
    const feed = {
      title: textAt(name, 'name'),
      link: null,
      language: textAt(name, 'language'),
      pollHintMs: null,
      older: null,
      partial: root.cut,
    };
    return { items, feed, problems };
  },
};

export default newsSitemap;

/** Pages without news of their own (sections, older stories) stand in the same list and are no items. */
function readEntry(entry: XmlElement): WireItem | null {
  const news = elementAt(entry, 'news');
  const address = textAt(entry, 'loc');
  const title = textAt(news, 'title');
  if (address === null || title === null) return null;
  const publication = textAt(news, 'publication/name');
  const published = textAt(news, 'publication_date');
  const modified = textAt(entry, 'lastmod');
  const picture = elementAt(entry, 'image');
  return {
    ...EMPTY_ITEM,
    itemId: address,
    uri: address,
    links: [{ rel: 'canonical', uri: address }],
    type: 'text',
    headline: title,
    language: textAt(news, 'publication/language'),
    keywords: listed(textAt(news, 'keywords')),
    genres: listed(textAt(news, 'genres')),
    publisher: publication === null ? null : { name: publication, uri: null },
    media: picture === null ? [] : picturesOf(picture),
    dates: [
      ...(published === null ? [] : [{ role: 'published' as const, value: published, field: 'news:publication_date' }]),
      ...(modified === null ? [] : [{ role: 'updated' as const, value: modified, field: 'lastmod' }]),
    ],
    trace: [{ field: 'headline', from: 'news:title' }],
  };
}

function listed(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}

function picturesOf(picture: XmlElement): WireItem['media'] {
  const href = textAt(picture, 'loc');
  if (href === null) return [];
  const rendition = { name: null, href, contentType: null, width: null, height: null };
  const facts = { type: 'picture', caption: textAt(picture, 'caption'), headline: textAt(picture, 'title') };
  return [mediaOf(facts, [rendition])];
}
