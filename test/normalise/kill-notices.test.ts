import { describe, expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import type { NormaliseContext } from '../../src/normalise/normalise-context.ts';
import { stopReadIn } from '../../src/normalise/stop-read-in.ts';
import { loadPlugins } from '../../src/registry.ts';

const styles = await loadPlugins('agencies');

function stopIn(agency: string, headline: string, copy: string, standing: 'wire' | 'web' = 'wire', format = 'ninjs') {
  const item = { ...EMPTY_ITEM, uri: 'urn:x:1', type: 'text', headline, body: { kind: 'text' as const, value: copy } };
  const context: NormaliseContext = {
    feed: { id: 'wire', agency: standing === 'wire' ? agency : null, standing, zone: null, language: null },
    format,
    receivedAt: Date.UTC(2026, 10, 3, 10),
    captureSha256: '0'.repeat(64),
    styles,
    detectLanguage: null,
  };
  const article = normaliseItem(item, context);
  return article.pubStatus === 'canceled' ? article : stopReadIn(item, context, article);
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
  ['belga', 'BERICHT INGETROKKEN: Kade weer open', 'Gelieve het bericht over de kade niet te gebruiken.'],
  ['stt', 'Toimituksille', 'Juttu "Laituri aukeaa" perutaan.'],
  ['pap', 'Uwaga', 'Prosimy o anulowanie depeszy "Nabrzeże otwarte".'],
  ['tass', 'Внимание', 'Просим аннулировать сообщение "Причал открыт".'],
];

describe('what reads like the notice of a wire that takes a story back', () => {
  test.each(NOTICES)('%s: %s', (agency, headline, copy) => {
    expect(stopIn(agency, headline, copy)).toMatchObject({ change: 'withdrawal', pubStatus: 'canceled', bodyText: '' });
  });
});

const REPORTS: readonly (readonly [agency: string, headline: string, copy: string])[] = [
  ['ap', 'Deer season begins', 'Quotas for deer rise next year, the state said.'],
  ['dpa', 'Land zieht Klage zurück', 'Das Land zieht seine Klage gegen die Bahn zurück, sagte die Ministerin.'],
  ['afp', 'La ministre annule sa visite', 'La ministre a annulé sa visite au port, selon son cabinet.'],
  ['ntb', 'Trekker forslaget', 'Regjeringen trekker tilbake forslaget om ny kai.'],
];

describe('what reads like none', () => {
  test.each(REPORTS)('%s: %s', (agency, headline, copy) => {
    expect(stopIn(agency, headline, copy)).toBeNull();
  });

  test('a long story that quotes such words, and a paper that prints them', () => {
    const [, headline, copy] = NOTICES[2] as (typeof NOTICES)[number];
    const long = `${copy}\n\n${'The harbour has been the heart of the town since ships were built there. '.repeat(12)}`;
    expect(stopIn('reuters', headline, long)).toBeNull();
    expect(stopIn('reuters', headline, copy, 'web')).toBeNull();
  });
});

test('bare text is a notice on the own wire of an agency, and a page elsewhere', () => {
  const notice = ['pti', 'KILL KILL KILL', 'Please treat as cancelled the PTI story "Quay reopens".'] as const;
  expect(stopIn(...notice, 'wire', 'plain-text')).toMatchObject({ pubStatus: 'canceled' });
  expect(stopIn(...notice, 'web', 'plain-text')).toBeNull();
});
