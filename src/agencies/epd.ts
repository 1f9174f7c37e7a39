import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** epd: "Frankfurt a.M. (epd).", German. */
const epd: HouseStyle = houseStyle({
  code: 'epd',
  name: 'epd',
  names: ['epd', 'evangelischer pressedienst'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULLIERUNG', { change: 'withdrawal' }],
    ['KORREKTUR', { change: 'correction' }],
    ['BERICHTIGUNG', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['epd'] }),
  signOffs: [/^epd(?: [a-z]{2,4}){1,4}$/],
});
export default epd;
