import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { decodeBytes } from '../../src/decode/decode.ts';
import { storyOfLines } from '../../src/formats/page/story-of-lines.ts';
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

/** Ways in which papers set a story, as lines with the line ends that follow each. */
const FRAMES: Readonly<Record<string, (headline: string, paragraphs: readonly string[]) => [string, number][]>> = {
  'with blank lines': (headline, paragraphs) => framed(headline, paragraphs, 2),
  'without blank lines': (headline, paragraphs) => framed(headline, paragraphs, 1),
};

function framed(headline: string, paragraphs: readonly string[], gap: number): [string, number][] {
  const head: [string, number][] = [
    ['News', 1],
    ['World', gap],
    [headline, gap],
    ['By Ann Lee', 1],
  ];
  const tools: [string, number][] = [
    ['March 3, 2025, 10:15', 1],
    ['Share', gap],
  ];
  const below: [string, number][] = [
    ['Read more', 1],
    ['Another story about other things', 1],
    ['Topics', 1],
  ];
  return [...head, ...tools, ...paragraphs.map((text): [string, number] => [text, gap]), ...below];
}

/** Its first paragraph shares no word with its headline, and the second shares many, as decks and stories do. */
const TELLS_LATE = 'points-under-a-heading-and-question-en';

describe('the sentences of a story', () => {
  const stories = readdirSync(FIXTURES).filter((name) => name !== TELLS_LATE);

  test.each(Object.entries(FRAMES))('are all kept on a page %s', (_, frame) => {
    const lost = stories.flatMap((name) => {
      const golden = JSON.parse(readFileSync(join(FIXTURES, name, 'article.json'), 'utf8')) as {
        headline: string;
        body: string[];
      };
      const lines = frame(golden.headline, golden.body).map(([text, gap]) => ({ text, gap }));
      const { paragraphs } = storyOfLines(lines);
      const isKept = (sentence: string): boolean => paragraphs.some((paragraph) => sentence.endsWith(paragraph));
      return golden.body.filter((sentence) => /[.。।]$/u.test(sentence) && !isKept(sentence));
    });
    expect(lost).toEqual([]);
  });
});

test('two sentences alike under the tools of a page open its story', () => {
  const lines = [
    '« On dort avec un seau » : dans la résidence neuve, l’eau coule depuis cinq ans',
    'Par Bastien Corre',
    'Le 2 décembre 2026 à 06h02',
    'Partager',
    'Le seau est bleu. Il est posé entre le lit et la commode, et Nadia Belkacem le vide deux fois par nuit.',
    '« On dort avec un seau depuis le premier hiver », soupire cette aide-soignante de 41 ans.',
    'Newsletter',
    'L’expert judiciaire, nommé en mars, doit rendre son rapport en février.',
    'La résidence compte 112 logements et 74 dossiers de sinistre, et personne ne paie.',
  ];
  const { paragraphs, points } = storyOfLines(lines.map((text) => ({ text, gap: 1 })));
  expect(points).toEqual([]);
  expect(paragraphs[0]).toBe(lines[4]);
});
