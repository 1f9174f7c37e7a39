import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** MTI of Budapest: "Budapest, 2026. november 3. (MTI) -". */
const mti: HouseStyle = houseStyle({
  code: 'mti',
  name: 'MTI',
  names: ['mti', 'magyar távirati iroda'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['HELYREIGAZÍTÁS', { change: 'correction' }],
    ['GYORSHÍR', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['MTI'] }),
});
export default mti;
