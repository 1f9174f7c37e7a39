import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { loadLanguageDetector } from '../../src/normalise/language.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');
const detectLanguage = await loadLanguageDetector();

/** Lines that desks write for each other, and what of them may reach nobody else. */
const LINES: readonly (readonly [line: string, secret: string])[] = [
  ['Rückfragen: Chefredaktion, 030/2852-31000', '2852-31000'],
  ['Kontakt für Redaktionen: Anna Berg, Tel. +49 30 555 01 02', '555 01 02'],
  ['Hinweis an die Redaktionen: Bei Fragen 089 55 66 77 88', '55 66 77 88'],
  ['Note to editors: call the desk on 020 7946 0001', '7946 0001'],
  ['Editors: desk@wire.example, phone 1-212-555-0147', '212-555-0147'],
  ['Contact desk: +44 20 7946 0002', '7946 0002'],
  ['Avis aux rédactions : joindre le desk au 01 40 41 46 46', '40 41 46 46'],
  ['Rédaction: desk.monde@wire.example', 'desk.monde@wire.example'],
  ['Aviso a las redacciones: llamar al 91 346 71 00', '346 71 00'],
  ['Nota alle redazioni: chiamare lo 06 6774 1000', '6774 1000'],
  ['Aan de redacties: bel 070 41 41 414', '41 41 414'],
  ['Til redaktionerne: ring på 33 30 00 01', '33 30 00 01'],
  ['Til redaksjonene: vaktsjef tlf. 22 03 44 01', '22 03 44 01'],
  ['Till redaktionerna: frågor 08-692 26 01', '692 26 01'],
  ['Toimituksille: puh. 09 6958 1200', '6958 1200'],
  ['Uwaga redakcje: tel. 22 509 22 22', '509 22 22'],
  ['Não publicar: contacto 21 842 61 01', '842 61 01'],
  ['No publicar: teléfono 91 346 71 01', '346 71 01'],
  ['Nicht zur Veröffentlichung: 081 555 22 12', '555 22 12'],
  ['Not for publication: Sam Lee, 020 7946 0003', '7946 0003'],
  ['Niet voor publicatie: 06 12 34 56 78', '34 56 78'],
  ['Не для печати: тел. 8 495 629 79 25', '629 79 25'],
];

const COPY = 'Der Hafen ist seit Freitag wieder offen, teilte die Stadt mit. Die erste Fähre legte um 08.30 Uhr ab.';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Places of a message where such lines have stood. */
const DOCUMENTS: Readonly<Record<string, (line: string) => string>> = {
  'a note of ninjs': (line) =>
    JSON.stringify({ uri: 'urn:a:1', type: 'text', headline: 'Hafen offen', body_text: COPY, ednote: line }),
  'the end of the copy in ninjs': (line) =>
    JSON.stringify({
      uri: 'urn:a:1',
      type: 'text',
      headline: 'Hafen offen',
      body_html: `<p>Kiel (dpa) - ${COPY}</p><p>${escaped(line)}</p>`,
    }),
  'a note and the end of the copy in NewsML-G2': (line) =>
    `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a:2" version="1"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-27T10:00:00Z</versionCreated><edNote>KORR. Neue Zahl. ${escaped(line)}</edNote></itemMeta><contentMeta><headline>Hafen offen</headline><creditline>dpa</creditline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>${COPY}</p><p>${escaped(line)}</p></body></html></inlineXML></contentSet></newsItem>`,
  'ed-msg and the end of the copy in NITF': (line) =>
    `<nitf><head><title>Hafen</title><docdata><doc-id id-string="a3"/><ed-msg info="${escaped(line).replaceAll('"', '&quot;')}"/><doc.copyright holder="APA"/></docdata></head><body><body.head><hedline><hl1>Hafen offen</hl1></hedline></body.head><body.content><p>Kiel (APA) - ${COPY}</p><p>${escaped(line)}</p></body.content></body></nitf>`,
  'the end of the copy in NewsML 1': (line) =>
    `<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20261127</DateId><NewsItemId>X1</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsManagement><NewsItemType FormalName="News"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Hafen offen</HeadLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>${COPY}</p><p>${escaped(line)}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`,
};

async function articleOf(document: string): Promise<ReturnType<typeof normaliseItem> | undefined> {
  const bytes = Buffer.from(document);
  const request = { contentType: null, url: null, contentLocation: null, filename: null, format: 'auto' };
  const { items, format } = await readDocument(formats, { ...request, bytes });
  const feed = { id: 'wire', agency: null, standing: 'wire' as const, zone: null, language: null };
  const context = { feed, format, receivedAt: Date.UTC(2026, 10, 27), captureSha256: '', styles, detectLanguage };
  return items.map((item) => normaliseItem(item, context))[0];
}

describe('lines that desks write for each other', () => {
  const rows = Object.entries(DOCUMENTS).flatMap(([place, write]) =>
    LINES.map(([line, secret]) => [place, line, secret, write(line)] as const),
  );
  test.each(rows)('leave in no field, as %s: %s', async (_place, _line, secret, document) => {
    const article = await articleOf(document);
    expect(article?.bodyText).toContain('Der Hafen ist seit Freitag wieder offen');
    expect(article?.bodyText).toContain('08.30 Uhr');
    expect(JSON.stringify(article)).not.toContain(secret);
  });
});
