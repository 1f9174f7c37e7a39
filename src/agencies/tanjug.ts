import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Tanjug of Belgrade: "BEOGRAD, 3. novembra (Tanjug) -". */
const tanjug: HouseStyle = houseStyle({
  code: 'tanjug',
  name: 'Tanjug',
  names: ['tanjug', 'танјуг'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['POVLAČENJE VESTI', { change: 'withdrawal' }],
    ['POVLAČENJE', { change: 'withdrawal' }],
    ['ISPRAVKA', { change: 'correction' }],
    ['DOPUNA', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['Tanjug', 'TANJUG', 'Танјуг'] }),
});
export default tanjug;
