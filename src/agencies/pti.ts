import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** PTI: "New Delhi, Nov 20 (PTI)", initials of the desks at the end. */
const pti: HouseStyle = houseStyle({
  code: 'pti',
  name: 'PTI',
  names: ['pti', 'पीटीआई', 'भाषा', 'press trust of india'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['LEAD', { change: 'update' }],
    ['LD', { change: 'update' }],
    ['FLASH', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['PTI'], bareSeparator: true }),
  signOffs: [/(?:^|(?<=[.!?”"])\s)PTI(?:\s[A-Z]{2,4}){1,8}$/],
});
export default pti;
