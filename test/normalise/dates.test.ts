import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../src/normalise/dates.ts';

const NOW = Date.UTC(2026, 0, 1);
const read = (text: string, zone: string | null = null) => parseInstant(text, { zone, now: NOW });

describe('a time as filed', () => {
  test.each([
    ['2025-09-02T10:05:00Z', '2025-09-02T10:05:00.000Z'],
    ['2025-09-02T10:05:00.123+02:00', '2025-09-02T08:05:00.000Z'],
    ['2025-09-02T10:05:00+0200', '2025-09-02T08:05:00.000Z'],
    ['20250902T100500Z', '2025-09-02T10:05:00.000Z'],
    ['2025-09-02', '2025-09-02T00:00:00.000Z'],
    ['Tue, 02 Sep 2025 10:05:00 GMT', '2025-09-02T10:05:00.000Z'],
    ['Tue, 2 Sep 25 10:05 EST', '2025-09-02T15:05:00.000Z'],
    ['2 Sep 2025 10:05:00 -0730', '2025-09-02T17:35:00.000Z'],
    ['Tue, 02 Sep 2025 10:05:00 CEST', '2025-09-02T08:05:00.000Z'],
    ['Tue, 02 Sep 2025 10:05:00 IST', '2025-09-02T04:35:00.000Z'],
    ['Tue, 02 Sep 2025 10:05:00 ET', '2025-09-02T14:05:00.000Z'],
    ['Thu, 02 Jan 2025 10:05:00 ET', '2025-01-02T15:05:00.000Z'],
    ['Tue, 02 Sep 2025 10:05:00 America/Los_Angeles', '2025-09-02T17:05:00.000Z'],
    ['Sep 2, 2025 10:05 PM America/New_York', '2025-09-03T02:05:00.000Z'],
    ['2025-09-02 10:05:00 America/Argentina/Buenos_Aires', '2025-09-02T13:05:00.000Z'],
    ['mar, 02 septembre 2025 10:05:00 +0200', '2025-09-02T08:05:00.000Z'],
    ['Вт, 02 сен 2025 10:05:00 +0300', '2025-09-02T07:05:00.000Z'],
    ['05 Agustus 2019 10:00:00 +0700', '2019-08-05T03:00:00.000Z'],
    ['1756807500', '2025-09-02T10:05:00.000Z'],
    ['1756807500000', '2025-09-02T10:05:00.000Z'],
    ['2025-12-31T24:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s', (given, instant) => {
    expect(read(given)).toEqual({ instant, flags: [] });
  });

  test.each([
    'Fri, 31 Feb 2025 10:00:00 GMT',
    '2025-02-29T10:00:00Z',
    '2025-13-01T10:00:00Z',
    '2025-09-02T25:00:00Z',
    '2025-09-02T10:61:00Z',
    '2025-12-31T24:01:00Z',
    'Tue, 02 Foo 2025 10:00:00 GMT',
    'Tue, 02 Sep 2025 10:00:00 XYZ',
    '2025-09-02T10:00:00+25:00',
    '0000-00-00 00:00:00',
    'yesterday',
    '',
  ])('that is impossible is null: %s', (given) => {
    expect(read(given)).toEqual({ instant: null, flags: ['unparsable'] });
  });

  test('without a zone is read in the feed\u2019s, and flagged', () => {
    expect(read('2025-07-02 10:00:00', 'Europe/London')).toEqual({
      instant: '2025-07-02T09:00:00.000Z',
      flags: ['no-zone'],
    });
    expect(read('2025-07-02 10:00:00')).toEqual({ instant: '2025-07-02T10:00:00.000Z', flags: ['no-zone'] });
  });

  test('in the future is kept, and flagged', () => {
    expect(read('2027-01-01T00:00:00Z')).toEqual({ instant: '2027-01-01T00:00:00.000Z', flags: ['future'] });
  });
});
