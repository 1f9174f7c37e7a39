import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Rejected } from '../../src/article/failure.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { WIRES, wireNames } from '../formats/wires/read-fixture.ts';
import { type Field, fieldsOf, OPENINGS, withFields } from './grow-fields.ts';

const FEEDS = join(import.meta.dirname, '../fixtures/feeds');
const PAGES = [
  join(import.meta.dirname, '../fixtures/pages/joint-source-es/page.html'),
  join(import.meta.dirname, '../fixtures/plain-text/sequia-photo-caption/page.txt'),
];
/** Small enough to be quick where time grows as the text does, and large enough to take minutes where it does not. */
const GROWN_BYTES = 80_000;
/** A doubling may take so many times as long; what takes less than the floor says nothing. */
const MOST_A_DOUBLING = 2.5;
const FLOOR_MS = 400;
const TRIES = 4;
const MOST_FIELDS = 3;

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

/** The longest fields whose text is free: with another one the document is still read as what it is. */
async function freeFields(document: string, filename: string): Promise<Field[]> {
  const format = await read(document, filename);
  const free: Field[] = [];
  for (const field of fieldsOf(document))
    if ((await read(withFields(document, [field], 'Lorem 1'), filename)) === format) free.push(field);
  const longest = free.toSorted((one, other) => other.to - other.from - (one.to - one.from)).slice(0, MOST_FIELDS);
  return longest.sort((one, other) => one.from - other.from);
}

/** How many times as long twice the text takes, by the best of some tries; null where both are quick. */
async function growth(
  document: string,
  fields: readonly Field[],
  opening: string,
  name: string,
): Promise<number | null> {
  const times = GROWN_BYTES / fields.length / Buffer.byteLength(opening);
  const of = (share: number): string => withFields(document, fields, opening.repeat(Math.ceil(times * share)));
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const whole = await cpuMs(of(2), name);
    if (whole < FLOOR_MS) return null;
    best = Math.min(best, whole / (await cpuMs(of(1), name)));
    if (best <= MOST_A_DOUBLING) return best;
  }
  return best;
}

const oneOfEach = new Map(
  wireNames()
    .toReversed()
    .map((name) => [name.split('/')[0], name]),
);
oneOfEach.delete('broken');
const feeds = readdirSync(FEEDS)
  .filter((name) => /everything|atom-10|json-feed-11/.test(name))
  .map((name) => join(FEEDS, name, readdirSync(join(FEEDS, name)).find((file) => file.startsWith('feed.')) ?? ''));

describe('the time that a document takes grows as its texts do', () => {
  test.each([...[...oneOfEach.values()].map((name) => join(WIRES, name)), ...feeds, ...PAGES])(
    '%s',
    async (path) => {
      const document = readFileSync(path, 'utf8');
      const free = await freeFields(document, path);
      expect(free.length).toBeGreaterThan(0);
      const faults: string[] = [];
      for (const opening of OPENINGS) {
        const times = await growth(document, free, opening, path);
        if (times !== null && times > MOST_A_DOUBLING) faults.push(`${JSON.stringify(opening)}: ${times.toFixed(1)}`);
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
