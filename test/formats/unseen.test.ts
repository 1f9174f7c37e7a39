import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Article } from '../../src/article/article.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { loadLanguageDetector } from '../../src/normalise/language.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/unseen');
const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');
const detectLanguage = await loadLanguageDetector();

/** What must come of one article, as far as a reader of the document can say. */
const Wanted = z.strictObject({
  headline: z.string().optional(),
  subheadline: z.string().nullable().optional(),
  byline: z.string().nullable().optional(),
  bylineHas: z.string().optional(),
  summary: z.string().optional(),
  slugline: z.string().nullable().optional(),
  edNote: z.string().optional(),
  signOff: z.string().optional(),
  language: z.string().optional(),
  urgency: z.number().optional(),
  change: z.string().optional(),
  pubStatus: z.string().optional(),
  newsClass: z.string().optional(),
  embargoedUntil: z.string().optional(),
  versionCreated: z.string().optional(),
  published: z.string().optional(),
  canonical: z.string().optional(),
  dateline: z.string().optional(),
  media: z.number().optional(),
  creditsHave: z.array(z.string()).optional(),
  body: z.array(z.string()).optional(),
  absent: z.array(z.string()).optional(),
});
type Wanted = z.infer<typeof Wanted>;
const Expected = z.strictObject({ url: z.string().optional(), articles: z.array(Wanted) });

function found(article: Article, wanted: Wanted): Record<string, unknown> {
  const fields: Record<string, unknown> = {
    ...article,
    body: article.bodyText.split(/\n+/).map((line) => line.trim()),
    published: wanted.published && article.firstCreated?.slice(0, wanted.published.length),
    dateline: article.dateline?.text,
    media: article.media.length,
    canonical: article.links.find(({ rel }) => rel === 'canonical')?.uri,
    bylineHas: wanted.bylineHas && article.byline?.includes(wanted.bylineHas) ? wanted.bylineHas : article.byline,
    creditsHave: article.credits.map(({ code }) => code),
    absent: wanted.absent?.filter((words) => !JSON.stringify(article).includes(words)),
  };
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, fields[name] ?? null]));
}

async function articlesOf(filename: string, url: string | null): Promise<Article[]> {
  const bytes = readFileSync(join(FOLDER, filename));
  const request = { contentType: null, url, contentLocation: null, filename, format: 'auto' };
  const { items, format } = await readDocument(formats, { ...request, bytes });
  return items.map((item) =>
    normaliseItem(item, {
      feed: { id: 'unseen', agency: null, standing: 'wire', zone: null, language: null },
      format,
      receivedAt: Date.UTC(2026, 10, 24, 18),
      captureSha256: '0'.repeat(64),
      styles,
      detectLanguage,
    }),
  );
}

async function expectArticles(filename: string): Promise<void> {
  const expected = Expected.parse(JSON.parse(readFileSync(join(FOLDER, `${filename}.expected.json`), 'utf8')));
  const articles = await articlesOf(filename, expected.url ?? null);
  expect(articles.map((article, at) => found(article, expected.articles[at] ?? {}))).toEqual(expected.articles);
}

const NAMES = readdirSync(FOLDER).filter((name) => !name.endsWith('.expected.json'));

describe('documents written by who had not read the parsers', () => {
  test.each(NAMES)('%s', expectArticles);
});
