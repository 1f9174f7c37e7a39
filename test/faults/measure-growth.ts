import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rejected } from '../../src/article/failure.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { WIRES, wireNames } from '../formats/wires/read-fixture.ts';
import { type Field, fieldsOf, withFields } from './grow-fields.ts';

const FEEDS = join(import.meta.dirname, '../fixtures/feeds');
const PAGES = [
  join(import.meta.dirname, '../fixtures/pages/joint-source-es/page.html'),
  join(import.meta.dirname, '../fixtures/plain-text/sequia-photo-caption/page.txt'),
];
/** Small enough to be quick where time grows as the text does, and large enough to take minutes where it does not. */
const SHORT_BYTES = 20_000;
/** A doubling may take so many times as long; what takes less than the floor says nothing. */
export const MOST_A_DOUBLING = 2.7;
const DOUBLINGS = 3;
const FLOOR_MS = 400;
const TRIES = 12;

const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');

/** Reads a document to its articles. The format and how many items it gave; null where it is rejected. */
async function read(document: string, filename: string): Promise<string | null> {
  try {
    const request = { contentType: null, url: null, contentLocation: null, filename, format: 'auto' };
    const { items, format } = await readDocument(formats, { ...request, bytes: Buffer.from(document) });
    for (const item of items)
      normaliseItem(item, {
        feed: { id: 'growth', agency: null, standing: 'wire', zone: null, language: null },
        format,
        receivedAt: 1,
        captureSha256: '0'.repeat(64),
        styles,
        detectLanguage: null,
      });
    return items.length === 0 ? null : format;
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

async function cpuMs(document: string, filename: string): Promise<number> {
  const before = process.cpuUsage();
  await read(document, filename);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The fields whose text is free: with another one the document is still read as what it is. */
export async function freeFields(document: string, filename: string): Promise<Field[]> {
  const format = await read(document, filename);
  const free: Field[] = [];
  for (const field of fieldsOf(document))
    if ((await read(withFields(document, [field], 'Lorem 1'), filename)) === format) free.push(field);
  return free;
}

/**
 * How many times as long twice the text takes, over three doublings; null where the longest text is quick. Each length
 * counts with its quickest try, for the collector and other processes make a try longer and none shorter.
 */
export async function growth(
  document: string,
  fields: readonly Field[],
  opening: string,
  name: string,
): Promise<number | null> {
  const times = SHORT_BYTES / fields.length / Buffer.byteLength(opening);
  const of = (share: number): string => withFields(document, fields, opening.repeat(Math.ceil(times * share)));
  let [short, long] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 0; tries < TRIES; tries += 1) {
    long = Math.min(long, await cpuMs(of(2 ** DOUBLINGS), name));
    if (long < FLOOR_MS) return null;
    short = Math.min(short, await cpuMs(of(1), name));
    if ((long / short) ** (1 / DOUBLINGS) <= MOST_A_DOUBLING) break;
  }
  return (long / short) ** (1 / DOUBLINGS);
}

/** Of each format the fixture that has the most fields. Wide characters have none that can be found here. */
const oneOfEach = new Map<string, { readonly path: string; readonly fields: number }>();
for (const name of wireNames()) {
  const [format = ''] = name.split('/');
  const document = readFileSync(join(WIRES, name), 'utf8');
  const fields = document.includes('\0') ? 0 : fieldsOf(document).length;
  if (format !== 'broken' && fields > (oneOfEach.get(format)?.fields ?? 0))
    oneOfEach.set(format, { path: join(WIRES, name), fields });
}
const feeds = readdirSync(FEEDS)
  .filter((name) => /everything|atom-10|json-feed-11/.test(name))
  .map((name) => join(FEEDS, name, readdirSync(join(FEEDS, name)).find((file) => file.startsWith('feed.')) ?? ''));

/** A document of each format, with fields of every kind. */
export const DOCUMENTS: readonly string[] = [...[...oneOfEach.values()].map(({ path }) => path), ...feeds, ...PAGES];
