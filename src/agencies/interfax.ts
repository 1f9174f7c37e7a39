import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Interfax: "MOSCOW. Nov 3 (Interfax) -". */
const interfax: HouseStyle = houseStyle({
  code: 'interfax',
  name: 'Interfax',
  names: ['interfax', 'интерфакс', 'interfax-ukraine'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['CORRECTION', { change: 'correction' }],
    ['ПОПРАВКА', { change: 'correction' }],
    ['СРОЧНО', {}],
  ]),
  datelines: bracketed({ tokens: ['Interfax', 'ИНТЕРФАКС', 'Интерфакс'] }),
});
export default interfax;
