import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { itemKeys, ownKeys, takeKeys, withdrawnKeys } from '../../src/judge/keys.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { keys } from '../../src/store/keys.ts';
import { candidateOf } from './candidates.ts';

/** Words in which signs meet that the keys themselves are made of. */
const word = fc
  .array(fc.constantFrom('a', 'b', ' ', '_', '\t', '\u00a0', '|', ':', '#', '"', ',', '%', 'é', '-', '7', '{x}'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((signs) => signs.join(''));
const name = fc.oneof(
  word,
  word.map((signs) => signs.repeat(60)),
  fc.tuple(word, fc.stringMatching(/^[0-9a-f]{40}$/)).map(([signs, hash]) => `${signs}#${hash}`),
);
const base = candidateOf({ at: 0, from: 'reuters', id: 'a', headline: 'Ferry returns', body: 'It came back.' });
const withArticle = (fields: Partial<Article>): Candidate => ({ ...base, article: { ...base.article, ...fields } });

const MAKERS: Readonly<Record<string, (one: string, other: string) => readonly string[]>> = {
  'own ids': (uri, language) => ownKeys(withArticle({ uri, language: `x-${language}`, languageSource: 'declared' })),
  'own ids without a language': (uri) => ownKeys(withArticle({ uri, languageSource: 'none' })),
  'an item in any language': (uri) => itemKeys(withArticle({ uri, languageSource: 'declared' })),
  'what a withdrawal names': (uri) =>
    withdrawnKeys(withArticle({ withdraws: { uris: [uri], scope: 'item', reason: null } })),
  takes: (storyKey, headline) => takeKeys(withArticle({ storyKey, headline, takes: [{ uri: 'u', take: 1 }] })),
  'the store’s id keys': (one) => [keys.id(one)],
  'what a feed has seen': (one) => [keys.seen('wire', one)],
  'names of a story': (one) => [keys.named(one)],
};

/** What the maker tells apart: of a language its letters’ case, of a headline nothing but its words. */
const SECOND_PART = new Set(['takes']);

test.each(Object.entries(MAKERS))('different names give different keys: %s', (kind, make) => {
  fc.assert(
    fc.property(name, name, word, (one, other, second) => {
      fc.pre(one !== other);
      for (const key of make(one, second)) expect(make(other, second)).not.toContain(key);
      if (SECOND_PART.has(kind) && one.toLowerCase() !== other.toLowerCase())
        for (const key of make(second, one)) expect(make(second, other)).not.toContain(key);
    }),
    { numRuns: 500 },
  );
});

test('keys of different kinds never meet', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('take', '*take', '*', 'any-language'), (uri, language) => {
      const declared = withArticle({ uri, language, languageSource: 'declared' });
      const plain = withArticle({ uri, languageSource: 'none' });
      const take = withArticle({ uri: null, storyKey: uri, takes: [{ uri: 'u', take: 1 }], altIds: [] });
      const all = [ownKeys(plain), itemKeys(declared), takeKeys(take)].flat();
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

test.each([
  ['a blank and an underscore', 'match report 7', 'match_report_7'],
  ['two kinds of blank', 'match report 7', 'match\treport 7'],
  ['a long one with a blank at its end', `${'a'.repeat(200)} b`, `${'a'.repeat(200)}_b`],
])('%s tell two ids apart', (_, one, other) => {
  expect(ownKeys(withArticle({ uri: one }))).not.toEqual(ownKeys(withArticle({ uri: other })));
});

test('a UUID is one id in capitals and in small letters', () => {
  const uuid = 'urn:uuid:8f14e45f-ceea-467f-a0e6-1b2c3d4e5f60';
  const [small = ''] = ownKeys(withArticle({ uri: uuid }));
  expect(ownKeys(withArticle({ uri: uuid.toUpperCase() }))).toContain(small);
  expect(ownKeys(withArticle({ uri: `${uuid}X`.toUpperCase() }))).toHaveLength(1);
});
