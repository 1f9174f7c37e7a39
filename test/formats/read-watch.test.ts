import { describe, expect, test } from 'vitest';
import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';
import type { Format } from '../../src/formats/contract/format.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { loadPlugins } from '../../src/registry.ts';

const request = {
  bytes: Buffer.from('two items'),
  contentType: null,
  url: null,
  contentLocation: null,
  filename: null,
  format: 'watched',
};

test('what is done for all items is not done in the name of the last one', async () => {
  const said: string[] = [];
  const itemThatTells = (at: number): WireItem => ({
    ...EMPTY_ITEM,
    get headline() {
      said.push(`item ${at} is looked at`);
      return null;
    },
  });
  const format: Format = {
    name: 'watched',
    carries: 'wire',
    order: 'as-filed',
    detect: () => 1,
    read: ({ watch }) => {
      for (const at of [0, 1]) watch?.begins(at, () => '');
      return { items: [itemThatTells(0), itemThatTells(1)], feed: null, problems: [] };
    },
  };
  await readDocument(new Map([['watched', format]]), request, {
    begins: (at) => said.push(`item ${at} begins`) > 0,
    ended: () => said.push('all were read'),
  });
  expect(said.slice(0, 3)).toEqual(['item 0 begins', 'item 1 begins', 'all were read']);
  expect(said).toContain('item 1 is looked at');
});

/** A listing with a story for each of these days of December, by format. */
const LISTINGS: Record<string, (days: readonly number[]) => string> = {
  rss: (days) =>
    `<rss version="2.0"><channel><title>News</title>${days.map((day) => `<item><guid>${day}</guid><title>Story ${day}</title><pubDate>0${day} Dec 2026 10:00:00 GMT</pubDate></item>`).join('')}</channel></rss>`,
  atom: (days) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>${days.map((day) => `<entry><id>${day}</id><title>Story ${day}</title><updated>2026-12-0${day}T10:00:00Z</updated></entry>`).join('')}</feed>`,
  'json-feed': (days) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      items: days.map((day) => ({
        id: `${day}`,
        content_text: `Story ${day}`,
        date_published: `2026-12-0${day}T10:00:00Z`,
      })),
    }),
  'news-sitemap': (days) =>
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${days.map((day) => `<url><loc>https://town.example/${day}</loc><news:news><news:publication_date>2026-12-0${day}</news:publication_date><news:title>Story ${day}</news:title></news:news></url>`).join('')}</urlset>`,
};

describe.each(Object.entries(LISTINGS))('of a document of %s', (format, listing) => {
  const read = async (days: readonly number[], maxItems?: number) =>
    readDocument(await loadPlugins('formats'), {
      ...request,
      bytes: Buffer.from(listing(days)),
      format,
      ...(maxItems === undefined ? {} : { maxItems }),
    });

  test.each([
    ['first', [4, 3, 2, 1], ['3', '4']],
    ['last', [1, 2, 3, 4], ['3', '4']],
    ['first, under an older one that stays on top', [1, 4, 3, 2], ['1', '4']],
  ])('that lists its newest items %s those are taken, and it is said how many were not', async (_, days, newest) => {
    const { items, problems } = await read(days, 2);
    const taken = items.map(({ itemId }) => itemId?.at(-1)).toSorted();
    expect(taken).toEqual(newest);
    expect(problems).toEqual(['2 of its 4 items were left out, the oldest: maxItems is 2']);
  });

  test.each([
    [[4, 3, 2, 1], 'newest-first'],
    [[1, 2, 3, 4], 'as-filed'],
    [[1, 5, 4, 3], 'newest-first'],
    [[2, 2], 'newest-first'],
    [[2], 'newest-first'],
  ])('that lists %j what happened first is known: %s', async (days, order) => {
    expect((await read(days)).order).toBe(order);
  });
});

test('what is longer than a field may be is cut when it is read', async () => {
  const { items } = await readDocument(await loadPlugins('formats'), {
    ...request,
    bytes: Buffer.from(
      JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: '1', title: 'a'.repeat(6_000) }] }),
    ),
    format: 'json-feed',
  });
  expect(items[0]?.headline).toHaveLength(5_000);
});
