import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireItem } from '../../src/article/wire-item.ts';
import { decodeBytes } from '../../src/decode/decode.ts';
import { chooseFormat } from '../../src/formats/contract/choose-format.ts';
import type { Reading } from '../../src/formats/contract/format.ts';
import { cleanHtml } from '../../src/markup/markup.ts';
import { parseInstant } from '../../src/normalise/dates.ts';
import { loadPlugins } from '../../src/registry.ts';
import { expectGolden } from '../golden.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/feeds');
const ADDRESS = 'https://feeds.example/wire/feed';
const NOW = Date.UTC(2026, 0, 1);
const formats = await loadPlugins('formats');

async function read(bytes: Uint8Array): Promise<{ format: string; reading: Reading }> {
  const { text } = decodeBytes(bytes, null);
  const document = { text, contentType: null, url: ADDRESS, contentLocation: null, filename: null };
  const format = chooseFormat(formats, document, 'auto');
  return { format: format.name, reading: await format.read(document) };
}

const readText = (text: string) => read(Buffer.from(text));

function shown(item: WireItem): Record<string, unknown> {
  const markup = (value: WireItem['body']): unknown =>
    value?.kind === 'html' ? { html: cleanHtml(value.value, { baseUrl: ADDRESS }) } : value;
  return {
    itemId: item.itemId,
    altIds: item.altIds,
    link: item.links[0]?.uri ?? null,
    headline: item.headline,
    bylines: item.bylines,
    dates: item.dates.map(({ role, value }) => [role, parseInstant(value, { zone: null, now: NOW }).instant]),
    body: markup(item.body),
    bodyIsSummary: item.bodyIsSummary,
    summary: markup(item.summary),
    language: item.language,
    keywords: item.keywords,
    media: item.media.map(({ type, href, caption, credit }) => ({ type, href, caption, credit })),
    copyrightNotice: item.copyrightNotice,
  };
}

describe('a feed of every kind', () => {
  test.each(readdirSync(FIXTURES))('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const file = readdirSync(folder).find((each) => each.startsWith('feed.')) ?? '';
    const { format, reading } = await read(readFileSync(join(folder, file)));
    const { feed, problems, items } = reading;
    expectGolden(
      join(folder, 'items.json'),
      `${JSON.stringify({ format, feed, problems, items: items.map(shown) }, null, 2)}\n`,
    );
  });
});

describe('an identity', () => {
  const feed = (items: string) =>
    `<rss version="2.0"><channel><title>F</title><link>https://f.example/</link>${items}</channel></rss>`;

  test('stays the same when other stories come and go', async () => {
    const item = (guid: string, link: string, title: string) =>
      `<item><guid isPermaLink="false">${guid}</guid><link>https://f.example/${link}</link><title>${title}</title></item>`;
    const first = await readText(feed(item('x', '1', 'A') + item('x', '2', 'B') + item('x', '3', 'C')));
    const second = await readText(feed(item('x', '4', 'D') + item('x', '1', 'A') + item('x', '2', 'B')));
    const ids = ({ reading }: { reading: Reading }): (string | null)[] => reading.items.map(({ itemId }) => itemId);
    expect(ids(second).slice(1)).toEqual(ids(first).slice(0, 2));
    expect(second.reading.problems).toEqual(['the id x stands for several stories and names none']);
  });

  test('is the link beside a guid that changes, so that both polls name the same story', async () => {
    const poll = (guid: string) =>
      readText(feed(`<item><guid>${guid}</guid><link>https://f.example/1</link><title>A</title></item>`));
    for (const { reading } of [await poll('urn:1'), await poll('urn:2')])
      expect(reading.items[0]?.altIds).toEqual([{ role: 'canonical', value: 'https://f.example/1' }]);
  });

  test.each(['\u200b', '\u2060\ufe0f', ':', '*', '{}', '000', '0-0', '«»'])(
    'is never one that names nothing: %j',
    async (guid) => {
      const { reading } = await readText(
        feed(`<item><guid isPermaLink="false">${guid}</guid><title>A ferry ran aground</title></item>`),
      );
      expect(reading.items[0]?.itemId).toMatch(/^content:/);
    },
  );

  test.each(['a', '10', 'ß', '\u{1f9e8}', 'й-1'])('may be one sign that means something: %j', async (guid) => {
    const { reading } = await readText(
      feed(`<item><guid isPermaLink="false">${guid}</guid><title>A ferry ran aground</title></item>`),
    );
    expect(reading.items[0]?.itemId).toBe(guid);
  });

  test('is never the address of the feed itself', async () => {
    const { reading } = await readText(
      feed(
        '<item><title>A</title><link>https://f.example/</link></item><item><title>B</title><link>https://f.example/</link></item>',
      ),
    );
    const [a, b] = reading.items;
    expect(a?.itemId).toMatch(/^content:/);
    expect(a?.itemId).not.toBe(b?.itemId);
    expect([a?.altIds, b?.altIds]).toEqual([[], []]);
  });
});

describe('what is no feed', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['plain JSON', '{"error":"no such feed"}'],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['JSON Feed cut short', '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"'],
    ['JSON Feed without items', '{"version":"https://jsonfeed.org/version/1.1"}'],
    ['nested beyond all reason', `<rss version="2.0"><channel>${'<item>'.repeat(20_000)}`],
    ['JSON nested beyond all reason', `{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(20_000)}`],
  ])('%s is refused by name', async (_, text) => {
    const only = new Map([...formats].filter(([name]) => ['rss', 'atom', 'json-feed'].includes(name)));
    const document = { text, contentType: null, url: null, contentLocation: null, filename: null };
    const reading = async (): Promise<Reading> => await chooseFormat(only, document, 'auto').read(document);
    await expect(reading()).rejects.toMatchObject({ name: 'Rejected' });
  });

  test.each([
    ['entities that grow', '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>', '&b;'],
    ['an outside entity', '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>', '&x;'],
  ])('%s is not expanded', async (_, doctype, entity) => {
    const text = `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>F</title><item><title>A${entity}</title></item></channel></rss>`;
    const { reading } = await readText(text);
    expect(reading.items[0]?.headline?.length).toBeLessThan(8);
  });
});
