import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReadWindow } from '../../src/publishing/read-window.ts';

const at = (...numbers: number[]): string[] => numbers.map((number) => `1000-${number}`);
const start = ReadWindow.parse('1000-0', '');

describe('a place in the log', () => {
  test('moves over what is settled, and not over what is not', () => {
    const read = start.after(at(1, 2, 3), at(2));
    expect(read.cursor).toBe('1000-0');
    expect(read.readTo).toBe('1000-3');
    expect(read.isSettled('1000-2')).toBe(true);
    expect(read.isSettled('1000-1')).toBe(false);
    const first = read.after([], at(1));
    expect([first.cursor, first.text]).toEqual(['1000-2', '1000-3']);
    const all = first.after([], at(3));
    expect([all.cursor, all.text]).toEqual(['1000-3', '']);
  });

  test('keeps what was settled further on in the log until it is read', () => {
    const ahead = start.after([], at(12));
    expect([ahead.cursor, ahead.readTo, ahead.text]).toEqual(['1000-0', '1000-0', '1000-0 1000-12']);
    const read = ahead.after(at(10, 11), at(10, 11));
    expect(read.isSettled('1000-12')).toBe(true);
    expect(read.after(at(12, 13), []).cursor).toBe('1000-12');
  });

  test('is known from what was stored, also where a version that stores no more than a cursor has moved it', () => {
    const read = start.after(at(1, 2, 3), at(2));
    const found = ReadWindow.parse(read.cursor, read.text);
    expect(at(1, 2, 3, 4).map((position) => found.isSettled(position))).toEqual([false, true, false, false]);
    expect([found.allRead().cursor, found.allRead().text]).toEqual(['1000-3', '']);
    const moved = ReadWindow.parse('1001-0', read.text);
    expect([moved.cursor, moved.readTo, moved.text]).toEqual(['1001-0', '1001-0', '']);
  });

  test('whatever is read and settled in whatever order, the cursor stands before the first that is not', () => {
    const steps = fc.array(fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }), { maxLength: 80 });
    fc.assert(
      fc.property(steps, (given) => {
        let window = start;
        let read = 0;
        const settled = new Set<number>();
        for (const step of given) {
          window = step === null ? window.after(at(read + 1, read + 2), []) : window.after([], at(step));
          if (step === null) read += 2;
          else settled.add(step);
          const passed = lastBeforeOpen(read, settled);
          expect(window.cursor).toBe(`1000-${passed}`);
          const found = ReadWindow.parse(window.cursor, window.text);
          const known = Array.from({ length: 30 }, (_, before) => before + 1);
          expect(known.filter((number) => found.isSettled(`1000-${number}`))).toEqual(
            known.filter((number) => settled.has(number) || number <= passed),
          );
        }
      }),
    );
  });
});

/** Of numbers up to `read`, the last before the first that is not settled. */
function lastBeforeOpen(read: number, settled: ReadonlySet<number>): number {
  let passed = 0;
  while (passed < read && settled.has(passed + 1)) passed += 1;
  return passed;
}
