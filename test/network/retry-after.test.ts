import { expect, test } from 'vitest';
import { readRetryAfter } from '../../src/network/retry-after.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['seconds', '7', 7_000],
  ['seconds with a fraction', '20.5', 20_500],
  ['twice: the first', '5, 10', 5_000],
  ['very long', '99999999999', 99_999_999_999_000],
  ['an instant', 'Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
  ['an instant that has passed', 'Mon, 23 Nov 2026 11:00:00 GMT', 0],
  ['words', 'soon', null],
  ['nothing', '', null],
  ['no header', undefined, null],
])('Retry-After is read: %s', (_, header, milliseconds) => {
  expect(readRetryAfter(header, NOW)).toBe(milliseconds);
});
