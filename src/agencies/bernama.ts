import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Bernama of Kuala Lumpur: "KUALA LUMPUR, 3 Nov (Bernama) --", "-- BERNAMA" at the end. */
const bernama: HouseStyle = houseStyle({
  code: 'bernama',
  name: 'Bernama',
  names: ['bernama', 'malaysian national news agency', 'pertubuhan berita nasional malaysia'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?bernama\.com/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['PEMBETULAN', { change: 'correction' }],
    ['CORRECTION', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['Bernama'] }),
  signOffs: [/\s?(?:--|[–—])\s?BERNAMA$/],
});
export default bernama;
