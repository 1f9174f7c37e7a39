import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** STA of Ljubljana: "Ljubljana, 3. novembra (STA) -". */
const sta: HouseStyle = houseStyle({
  code: 'sta',
  name: 'STA',
  names: ['slovenska tiskovna agencija', 'slovenian press agency'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['PREKLIC', { change: 'withdrawal' }],
    ['POPRAVEK', { change: 'correction' }],
    ['DOPOLNJENO', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['STA'] }),
});
export default sta;
