import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const styles = await loadPlugins('agencies');

function articleOf(agency: string | null, copy: string): Article {
  return normaliseItem(
    {
      ...EMPTY_ITEM,
      uri: 'urn:story:1',
      type: 'text',
      headline: 'The bridge is shut',
      body: { kind: 'text', value: copy },
    },
    {
      feed: { id: 'wire', agency, standing: 'wire', zone: null, language: null },
      format: 'ninjs',
      receivedAt: Date.UTC(2026, 10, 24, 18),
      captureSha256: '0'.repeat(64),
      styles,
      detectLanguage: () => null,
    },
  );
}

const COPY = 'The bridge was shut at noon.\n\nIt stays shut until May.';

describe('what desks set under the copy', () => {
  test.each([
    [null, '(rc/mh)'],
    [null, '(mho)'],
    [null, '[jd, kv]'],
    [null, '/MY, PP/'],
    [null, 'ak jv'],
    [null, 'EWH/SMS'],
    ['belga', '(JDC/KVH)'],
    ['adnkronos', '(Lro/Adnkronos)'],
    ['hina', '(Hina) xmbu yln'],
    ['sta', '(STA)'],
    ['kuna', '/KUNA/ rk'],
    ['mti', '(MTI)'],
    ['kna', 'KNA/jle/brg'],
    ['mti', 'MTI ab cd'],
    ['wam', 'وام / أحمد جمال'],
    ['bns', 'Vilnius, +370 5 555 0188, BNS'],
    ['agerpres', 'AGERPRES, Bukarest, desk@agerpres.example'],
    ['pap', 'Autorka: Anna Buchta-Nowicka'],
    [null, 'Texto: João Sá Pinto'],
    ['adnkronos', 'ISSN 2465 - 1222'],
    [null, 'Distributed by Harbour Content Agency, LLC.'],
    [null, 'Visit the Selby Express at www.selby.example'],
    [null, '26-NOV-22 11:22'],
    [null, '26.11.2022, 11:22'],
    [null, '11:22 26/11/22 CET'],
  ])('of %s: %s', (agency, line) => {
    expect(articleOf(agency, `${COPY}\n\n${line}`).bodyText).toBe(COPY);
  });

  test.each([
    ['belga', '(JDC/KVH)'],
    [null, '(pr)'],
    ['pap', '(PAP)'],
    ['tanjug', '(Tanjug)'],
  ])('of %s behind the last full stop: %s', (agency, initials) => {
    const { bodyText, signOff } = articleOf(agency, `${COPY} ${initials}`);
    expect({ bodyText, signOff }).toEqual({ bodyText: COPY, signOff: initials });
  });

  test('several of them, one under the other', () => {
    expect(articleOf('pap', `${COPY} (PAP)\n\nAutor: Jan Nowak\n\nakb/ mick/`).bodyText).toBe(COPY);
  });

  test.each([
    'He called it "a stroke of luck" (EU).',
    'The union (NATO) agreed on it.',
    'The result was 26:11 (13:9)',
    'Text: it was sent at noon',
    'No way (so far)',
    'BNS desk said it was +370 5 555 0188.',
  ])('and what is copy stays: %s', (line) => {
    expect(articleOf(null, `${COPY}\n\n${line}`).bodyText).toBe(`${COPY}\n\n${line}`);
  });
});

describe('what desks set among the paragraphs for those who shorten the copy', () => {
  test.each([
    '(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)',
    '[Optional cut ends.]',
    '(BEGIN OPTIONAL TRIM)',
    '(EDITORS: STORY CAN END HERE)',
    '(Ab hier kürzbar)',
    '(Peut être coupé ici)',
  ])('%s', (line) => {
    expect(articleOf(null, COPY.replace('\n\n', `\n\n${line}\n\n`)).bodyText).toBe(COPY);
  });
});

describe('a note behind the dateline', () => {
  test.each([
    ['kyodo', 'KAGOSHIMA, Japan, Oct. 2 Kyodo - (EDS: ADDING DETAILS) ', 'EDS: ADDING DETAILS'],
    ['yonhap', 'SEOUL, Oct. 2 (Yonhap) -- (ATTN: UPDATES with quotes) ', 'ATTN: UPDATES with quotes'],
    ['afp', 'Lyon, 2 oct (AFP) - (Actualise avec bilan) ', 'Actualise avec bilan'],
    ['efe', 'Lima, 2 oct (EFE).- (Actualiza con reacciones) ', 'Actualiza con reacciones'],
  ])('of %s is a note, and what it says is done', (agency, opening, note) => {
    const { bodyText, edNote, change } = articleOf(agency, `${opening}${COPY}`);
    expect({ bodyText, edNote, change }).toEqual({ bodyText: COPY, edNote: note, change: 'update' });
  });

  test('while other brackets there are copy', () => {
    const { bodyText } = articleOf('kyodo', `KAGOSHIMA, Oct. 2 Kyodo - (Nearly) all of it was shut.\n\n${COPY}`);
    expect(bodyText).toBe(`(Nearly) all of it was shut.\n\n${COPY}`);
  });
});

describe('a dateline', () => {
  test.each([
    ['bns', 'VILNIUS, vasario 18 d. (BNS) - ', 'vasario 18 d.'],
    ['bns', 'Tallinn, 18. veebr. (BNS) - ', '18. veebr'],
    ['bns', 'Rīga, 18. jūnijs (BNS) - ', '18. jūnijs'],
    ['ritzau', 'Hirtshals, mandag /ritzau/ - ', 'mandag'],
    ['dpa', 'Köln, Dienstag (dpa) - ', 'Dienstag'],
    ['afp', 'Lyon, vendredi (AFP) - ', 'vendredi'],
    ['wam', 'أبوظبي في 25 يناير / وام / ', '25 يناير'],
    [null, 'La Habana, 8 feb (Prensa Norte) ', '8 feb'],
    [null, 'Praha, 8. února (Zprávy Sever) ', '8. února'],
  ])('of %s: %s', (agency, opening, date) => {
    const { bodyText, dateline } = articleOf(agency, `${opening}${COPY}`);
    expect({ bodyText, date: dateline?.date }).toEqual({ bodyText: COPY, date });
  });
});

describe('a dateline of a place in capitals without an agency', () => {
  test.each([
    ['PLYMOUTH, Wis. — ', 'PLYMOUTH'],
    ['ST. PAUL, Minn. -- ', 'ST. PAUL'],
    ['BUENOS AIRES _ ', 'BUENOS AIRES'],
    ['ŁÓDŹ – ', 'ŁÓDŹ'],
  ])('%s', (opening, place) => {
    const { bodyText, dateline } = articleOf(null, `${opening}${COPY}`);
    expect({ bodyText, place: dateline?.place }).toEqual({ bodyText: COPY, place });
  });

  test.each(['BREAKING — ', 'WATCH LIVE -- ', 'CORRECTION — ', 'WHAT TO KNOW — '])(
    'but no word of desks: %s',
    (word) => {
      expect(articleOf(null, `${word}${COPY}`).dateline).toBeNull();
    },
  );
});
