import type { Article } from '../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, pageOf, sourceNameOf, termsOf, titleOf } from './contract/copy.ts';
import { FEED_CARRIES, mediaContentOf, tagsOf } from './contract/feed-fields.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';
import { writeXml, type XmlElement, xml, xmlText } from './contract/xml.ts';

const NAMESPACES = {
  version: '2.0',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
};

/** RSS 2.0 with the modules content, Dublin Core and Media RSS: a channel of one item, or of several. */
const rss: Renderer = {
  name: 'rss',
  summary:
    'RSS 2.0 for feed readers; a withdrawal keeps the guid of its item and has the title "Withdrawn by AGENCY" and no text',
  contentType: 'application/rss+xml; charset=utf-8',
  extension: 'xml',
  accept: ['application/rss+xml'],
  carries: FEED_CARRIES,
  render: (article, options) =>
    write(
      { title: sourceNameOf(article) ?? 'Copytaster', address: null, updated: madeAt(article) },
      [article],
      options,
    ),
  renderList: (articles, facts, options) => write(facts, articles, options),
};
export default rss;

function write(
  { title, address, updated }: { title: string; address: string | null; updated: string },
  articles: readonly Article[],
  options: RenderOptions,
): string {
  const channel = xml(
    'channel',
    {},
    xml('title', {}, title),
    // RSS wants an address; a document of one story stands for itself.
    xmlText('link', address ?? pageOf(articles[0] as Article) ?? nameOf(articles[0] as Article)),
    xml('description', {}, title),
    xmlText('lastBuildDate', new Date(updated).toUTCString()),
    xmlText('generator', 'Copytaster'),
    address === null ? null : xml('atom:link', { rel: 'self', href: address, type: 'application/rss+xml' }),
    articles.map((article) => itemOf(article, options)),
  );
  return writeXml(xml('rss', NAMESPACES, channel));
}

function itemOf(article: Article, options: RenderOptions): XmlElement {
  const { rights, media, language } = article;
  const made = madeAt(article);
  const body = copyOf(article, options).html;
  return xml(
    'item',
    {},
    xmlText('guid', nameOf(article), { isPermaLink: 'false' }),
    xml('title', {}, titleOf(article)),
    xmlText('link', pageOf(article)),
    xmlText('pubDate', new Date(article.firstCreated ?? made).toUTCString()),
    xmlText('dcterms:modified', made),
    xmlText('dc:creator', article.byline),
    xmlText('dc:language', language === 'und' ? null : language),
    tagsOf(article).map((tag) => xmlText('category', tag)),
    xmlText(
      'dc:rights',
      [rights.copyrightNotice ?? rights.copyrightHolder, termsOf(article)].filter(Boolean).join('\n'),
    ),
    xmlText('dc:identifier', article.uri),
    xmlText('dc:source', article.agency?.name ?? null),
    xmlText('dc:publisher', creditOf(article, options)),
    xmlText('description', article.summary),
    body === '' && article.summary !== null ? null : xml('content:encoded', {}, body),
    media.flatMap(mediaContentOf),
  );
}
