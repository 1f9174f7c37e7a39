// How fast feeds are read, beside bare rss-parser on the same documents in the same run; what becomes of a feed of 50 MB;
// whether memory stays flat.
//
//   node --expose-gc test/bench/feeds.ts [SECONDS]
//
// The feeds are healthy and made here, from a seed. "Read" is the decoder, the checks, rss-parser, and the cleaning of
// every text and title.
import RssParser from 'rss-parser';
import { decodeBytes, MAX_DECODED_BYTES } from '../../src/decode/decode.ts';
import { chooseFormat } from '../../src/formats/contract/choose-format.ts';
import { cleanHtml } from '../../src/markup/markup.ts';
import { parseInstant } from '../../src/normalise/dates.ts';
import { loadPlugins } from '../../src/registry.ts';

const WORDS =
  'harbour council vote ferry strike wage minister bridge storm market talks border court police village champion rate inflation river snow été grève für über'.split(
    ' ',
  );
const SECONDS = Number(process.argv[2] ?? 6);
const GOAL = 0.5;
const formats = await loadPlugins('formats');

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = seeded(7);
const words = (count: number): string =>
  Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
const paragraphs = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `<p>${words(40)} <a href="https://wire.example/${at}">${words(3)}</a>.</p>`,
  ).join('\n');

function rssItem(at: number): string {
  return `<item><title>${words(8)} &amp; more</title><link>https://wire.example/${at}</link><guid isPermaLink="false">g-${at}</guid>
<pubDate>Tue, 02 Sep 2025 10:${String(at % 60).padStart(2, '0')}:00 +0200</pubDate><dc:creator>Ida Storm</dc:creator><category>world</category>
<description>${words(30)}</description><content:encoded><![CDATA[${paragraphs(6)}]]></content:encoded></item>`;
}

function atomEntry(at: number): string {
  return `<entry><title>${words(8)}</title><link href="https://wire.example/${at}"/><id>tag:wire.example,2025:${at}</id>
<updated>2025-09-02T10:00:00Z</updated><author><name>Ida Storm</name></author><summary>${words(30)}</summary>
<content type="html">${paragraphs(6).replace(/</g, '&lt;')}</content></entry>`;
}

const list = (count: number, item: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => item(at)).join('\n');
const rss = (count: number): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title><link>https://wire.example/</link>${list(count, rssItem)}</channel></rss>`,
  );
const atom = (count: number): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><link href="https://wire.example/"/>${list(count, atomEntry)}</feed>`,
  );

async function readWhole(bytes: Buffer): Promise<void> {
  const { text } = decodeBytes(bytes, 'application/rss+xml; charset=utf-8');
  const document = { text, contentType: null, url: 'https://wire.example/feed', contentLocation: null, filename: null };
  const { items } = await chooseFormat(formats, document, 'auto').read(document);
  for (const { body, summary, dates } of items) {
    for (const markup of [body, summary]) if (markup !== null) cleanHtml(markup.value, { baseUrl: document.url });
    for (const { value } of dates) parseInstant(value, { zone: null, now: 0 });
  }
}

async function parseBare(bytes: Buffer): Promise<void> {
  await new RssParser().parseString(bytes.toString('utf8'));
}

const feeds = [rss(10), rss(60), atom(20), atom(60)];
const spent = { read: 0, bare: 0 };
const done = { read: 0, bare: 0 };

async function measure(name: 'read' | 'bare', parse: (bytes: Buffer) => Promise<void>): Promise<void> {
  const before = process.cpuUsage();
  for (const feed of feeds) {
    await parse(feed);
    done[name] += feed.length;
  }
  const { user, system } = process.cpuUsage(before);
  spent[name] += (user + system) / 1_000_000;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
const resident = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss;
};

for (const feed of feeds) await readWhole(feed).then(() => parseBare(feed));
Object.assign(spent, { read: 0, bare: 0 });
const start = resident();
// In turns, so that what else the machine does weighs on both alike.
while (spent.read + spent.bare < SECONDS) {
  await measure('bare', parseBare);
  await measure('read', readWhole);
}
const rates = { read: done.read / spent.read, bare: done.bare / spent.bare };
const ratio = rates.read / rates.bare;
process.stdout.write(`rss-parser, bare: ${megabytes(rates.bare)} MB per CPU second\n`);
process.stdout.write(
  `read whole:       ${megabytes(rates.read)} MB per CPU second, ${ratio.toFixed(2)} of bare (goal ${GOAL})\n`,
);
process.stdout.write(
  `memory: ${megabytes(start)} MB before, ${megabytes(resident())} MB after ${megabytes(done.read + done.bare)} MB of feeds\n`,
);

const huge = Buffer.alloc(50_000_000, '<item><title>x</title></item>');
const began = process.cpuUsage();
const refusal = await readWhole(huge).then(
  () => 'was READ',
  (error: Error) => `was refused: ${error.message}`,
);
const { user, system } = process.cpuUsage(began);
process.stdout.write(
  `a feed of 50 MB ${refusal}, in ${((user + system) / 1_000).toFixed(0)} ms of CPU (cap ${megabytes(MAX_DECODED_BYTES)} MB)\n`,
);
if (ratio < GOAL || !refusal.includes('refused')) process.exitCode = 1;
