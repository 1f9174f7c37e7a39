import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featuresOf } from '../../src/similarity/features.ts';
import { packFeatures, unpackFeatures } from '../../src/similarity/fingerprint.ts';
import { Window } from '../../src/similarity/window.ts';
import type { WindowEntry } from '../../src/similarity/window-entry.ts';

const HOUR_MS = 3_600_000;
const WORDS =
  'harbour crane pilot tide quay cargo strike ballot minister bridge frost orchard ferry tug gust 12 40 7 dawn'.split(
    ' ',
  );

const story = fc.record({
  words: fc.array(fc.constantFrom(...WORDS), { minLength: 6, maxLength: 60 }),
  headline: fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 6 }),
  hours: fc.integer({ min: 0, max: 20 }),
});

interface Entry {
  readonly entry: WindowEntry;
  readonly fingerprint: Uint8Array;
}

function entriesOf(stories: readonly { words: string[]; headline: string[]; hours: number }[]): Entry[] {
  let at = Date.UTC(2026, 0, 1);
  return stories.map(({ words, headline, hours }, number) => {
    at += hours * HOUR_MS;
    const entry = {
      at,
      articleId: `article-${number}`,
      revisionId: `revision-${number}`,
      lineage: `article-${number}`,
      agency: 'reuters',
      feed: 'wire',
      standing: 'wire' as const,
      language: 'en',
      uri: `uri-${number}`,
      alert: false,
      eventId: '',
      related: [],
    };
    return { entry, fingerprint: packFeatures(featuresOf(headline.join(' '), words.join(' '))) };
  });
}

function found(window: Window, asked: ReturnType<typeof featuresOf>): unknown {
  return {
    candidates: window.inquire(asked).candidates.map(({ entry }) => entry.articleId),
    weights: [...window.inquire(asked).weights],
    rarity: [...asked.shingles].map((hash) => window.shingleWeight(hash)),
    words: [...asked.headline].map((hash) => window.wordWeight(hash)),
    elsewhere: window.sameHeadlineElsewhere(asked, 'none'),
    size: window.size,
  };
}

describe('the window', () => {
  test('finds the same whether it grew entry by entry or was rebuilt at any position', () => {
    fc.assert(
      fc.property(
        fc.array(story, { minLength: 2, maxLength: 40 }),
        story,
        fc.integer({ min: 1, max: 96 }),
        (given, last, hours) => {
          const entries = entriesOf(given);
          const asked = featuresOf(last.headline.join(' '), last.words.join(' '));
          const grown = new Window();
          for (const { entry, fingerprint } of entries) {
            grown.evictBefore(entry.at - hours * HOUR_MS);
            grown.inquire(asked);
            grown.add(entry, fingerprint);
          }
          const end = entries.at(-1)!.entry.at;
          grown.evictBefore(end - hours * HOUR_MS);
          const rebuilt = new Window();
          for (const { entry, fingerprint } of entries)
            if (entry.at >= end - hours * HOUR_MS) rebuilt.add(entry, fingerprint);
          expect(found(grown, asked)).toEqual(found(rebuilt, asked));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('lets go of everything, and begins again', () => {
    const window = new Window();
    const entries = entriesOf(
      Array.from({ length: 6_000 }, (_, at) => ({
        words: [`w${at}`, 'harbour', 'crane', `x${at % 7}`, 'tide', 'quay'],
        headline: [`h${at}`, 'cargo'],
        hours: 1,
      })),
    );
    for (const { entry, fingerprint } of entries) {
      window.evictBefore(entry.at - 96 * HOUR_MS);
      window.add(entry, fingerprint);
    }
    expect(window.size).toBe(97);
    window.evictBefore(Number.POSITIVE_INFINITY);
    expect(window.size).toBe(0);
    expect(window.inquire(featuresOf('h1 cargo', 'w1 harbour crane x1 tide quay')).candidates).toEqual([]);
  });
});

describe('a fingerprint', () => {
  test('is the features again', () => {
    fc.assert(
      fc.property(story, ({ words, headline }) => {
        const features = featuresOf(headline.join(' '), words.join(' '), 'SLUG');
        expect(unpackFeatures(packFeatures(features))).toEqual(features);
      }),
    );
  });

  test.each([
    ['a common story', 450],
    ['a long one', 4_000],
    ['two megabytes', 330_000],
  ])('of %s stays small, and is its features again', (_, words) => {
    const body = Array.from(
      { length: words },
      (__, at) => `word${(at * 7_919) % 50_021} ${at % 13 === 0 ? at : ''}`,
    ).join(' ');
    const features = featuresOf('A headline of seven words stands here', body);
    const fingerprint = packFeatures(features);
    expect(fingerprint.length).toBeLessThan(2_000);
    expect(unpackFeatures(fingerprint)).toEqual(features);
  });

  test('of the version before sketches is read without one', () => {
    const features = featuresOf('Headline', 'harbour crane pilot tide quay cargo');
    const sketch = new Uint32Array();
    const bytes = packFeatures({ ...features, sketch });
    expect(unpackFeatures(Uint8Array.of(5, ...bytes.subarray(1, -1)))).toEqual({ ...features, sketch });
  });

  test('that is torn or of another version is left out', () => {
    const bytes = packFeatures(featuresOf('Headline', 'harbour crane pilot tide quay cargo'));
    expect(unpackFeatures(bytes.subarray(0, bytes.length - 3))).toBeNull();
    expect(unpackFeatures(Uint8Array.of(99, ...bytes.subarray(1)))).toBeNull();
    expect(unpackFeatures(new Uint8Array())).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['one word', 'harbour'],
    ['one paragraph ten thousand times', 'The crane stood still at dawn.\n\n'.repeat(10_000)],
    ['no spaces', 'x'.repeat(500_000)],
  ])('of %s can be made', (_, body) => {
    expect(unpackFeatures(packFeatures(featuresOf('', body)))).not.toBeNull();
  });
});
