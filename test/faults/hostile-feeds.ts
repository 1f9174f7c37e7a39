import { gzipSync } from 'node:zlib';
import { type Answer, answer } from '../receivers/scripted-server.ts';

const XML = { 'content-type': 'application/rss+xml; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1 << 20;
const rssOf = (items: string): string =>
  `<rss version="2.0"><channel><title>Odd</title><link>https://odd.example/</link>${items}</channel></rss>`;
const itemOf = (id: string, inside: string): string =>
  `<item><title>Odd story ${id}</title><guid isPermaLink="false">odd-${id}</guid>${inside}</item>`;
const xml = (document: string): Answer => answer(200, XML, document);

/** A new document at every poll: what is unchanged would be read once only. */
function everNew(documentOf: (poll: number) => string, headers: Record<string, string> = XML): Answer {
  let poll = 0;
  return (response) => {
    poll += 1;
    response.writeHead(200, headers).end(documentOf(poll));
  };
}

/** What servers that mean no good, or know no better, answer to a poll: one of each kind, by name. */
export const HOSTILE_FEEDS: Readonly<Record<string, Answer>> = {
  'half-character-id': everNew((poll) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Odd',
      items: [{ id: `half-${poll}-\ud83d`, title: 'Half a character', content_text: 'Half of it.' }],
    }),
  ),
  'opening-brackets': everNew((poll) =>
    rssOf(itemOf(`${poll}`, `<description><![CDATA[${'<'.repeat(300_000)}]]></description>`)),
  ),
  'author-of-brackets': everNew((poll) => rssOf(itemOf(`${poll}`, `<author>${'@('.repeat(10_000)}</author>`))),
  'blank-headline': everNew(
    (poll) =>
      JSON.stringify({
        uri: `tag:odd.example,2026:blank-${poll}`,
        type: 'text',
        headline: `a${' '.repeat(200_000)}b`,
        body_text: 'Blanks stood above.',
        versioncreated: '2026-11-24T00:00:00Z',
      }),
    JSON_TYPE,
  ),
  'many-keywords': everNew((poll) =>
    rssOf(itemOf(`${poll}`, Array.from({ length: 100_000 }, (_, at) => `<category>subject ${at}</category>`).join(''))),
  ),
  'empty-entries': xml(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Odd</title>${'<entry/>'.repeat(50)}</feed>`),
  'no-feed-at-all': everNew((poll) => `<rss><channel><item>${'&'.repeat(1_000)} ${poll}`),
  'open-elements': everNew((poll) => rssOf(`${'<a>'.repeat(200_000)}${poll}`)),
  entities: xml(
    `<!DOCTYPE rss [<!ENTITY a "${'ha'.repeat(50)}">${Array.from(
      { length: 12 },
      (_, at) => `<!ENTITY a${at + 1} "${`&a${at || ''};`.repeat(10)}">`,
    ).join('')}]>${rssOf(itemOf('e', '<description>&a12;</description>'))}`,
  ),
  'compressed-bomb': answer(200, { ...XML, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(200 * MEGABYTE, 32))),
  'too-many-items': everNew((poll) =>
    rssOf(Array.from({ length: 50_000 }, (_, at) => `<item><guid>${poll}-${at}</guid></item>`).join('')),
  ),
  'no-text': answer(200, XML, Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7_919) % 256))),
  hangs: () => undefined,
  cuts: (response) => void response.destroy(),
  'redirects-in-circles': (response, { path }) => void response.writeHead(302, { location: `${path}?again` }).end(),
  'points-inside': answer(302, { location: 'http://169.254.169.254/latest/meta-data/' }),
  drips: (response) => {
    response.writeHead(200, XML);
    const timer = setInterval(() => response.write('<'), 500);
    response.on('close', () => clearInterval(timer));
  },
  'refuses-for-ever': answer(503, { 'retry-after': '99999999999' }),
};
