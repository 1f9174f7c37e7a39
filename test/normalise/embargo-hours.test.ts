import { describe, expect, test } from 'vitest';
import { noted } from './read-embargo.ts';

describe('the hour of an embargo is read in words', () => {
  test.each<[string, string, string | null]>([
    ['Embargo: Friday, seven in the evening GMT', '2026-11-27T19:00:00.000Z', null],
    ['Embargoed until half past six on Friday morning, London time', '2026-11-27T06:30:00.000Z', null],
    ['Embargo jusqu’à demain dix-neuf heures', '2026-11-26T18:00:00.000Z', 'Europe/Paris'],
    ['Embargo jusqu’à vendredi sept heures et demie', '2026-11-27T06:30:00.000Z', 'Europe/Paris'],
    ['Sperrfrist: Freitagabend sieben Uhr', '2026-11-27T18:00:00.000Z', 'Europe/Berlin'],
    ['Sperrfrist: Freitag, halb sieben abends', '2026-11-27T17:30:00.000Z', 'Europe/Berlin'],
    ['Embargado hasta mañana jueves a las ocho y cuarto de la tarde', '2026-11-26T19:15:00.000Z', 'Europe/Madrid'],
    ['Sob embargo até às onze da noite de sábado', '2026-11-28T23:00:00.000Z', 'Europe/Lisbon'],
    ['Embargo fino alle sei e mezza di sera di venerdì', '2026-11-27T17:30:00.000Z', 'Europe/Rome'],
    ['Embargo tot zaterdag half acht ’s ochtends', '2026-11-28T06:30:00.000Z', 'Europe/Amsterdam'],
    ['Под эмбарго до девяти вечера субботы', '2026-11-28T18:00:00.000Z', 'Europe/Moscow'],
    ['Zakaz publikacji do piątku do ósmej rano', '2026-11-27T07:00:00.000Z', 'Europe/Warsaw'],
    ['Embargo perjantai-iltaan kello seitsemän asti', '2026-11-27T17:00:00.000Z', 'Europe/Helsinki'],
    ['Klausuleret til lørdag morgen klokken fem', '2026-11-28T04:00:00.000Z', 'Europe/Copenhagen'],
    ['محظور النشر حتى الساعة السابعة والنصف مساء الجمعة بتوقيت غرينتش', '2026-11-27T19:30:00.000Z', null],
    ['يحظر النشر قبل الثانية عشرة ظهر يوم السبت بتوقيت القاهرة', '2026-11-28T10:00:00.000Z', null],
    ['يمنع النشر قبل الثانية بعد ظهر غد بتوقيت بيروت', '2026-11-26T12:00:00.000Z', null],
    ['محظور حتى منتصف ليل الجمعة', '2026-11-27T22:00:00.000Z', 'Africa/Cairo'],
  ])('%s', (text, until, zone) => {
    expect(noted(text, zone).embargoedUntil).toBe(until);
  });

  test.each([
    'Embargado hasta el viernes a las siete, hora de Madrid',
    'Embargo fino alle otto di venerdì, ora italiana',
    'محظور النشر حتى الساعة السابعة الجمعة بتوقيت غرينتش',
  ])('but not where it may be of the morning or of the evening: %s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: text });
  });
});

describe('the part of the day makes the hour', () => {
  test.each<[string, string, string]>([
    ['Sperrfrist: heute 12 Uhr nachts', '2026-11-25T23:00:00.000Z', 'Europe/Berlin'],
    ['Embargado hasta las 12 de la noche del jueves', '2026-11-26T23:00:00.000Z', 'Europe/Madrid'],
    ['Embargoed until Thursday at 12 at night', '2026-11-27T00:00:00.000Z', 'Europe/London'],
    ['Embargo jusqu’à 8 heures vendredi soir', '2026-11-27T19:00:00.000Z', 'Europe/Paris'],
    ['Hold until 8 o’clock on Friday evening', '2026-11-27T20:00:00.000Z', 'Europe/London'],
    ['Embargo tot vrijdagavond 8 uur', '2026-11-27T19:00:00.000Z', 'Europe/Amsterdam'],
    ['Эмбарго до субботы, 8 утра', '2026-11-28T05:00:00.000Z', 'Europe/Moscow'],
  ])('%s', (text, until, zone) => {
    expect(noted(text, zone).embargoedUntil).toBe(until);
  });

  test('a minute past midnight belongs to the day that it names', () => {
    expect(noted('Ne pas publier avant samedi minuit et une minute', 'Europe/Paris').embargoedUntil).toBe(
      '2026-11-27T23:01:00.000Z',
    );
  });

  test('the "and" of French is no zone', () => {
    const text = 'Embargo jusqu’au 27 novembre à 18h et jusqu’à 18h pour la photo';
    expect(noted(text, 'Europe/Paris').embargoedUntil).toBe('2026-11-27T17:00:00.000Z');
  });
});

describe('the day of an embargo', () => {
  test.each<[string, string, string]>([
    ['Nie publikować przed piątkiem, godz. 17.00', '2026-11-27T16:00:00.000Z', 'Europe/Warsaw'],
    ['Sperrfrist bis Samstagmorgen 7 Uhr', '2026-11-28T06:00:00.000Z', 'Europe/Berlin'],
    ['Onder embargo tot zaterdagochtend 7.00 uur', '2026-11-28T06:00:00.000Z', 'Europe/Amsterdam'],
    ['Embargo úterý 1. prosince 7:00', '2026-12-01T06:00:00.000Z', 'Europe/Prague'],
    ['本稿周六上午9时前请勿刊发', '2026-11-28T01:00:00.000Z', 'Asia/Shanghai'],
    ['解禁は土曜日午後3時', '2026-11-28T06:00:00.000Z', 'Asia/Tokyo'],
    ['EMBARGO ALLE ORE 17 DI DOMANI', '2026-11-26T16:00:00.000Z', 'Europe/Rome'],
  ])('is read as its language writes it: %s', (text, until, zone) => {
    expect(noted(text, zone).embargoedUntil).toBe(until);
  });

  test('is that of the sentence in which the hour stands', () => {
    expect(noted('EMBARGO: Sunday papers. Not for use before 2130 GMT Saturday').embargoedUntil).toBe(
      '2026-11-28T21:30:00.000Z',
    );
    const contradicts = 'EMBARGO: 2130 GMT Saturday. Online 0100 GMT Sunday';
    expect(noted(contradicts)).toEqual({ embargoedUntil: null, embargoText: contradicts });
  });

  test.each<[string, string, string | null]>([
    ['Embargo levé le 27 novembre à 9 heures', '2026-11-27T08:00:00.000Z', 'Europe/Paris'],
    ['Embargo opgeheven op vrijdag om 8.00 uur', '2026-11-27T07:00:00.000Z', 'Europe/Amsterdam'],
    ['Embargo is lifted at 18:00 GMT on Nov 25', '2026-11-25T18:00:00.000Z', null],
  ])('may be said as the day when it is lifted: %s', (text, until, zone) => {
    expect(noted(text, zone).embargoedUntil).toBe(until);
  });
});

describe('words that hold a story back behind others', () => {
  test.each([
    'This is under strict embargo and may not be posted online before 10am GMT on Friday',
    'Публикация разрешена после 13:00 мск 27 ноября',
    'Veröffentlichung erlaubt ab Freitag, 11.00 Uhr MEZ',
  ])('%s', (text) => {
    expect(noted(text).embargoedUntil).toBe('2026-11-27T10:00:00.000Z');
  });

  test.each([
    'Publication allowed after the talks, minister says',
    'Embargo lifted in 2015 weighs on talks',
    'Эмбарго и не только: что обсудят в четверг',
    'Das Embargo wurde am Freitag aufgehoben',
  ])('but not in a report: %s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: null });
  });
});
