import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, unbracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, genres, marksBefore, SPACE } from './tables/marks.ts';

/** Kyodo: "SAITAMA, Japan, Dec. 9 Kyodo -", "==Kyodo" at the end. */
const kyodo: HouseStyle = houseStyle({
  code: 'kyodo',
  name: 'Kyodo',
  names: ['kyodo', 'kyodo news', 'kyodonews', '共同', '共同通信', '共同通信社', '共同社'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?kyodo/i],
  headlineMarks: [
    ...marksBefore(COLON_OR_DASH, [
      ['KILL', { change: 'withdrawal' }],
      ['CORRECTED', { change: 'correction' }],
      ['CORRECTION', { change: 'correction' }],
      ['UPDATE#', { change: 'update' }],
      ['UPDATE #', { change: 'update' }],
      ['LEAD', { change: 'update' }],
      ['REPEAT', { change: 'repeat' }],
      ['FLASH', { newsClass: 'alert' }],
      ['BULLETIN', { newsClass: 'alert' }],
      ['URGENT', {}],
      ...genres(['FOCUS', 'FEATURE', 'INTERVIEW']),
    ]),
    ...marksBefore(SPACE, [
      ['#ST LD', { change: 'update' }],
      ['#ND LD', { change: 'update' }],
      ['#RD LD', { change: 'update' }],
      ['#TH LD', { change: 'update' }],
    ]),
  ],
  datelines: [...unbracketed({ tokens: ['Kyodo'] }), ...bracketed({ tokens: ['Kyodo', '共同'] })],
  signOffs: [/\s?={1,2}Kyodo$/],
});
export default kyodo;
