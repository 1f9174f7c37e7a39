import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** KNA: "Bonn (KNA)", German. */
const kna: HouseStyle = houseStyle({
  code: 'kna',
  name: 'KNA',
  names: ['kna', 'katholische nachrichten-agentur'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULLIERUNG', { change: 'withdrawal' }],
    ['KORREKTUR', { change: 'correction' }],
    ['BERICHTIGUNG', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['KNA'] }),
  signOffs: [/^KNA(?:[-/ ][A-Z0-9]{2,6}){0,4}$/],
});
export default kna;
