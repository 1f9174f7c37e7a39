// How many NewsML-G2 items of 5 KB are read and normalised in a second of CPU time, and what the time goes to:
// `node test/bench/wires.ts [ITEMS]`. The last line is JSON.
import { Session } from 'node:inspector/promises';
import { decodeBytes } from '../../src/decode/decode.ts';
import { chooseFormat } from '../../src/formats/contract/choose-format.ts';
import { loadLanguageDetector } from '../../src/normalise/language.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const ITEM_BYTES = 5_000;
const COSTS_SHOWN = 12;
const items = Number(process.argv[2] ?? 4_000);
const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');
const detectLanguage = await loadLanguageDetector();

const WORDS =
  'harbour ferry port authority said on Tuesday that the fire had been put out and passengers were taken off unhurt while ships waited outside for the pilots to return'.split(
    ' ',
  );

/** A message of one item, 5 KB long, whose words differ from every other's. */
function messageOf(number: number): Buffer {
  const head = `<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-11-03T09:10:05.000Z</sent><sender>example.net</sender><priority>3</priority></header><itemSet>
<newsItem standard="NewsML-G2" guid="tag:reuters.com,2026:newsml_L8N${number}" version="${1_000 + number}" xml:lang="en">
<itemMeta><itemClass qcode="icls:text"/><provider literal="reuters.com"/><versionCreated>2026-11-03T09:10:00.000Z</versionCreated><pubStatus qcode="stat:usable"/><signal qcode="edStat:U"/></itemMeta>
<contentMeta><urgency>3</urgency><subject qcode="N2:POL"/><subject qcode="N2:USA"/><subject qcode="subj:11003000"/><slugline separator="-">NORWAY-PORT/${number} (UPDATE 1, PIX)</slugline><headline>UPDATE 1-Harbour number ${number} reopens after ferry fire</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+html"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>(Adds quotes, background)</p><p>By Ingrid Falk</p><p>BERGEN, Norway, Nov 3 (Reuters) - Harbour ${number} reopened on Tuesday, the authority said.</p>`;
  const tail =
    '<p>(Reporting by Ingrid Falk; Editing by Tomas Reyes)</p></body></html></inlineXML></contentSet><rightsInfo><copyrightNotice>(c) Copyright 2026 Example Wire</copyrightNotice></rightsInfo></newsItem></itemSet></newsMessage>';
  let body = '';
  for (let word = number; head.length + body.length + tail.length < ITEM_BYTES; ) {
    const sentence = Array.from({ length: 30 }, () => WORDS[(word++ * 7) % WORDS.length]).join(' ');
    body += `<p>${sentence} ${word}.</p>\n`;
  }
  return Buffer.from(head + body + tail);
}

async function read(bytes: Buffer): Promise<number> {
  const { text } = decodeBytes(bytes, 'application/xml');
  const document = { text, contentType: 'application/xml', url: null, contentLocation: null, filename: 'item.xml' };
  const format = chooseFormat(formats, document, 'auto');
  const reading = await format.read(document);
  const articles = reading.items.map((item) =>
    normaliseItem(item, {
      feed: { id: 'bench', agency: 'reuters', standing: 'wire', zone: null, language: null },
      format: format.name,
      receivedAt: Date.UTC(2026, 10, 3, 10),
      captureSha256: '0'.repeat(64),
      styles,
      detectLanguage,
    }),
  );
  return articles.filter(({ change, headline }) => change === 'update' && headline?.startsWith('Harbour')).length;
}

const messages = Array.from({ length: items }, (_, number) => messageOf(number));
const bytes = messages.reduce((sum, message) => sum + message.length, 0) / items;
for (const message of messages.slice(0, 200)) await read(message);

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.start');
const before = process.cpuUsage();
let right = 0;
for (const message of messages) right += await read(message);
const { user, system } = process.cpuUsage(before);
const { profile } = await session.post('Profiler.stop');
if (right !== items) throw new Error(`only ${right} of ${items} items were read right`);

const seconds = (user + system) / 1e6;
const self = new Map<string, number>();
const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
profile.samples?.forEach((id, at) => {
  const frame = nodes.get(id);
  const name = `${frame?.functionName || '(anonymous)'} ${frame?.url.split('/').slice(-2).join('/') ?? ''}`
    .trim()
    .slice(0, 100);
  self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas?.[at] ?? 0));
});
const whole = [...self.values()].reduce((sum, each) => sum + each, 0);
const costs = [...self].sort(([, a], [, b]) => b - a).slice(0, COSTS_SHOWN);
for (const [name, micros] of costs) console.log(`${((100 * micros) / whole).toFixed(1).padStart(5)} %  ${name}`);
console.log(JSON.stringify({ items, bytesPerItem: Math.round(bytes), itemsPerCpuSecond: Math.round(items / seconds) }));
