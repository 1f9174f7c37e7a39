import { expect, test } from 'vitest';
import { numberOrNull } from '../../src/normalise/classify.ts';

test.each([
  ['4', 4],
  ['0', 0],
  ['1e308', null],
  ['99999999999999999999', null],
  ['4.5', null],
  ['high', null],
  [null, null],
])('the number in %j is %j', (text, number) => expect(numberOrNull(text)).toBe(number));
