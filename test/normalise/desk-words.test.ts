import { describe, expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const styles = await loadPlugins('agencies');

function articleOf(agency: string, headline: string, copy: string, item: Partial<typeof EMPTY_ITEM> = {}) {
  return normaliseItem(
    { ...EMPTY_ITEM, uri: 'urn:x:1', type: 'text', headline, body: { kind: 'text', value: copy }, ...item },
    {
      feed: { id: 'wire', agency, standing: 'wire', zone: null, language: null },
      format: 'ninjs',
      receivedAt: Date.UTC(2026, 10, 3, 10),
      captureSha256: '0'.repeat(64),
      styles,
      detectLanguage: null,
    },
  );
}

/** Agency, headline as filed, headline, change, class. */
const HEADLINES: readonly (readonly [string, string, string, string, string])[] = [
  ['afp', 'ANNULE ET REMPLACE - Le port rouvre', 'Le port rouvre', 'correction', 'story'],
  ['afp', 'Annule et remplace: Le port rouvre', 'Le port rouvre', 'correction', 'story'],
  ['afp', 'PICTURE KILL: Harbour at dawn', 'Harbour at dawn', 'withdrawal', 'story'],
  ['ansa', 'ANNULLA E SOSTITUISCE: Riapre il porto', 'Riapre il porto', 'correction', 'story'],
  ['lusa', 'RETIFICAÇÃO - Porto reabre', 'Porto reabre', 'correction', 'story'],
  ['efe', 'Puerto reabre (Corrección)', 'Puerto reabre', 'correction', 'story'],
  ['efe', '(Actualización) Puerto reabre', 'Puerto reabre', 'update', 'story'],
  ['efe', 'FE DE ERRORES: Puerto reabre', 'Puerto reabre', 'correction', 'story'],
  ['ntb', 'Rettelse: Havnen åpner', 'Havnen åpner', 'correction', 'story'],
  ['ntb', 'HASTEMELDING: Havnen åpner', 'Havnen åpner', 'new', 'alert'],
  ['ntb', 'Til redaksjonen: Pressetreff flyttet', 'Pressetreff flyttet', 'new', 'advisory'],
  ['ritzau', 'Rettelse: Havnen åbner', 'Havnen åbner', 'correction', 'story'],
  ['ritzau', '(Ny version: afsnit 3 tilføjet) Havnen åbner', 'Havnen åbner', 'update', 'story'],
  ['stt', 'KORJATTU: Satama aukeaa', 'Satama aukeaa', 'correction', 'story'],
  ['stt', '///KORJATTU: summa oikein /// Satama aukeaa', 'Satama aukeaa', 'correction', 'story'],
  ['lusa', '*** Retificação *** Porto reabre', 'Porto reabre', 'correction', 'story'],
  ['pap', '+++ KOREKTA +++ Port otwarty', 'Port otwarty', 'correction', 'story'],
  ['belga', 'RECTIFICATIF Le port rouvre', 'Le port rouvre', 'correction', 'story'],
  ['belga', 'RECTIFICATIE Haven weer open', 'Haven weer open', 'correction', 'story'],
  ['bns', 'Uostas vėl atidarytas (papildyta)', 'Uostas vėl atidarytas', 'update', 'story'],
  ['bns', 'PARANDUS: Sadam avati', 'Sadam avati', 'correction', 'story'],
  ['bns', 'Osta atvērta (precizēts)', 'Osta atvērta', 'correction', 'story'],
  ['ansa', 'ANSA/ Riapre il porto', 'Riapre il porto', 'new', 'story'],
  ['stt', 'TÄYDENNETTY - Satama aukeaa', 'Satama aukeaa', 'update', 'story'],
  ['dpa', '(Berichtigung: Zahl im 2. Absatz) Hafen offen', 'Hafen offen', 'correction', 'story'],
  ['apa', 'Hafen offen - KORREKTUR', 'Hafen offen', 'correction', 'story'],
  ['apa', 'Hafen offen - WIEN', 'Hafen offen - WIEN', 'new', 'story'],
  ['dpa', '(Eil) Hafen offen', 'Hafen offen', 'new', 'alert'],
  ['dpa', '(Achtung - Meldung entfällt) Hafen offen', 'Hafen offen', 'new', 'advisory'],
  ['dpa', 'dpa-Nachrichtenüberblick Politik', 'dpa-Nachrichtenüberblick Politik', 'new', 'schedule'],
  ['xinhua', '1st LD Writethru: Port reopens', 'Port reopens', 'update', 'story'],
  ['anp', 'RECTIFICATIE (2) Haven open', 'Haven open', 'correction', 'story'],
  ['pap', 'Sprostowanie: Port otwarty', 'Port otwarty', 'correction', 'story'],
  ['tass', 'Уточнение: Порт открыт', 'Порт открыт', 'correction', 'story'],
  ['yonhap', '[전문취소] 항만 재개방', '항만 재개방', 'withdrawal', 'story'],
  ['yonhap', '[속보] 항만 재개방', '항만 재개방', 'new', 'alert'],
  ['kyodo', '【訂正】港が再開', '港が再開', 'correction', 'story'],
  ['xinhua', '更正:港口重新开放', '港口重新开放', 'correction', 'story'],
  ['agerpres', 'RECTIFICARE: Portul se redeschide', 'Portul se redeschide', 'correction', 'story'],
  ['hina', 'Ispravak: Luka otvorena', 'Luka otvorena', 'correction', 'story'],
  ['ukrinform', 'АНУЛЬОВАНО: Порт відкрито', 'Порт відкрито', 'withdrawal', 'story'],
  ['mti', 'VISSZAVONÁS - Nyitva a kikötő', 'Nyitva a kikötő', 'withdrawal', 'story'],
];

describe('words of desks round a headline', () => {
  test.each(HEADLINES)('%s: %s', (agency, filed, headline, change, newsClass) => {
    const article = articleOf(agency, filed, 'The harbour reopened on Tuesday, the port authority said.');
    expect([article.headline, article.change, article.newsClass]).toEqual([headline, change, newsClass]);
    expect(article.sourceHeadline).toBe(filed);
  });

  test('what a bracket says beside its word is a note', () => {
    const article = articleOf('dpa', '(Berichtigung: Zahl im 2. Absatz) Hafen offen', 'Der Hafen ist offen.');
    expect(article.edNote).toBe('Berichtigung: Zahl im 2. Absatz');
  });

  test.each([
    ['ap', 'Flash floods hit the coast'],
    ['ap', '3 dead: Ferry sinks off the coast'],
    ['ap', 'Add sugar: How to bake for a crowd'],
    ['ap', 'Lead: How old pipes poison towns'],
    ['dpa', 'Achtung: So wird der Winter'],
    ['afp', 'Attention: ce que change la loi'],
    ['efe', 'Alerta: el puerto cierra'],
    ['ntb', 'Hast: slik unngår du kø'],
    ['ap', 'Harbour reopens (after three days)'],
    ['ap', '(Almost) everyone likes ferries'],
    ['ap', 'Corrections to the markets loom'],
  ])('%s: ordinary headlines stay whole: %s', (agency, headline) => {
    const article = articleOf(agency, headline, 'The harbour reopened on Tuesday, the port authority said.');
    expect([article.headline, article.change, article.newsClass]).toEqual([headline, 'new', 'story']);
  });
});

describe('lines over the dateline', () => {
  test('are the summary, and stand there once', () => {
    const article = articleOf('dpa', 'Hafen offen', 'Es wird wieder gefahren.\n\nHusum (dpa) - Der Hafen ist offen.');
    expect(article).toMatchObject({ summary: 'Es wird wieder gefahren.', bodyText: 'Der Hafen ist offen.' });
    expect(article.dateline?.text).toBe('Husum (dpa) -');
  });

  test('are the deck where the item has another summary', () => {
    const summary = { kind: 'text', value: 'Der Hafen ist seit Dienstag offen.' } as const;
    const copy = 'Es wird wieder gefahren.\n\nHusum (dpa) - Der Hafen ist offen.';
    const article = articleOf('dpa', 'Hafen offen', copy, { summary });
    expect(article).toMatchObject({ summary: summary.value, subheadline: 'Es wird wieder gefahren.' });
  });

  test('are nothing where they say the summary or the headline again', () => {
    const summary = { kind: 'html', value: '<p>Es wird wieder gefahren.</p>' } as const;
    const copy = 'Es wird wieder gefahren.\n\nHusum (dpa) - Der Hafen ist offen.';
    expect(articleOf('dpa', 'Hafen offen', copy, { summary }).subheadline).toBeNull();
    expect(articleOf('dpa', 'Hafen offen', 'Hafen offen\n\nHusum (dpa) - Ja.').summary).toBeNull();
  });
});

describe('what is no story', () => {
  test('copy of which nothing may be published is an advisory', () => {
    const copy = '(Diese Informationen sind nicht zur Veröffentlichung bestimmt)\n\nRückfragen: 030 0000';
    expect(articleOf('dpa', 'Meldung entfällt', copy)).toMatchObject({ newsClass: 'advisory', bodyText: '' });
  });

  test('a correction of another story is a notice, its headline whole', () => {
    const article = articleOf('ntb', 'Rettelse til sak om fergene', 'I meldingen om fergene skrev NTB feil tall.');
    expect(article).toMatchObject({ newsClass: 'correction-notice', headline: 'Rettelse til sak om fergene' });
  });

  test('an alert without headline and copy is an advisory', () => {
    const empty = { headline: null, body: null, signals: [{ kind: 'itemType', value: 'Alert' }] };
    expect(articleOf('reuters', '', '', empty).newsClass).toBe('advisory');
  });
});

describe('what stands round the copy', () => {
  test('rules at its ends, the headline again and a line over it that names the service', () => {
    const copy = 'Harbour Sports\n\nFerries  win again\n\nOSLO -- The ferries won.\n\n----------------';
    const { bodyText, dateline } = articleOf('reuters', 'Ferries win again', copy);
    expect({ bodyText, place: dateline?.place }).toEqual({ bodyText: 'The ferries won.', place: 'OSLO' });
  });

  test('stays where it is copy', () => {
    const copy = 'The ferries won.\n\nFerries win again and again, they said.';
    expect(articleOf('reuters', 'Ferries win again', copy).bodyText).toBe(copy);
  });

  test('references that were escaped twice are read', () => {
    const body = { kind: 'html', value: '<p>It&amp;#39;s &amp;quot;late&amp;quot;, 1 &amp;lt; 2</p>' } as const;
    const article = articleOf('stt', 'Ferries', '', { body });
    expect(article.bodyText).toBe('It\'s "late", 1 &lt; 2');
  });

  test('legal lines of a press release are copy', () => {
    const legal = 'NOT FOR DISTRIBUTION TO UNITED STATES NEWSWIRE SERVICES';
    const article = articleOf(
      'globenewswire',
      'Acme sails',
      `${legal}\n\nOSLO, Nov. 3, 2026 (GLOBE NEWSWIRE) -- It sails.`,
    );
    expect(article).toMatchObject({ bodyText: `${legal}\n\nIt sails.`, summary: null });
  });

  test('an agency without a house style has a dateline too', () => {
    const article = articleOf('none', 'Cup', 'OSAKA, April 3 Waves - The Dolphins won.');
    expect(article.dateline).toMatchObject({ place: 'OSAKA', date: 'April 3', text: 'OSAKA, April 3 Waves -' });
  });
});

describe('openings of other shapes', () => {
  test.each([
    ['tt', 'Göteborg (TT)\n\nTre skadades.', 'Göteborg (TT)', 'Tre skadades.'],
    ['pap', '03.11. Gdynia (PAP) - Port jest otwarty.', '03.11. Gdynia (PAP) -', 'Port jest otwarty.'],
    ['pti', 'Chennai, Nov 3 (PTI) Workers ended it.', 'Chennai, Nov 3 (PTI)', 'Workers ended it.'],
  ])('%s: %s', (agency, copy, dateline, body) => {
    const article = articleOf(agency, 'Harbour', copy);
    expect([article.dateline?.text, article.bodyText]).toEqual([dateline, body]);
  });

  test('restrictions in notes are restrictions', () => {
    const notes = [{ text: 'Adds detail. NO RESALES. NO ARCHIVES. With photos.', public: true, role: null }];
    const { rights } = articleOf('ap', 'Harbour', 'Copy.', { notes });
    expect(rights.restrictions.map(({ text }) => text)).toEqual(['NO RESALES', 'NO ARCHIVES']);
  });

  test('an embargo in the summary holds too', () => {
    const summary = { kind: 'text', value: 'Julkaisuvapaa 4.11.2026 klo 6.00 Suomen aikaa.' } as const;
    expect(articleOf('stt', 'Satama', 'Teksti.', { summary }).embargoedUntil).toBe('2026-11-04T04:00:00.000Z');
  });
});
