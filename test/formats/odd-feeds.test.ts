import { describe, expect, test } from 'vitest';
import type { WireItem } from '../../src/article/wire-item.ts';
import { chooseFormat } from '../../src/formats/contract/choose-format.ts';
import type { Reading } from '../../src/formats/contract/format.ts';
import { htmlToText } from '../../src/markup/markup.ts';
import { loadPlugins } from '../../src/registry.ts';

const formats = await loadPlugins('formats');
const ADDRESS = 'https://news.example/feed.xml';

async function read(text: string, contentLocation: string | null = null): Promise<Reading> {
  const document = { text, contentType: null, url: ADDRESS, contentLocation, filename: null };
  return await chooseFormat(formats, document, 'auto').read(document);
}

const rss = (inside: string, declared = ''): string =>
  `<rss version="2.0" ${declared}><channel><title>Harbour news</title>${inside}</channel></rss>`;
const atom = (inside: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour news</title>${inside}</feed>`;
const GOOD = '<item><guid>good</guid><title>Ferry is late</title></item>';
const GOOD_ENTRY = '<entry><id>good</id><title>Ferry is late</title></entry>';

const textOf = ({ body }: WireItem): string | null =>
  body === null ? null : body.kind === 'html' ? htmlToText(body.value) : body.value;

describe('a feed written in another way than most', () => {
  test.each<[string, string, Partial<WireItem>]>([
    [
      'a link of FeedBurner and the one that it hides',
      rss(
        '<item><guid>1</guid><title>Fog</title><link>https://feeds.example/~r/1</link><f:origLink>https://news.example/1</f:origLink></item>',
        'xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"',
      ),
      { links: [{ rel: 'canonical', uri: 'https://news.example/1' }] },
    ],
    [
      'a document that is one entry',
      '<?xml version="1.0"?><a:entry xmlns:a="http://www.w3.org/2005/Atom"><a:id>1</a:id><a:title>Fog</a:title></a:entry>',
      { itemId: '1', headline: 'Fog' },
    ],
    [
      'a CDATA section inside a CDATA section',
      rss('<item><guid>1</guid><title><![CDATA[<![CDATA[Fog]]]]></title></item>'),
      { headline: 'Fog' },
    ],
    [
      'elements of RSS under a prefix',
      '<w:rss version="2.0" xmlns:w="http://backend.userland.com/rss2"><w:channel><w:item><w:guid>1</w:guid><w:title>Fog</w:title></w:item></w:channel></w:rss>',
      { itemId: '1', headline: 'Fog' },
    ],
    [
      'Dublin Core under a prefix of its own',
      rss(
        '<item><title>Fog</title><d:creator>Ida Holm</d:creator></item>',
        'xmlns:d="http://purl.org/dc/elements/1.1/"',
      ),
      { bylines: ['Ida Holm'] },
    ],
    [
      'a foreign element with a known local name before the known one',
      rss('<item><o:title>Not this</o:title><title>Fog</title></item>', 'xmlns:o="https://other.example/terms"'),
      { headline: 'Fog' },
    ],
    [
      'attributes of Atom under a prefix',
      atom(
        '<entry xmlns:n="http://www.w3.org/2005/Atom"><id>1</id><title>Fog</title><link n:rel="alternate" n:href="https://news.example/1"/></entry>',
      ),
      { links: [{ rel: 'canonical', uri: 'https://news.example/1' }] },
    ],
    [
      'a script where the link should be, and a permanent guid',
      rss('<item><guid>https://news.example/7</guid><title>Fog</title><link>javascript:void(0)</link></item>'),
      { links: [{ rel: 'canonical', uri: 'https://news.example/7' }] },
    ],
    [
      'a picture as the first of two links',
      atom(
        '<entry><id>1</id><title>Fog</title><link href="data:image/gif,x"/><link href="https://news.example/1"/></entry>',
      ),
      { links: [{ rel: 'canonical', uri: 'https://news.example/1' }] },
    ],
    [
      'an item of RSS 1.0 with an empty link',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://news.example/"><title>News</title></channel><item rdf:about="https://news.example/8"><title>Fog</title><link/></item></rdf:RDF>',
      { itemId: 'https://news.example/8', links: [{ rel: 'canonical', uri: 'https://news.example/8' }] },
    ],
    [
      'a picture as an element before text in CDATA',
      rss(
        '<item><guid>1</guid><title>Fog</title><description><img src="https://news.example/a.jpg"/><![CDATA[<p>No <b>boat</b>.</p>]]></description></item>',
      ),
      { body: { kind: 'html', value: '<img src="https://news.example/a.jpg"><p>No <b>boat</b>.</p>' } },
    ],
    [
      'an entity that names another',
      `<!DOCTYPE rss [<!ENTITY by "Ida Holm"><!ENTITY all "&by; / NTB">]>${rss('<item><guid>1</guid><title>&all;</title></item>')}`,
      { headline: 'Ida Holm / NTB' },
    ],
    [
      'names in capitals',
      '<RSS VERSION="2.0"><CHANNEL><ITEM><GUID>1</GUID><TITLE>Fog</TITLE><PUBDATE>Tue, 04 Mar 2025 09:00:00 GMT</PUBDATE></ITEM></CHANNEL></RSS>',
      { itemId: '1', dates: [{ role: 'published', value: 'Tue, 04 Mar 2025 09:00:00 GMT', field: 'pubDate' }] },
    ],
    [
      'an item beside the channel',
      `<rss version="2.0"><channel><title>Harbour news</title></channel>${GOOD}</rss>`,
      { itemId: 'good' },
    ],
    [
      'an id that stands in rdf:about alone',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item rdf:about="urn:1"><title>Fog</title></item></rdf:RDF>',
      { itemId: 'urn:1' },
    ],
    [
      'the author of the channel',
      rss(
        '<itunes:author>Ida Holm</itunes:author><item><title>Fog</title></item>',
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
      ),
      { bylines: ['Ida Holm'] },
    ],
    [
      'entities of the document type',
      `<!DOCTYPE rss [<!ENTITY place "Port &amp; quay">]>${rss('<item><guid>1</guid><title>&place; shut</title></item>')}`,
      { headline: 'Port & quay shut' },
    ],
    [
      'references to control characters',
      rss('<item><title>Ferry&#7; is late&#x1E;</title></item>'),
      { headline: 'Ferry is late' },
    ],
    [
      'the bytes of UTF-8 one by one as references',
      rss('<item><title>&#226;&#128;&#156;Late&#226;&#128;&#157;</title></item>'),
      { headline: '“Late”' },
    ],
    [
      'CDATA that was escaped inside CDATA',
      rss('<item><guid>1</guid><title><![CDATA[&lt;![CDATA[Fog at sea]]&gt;]]></title></item>'),
      { headline: 'Fog at sea' },
    ],
    [
      'CDATA that was escaped',
      rss('<item><title>&lt;![CDATA[Fog at sea]]&gt;</title></item>'),
      { headline: 'Fog at sea' },
    ],
    [
      'inline tags in a title',
      rss('<item><title>CO&lt;sub&gt;2&lt;/sub&gt;-tax: &lt;em&gt;no&lt;/em&gt;!</title></item>'),
      { headline: 'CO2-tax: no!' },
    ],
    [
      'an enclosure before the page of the story',
      atom(
        '<entry><id>1</id><title>Fog</title><link rel="enclosure" href="https://news.example/a.mp3"/><link type="application/atom+xml" href="https://news.example/1.atom"/><link href="https://news.example/1"/></entry>',
      ),
      { links: [{ rel: 'canonical', uri: 'https://news.example/1' }] },
    ],
    [
      'an address behind an empty link, as programs write that take a feed for HTML',
      rss('<item><title>Fog</title><link/>https://news.example/1<guid>1</guid></item>'),
      { itemId: '1', links: [{ rel: 'canonical', uri: 'https://news.example/1' }] },
    ],
    [
      'a title without an end before the other fields',
      rss('<item><title>Fog<link>https://news.example/1</link><guid>1</guid></item>'),
      { itemId: '1', headline: 'Fog' },
    ],
    [
      'a headline beside a picture of Media RSS alone',
      rss(
        '<item><guid>1</guid><m:group><m:title>Fog</m:title></m:group></item>',
        'xmlns:m="http://search.yahoo.com/mrss/"',
      ),
      { headline: 'Fog' },
    ],
    [
      'a warning of the server before the feed',
      `<br />\n<b>Warning</b>: Undefined index <br />\n${rss(GOOD)}`,
      { itemId: 'good' },
    ],
  ])('%s', async (_, text, item) => {
    const { items } = await read(text);
    expect(items[0]).toMatchObject(item);
  });

  test.each([
    [
      'content of Atom in RSS',
      rss(
        '<item><title>t</title><a:content type="html">&lt;p&gt;Fog.&lt;/p&gt;</a:content></item>',
        'xmlns:a="http://www.w3.org/2005/Atom"',
      ),
      'Fog.',
    ],
    [
      'plain text that names a tag',
      atom('<entry><title>t</title><content type="text">Use a &lt;b&gt; tag.</content></entry>'),
      'Use a <b> tag.',
    ],
    [
      'a media type without base64',
      atom('<entry><title>t</title><content type="application/x-note">late</content></entry>'),
      'late',
    ],
    [
      'base64',
      atom(
        `<entry><title>t</title><content type="application/x-note">${Buffer.from('Fog at sea').toString('base64')}</content></entry>`,
      ),
      'Fog at sea',
    ],
    [
      'a full text of Yandex',
      rss(
        '<item><title>t</title><description>Fog.</description><y:full-text>Fog at sea.</y:full-text></item>',
        'xmlns:y="http://news.yandex.ru"',
      ),
      'Fog at sea.',
    ],
    [
      'a full text that is a picture',
      rss(
        '<item><title>t</title><description>Fog at sea.</description><content:encoded>&lt;img src="a.png"&gt;</content:encoded></item>',
      ),
      'Fog at sea.',
    ],
  ])('%s', async (_, text, body) => {
    const { items } = await read(text);
    expect(items.map(textOf)).toEqual([body]);
  });

  test('a content location that is no web address is no base', async () => {
    const { items } = await read(
      atom('<entry><id>1</id><title>Fog</title><link href="/1"/></entry>'),
      'javascript:void(0)',
    );
    expect(items[0]?.links).toEqual([{ rel: 'canonical', uri: 'https://news.example/1' }]);
  });
});

describe('an odd item costs itself alone', () => {
  const REPEATED = 20_000;

  test.each([
    ['is empty', rss(`${GOOD}<item/>`), ['item 2: is empty']],
    ['is text alone', rss(`<item>text</item>${GOOD}`), ['item 1: is empty']],
    ['is an empty entry', atom(`<entry/>${GOOD_ENTRY}`), ['item 1: is empty']],
    [
      'is nested without end',
      rss(`${GOOD}<item><title>x</title>${'<p>'.repeat(REPEATED)}</item>`),
      ['item 2: nested beyond all reason'],
    ],
  ])('that %s', async (_, text, problems) => {
    const reading = await read(text);
    expect(reading.items.map(({ itemId }) => itemId)).toEqual(['good']);
    expect(reading.problems).toEqual(problems);
  });

  test.each([
    [
      'a date nobody can read',
      atom(`<entry><id>odd</id><title>x</title><published>soon</published></entry>${GOOD_ENTRY}`),
    ],
    ['a link without an address', atom(`<entry><id>odd</id><title>x</title><link/></entry>${GOOD_ENTRY}`)],
    ['a title that never ends', rss(`<item><guid>odd</guid><title>x<item/>${GOOD}</item>`)],
    ...['<', '<!--', '<a href="', '</', '<?', "<q x='", '@('].map((opening): [string, string] => [
      `a text of nothing but ${opening}`,
      rss(
        `<item><guid>odd</guid><title>x</title><author><![CDATA[${opening.repeat(REPEATED)}]]></author><description><![CDATA[${opening.repeat(REPEATED)}]]></description></item>${GOOD}`,
      ),
    ]),
  ])('that has %s', async (_, text) => {
    const { items } = await read(text);
    expect(items.map(({ itemId }) => itemId)).toContain('good');
  });

  test.each([
    ['RSS', rss(GOOD), '<item>\n<title>The death toll rose to 1'],
    ['Atom', atom(GOOD_ENTRY), '<entry\n xml:lang="en"><title>The death toll rose to 1</title><summary>Of'],
  ])('in the middle of which a document of %s was cut is not given', async (_, whole, cut) => {
    const { items, feed, problems } = await read(
      whole.slice(0, whole.lastIndexOf('</')).replace('</channel>', '') + cut,
    );
    expect(items.map(({ itemId }) => itemId)).toEqual(['good']);
    expect(feed?.partial).toBe(true);
    expect(problems).toEqual(['the document was cut short: what was whole of it is read']);
  });

  test('a feed that has items, not one of which can be read, is refused', async () => {
    await expect(read(rss('<item/><item> </item>'))).rejects.toThrow(
      'not one of its 2 items can be read: item 1: is empty',
    );
  });

  test('no name is looked up among what every object has', async () => {
    const { items } = await read(rss(`<item><constructor>x</constructor><toString>y</toString></item>${GOOD}`));
    expect(items.map(({ itemId, links, headline }) => ({ itemId, links, headline }))).toContainEqual({
      itemId: 'good',
      links: [],
      headline: 'Ferry is late',
    });
  });
});

describe('a JSON Feed that names its writers by both versions', () => {
  test('is read by the newer', async () => {
    const story = { id: '1', title: 'Fog', authors: [{ name: 'Ida Holm' }], author: { name: 'Ida' } };
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Harbour news', items: [story] };
    expect((await read(JSON.stringify(feed))).items[0]?.bylines).toEqual(['Ida Holm']);
  });
});

describe('a JSON Feed whose full text shows a picture alone', () => {
  const PICTURE = '<p>&nbsp;</p><figure><img src="https://news.example/a.jpg"></figure>';

  test.each([
    ['has its text from the summary, which is marked as one', { summary: 'No boat sails.' }, 'No boat sails.', true],
    ['has its plain text before that', { summary: 'Short.', content_text: 'No boat.' }, 'No boat.', false],
    ['keeps it where there are no words', {}, '', false],
  ])('%s', async (_, words, text, bodyIsSummary) => {
    const items = [{ id: '1', title: 'Fog', content_html: PICTURE, ...words }];
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'Harbour news', items };
    const [item] = (await read(JSON.stringify(feed))).items;
    expect(textOf(item!)?.trim()).toBe(text);
    expect(item).toMatchObject({ bodyIsSummary });
  });
});

describe('JSON that is guarded against scripts of other sites', () => {
  test.each([")]}',\n", ")]}'\n", 'while(1);', '\n for (;;); '])('%j', async (guard) => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Harbour news',
      items: [{ id: '1', title: 'Fog' }],
    };
    expect((await read(`${guard}${JSON.stringify(feed)}`)).items[0]?.headline).toBe('Fog');
  });
});

test('a comma behind the last of a list in JSON says nothing', async () => {
  const feed =
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour news", "items": [{"id": "1", "title": "Fog, ]", "content_text": "No \\", ] boat.",},\n ],}';
  const { items } = await read(feed);
  expect(items.map(({ itemId, headline }) => [itemId, headline])).toEqual([['1', 'Fog, ]']]);
  expect(textOf(items[0]!)).toBe('No ", ] boat.');
});
