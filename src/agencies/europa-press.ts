import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Europa Press: "MADRID, 3 Nov. (EUROPA PRESS) -". */
const europapress: HouseStyle = houseStyle({
  code: 'europa-press',
  name: 'Europa Press',
  names: ['europa press', 'europapress'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULACIÓN', { change: 'withdrawal' }],
    ['CORRECCIÓN', { change: 'correction' }],
    ['AMPLIACIÓN', { change: 'update' }],
    ['URGENTE', {}],
  ]),
  datelines: bracketed({ tokens: ['EUROPA PRESS', 'Europa Press'] }),
});
export default europapress;
