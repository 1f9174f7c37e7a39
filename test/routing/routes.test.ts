import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { BUILT_IN } from '../../src/normalise/vocabulary/built-in.ts';
import { topicsAbove } from '../../src/normalise/vocabulary/vocabulary.ts';
import { Routes, routeArticle } from '../../src/routing/routes.ts';
import { storyWith } from './article.ts';

/** A Tuesday, 10:00 in London and 11:00 in Berlin. */
const TUESDAY = Date.UTC(2026, 10, 3, 10);
const HOUR_MS = 3_600_000;
const MOMENT = { instant: TUESDAY, topicsAbove: (code: string) => topicsAbove(BUILT_IN, code) };
const subject = (code: string) => ({ code, scheme: 'medtop', name: null, sourceCode: null });
const decide = (article: Article, routes: unknown, instant = TUESDAY) =>
  routeArticle(article, Routes.parse(routes), { ...MOMENT, instant });

describe('a condition', () => {
  test.each<[string, Partial<Article>, object, boolean]>([
    ['agency', {}, { agencies: ['afp', 'reuters'] }, true],
    ['another agency', {}, { agencies: ['afp'] }, false],
    ["nobody's copy", { agency: null }, { agencies: ['reuters'] }, false],
    ['service', {}, { services: ['wire-en'] }, true],
    ['another service', {}, { services: ['wire-fr'] }, false],
    ['language', {}, { languages: ['en'] }, true],
    ['regional language', {}, { languages: ['en-GB'] }, true],
    ['another region', {}, { languages: ['en-US'] }, false],
    ['class', { newsClass: 'alert' }, { newsClasses: ['alert'] }, true],
    ['another class', {}, { newsClasses: ['alert'] }, false],
    ['genre', { genres: ['Analysis'] }, { genres: ['analysis'] }, true],
    ['priority', { priority: 'flash' }, { priorities: ['flash', 'alert'] }, true],
    ['another priority', {}, { priorities: ['flash'] }, false],
    ['place', { places: [{ name: 'Merrow', source: 'text' }] }, { places: ['MERROW'] }, true],
    ['place where it was located', { located: 'Oslo' }, { places: ['Oslo'] }, true],
    ['another place', {}, { places: ['Oslo'] }, false],
    ['subject', { subjects: [subject('medtop:20000065')] }, { subjects: ['medtop:20000065'] }, true],
    ['narrower subject', { subjects: [subject('medtop:20000063')] }, { subjects: ['medtop:16000000'] }, true],
    ['wider subject', { subjects: [subject('medtop:16000000')] }, { subjects: ['medtop:20000063'] }, false],
    ['keyword', { keywords: ['Central Bank'] }, { keywords: ['central bank'] }, true],
    ['slug', { slugline: 'MERROW-RATES/' }, { keywords: ['rates'] }, true],
    ['headline words', {}, { headline: ['central bank'] }, true],
    ['half a headline word', {}, { headline: ['cent'] }, false],
    ['beginning of a headline word', {}, { headline: ['cent*'] }, true],
    ['headline without spaces', { headline: '中央銀行が利下げ' }, { headline: ['利下げ'] }, true],
    ['event', { eventId: 'evt_1' }, { events: ['evt_1'] }, true],
    ['two conditions', {}, { agencies: ['reuters'], headline: ['flood'] }, false],
  ])('looks at the %s', (_, given, rule, sends) => {
    expect(decide(storyWith(given), { rules: [rule] }).sends).toBe(sends);
  });

  test.each([
    ['within the hours of the zone', { from: '11:00', to: '12:00' }, 0, true],
    ['before them', { from: '11:30', to: '12:00' }, 0, false],
    ['at their end', { from: '09:00', to: '11:00' }, 0, false],
    ['on another day', { from: '09:00', to: '17:00', days: ['wed'] }, 0, false],
    ['over midnight, in the evening', { from: '22:00', to: '06:00', days: ['tue'] }, 12, true],
    ['over midnight, the next morning', { from: '22:00', to: '06:00', days: ['tue'] }, 18, true],
    ['over midnight, the morning of the same day', { from: '22:00', to: '06:00', days: ['tue'] }, -6, false],
  ] as const)('of desk hours: %s', (_, hours, later, sends) => {
    const routes = { rules: [{ hours: { ...hours, zone: 'Europe/Berlin' } }] };
    expect(decide(storyWith(), routes, TUESDAY + later * HOUR_MS).sends).toBe(sends);
  });
});

describe('of several rules', () => {
  const sport = { name: 'no sport', send: false, subjects: ['medtop:15000000'] };
  const ours = { name: 'ours', agencies: ['reuters'] };
  const match = { name: 'flood', headline: ['flood'] };

  test('the first that fits decides', () => {
    const story = storyWith({ subjects: [subject('medtop:15000000')] });
    expect(decide(story, { rules: [sport, ours] })).toMatchObject({
      sends: false,
      reason: expect.stringMatching(/no sport/),
    });
    expect(decide(storyWith(), { rules: [sport, match, ours] })).toEqual({
      sends: true,
      reason: 'routes: rule ours sends it',
      tried: [
        { rule: 'no sport', fits: false, why: 'subjects is none of medtop:15000000' },
        { rule: 'flood', fits: false, why: 'headline is none of flood' },
        { rule: 'ours', fits: true, why: 'all of its conditions fit' },
      ],
    });
  });

  test('none that fits sends nothing', () => {
    expect(decide(storyWith(), { rules: [sport, match] })).toMatchObject({
      sends: false,
      reason: 'routes: no rule fits',
    });
  });

  test('all must agree where the routes say so', () => {
    expect(decide(storyWith(), { match: 'all', rules: [sport, ours] })).toMatchObject({ sends: true });
    expect(decide(storyWith(), { match: 'all', rules: [ours, match] })).toMatchObject({
      sends: false,
      reason: 'routes: rule flood does not fit: headline is none of flood',
    });
    const story = storyWith({ subjects: [subject('medtop:15000000')] });
    expect(decide(story, { match: 'all', rules: [ours, sport] })).toMatchObject({
      sends: false,
      reason: 'routes: rule no sport keeps it back',
    });
  });
});

describe('routes', () => {
  test.each([
    [{ rules: [] }, /at least one rule/],
    [{ rules: [{ hours: { from: '7:00', to: '19:00', zone: 'Europe/Berlin' } }] }, /time of day/],
    [{ rules: [{ hours: { from: '07:00', to: '19:00', zone: 'Berlin' } }] }, /time zone/],
    [{ rules: [{ agencies: [] }] }, /empty list/],
    [{ rules: [{ agency: ['afp'] }] }, /agency/],
  ])('that cannot work are refused: %o', (routes, words) => {
    expect(() => Routes.parse(routes)).toThrow(words);
  });
});
