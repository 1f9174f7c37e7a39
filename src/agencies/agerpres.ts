import type { HouseStyle } from './contract/house-style.ts';
import { slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** AGERPRES of Bucharest: "București, 3 noi /Agerpres/ -", and its name at the end of the copy. */
const agerpres: HouseStyle = houseStyle({
  code: 'agerpres',
  name: 'AGERPRES',
  names: ['agerpres'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULARE', { change: 'withdrawal' }],
    ['CORECTURĂ', { change: 'correction' }],
    ['RECTIFICARE', { change: 'correction' }],
    ['ACTUALIZARE', { change: 'update' }],
  ]),
  datelines: slashed({ tokens: ['Agerpres', 'AGERPRES'] }),
});
export default agerpres;
