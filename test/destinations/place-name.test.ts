import { describe, expect, test } from 'vitest';
import { fillName, placeName } from '../../src/destinations/contract/place-name.ts';
import { FULL } from '../renderers/articles.ts';
import { aDelivery } from './a-delivery.ts';

const NAME = '{date}/{agency}/{slug}-{language}-{revision}{extension}';
const named = (slugline: string, language = 'en'): string =>
  fillName(NAME, aDelivery({ id: 'r', article: { ...FULL, slugline, language } }));

describe('the name of a file', () => {
  test.each([
    '../../etc/passwd',
    '..',
    '/etc/passwd',
    '.hidden',
    'a\u0000b',
    'a\nb\r\nDELE x',
    'C:\\x\\y',
    '-rf',
    '{id}',
    '\u202egnp.exe',
    '😀'.repeat(200),
    '新'.repeat(200),
    'é'.repeat(200),
    '',
  ])('is one plain name in its folder, whatever the slugline says: %j', (slugline) => {
    for (const name of [named(slugline), named('toll', slugline)]) {
      const parts = name.split('/');
      expect(parts).toHaveLength(3);
      for (const part of parts) {
        expect(part).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
        expect(Buffer.byteLength(part)).toBeLessThan(200);
      }
    }
  });

  test('has no place that is only the name of a method', () => {
    const schema = placeName('a name', '{id}', { unique: true });
    expect(schema.safeParse('{id}-{constructor}').success).toBe(false);
    expect(schema.safeParse('{id}-{slug}').success).toBe(true);
  });
});
