import { afterEach, expect, test, vi } from 'vitest';
import type { DatelinePattern } from '../../src/agencies/contract/house-style.ts';
import {
  bracketed,
  DATELINE_SIGN,
  dashed,
  leading,
  slashed,
  unbracketed,
} from '../../src/agencies/tables/datelines.ts';

const WRITTEN: readonly (readonly [string, readonly DatelinePattern[]])[] = [
  ['PARIS, Nov 3 (AFP) - The port', bracketed({ tokens: ['AFP'] })],
  ['PARIS (AFP) The port', bracketed({ tokens: ['AFP'], bareSeparator: true })],
  ['(ANSA) - ROMA, 1 LUG - Il porto', leading({ tokens: ['ANSA'] })],
  ['SEOUL, Nov 26 AFP - The port', unbracketed({ tokens: ['AFP'] })],
  ['MOSCOW, March 1. /TASS/. The port', slashed({ tokens: ['TASS'] })],
  ['OSLO, Norway--(BUSINESS WIRE)--The port', dashed({ tokens: ['Business Wire'] })],
];

test.each(WRITTEN)('%s is a dateline by the signs in it, and none without them', (opening, shapes) => {
  const isDateline = (text: string): boolean => shapes.some((shape) => shape.exec(text) !== null);
  const without = opening.replace(new RegExp(DATELINE_SIGN, 'g'), ' ').replace(/ {2,}/g, ' ');
  expect([isDateline(opening), DATELINE_SIGN.test(opening)]).toEqual([true, true]);
  expect(isDateline(without)).toBe(false);
});

afterEach(() => void vi.unstubAllGlobals());

test('a pattern is built when a text first has its sign, and once', () => {
  const built: string[] = [];
  const Pattern = RegExp;
  vi.stubGlobal(
    'RegExp',
    class extends Pattern {
      constructor(source: string, flags: string) {
        super(source, flags);
        built.push(source);
      }
    },
  );
  const shapes = bracketed({ tokens: ['AFP'] });
  expect(built).toEqual([]);
  for (const _ of ['once', 'again']) for (const shape of shapes) shape.exec('PARIS, Nov 3 (Port) - AFP was there');
  expect(new Set(built).size).toBe(1);
  expect(built).toHaveLength(shapes.length);
  for (const _ of ['once', 'again']) for (const shape of shapes) shape.exec('PARIS, Nov 3 (AFP) - The port');
  expect(built).toHaveLength(2 * shapes.length);
});
