import { describe, expect, test } from 'vitest';
import { isDeskContact, withoutAddresses, withoutContacts } from '../../src/normalise/contacts.ts';

describe('mail addresses and telephone numbers of desks', () => {
  test.each([
    ['Uutisdeski <deski@example.fi>', null],
    ['Kontakt: desk@example.de', null],
    ['Adds quote. Questions: call 020 555 0100. Picture follows.', 'Adds quote. Picture follows.'],
    ['Mit Foto.\nRückfragen: Tel. 030 5550100', 'Mit Foto.'],
    ['Redaktion +49 30 5550100', null],
    ['The vote was 20 to 3, in 2026, on 14 counts.', 'The vote was 20 to 3, in 2026, on 14 counts.'],
    ['Shares rose 1,200.50 to 13,400.75 on 3-11-2026.', 'Shares rose 1,200.50 to 13,400.75 on 3-11-2026.'],
    [null, null],
  ])('of the note %j leave %j', (note, left) => expect(withoutContacts(note)).toBe(left));

  test.each([
    ['By Ida Holm (ida.holm@example.com)', 'By Ida Holm'],
    ['Ida Holm <ida.holm@example.com> and Jan Berg', 'Ida Holm and Jan Berg'],
    ['ida.holm@example.com', null],
    ['Ida Holm', 'Ida Holm'],
  ])('of the signature %j leave %j', (signature, left) => expect(withoutAddresses(signature)).toBe(left));

  test.each([
    ['Kontakt: Redaktion Politik, Tel. 030 5550100', true],
    ['Desk: news@example.com', true],
    ['minji.han@example.kr', true],
    ['(minji.han@example.kr, jun.seo@example.kr)', true],
    ['Editors at the paper said they would appeal.', false],
    ['Readers may write to letters@example.com.', false],
  ])('a closing line says how to reach the desk: %s', (line, is) => expect(isDeskContact(line)).toBe(is));
});

describe('digits in groups in a note', () => {
  const isNote = true;
  test.each([
    ['Dyżurny: 22 509 20 00', null],
    ['Mit Foto. Redaktion: 058 909 50 50', 'Mit Foto.'],
    ['The fund holds 12 500 000 shares.', 'The fund holds 12 500 000 shares.'],
    ['Seen on 2026-11-03.', 'Seen on 2026-11-03.'],
  ])('%s', (note, left) => expect(withoutContacts(note, { isNote })).toBe(left));

  test('are left in a summary: scores look alike', () => {
    expect(withoutContacts('She won 21 15 19 21 in four.')).toBe('She won 21 15 19 21 in four.');
  });
});
