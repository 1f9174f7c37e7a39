import { describe, expect, test } from 'vitest';
import { type Counts, countOn, describeMissing, missingOf, numbersOf } from '../../src/article/message-numbers.ts';
import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';

const item = (value: string, role = 'sequence'): WireItem => ({ ...EMPTY_ITEM, altIds: [{ role, value }] });
const run = (from: number, to: number, service = 'dpa'): WireItem[] =>
  Array.from({ length: to - from + 1 }, (_, at) => item(`${service}${String(from + at).padStart(4, '0')}`));
const counted = (items: readonly WireItem[], counts: Counts = {}, now = 0): Counts =>
  countOn(counts, numbersOf(items), now);
const missing = (counts: Counts): string[] => missingOf(counts).map(describeMissing);

describe('the numbers of a wire', () => {
  test('that did not come are listed by their service, until they come', () => {
    const counts = counted([...run(1, 40), ...run(42, 60), ...run(64, 70), ...run(1, 30, 'afp')]);
    expect(missing(counts)).toEqual(['dpa 41', 'dpa 61 to 63']);
    expect(missing(counted(run(62, 62), counts))).toEqual(['dpa 41', 'dpa 61', 'dpa 63']);
    expect(missing(counted([...run(41, 41), ...run(61, 63)], counts))).toEqual([]);
  });

  test('come in any order, twice, and from documents that overlap', () => {
    const counts = counted([...run(1, 25), ...run(30, 34), ...run(26, 29), ...run(20, 34), ...run(35, 40)]);
    expect(missing(counts)).toEqual([]);
  });

  test('of a page that is read a second time leave what is missing before it missing', () => {
    const counts = counted([...run(1, 40), ...run(42, 60)]);
    expect(missing(counted(run(51, 60), counts))).toEqual(['dpa 41']);
  });

  test('begin anew at midnight and behind 9999', () => {
    const counts = counted([...run(9_960, 9_999), ...run(1, 40), item('dpa0012'), ...run(41, 60)]);
    expect(missing(counts)).toEqual([]);
    expect(missing(counted([...run(1, 30), ...run(32, 40)], counts))).toEqual(['dpa 31']);
  });

  test('say nothing where we get a part of what is counted', () => {
    const counts = counted(Array.from({ length: 100 }, (_, at) => item(`dpa${String(1 + 3 * at)}`)));
    expect(missing(counts)).toEqual([]);
  });

  test('say nothing before it is known that none is left out', () => {
    expect(missing(counted([...run(1, 5), ...run(7, 10)]))).toEqual([]);
  });

  test('are those of a hub too, by the feed that it names; what is no number counts for nothing', () => {
    const hub = (number: string): WireItem => ({ ...item(number, 'sourceNumber'), providers: ['PA_API'] });
    const items = Array.from({ length: 40 }, (_, at) => hub(String(100 + at)));
    expect(missing(counted([...items.slice(0, 30), hub('a1b2'), ...items.slice(31)]))).toEqual(['PA_API 130']);
    expect(counted([item('1', 'USN'), EMPTY_ITEM])).toEqual({});
  });

  test('are forgotten after a day', () => {
    const counts = counted([...run(1, 40), ...run(42, 60)], {}, 0);
    expect(missing(counted(run(61, 61), counts, 86_400_000))).toEqual([]);
  });

  test('are those of Reuters too, in digits and letters, where a later version keeps the number of the first', () => {
    const usn = (number: number, version = '1'): WireItem => {
      const value = `L1N6BN${number.toString(36).toUpperCase().padStart(3, '0')}`;
      const dates = [{ role: 'versionCreated' as const, value: new Date(number * 60_000).toISOString(), field: 'x' }];
      return { ...item(value, 'USN'), uri: `tag:reuters.com,2026:newsml_${value}`, version, dates };
    };
    const items = Array.from({ length: 50 }, (_, at) => usn(at + 1)).filter((_, at) => at !== 34);
    const counts = counted([...items, usn(20, '2'), usn(21, '3'), usn(51)]);
    expect(missing(counts)).toEqual(['L1N6BN00Z']);
    expect(missingOf(counts)).toMatchObject([
      { from: 35, to: 35, beside: 'tag:reuters.com,2026:newsml_L1N6BN010', after: 34 * 60_000, before: 36 * 60_000 },
    ]);
    expect(missing(counted([usn(35, '2')], counts))).toEqual([]);
  });

  test('of services that are named by the day are forgotten as others come', () => {
    let counts: Counts = {};
    for (let day = 0; day < 200; day += 1)
      counts = counted(
        run(1, 2, `wire${'abcdefghij'[day % 10]}x${'klmno'[day % 5]}${'pqrst'[day % 7] ?? 'u'}`),
        counts,
        day,
      );
    expect(Object.keys(counts).length).toBeLessThanOrEqual(50);
    expect(missing(counted([...run(1, 30, 'late'), ...run(32, 40, 'late')], counts, 300))).toEqual(['late 31']);
  });
});
