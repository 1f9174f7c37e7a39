import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { decodeBytes } from '../../src/decode/decode.ts';
import plainText from '../../src/formats/plain-text.ts';
import { loadLanguageDetector } from '../../src/normalise/language.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { expectGolden } from '../golden.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/plain-text');
const styles = await loadPlugins('agencies');
const detectLanguage = await loadLanguageDetector();

async function articleOf(name: string): Promise<Article> {
  const bytes = readFileSync(join(FIXTURES, name, 'page.txt'));
  const { text } = decodeBytes(bytes, null);
  const document = { text, contentType: null, url: null, contentLocation: null, filename: 'page.txt' };
  const { items } = await plainText.read(document);
  expect(items).toHaveLength(1);
  return normaliseItem(items[0]!, {
    feed: { id: 'pages', agency: null, standing: 'web', zone: null, language: null },
    format: 'plain-text',
    receivedAt: Date.UTC(2025, 8, 1),
    captureSha256: '0'.repeat(64),
    styles,
    detectLanguage,
  });
}

describe('a newspaper page as plain text', () => {
  test.each(readdirSync(FIXTURES))('%s', async (name) => {
    const { headline, subheadline, byline, agency, credits, creditLine, dateline, places, media, language, ...rest } =
      await articleOf(name);
    const shown = { headline, subheadline, byline, agency, credits, creditLine, dateline, places, media, language };
    const { versionCreated, signOff, bodyText } = rest;
    const golden = { ...shown, versionCreated, signOff, body: bodyText.split('\n\n') };
    expectGolden(join(FIXTURES, name, 'article.json'), `${JSON.stringify(golden, null, 2)}\n`);
  });
});
