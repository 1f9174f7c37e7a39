import { describe, expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';

const styles = await loadPlugins('agencies');

function articleOf(agency: string, headline: string, copy: string, standing: 'wire' | 'web' = 'wire') {
  return normaliseItem(
    { ...EMPTY_ITEM, uri: 'urn:x:1', type: 'text', headline, body: { kind: 'text', value: copy } },
    {
      feed: { id: 'wire', agency: standing === 'wire' ? agency : null, standing, zone: null, language: null },
      format: 'ninjs',
      receivedAt: Date.UTC(2026, 10, 3, 10),
      captureSha256: '0'.repeat(64),
      styles,
      detectLanguage: null,
    },
  );
}

const NOTICES: readonly (readonly [agency: string, headline: string, copy: string])[] = [
  [
    'ap',
    'BC-Plum Harvest, KILL',
    'Kill the story slugged BC-Plum Harvest, headlined “Plums ripen early.”\n\nA kill is mandatory.',
  ],
  [
    'pa',
    'Note on court story',
    'Please remove the story headed Quay trial from all systems and websites, for legal reasons.',
  ],
  [
    'reuters',
    'Advisory',
    'The Nov 3 story headlined "Quay reopens" has been withdrawn. The port corrected its statement.',
  ],
  ['pti', 'RETRACTED: Quay reopens', 'PTI retracts its story "Quay reopens".'],
  ['yonhap', '(CANCELED) Quay reopens', 'Our story titled "Quay reopens" is canceled due to an error.'],
  ['dpa', 'Achtung Rückruf: Kai offen', 'Die Meldung «Kai offen» wird zurückgezogen. Bitte verwenden Sie sie nicht.'],
  ['dpa', 'Hinweis', 'Die dpa zieht die Meldung «Kai offen» zurück.'],
  ['afp', 'Avis', 'Prière de ne pas tenir compte de notre dépêche "Le quai rouvre", erronée.'],
  ['efe', 'Aviso', 'Rogamos a nuestros clientes que anulen la noticia titulada "Reabre el muelle".'],
  ['europa-press', 'Aviso', 'Se retira la noticia "Reabre el muelle". Disculpen las molestias.'],
  ['lusa', 'Aviso', 'Solicitamos a anulação da notícia "Cais reabre", por conter informação incorreta.'],
  ['ansa', 'ANNULLARE: Riapre il molo', 'Si prega di annullare la notizia "Riapre il molo", perché errata.'],
  ['anp', 'Bericht', 'Het bericht "Kade weer open" wordt hierbij ingetrokken.'],
  ['ntb', 'Melding', 'NTB trekker tilbake meldingen «Kaien åpner». Det var en øvelse.'],
  ['ritzau', 'Til redaktionen', 'Telegrammet »Kajen åbner« er annulleret og må ikke bruges.'],
  ['tt', 'ÅTERKALLAS: Kajen öppnar', 'TT drar tillbaka nyheten.'],
  ['stt', 'Toimituksille', 'Juttu "Laituri aukeaa" perutaan.'],
  ['pap', 'Uwaga', 'Prosimy o anulowanie depeszy "Nabrzeże otwarte".'],
  ['tass', 'Внимание', 'Просим аннулировать сообщение "Причал открыт".'],
];

describe('a wire that takes a story back in so many words', () => {
  test.each(NOTICES)('%s: %s', (agency, headline, copy) => {
    expect(articleOf(agency, headline, copy)).toMatchObject({
      change: 'withdrawal',
      pubStatus: 'canceled',
      bodyText: '',
    });
  });
});

const REPORTS: readonly (readonly [agency: string, headline: string, copy: string])[] = [
  [
    'reuters',
    'Paper withdraws report on mayor',
    'The Morning Echo has withdrawn its report "Mayor sails away" after a complaint.',
  ],
  ['ap', 'Hunters may kill more deer', 'Kill quotas for deer rise next year, the state said.'],
  [
    'dpa',
    'Rückruf: Seife kann Metall enthalten',
    'Der Händler ruft die Seife zurück. Kunden sollen sie nicht verwenden.',
  ],
  ['dpa', 'Land zieht Klage zurück', 'Das Land zieht seine Klage gegen die Bahn zurück, sagte die Ministerin.'],
  ['afp', 'La ministre annule sa visite', 'La ministre a annulé sa visite au port, selon son cabinet.'],
  ['efe', 'Piden anular la multa', 'Los vecinos piden anular la multa del puerto.'],
  ['ansa', 'Si prega per la pioggia', 'Nel paese si prega per la pioggia da un mese.'],
  ['ntb', 'Trekker forslaget', 'Regjeringen trekker tilbake forslaget om ny kai.'],
  ['yonhap', 'Concert canceled over storm', 'The concert "Night on the quay" is canceled, the city said.'],
];

describe('a report of what others take back', () => {
  test.each(REPORTS)('%s: %s', (agency, headline, copy) => {
    expect(articleOf(agency, headline, copy)).toMatchObject({ change: 'new', pubStatus: 'usable' });
  });

  test('and a long story that quotes such words, or a paper that prints them', () => {
    const [, headline, copy] = NOTICES[2] as (typeof NOTICES)[number];
    const long = `${copy}\n\n${'The harbour has been the heart of the town since ships were built there. '.repeat(12)}`;
    expect(articleOf('reuters', headline, long).pubStatus).toBe('usable');
    expect(articleOf('reuters', headline, copy, 'web').pubStatus).toBe('usable');
  });
});
