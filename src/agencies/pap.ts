import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore, marksBehind } from './tables/marks.ts';

/** PAP of Warsaw: "(PAP)" at the end, initials behind it. */
const pap: HouseStyle = houseStyle({
  code: 'pap',
  name: 'PAP',
  names: ['pap', 'polska agencja prasowa', 'pap.pl'],
  ownIds: [/^urn:newsml:(?:www\.)?pap\.pl/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULOWANIE', { change: 'withdrawal' }],
    ['KOREKTA', { change: 'correction' }],
    ['AKTUALIZACJA', { change: 'update' }],
    ['PILNE', { newsClass: 'alert' }],
  ]),
  headlineTails: marksBehind([
    ['aktl.', { change: 'update' }],
    ['aktl.#', { change: 'update' }],
    ['aktl. #', { change: 'update' }],
    ['synteza', { genre: 'synteza' }],
    ['synteza#', { change: 'update', genre: 'synteza' }],
    ['krótka', {}],
    ['krótka#', { change: 'update' }],
    ['opis', {}],
    ['opis#', { change: 'update' }],
    ['popr.', { change: 'correction' }],
    ['popr. #', { change: 'correction' }],
    ['korekta', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['PAP'] }),
  signOffs: [/\s?\(PAP\)$/, /^[a-z]{2,4}\/ (?:[a-z]{2,4}\/ ?)*$/],
  furniture: [{ pattern: /^\(planujemy kontynuację tematu\)\.?$/u, private: false }],
});
export default pap;
