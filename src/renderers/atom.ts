import type { Article } from '../article/article.ts';
import { copyOf, creditOf, madeAt, nameOf, pageOf, sourceNameOf, termsOf, titleOf } from './contract/copy.ts';
import { FEED_CARRIES, mediaContentOf } from './contract/feed-fields.ts';
import type { Renderer, RenderOptions } from './contract/renderer.ts';
import { writeXml, type XmlElement, xml, xmlText } from './contract/xml.ts';

const NAMESPACES = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

/** Atom 1.0 (RFC 4287): a feed of one entry, or of several. */
const atom: Renderer = {
  name: 'atom',
  summary:
    'Atom 1.0 for feed readers; a withdrawal keeps the id of its entry and has the title "Withdrawn by AGENCY" and no text',
  contentType: 'application/atom+xml; charset=utf-8',
  extension: 'xml',
  accept: ['application/atom+xml'],
  carries: FEED_CARRIES,
  render(article, options) {
    const source = sourceNameOf(article) ?? 'Copytaster';
    return write(
      {
        id: `${nameOf(article)}:feed`,
        title: source,
        updated: madeAt(article),
        address: null,
        author: source,
        language: article.language === 'und' ? null : article.language,
      },
      [article],
      options,
    );
  },
  renderList: (articles, { title, address, updated }, options) =>
    write({ id: address, title, updated, address, author: title, language: null }, articles, options),
};
export default atom;

interface FeedHead {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly address: string | null;
  readonly author: string;
  readonly language: string | null;
}

function write(head: FeedHead, articles: readonly Article[], options: RenderOptions): string {
  return writeXml(
    xml(
      'feed',
      { ...NAMESPACES, 'xml:lang': head.language },
      xmlText('id', head.id),
      xml('title', {}, head.title),
      xmlText('updated', head.updated),
      xml('author', {}, xmlText('name', head.author)),
      head.address === null ? null : xml('link', { rel: 'self', href: head.address }),
      xmlText('generator', 'Copytaster'),
      articles.map((article) => entryOf(article, options)),
    ),
  );
}

function entryOf(article: Article, options: RenderOptions): XmlElement {
  const { language, byline, summary, keywords, subjects, media, rights } = article;
  const page = pageOf(article);
  const body = copyOf(article, options).html;
  return xml(
    'entry',
    { 'xml:lang': language === 'und' ? null : language },
    xmlText('id', nameOf(article)),
    xml('title', {}, titleOf(article)),
    xmlText('updated', madeAt(article)),
    xmlText('published', article.firstCreated ?? madeAt(article)),
    byline === null ? null : xml('author', {}, xmlText('name', byline)),
    page === null ? null : xml('link', { rel: 'alternate', href: page }),
    keywords.map((term) => xml('category', { term })),
    subjects.map(({ code, sourceCode, name }) =>
      xml('category', { term: code ?? sourceCode ?? name, label: name, scheme: 'urn:copytaster:subject' }),
    ),
    media.flatMap(({ href, caption, renditions }) =>
      href === null ? [] : [xml('link', { rel: 'enclosure', href, type: typeAt(renditions, href), title: caption })],
    ),
    xmlText('summary', summary),
    xmlText('rights', [rights.copyrightNotice ?? rights.copyrightHolder, termsOf(article)].filter(Boolean).join('\n')),
    xmlText('dc:identifier', article.uri),
    xmlText('dc:language', language === 'und' ? null : language),
    xmlText('dc:source', article.agency?.name ?? null),
    xmlText('dc:publisher', creditOf(article, options)),
    media.flatMap(mediaContentOf),
    body === '' && summary !== null ? null : xml('content', { type: 'html' }, body),
  );
}

function typeAt(renditions: Article['media'][number]['renditions'], href: string): string | null {
  return renditions.find((each) => each.href === href)?.contentType ?? null;
}
