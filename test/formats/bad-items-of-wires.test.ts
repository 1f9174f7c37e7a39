import { describe, expect, test } from 'vitest';
import { chooseFormat } from '../../src/formats/contract/choose-format.ts';
import type { Reading } from '../../src/formats/contract/format.ts';
import { loadPlugins } from '../../src/registry.ts';

const formats = await loadPlugins('formats');

async function read(text: string): Promise<Reading & { format: string }> {
  const document = { text, contentType: null, url: null, contentLocation: null, filename: null };
  const format = chooseFormat(formats, document, 'auto');
  return { ...(await format.read(document)), format: format.name };
}

const deep = (text: string): string => `${'<p>'.repeat(5_000)}${text}${'</p>'.repeat(5_000)}`;
const g2 = (id: string, inside: string): string =>
  `<newsItem guid="${id}" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Story ${id}</headline></contentMeta><contentSet><inlineXML><html><body>${inside}</body></html></inlineXML></contentSet></newsItem>`;
const newsml1 = (id: string, inside: string): string =>
  `<NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20261126</DateId><NewsItemId>${id}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:newsml:afp.com:20261126:${id}:1</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Story ${id}</HeadLine></NewsLines><ContentItem><DataContent>${inside}</DataContent></ContentItem></NewsComponent></NewsItem>`;
const satom = (id: string, inside: string): string =>
  `<entry><id>urn:ap:${id}</id><title>Story ${id}</title><content type="xhtml">${inside}</content></entry>`;

const WIRES: readonly [string, (id: string, inside: string) => string, (items: string) => string][] = [
  ['newsml-g2', g2, (items) => `<newsMessage><header/><itemSet>${items}</itemSet></newsMessage>`],
  ['newsml-1', newsml1, (items) => `<NewsML><NewsEnvelope/>${items}</NewsML>`],
  ['ap-satom', satom, (items) => `<sATOM>${items}</sATOM>`],
];

describe.each(WIRES)('of a message of %s', (format, item, message) => {
  const whole = '<p>The harbour reopened on Monday.</p>';
  const all = (...insides: string[]): string =>
    message(insides.map((inside, at) => item(`${at + 1}`, inside)).join(''));

  test('an item that is nested beyond reason costs itself alone', async () => {
    const reading = await read(all(whole, deep('x'), whole));
    expect(reading.format).toBe(format);
    expect(reading.items.map(({ headline }) => headline)).toEqual(['Story 1', 'Story 3']);
    expect(reading.problems).toEqual([expect.stringMatching(/2\b.*: nested deeper than 200 elements$/)]);
  });

  test('not one of which can be read, all is refused', async () => {
    await expect(read(all(deep('x'))).then(({ items }) => items)).rejects.toThrow(/nested deeper than 200 elements/);
  });
});

test('an element of the copy whose name is that of a method is one that no table names', async () => {
  const content = '<p>The <constructor>harbour</constructor> <toString>reopened</toString>.</p>';
  const nitf = `<nitf><head><docdata><doc-id id-string="n1"/></docdata></head><body><body.head><hedline><hl1>Port</hl1></hedline></body.head><body.content>${content}</body.content></body></nitf>`;
  expect((await read(nitf)).items[0]?.body?.value).toBe('<p>The harbour reopened.</p>');
});
