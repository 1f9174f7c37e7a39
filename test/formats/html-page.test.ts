import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { decodeBytes } from '../../src/decode/decode.ts';
import htmlPage from '../../src/formats/html-page.ts';
import plainText from '../../src/formats/plain-text.ts';
import { loadLanguageDetector } from '../../src/normalise/language.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { expectGolden } from '../golden.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/pages');
const LAYOUTS = readdirSync(FIXTURES);
const styles = await loadPlugins('agencies');
const detectLanguage = await loadLanguageDetector();

async function articleOf(layout: string, file: 'page.html' | 'page.txt'): Promise<Article> {
  const { text } = decodeBytes(readFileSync(join(FIXTURES, layout, file)), null);
  const format = file === 'page.html' ? htmlPage : plainText;
  const url = file === 'page.html' ? `https://site.example/${layout}` : null;
  const { items } = await format.read({ text, contentType: null, url, contentLocation: null, filename: file });
  expect(items).toHaveLength(1);
  return normaliseItem(items[0]!, {
    feed: { id: 'pages', agency: null, standing: 'web', zone: null, language: null },
    format: format.name,
    receivedAt: Date.UTC(2025, 11, 1),
    captureSha256: '0'.repeat(64),
    styles,
    detectLanguage,
  });
}

function shown(article: Article): string {
  const { headline, subheadline, byline, agency, credits, creditLine, publisher, dateline, ...rest } = article;
  const { change, changeNote, media, language, firstCreated, versionCreated, signOff, bodyText } = rest;
  const pictures = media.map(({ href, caption, credit }) => ({ href, caption, credit }));
  const head = { headline, subheadline, byline, agency, credits, creditLine, publisher, dateline, pictures, language };
  const golden = { ...head, change, changeNote, firstCreated, versionCreated, signOff, body: bodyText.split('\n\n') };
  return `${JSON.stringify(golden, null, 2)}\n`;
}

describe('agency copy on the pages of those who print it', () => {
  test.each(LAYOUTS)('%s', async (layout) => {
    expectGolden(join(FIXTURES, layout, 'article.json'), shown(await articleOf(layout, 'page.html')));
  });

  test.each(LAYOUTS)('%s, as text', async (layout) => {
    expectGolden(join(FIXTURES, layout, 'article-of-text.json'), shown(await articleOf(layout, 'page.txt')));
  });

  test('is twelve layouts or more', () => {
    expect(LAYOUTS.length).toBeGreaterThanOrEqual(12);
  });
});
