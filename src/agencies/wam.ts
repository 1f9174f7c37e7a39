import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** WAM of Abu Dhabi: "SHARJAH, 3rd November, 2026 (WAM) --", "WAM/Ann Fjord" at the end. */
const wam: HouseStyle = houseStyle({
  code: 'wam',
  name: 'WAM',
  names: ['wam', 'emirates news agency', 'wam.ae', 'وام', 'وكالة أنباء الإمارات'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?wam\.ae/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['CORRECTION', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['URGENT', {}],
  ]),
  datelines: [...bracketed({ tokens: ['WAM', 'وام'] }), ...slashed({ tokens: ['WAM', 'وام'] })],
  signOffs: [/^WAM(?:\/\p{L}[\p{L}\p{M} .'’-]{1,40}){1,3}$/u],
});
export default wam;
