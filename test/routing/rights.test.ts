import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { readRestriction } from '../../src/routing/restriction-terms.ts';
import { findRights, licenceEndOf, Uses } from '../../src/routing/rights.ts';
import { storyWith } from './article.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 3, 12);

const filedWith = (...restrictions: string[]): Partial<Article> => ({
  rights: {
    copyrightHolder: null,
    copyrightNotice: null,
    usageTerms: null,
    restrictions: restrictions.map((text) => ({ text, parsed: null })),
  },
});

describe('a restriction as filed', () => {
  test.each([
    ['UK OUT', { is: 'territories', only: false, codes: ['GB'] }],
    ['UK AND IRELAND OUT.', { is: 'territories', only: false, codes: ['GB', 'IE'] }],
    ['Germany, Austria, Switzerland out', { is: 'territories', only: false, codes: ['DE', 'AT', 'CH'] }],
    ['NOT FOR USE IN CHINA', { is: 'territories', only: false, codes: ['CN'] }],
    ['NO ACCESS JAPAN', { is: 'territories', only: false, codes: ['JP'] }],
    ['NO USE FRANCE', { is: 'territories', only: false, codes: ['FR'] }],
    ['RESTRICTED TO NORTH AMERICA', { is: 'territories', only: true, codes: ['US', 'CA', 'MX'] }],
    ['FOR USE IN GERMANY ONLY', { is: 'territories', only: true, codes: ['DE'] }],
    ['NO INTERNET', { is: 'media', only: false, media: ['web'] }],
    ['NO TV, NO RADIO', { is: 'unread' }],
    ['NO TV OR RADIO', { is: 'media', only: false, media: ['tv', 'radio'] }],
    ['NO MAGAZINES', { is: 'media', only: false, media: ['magazines'] }],
    ['PRINT USE ONLY', { is: 'media', only: true, media: ['print'] }],
    ['NO ARCHIVES', { is: 'no-archive' }],
    ['NO ARCHIVAL USE', { is: 'no-archive' }],
    ['MUST BE USED WITHIN 14 DAYS', { is: 'use-within', ms: 14 * DAY_MS }],
    ['NO RESALES', { is: 'for-the-user' }],
    ['EDITORIAL USE ONLY', { is: 'for-the-user' }],
    ['MANDATORY CREDIT: Ana Merrow', { is: 'for-the-user' }],
    ['NOT FOR USE IN ATLANTIS', { is: 'unread' }],
    ['ask the desk', { is: 'unread' }],
  ])('%s', (text, term) => {
    expect(readRestriction(text)).toEqual(term);
  });
});

describe('rights', () => {
  test.each<[string, Partial<Article>, object, number, number]>([
    ['nothing filed', {}, { territories: ['GB'], archive: true }, 0, 0],
    ['a territory that is out', filedWith('UK OUT'), { territories: ['DE', 'GB'] }, 1, 0],
    ['another territory', filedWith('UK OUT'), { territories: ['DE'] }, 0, 0],
    ['a receiver that does not say where it is', filedWith('UK OUT'), {}, 0, 1],
    ['one territory only', filedWith('FOR USE IN GERMANY ONLY'), { territories: ['DE', 'AT'] }, 1, 0],
    ['a medium', filedWith('NO INTERNET'), { media: ['web', 'print'] }, 1, 0],
    ['an archive', filedWith('NO ARCHIVES'), { archive: true }, 1, 0],
    ['no archive', filedWith('NO ARCHIVES'), {}, 0, 0],
    ['a licence that ended', { expires: '2026-11-03T11:00:00.000Z' }, {}, 1, 0],
    ['a licence that runs', { expires: '2026-11-03T13:00:00.000Z' }, {}, 0, 0],
    ['words nobody reads', filedWith('ask the desk'), { territories: ['DE'] }, 0, 1],
    ['what binds the user alone', filedWith('NO RESALES'), { territories: ['DE'] }, 0, 0],
  ])('say of a receiver: %s', (_, given, uses, against, unread) => {
    const found = findRights(storyWith(given), Uses.parse(uses), NOW);
    expect([found.against.length, found.unread.length]).toEqual([against, unread]);
  });

  test('end with the licence or with what was filed, whichever is first', () => {
    const filed = { versionCreated: '2026-11-01T00:00:00.000Z', expires: '2026-11-20T00:00:00.000Z' };
    expect(licenceEndOf(storyWith(filed))).toBe(Date.UTC(2026, 10, 20));
    expect(licenceEndOf(storyWith({ ...filed, ...filedWith('USE WITHIN 7 DAYS') }))).toBe(Date.UTC(2026, 10, 8));
    expect(licenceEndOf(storyWith())).toBeNull();
  });
});
