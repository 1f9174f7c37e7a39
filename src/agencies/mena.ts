import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** MENA of Cairo: "CAIRO, Nov 3 (MENA) -". */
const mena: HouseStyle = houseStyle({
  code: 'mena',
  name: 'MENA',
  names: ['mena', 'middle east news agency', 'أ ش أ', 'وكالة أنباء الشرق الأوسط'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?mena\.org\.eg/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['CORRECTION', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['URGENT', {}],
  ]),
  datelines: bracketed({ tokens: ['MENA', 'أ ش أ'] }),
  signOffs: [/^MENA$/, /^\(MENA\)$/],
});
export default mena;
