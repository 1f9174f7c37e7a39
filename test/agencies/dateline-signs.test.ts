import { expect, test } from 'vitest';
import {
  bracketed,
  DATELINE_SIGN,
  dashed,
  leading,
  slashed,
  unbracketed,
} from '../../src/agencies/tables/datelines.ts';

const WRITTEN: readonly (readonly [string, readonly RegExp[]])[] = [
  ['PARIS, Nov 3 (AFP) - The port', bracketed({ tokens: ['AFP'] })],
  ['PARIS (AFP) The port', bracketed({ tokens: ['AFP'], bareSeparator: true })],
  ['(ANSA) - ROMA, 1 LUG - Il porto', leading({ tokens: ['ANSA'] })],
  ['SEOUL, Nov 26 AFP - The port', unbracketed({ tokens: ['AFP'] })],
  ['MOSCOW, March 1. /TASS/. The port', slashed({ tokens: ['TASS'] })],
  ['OSLO, Norway--(BUSINESS WIRE)--The port', dashed({ tokens: ['Business Wire'] })],
];

test.each(WRITTEN)('%s is a dateline by the signs in it, and none without them', (opening, shapes) => {
  const isDateline = (text: string): boolean => shapes.some((shape) => shape.test(text));
  const without = opening.replace(new RegExp(DATELINE_SIGN, 'g'), ' ').replace(/ {2,}/g, ' ');
  expect([isDateline(opening), DATELINE_SIGN.test(opening)]).toEqual([true, true]);
  expect(isDateline(without)).toBe(false);
});
