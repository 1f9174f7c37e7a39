import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** KNA: "Bonn (KNA)", German. */
const kna: HouseStyle = houseStyle({
  code: 'kna',
  name: 'KNA',
  names: ['kna', 'katholische nachrichten-agentur', 'kna.de'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULLIERUNG', { change: 'withdrawal' }],
    ['KORREKTUR', { change: 'correction' }],
    ['BERICHTIGUNG', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['KNA'], bareSeparator: true }),
  signOffs: [/^KNA(?:[-/ ][A-Z0-9]{2,6}){0,4}$/, /^[a-zäöü]{3}(?:\/[a-zäöü]{3}){1,3}$/],
});
export default kna;
