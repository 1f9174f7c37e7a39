import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Adnkronos: "Roma, 3 nov. (Adnkronos) -". */
const adnkronos: HouseStyle = houseStyle({
  code: 'adnkronos',
  name: 'Adnkronos',
  names: ['adnkronos'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['RETTIFICA', { change: 'correction' }],
    ['FLASH', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['Adnkronos', 'Adnkronos Salute'] }),
});
export default adnkronos;
