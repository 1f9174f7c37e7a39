import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** IANS: "New Delhi, Nov 3 (IANS)". */
const ians: HouseStyle = houseStyle({
  code: 'ians',
  name: 'IANS',
  names: ['ians', 'indo-asian news service'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['WITHDRAWN', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['CORRECTED', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['IANS'] }),
  signOffs: [/^--? ?IANS$/, /^[a-z]{2,6}\/[a-z]{2,6}\/?$/],
});
export default ians;
