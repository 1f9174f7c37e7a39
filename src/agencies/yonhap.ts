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
  datelines: [
    ...bracketed({ tokens: ['Yonhap'] }),
    /^\((?<place>\p{Script=Hangul}{2,12})=(?<agencies>연합뉴스)\)\s?(?:\p{Script=Hangul}{2,5}(?:\s?·\s?\p{Script=Hangul}{2,5}){0,3}\s(?:특파원|기자)\s)?=\s?/u,
  ],
  signOffs: [/(?:^|\s)\(END\)$/],
});
export default yonhap;
