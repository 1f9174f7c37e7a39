import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReadAnswer, readDocument } from '../../src/formats/contract/read-document.ts';
import { loadPlugins } from '../../src/registry.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/feeds');
const formats = await loadPlugins('formats');

const read = (bytes: Uint8Array, known?: readonly string[]): Promise<ReadAnswer> =>
  readDocument(formats, {
    bytes,
    contentType: null,
    url: 'https://feeds.example/wire/feed',
    contentLocation: null,
    filename: null,
    format: 'auto',
    ...(known === undefined ? {} : { known }),
  });

function fixture(name: string): Buffer {
  const file = readdirSync(join(FIXTURES, name)).find((each) => each.startsWith('feed.')) ?? '';
  return readFileSync(join(FIXTURES, name, file));
}

/** Hashes of the slices at some places, but of none that shares a name with one at another place. */
function alone({ slices }: ReadAnswer, isChosen: (at: number) => boolean): string[] {
  const others = new Set(slices?.read.flatMap(({ calledBy }, at) => (isChosen(at) ? [] : calledBy)));
  return (slices?.read ?? []).flatMap(({ hash, calledBy }, at) =>
    isChosen(at) && !calledBy.some((name) => others.has(name)) ? [hash] : [],
  );
}

const listings = readdirSync(FIXTURES).filter((name) => !name.startsWith('json-feed'));

describe.each(listings)('%s, read by slices', (name) => {
  test.each([
    ['the first half known', (at: number, all: number) => at < all / 2],
    ['the second half known', (at: number, all: number) => at >= all / 2],
    ['every other one known', (at: number) => at % 2 === 0],
    ['all known', () => true],
  ])('%s: what is left is read as it is read with the whole', async (_, isKnown) => {
    const bytes = fixture(name);
    const whole = await read(bytes, []);
    expect(whole.items).toEqual((await read(bytes)).items);
    if (whole.slices === null) return;
    const known = new Set(alone(whole, (at) => isKnown(at, whole.items.length)));
    const rest = await read(bytes, [...known]);
    const isUnread = (at: number): boolean => !known.has(whole.slices?.read[at]?.hash ?? '');
    expect(rest.items).toEqual(whole.items.filter((__, at) => isUnread(at)));
    expect(rest.hashes).toEqual(whole.hashes.filter((__, at) => isUnread(at)));
    expect(new Set(rest.slices?.known)).toEqual(known);
    expect(rest.feed).toEqual(whole.feed);
  });
});

const item = (guid: string, title: string): string =>
  `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title></item>`;
const listing = (items: readonly string[], about = ''): Buffer =>
  Buffer.from(`<rss version="2.0"><channel><title>Wire</title>${about}${items.join('\n')}</channel></rss>`);
const hashesOf = async (bytes: Uint8Array): Promise<string[]> =>
  ((await read(bytes, [])).slices?.read ?? []).map(({ hash }) => hash);

describe('a slice', () => {
  const ferry = item('1', 'Ferry is late');
  const bridge = item('2', 'Bridge is shut');

  test('is the same wherever its item stands, whatever else is listed and whenever the list was made', async () => {
    const [first] = await hashesOf(listing([ferry], '<lastBuildDate>Mon, 02 Nov 2026 10:00:00 GMT</lastBuildDate>'));
    const later = listing([bridge, ferry], '<lastBuildDate>Mon, 02 Nov 2026 10:05:00 GMT</lastBuildDate>');
    expect((await hashesOf(later))[1]).toBe(first);
  });

  test.each([
    ['one letter of its item', listing([item('1', 'Ferry is Late')])],
    ['the language of the feed', listing([ferry], '<language>fr</language>')],
    ['the rights of the feed', listing([ferry], '<copyright>Another House</copyright>')],
  ])('is another one with %s', async (_, changed) => {
    expect(await hashesOf(changed)).not.toEqual(await hashesOf(listing([ferry])));
  });

  test('leaves the bytes of the others as they came', async () => {
    const [known = ''] = await hashesOf(listing([ferry]));
    const answer = await read(listing([bridge, ferry]), [known]);
    expect(Buffer.from(answer.slices?.rest ?? '').toString()).toBe(listing([bridge, '']).toString());
  });

  test('is not cut from a document that ends too early', async () => {
    const cut = listing([ferry, bridge]).subarray(0, -40);
    expect((await read(cut, [])).slices).toBeNull();
  });
});
