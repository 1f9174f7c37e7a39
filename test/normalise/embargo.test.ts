import { describe, expect, test } from 'vitest';
import { EMPTY_ITEM, type WireItem } from '../../src/article/wire-item.ts';
import { embargoOf } from '../../src/normalise/embargo.ts';

const NOW = Date.UTC(2026, 10, 25, 10);

function embargo(item: Partial<WireItem>, { zone = null as string | null, opening = [] as string[] } = {}) {
  return embargoOf({ ...EMPTY_ITEM, ...item }, { zone, now: NOW, style: null, opening });
}

const noted = (text: string, zone: string | null = null) =>
  embargo({ notes: [{ text, public: true, role: null }] }, { zone });

describe('words that hold a story back, with an instant in them', () => {
  test.each([
    ['EMBARGOED UNTIL 0001 GMT, 27 November 2026', '2026-11-27T00:01:00.000Z'],
    ['Embargoed until Friday, November 27, 2026 at 6:00 p.m. EST', '2026-11-27T23:00:00.000Z'],
    ['Embargo: 27 November 2026, 10.30 London time', '2026-11-27T10:30:00.000Z'],
    ['Eds: For release at 12:01 a.m. EST on Sunday, Nov. 29, and thereafter.', '2026-11-29T05:01:00.000Z'],
    ['Hold for release until noon ET, Nov. 30', '2026-11-30T17:00:00.000Z'],
    ['Not for release before 2300 GMT on Nov 26', '2026-11-26T23:00:00.000Z'],
    ['Not for publication until midnight UTC on 26 November', '2026-11-27T00:00:00.000Z'],
    ['Do not publish before 2026-11-27 08:00 UTC', '2026-11-27T08:00:00.000Z'],
    ['STRICTLY EMBARGOED until 00:01 on 1 December 2026 UK time', '2026-12-01T00:01:00.000Z'],
    ['SOUS EMBARGO jusqu’au 27 novembre 2026 à 18h00 (heure de Paris)', '2026-11-27T17:00:00.000Z'],
    ['Ne pas diffuser avant le 27 novembre à 6h GMT', '2026-11-27T06:00:00.000Z'],
    ['Sperrfrist: Freitag, 27. November 2026, 18.00 Uhr MEZ', '2026-11-27T17:00:00.000Z'],
    ['Frei ab 28.11.2026, 6 Uhr (deutscher Zeit)', '2026-11-28T05:00:00.000Z'],
    ['Embargado hasta las 18.00 horas del 27 de noviembre, hora de Madrid', '2026-11-27T17:00:00.000Z'],
    ['EMBARGADO ATÉ 27 de novembro de 2026 às 09h30, hora de Lisboa', '2026-11-27T09:30:00.000Z'],
    ['Embargo fino alle ore 15 del 27 novembre 2026, ora italiana', '2026-11-27T14:00:00.000Z'],
    ['Embargo tot 27 november 2026, 06.00 uur CET', '2026-11-27T05:00:00.000Z'],
    ['Sperrefrist: 27. november kl. 18.00 norsk tid', '2026-11-27T17:00:00.000Z'],
    ['Klausuleret til 27. november 2026 kl. 6 dansk tid', '2026-11-27T05:00:00.000Z'],
    ['Publiceringsstopp till 27 november 2026 kl 18 svensk tid', '2026-11-27T17:00:00.000Z'],
    ['Embargoed until 27/11/2026 06:00 GMT', '2026-11-27T06:00:00.000Z'],
    ['Embargoed until 11/27/2026 6 a.m. EST', '2026-11-27T11:00:00.000Z'],
    ['Julkivapaa 27.11.2026 klo 6.00 Suomen aikaa', '2026-11-27T04:00:00.000Z'],
    ['Embargo do 27 listopada 2026, godz. 12:00 czasu polskiego', '2026-11-27T11:00:00.000Z'],
    ['Эмбарго до 27 ноября 2026, 12:00 мск', '2026-11-27T09:00:00.000Z'],
    ['Не публиковать до 12:00 по московскому времени 3 мая 2027', '2027-05-03T09:00:00.000Z'],
    ['محظور النشر حتى الساعة 18:00 بتوقيت غرينتش يوم 27 نوفمبر 2026', '2026-11-27T18:00:00.000Z'],
  ])('%s', (text, instant) => {
    expect(noted(text)).toEqual({ embargoedUntil: instant, embargoText: text });
  });

  test.each([
    ['Sperrefrist: 27. november kl. 18.00', 'Europe/Oslo', '2026-11-27T17:00:00.000Z'],
    ['Julkivapaa 2.1. klo 6', 'Europe/Helsinki', '2027-01-02T04:00:00.000Z'],
    ['EMBARGADO HASTA LAS 18.00 HORAS DEL 27 DE NOVIEMBRE', 'Europe/Madrid', '2026-11-27T17:00:00.000Z'],
    ['Embargoed until 27 July 2027, 18:00', 'Europe/London', '2027-07-27T17:00:00.000Z'],
  ])('a zone that is not named is the feed’s: %s', (text, zone, instant) => {
    expect(noted(text, zone).embargoedUntil).toBe(instant);
  });

  test('the latest of several instants stands', () => {
    const item = {
      notes: [{ text: 'Embargoed until 0001 GMT, 28 Nov 2026', public: true, role: null }],
      dates: [{ role: 'embargoed', value: '2026-11-27T00:00:00Z', field: 'embargoed' } as const],
    };
    expect(embargo(item).embargoedUntil).toBe('2026-11-28T00:01:00.000Z');
  });
});

describe('words that hold a story back, without an instant', () => {
  test.each([
    'EMBARGADO HASTA LAS 18.00 HORAS DEL 25 DE NOVIEMBRE',
    'Sperrefrist: onsdag kl. 18.00',
    'Sperrfrist beachten!',
    'Julkivapaa sunnuntain lehdille',
    'Klausuleret til onsdag kl. 18',
    'Publiceringsstopp till onsdag kl. 18',
    'Spärrtid: torsdag morgon',
    'Embargoed until the minister has spoken',
    'Under embargo until Friday',
    'HOLD FOR RELEASE',
    'Not for publication before Friday evening',
    'Ikke for publisering før fredag',
    'Não publicar até sexta-feira',
    'Nie publikować przed piątkiem',
    'برجاء عدم النشر قبل يوم الجمعة',
    'Embargoed until Thursday, November 27, 2026 at 6:00 p.m. EST',
    'Embargoed until 05/12/2026 06:00 GMT',
    'Embargoed until 27 November 2026, 18:00',
    'Embargoed until 18:00 GMT',
  ])('%s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: text });
  });

  test('in the first line of the copy', () => {
    expect(embargo({}, { opening: ['EMBARGOED UNTIL THE SPEECH', 'The minister said.'] }).embargoText).toBe(
      'EMBARGOED UNTIL THE SPEECH',
    );
  });

  test('in a note that must not leave: held, and its words are not told', () => {
    const notes = [{ text: 'Embargo until Friday, says Ingrid of the press office', public: false, role: null }];
    const held = embargo({ notes });
    expect(held.embargoText).not.toBeNull();
    expect(JSON.stringify(held)).not.toContain('Ingrid');
  });
});

describe('words that hold nothing back', () => {
  test.each([
    'Adds detail on arms embargo until 2027',
    'EU extends arms embargo until 2027',
    'Washington lifts embargo on grain',
    'Embargo on oil exports hurts, minister says',
    'The embargo has been lifted',
    'EMBARGO LIFTED',
    'Sperrfrist ist abgelaufen',
    'For immediate release',
    'Julkivapaa heti',
    'Pictures for use with the story on Friday',
    'Updates with oil embargo: ministers to meet',
    'Not for use in the United States',
    'Die Polizei gibt die Straße ab 18 Uhr frei',
  ])('%s', (text) => {
    expect(noted(text)).toEqual({ embargoedUntil: null, embargoText: null });
    expect(embargo({ headline: text }, { opening: [text] })).toEqual({ embargoedUntil: null, embargoText: null });
  });
});
