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

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`;
const said = (title: string, text: string): string => page(title, `<h1>${title}</h1><p>${text}</p>`);

describe('pages that are no story', () => {
  test.each([
    ['challenge', said('Just a moment...', 'Verify you are human by completing the action below.')],
    ['challenge', said('Access Denied', 'You do not have permission to view this page on this server.')],
    [
      'consent',
      said('Bevor Sie fortfahren', 'Mit Cookies können wir mehr. Zustimmen und weiter, oder Einstellungen ändern.'),
    ],
    ['login', page('Sign in', '<form><p>Members only.</p><input type="password"></form>')],
    ['missing', said('404 - Page not found', 'The page that you asked for does not exist any more.')],
    ['empty', page('The Quay', '<div id="root"></div><script>start()</script>')],
    ['empty', ''],
  ])('%s', async (state, html) => {
    const read = async () =>
      htmlPage.read({ text: html, contentType: null, url: null, contentLocation: null, filename: null });
    await expect(read()).rejects.toMatchObject({ name: 'Rejected', about: { state } });
  });

  test('the beginning of a story that subscribers may read is a summary', async () => {
    const data =
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Cranes","isAccessibleForFree":"False"}</script>';
    const text = page(
      'Cranes',
      `${data}<article><h1>Cranes</h1><p>Two of the four cranes at the quay have been taken out of service after cracks were found.</p></article>`,
    );
    const { items, problems } = await htmlPage.read({
      text,
      contentType: null,
      url: null,
      contentLocation: null,
      filename: null,
    });
    expect([items[0]?.bodyIsSummary, problems[0]]).toEqual([true, expect.stringMatching(/^paywall:/)]);
  });

  test.each([
    ['too deep', '<div>'.repeat(100_000), /deeper/],
    ['too many elements', '<i></i>'.repeat(100_000), /elements/],
    ['too long', `<p>${'word '.repeat(500_000)}</p>`, /characters/],
  ])('a page that is %s is refused', async (_, text, reason) => {
    const read = async () =>
      htmlPage.read({ text, contentType: null, url: null, contentLocation: null, filename: null });
    await expect(read()).rejects.toThrow(reason);
  });
});
