import { expect, test } from 'vitest';
import { limitItem, MOST_VALUES } from '../../src/article/item-limits.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { Draft } from '../../src/formats/wire/draft.ts';

test('a text has a longest length, a list a most of values, and what was cut is named', () => {
  const keywords = Array.from({ length: MOST_VALUES + 5 }, (_, at) => `word ${at}`);
  const limited = limitItem({ ...EMPTY_ITEM, headline: 'a'.repeat(6_000), keywords });
  expect([limited.headline?.length, limited.keywords.length]).toEqual([5_000, MOST_VALUES]);
  expect(limited.trace.map(({ field, dropped }) => `${field}: ${dropped}`)).toEqual([
    'headline: 1000 of its 6000 characters',
    `keywords: 5 of its ${MOST_VALUES + 5} values`,
  ]);
});

test('no long run of blanks or empty lines is left for a pattern to meet', () => {
  const { body } = limitItem({
    ...EMPTY_ITEM,
    body: { kind: 'text', value: `a${' '.repeat(500)}b${'\n'.repeat(500)}c` },
  });
  expect(body?.value).toBe(`a${' '.repeat(64)}b${'\n'.repeat(32)}c`);
});

test.each([' ', '\t', '\u00a0', '\u3000', '\ufeff'])('a run of %j is found wherever it stands', (blank) => {
  for (let before = 0; before < 140; before += 1) {
    const said = (length: number): string => `${'a '.repeat(before)}a${blank.repeat(length)}b c`;
    const body = (length: number): string | undefined =>
      limitItem({ ...EMPTY_ITEM, body: { kind: 'text', value: said(length) } }).body?.value;
    expect([body(64), body(65), body(200)]).toEqual([said(64), said(64), said(64)]);
  }
});

test('an item that names more places than a field keeps is gathered without looking at them all', () => {
  const draft = new Draft();
  for (let at = 0; at < MOST_VALUES * 100; at += 1) draft.place(`Place ${at}`, 'test');
  const { places, trace } = draft.finish();
  expect(places).toHaveLength(MOST_VALUES);
  expect(trace).toEqual([{ field: 'places', from: 'places', dropped: `all after its first ${MOST_VALUES} values` }]);
});
