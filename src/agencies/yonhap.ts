import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { marksBefore, SPACE } from './tables/marks.ts';

/** Yonhap: "SEOUL, Nov. 3 (Yonhap) --", "(END)" closes. */
const yonhap: HouseStyle = houseStyle({
  code: 'yonhap',
  name: 'Yonhap',
  names: ['yonhap', 'yonhap news agency', '연합뉴스', 'yna'],
  headlineMarks: marksBefore(SPACE, [
    ['(URGENT)', {}],
    ['(LEAD)', { change: 'update' }],
    ['(# LEAD)', { change: 'update' }],
    ['(#nd LD)', { change: 'update' }],
    ['(#LD)', { change: 'update' }],
    ['CORRECTION', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['Yonhap'] }),
  signOffs: [/^\(END\)$/],
});
export default yonhap;
