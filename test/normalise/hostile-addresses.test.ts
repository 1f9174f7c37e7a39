import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { faultsOf } from '../faults/fit-to-leave.ts';

const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');
const TEXT = '<p>The ferry was late on Monday, its owner said.</p>';
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const linking = (address: string): string =>
  `${TEXT}<p>See <a href="${address}">this</a>, <img src="${address}" srcset="${address} 2x"> and <a ping="${address}" href="https://town.example/">that</a>.</p><svg><a xlink:href="${address}">s</a></svg><form action="${address}"><button formaction="${address}">b</button></form><object data="${address}"></object><iframe src="${address}"></iframe><blockquote cite="${address}">q</blockquote>`;

/** Documents that have an address in every place that a format has for one. */
const DOCUMENTS: Record<string, (address: string) => string> = {
  'json-feed': (address) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      ...{ title: 'Town', home_page_url: address, feed_url: address, next_url: address, icon: address },
      items: [
        {
          ...{ id: address, url: address, external_url: address, title: 'The ferry is late' },
          ...{ content_html: linking(escaped(address)), image: address, banner_image: address },
          attachments: [{ url: address, mime_type: 'image/jpeg' }],
          authors: [{ name: 'Ada', url: address, avatar: address }],
        },
      ],
    }),
  rss: (address) => {
    const written = escaped(address);
    return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Town</title><link>${written}</link><item><guid>${written}</guid><title>The ferry is late</title><link>${written}</link><comments>${written}</comments><source url="${written}">s</source><enclosure url="${written}" type="image/jpeg" length="1"/><media:content url="${written}" type="image/jpeg"/><media:thumbnail url="${written}"/><description>${escaped(linking(written))}</description></item></channel></rss>`;
  },
  atom: (address) => {
    const written = escaped(address);
    return `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="${written}"><title>Town</title><link href="${written}"/><entry><id>${written}</id><title>The ferry is late</title><updated>2026-11-26T10:00:00Z</updated><link href="${written}"/><link rel="enclosure" href="${written}" type="image/png"/><link rel="related" href="${written}"/><author><name>Ada</name><uri>${written}</uri></author><content type="html" xml:base="${written}">${escaped(linking(written))}</content></entry></feed>`;
  },
  ninjs: (address) =>
    JSON.stringify({
      ...{ uri: 'urn:town:ferry', type: 'text', versioncreated: '2026-11-26T10:00:00Z', headline: 'The ferry is late' },
      ...{ canonicalurl: address, derivedfrom: address, body_html: linking(escaped(address)) },
      altids: [{ role: 'guid', value: address }],
      authors: [{ name: 'Ada', uri: address }],
      associations: { main: { type: 'picture', uri: address, renditions: { full: { href: address } } } },
    }),
  'newsml-g2': (address) => {
    const written = escaped(address);
    return `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:town:ferry" version="1" standard="NewsML-G2" standardversion="2.18" conformance="power"><itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/><versionCreated>2026-11-26T10:00:00Z</versionCreated><link rel="irel:seeAlso" href="${written}" residref="${written}"/></itemMeta><contentMeta><headline>The ferry is late</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>${TEXT}<p>See <a href="${written}">this</a>.</p></body></html></inlineXML><remoteContent href="${written}" contenttype="image/jpeg"/></contentSet></newsItem>`;
  },
  'html-page': (address) => {
    const written = escaped(address);
    const facts = { '@type': 'NewsArticle', headline: 'The ferry is late', image: address, url: address };
    return `<!doctype html><html><head><base href="${written}"><link rel="canonical" href="${written}"><meta property="og:url" content="${written}"><meta property="og:image" content="${written}"><script type="application/ld+json">${JSON.stringify({ ...facts, publisher: { name: 'Town', url: address } }).replaceAll('</', '<\\/')}</script></head><body><article><h1>The ferry is late</h1>${TEXT.repeat(4)}${linking(written)}</article></body></html>`;
  },
};

const ADDRESSES = [
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  '&#106;avascript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  'blob:https://town.example/1',
  'file:///etc/passwd',
  'view-source:javascript:1',
  'https://user:word@town.example/x.jpg',
  'HTTPS://USER:WORD@TOWN.EXAMPLE',
  'https:\\\\user:word@town.example',
  'https://user@town.example/',
  '//user:word@town.example/x',
  'http://[::1',
  'http://town.example:99999/',
  'https://town.example/"onload="x',
  "https://town.example/'><script>1</script>",
];
/** Fields of an article that hold an address, or an id that a reader may take for one. */
const PLACES = /\/(?:uri|uris|href|value|canonicalUrl)(?:\/\d+)?$/;
const ACTS = /^\s*(?:javascript|java\tscript|vbscript|data|blob|file|view-source):/i;

function textsOf(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, `${path}/${name}`));
}

async function articleOf(format: string, document: string): Promise<Article> {
  const request = {
    contentType: null,
    url: 'https://wire.example/feed',
    contentLocation: null,
    filename: null,
    format,
  };
  const { items } = await readDocument(formats, { ...request, bytes: Buffer.from(document) });
  return normaliseItem(items[0]!, {
    feed: { id: 'town', agency: null, standing: 'wire', zone: null, language: null },
    format,
    receivedAt: Date.UTC(2026, 10, 26),
    captureSha256: '0'.repeat(64),
    styles,
    detectLanguage: null,
  });
}

describe.each(Object.entries(DOCUMENTS))('in every place for an address of %s', (format, documentOf) => {
  test.each(ADDRESSES)('%j harms nobody', async (address) => {
    const article = await articleOf(format, documentOf(address));
    expect(article.headline).toBe('The ferry is late');
    expect(faultsOf(article), address).toEqual([]);
    const texts = textsOf(article);
    expect(texts.filter(({ text }) => /user:word@/i.test(text))).toEqual([]);
    // An item is named as its source names it: what has no other name keeps it, as plain text.
    const names = new Set(['/uri', '/altIds/0/value', '/altIds/1/value']);
    expect(texts.filter(({ path, text }) => PLACES.test(path) && ACTS.test(text) && !names.has(path))).toEqual([]);
  });
});
