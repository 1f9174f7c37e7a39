import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** UPI: "(UPI) --" behind place and day. */
const upi: HouseStyle = houseStyle({
  code: 'upi',
  name: 'UPI',
  names: ['upi', 'united press international'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['WITHDRAWN', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['CORRECTED', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['UPDATE #', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['UPI'] }),
});
export default upi;
