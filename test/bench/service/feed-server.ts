// The feeds of the benchmark, in a process of its own: documents of 100 items, one after the other on each feed, then
// nothing new; or stories that come at a steady rate; or 304 for ever.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ITEMS = 100;
const VOCABULARY = 60_000;
const STORY_WORDS = 560;
const COMMON = 100;
const SYLLABLES = [
  'ka',
  'to',
  'mi',
  'res',
  'na',
  'del',
  'or',
  'shu',
  've',
  'lin',
  'par',
  'do',
  'tis',
  'e',
  'gan',
  'bu',
];

let seed = 5;
/** Mulberry32: what follows a number tells nothing of it, so that phrases repeat as seldom as they should. */
function random(): number {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
/** A word of its own for each rank, of letters alone, the longer the rarer. */
function spell(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/** Words as common as language has them: the nth word about 1/n as often as the first, four in ten among a hundred. */
function word(): string {
  const rank = Math.floor(VOCABULARY ** random());
  return rank > COMMON && rank % 17 === 0 ? String(rank) : spell(rank);
}

function sentence(): string {
  const words = Array.from({ length: 14 }, word).join(' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function itemOf(number: number): string {
  const paragraphs = Array.from(
    { length: 8 },
    () => `<p>${Array.from({ length: STORY_WORDS / 8 / 14 }, sentence).join(' ')}</p>`,
  );
  const guid = `tag:reuters.com,2026:bench_${number}`;
  const date = new Date(Date.UTC(2026, 0, 1) + number * 1_000).toUTCString();
  return `<item><guid isPermaLink="false">${guid}</guid><title>Story ${number}: ${sentence()}</title><link>https://example.org/${number}</link><pubDate>${date}</pubDate><description>${sentence()}</description><content:encoded><![CDATA[${paragraphs.join('')}]]></content:encoded></item>`;
}

/** A feed document of these items. */
export function documentOf(items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Benchmark</title><link>https://example.org</link><description>d</description>${items.join('')}</channel></rss>`;
}

/** The documents of the throughput run: the same for the service and for the floor. */
export function makeDocuments(stories: number): string[] {
  seed = 5;
  return Array.from({ length: Math.ceil(stories / ITEMS) }, (_, document) =>
    documentOf(Array.from({ length: ITEMS }, (__, at) => itemOf(document * ITEMS + at))),
  );
}

if (process.argv[1]?.endsWith('feed-server.ts')) serve();

function serve(): void {
  const [, , stories = '0', feeds = '1'] = process.argv;
  const documents = makeDocuments(Number(stories));
  const next = new Map<string, number>();
  const listed: { number: number; item: string }[] = [];
  const servedAt = new Map<number, number>();
  let count = 1_000_000;
  let polls = 0;
  let timer: NodeJS.Timeout | undefined;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind = '', name = ''] = pathname.split('/');
    polls += 1;
    const answer = (status: number, body = ''): void =>
      void response.writeHead(status, { 'content-type': 'application/rss+xml' }).end(body);
    if (kind === 'feed') {
      const at = next.get(name) ?? Number(name);
      const document = documents[at];
      next.set(name, at + Number(feeds));
      return answer(document === undefined ? 304 : 200, document);
    }
    if (kind === 'steady') {
      const now = Date.now();
      const newest = listed.filter(({ number }) => number % Number(feeds) === Number(name)).slice(-ITEMS);
      for (const { number } of newest) if (!servedAt.has(number)) servedAt.set(number, now);
      return answer(200, documentOf(newest.toReversed().map(({ item }) => item)));
    }
    if (kind === 'rate') {
      clearInterval(timer);
      const perSecond = Number(searchParams.get('per-second'));
      const tell = (): void => {
        listed.push({ number: count, item: itemOf(count) });
        count += 1;
      };
      if (perSecond > 0) timer = setInterval(tell, 1_000 / perSecond);
      return answer(200);
    }
    if (kind === 'served') return answer(200, JSON.stringify([...servedAt]));
    if (kind === 'polls') return answer(200, String(polls));
    answer(304);
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
}
