import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** TASS: "MOSCOW, March 1. /TASS/." */
const tass: HouseStyle = houseStyle({
  code: 'tass',
  name: 'TASS',
  names: ['tass', 'itar-tass', 'тасс', 'итар-тасс'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['URGENT', {}],
    ['ПОПРАВКА', { change: 'correction' }],
    ['АННУЛИРОВАНИЕ', { change: 'withdrawal' }],
    ['СРОЧНО', {}],
  ]),
  datelines: [
    ...slashed({ tokens: ['TASS', 'ТАСС', 'ITAR-TASS'] }),
    ...bracketed({ tokens: ['TASS', 'ТАСС', 'ITAR-TASS'] }),
  ],
});
export default tass;
