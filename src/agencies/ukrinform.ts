import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Ukrinform of Kyiv. */
const ukrinform: HouseStyle = houseStyle({
  code: 'ukrinform',
  name: 'Ukrinform',
  names: ['ukrinform', 'укрінформ', 'укринформ'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['АНУЛЬОВАНО', { change: 'withdrawal' }],
    ['АНУЛЮВАННЯ', { change: 'withdrawal' }],
    ['ВІДКЛИКАНО', { change: 'withdrawal' }],
    ['УТОЧНЕННЯ', { change: 'correction' }],
    ['ВИПРАВЛЕННЯ', { change: 'correction' }],
    ['ОНОВЛЕНО', { change: 'update' }],
  ]),
  datelines: [...bracketed({ tokens: ['Ukrinform', 'Укрінформ'] }), ...slashed({ tokens: ['Ukrinform', 'Укрінформ'] })],
});
export default ukrinform;
