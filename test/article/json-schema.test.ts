import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { Article } from '../../src/article/article.ts';
import { articleJsonSchema } from '../../src/article/json-schema.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { expectGolden } from '../golden.ts';

const FILE = join(import.meta.dirname, '../../config/article.schema.json');

async function article(): Promise<Article> {
  return normaliseItem(
    {
      ...EMPTY_ITEM,
      uri: 'tag:example.org,2026:one',
      headline: 'UPDATE 1-Harbour reopens',
      body: { kind: 'html', value: '<p>BERGEN, Nov 3 (Reuters) - The harbour reopened.</p>' },
    },
    {
      feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
      format: 'rss',
      receivedAt: Date.UTC(2026, 10, 3, 12),
      captureSha256: 'a'.repeat(64),
      styles: await loadPlugins('agencies'),
      detectLanguage: () => null,
    },
  );
}

describe('the published schema', () => {
  test('is what the code means by an article', () => {
    expectGolden(FILE, `${JSON.stringify(articleJsonSchema(), null, 2)}\n`);
  });

  test('takes an article, and one with a field of a later version', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(FILE, 'utf8')) as object);
    const story = await article();
    expect(validate(story), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...story, invented: 1 })).toBe(true);
    expect(Article.parse(story)).toEqual(story);
  });

  test.each([
    ['without an id', { id: undefined }],
    ['with an unknown change', { change: 'rewritten' }],
    ['with an unknown status', { pubStatus: 'maybe' }],
    ['with a body that is no text', { bodyText: 7 }],
    ['without provenance', { provenance: undefined }],
  ])('refuses an article %s', async (_, over) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(FILE, 'utf8')) as object);
    expect(validate(JSON.parse(JSON.stringify({ ...(await article()), ...over })))).toBe(false);
  });
});
