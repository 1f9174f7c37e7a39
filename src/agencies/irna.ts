import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** IRNA of Tehran: "تهران - ایرنا -". */
const irna: HouseStyle = houseStyle({
  code: 'irna',
  name: 'IRNA',
  names: ['irna', 'ایرنا'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ابطال خبر', { change: 'withdrawal' }],
    ['اصلاحیه', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['IRNA', 'ایرنا'] }),
});
export default irna;
