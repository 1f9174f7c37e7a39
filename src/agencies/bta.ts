import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** BTA of Sofia: "София, 3 ноември (БТА) -". */
const bta: HouseStyle = houseStyle({
  code: 'bta',
  name: 'BTA',
  names: ['bta', 'бта', 'bulgarian news agency', 'българска телеграфна агенция'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['АНУЛИРАНЕ', { change: 'withdrawal' }],
    ['АНУЛИРАНА', { change: 'withdrawal' }],
    ['ПОПРАВКА', { change: 'correction' }],
    ['ДОПЪЛНЕНИЕ', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['БТА', 'BTA'] }),
});
export default bta;
