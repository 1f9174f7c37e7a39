import { expect, test } from 'vitest';
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

test.each([
  ['first', [3, 2, 1]],
  ['last', [1, 2, 3]],
])('of a feed that lists its newest items %s those are taken, and it is said how many were not', async (_, days) => {
  const items = days.map(
    (day) =>
      `<item><guid>${day}</guid><title>Story ${day}</title><pubDate>0${day} Dec 2026 10:00:00 GMT</pubDate></item>`,
  );
  const { items: taken, problems } = await readDocument(await loadPlugins('formats'), {
    ...request,
    bytes: Buffer.from(`<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`),
    format: 'auto',
    maxItems: 2,
  });
  expect(taken.map(({ itemId }) => itemId).toSorted()).toEqual(['2', '3']);
  expect(problems).toEqual(['1 of its 3 items were left out, the oldest: maxItems is 2']);
});
