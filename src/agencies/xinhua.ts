import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Xinhua: "BEIJING, Nov. 3 (Xinhua) --"; "Enditem" closes. */
const xinhua: HouseStyle = houseStyle({
  code: 'xinhua',
  name: 'Xinhua',
  names: ['xinhua', 'xinhua news agency', 'xinhuanet', '新华社', '新华网'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['Kill', { change: 'withdrawal' }],
    ['KILL', { change: 'withdrawal' }],
    ['Correction', { change: 'correction' }],
    ['CORRECTION', { change: 'correction' }],
    ['Update', { change: 'update' }],
    ['Flash', { newsClass: 'alert' }],
    ['Urgent', {}],
    ['#st LD', { change: 'update' }],
    ['#nd LD', { change: 'update' }],
    ['(#st LD)', { change: 'update' }],
    ['(#nd LD)', { change: 'update' }],
  ]),
  datelines: [
    ...bracketed({ tokens: ['Xinhua'] }),
    /^(?<agencies>新华社)(?<place>\p{Script=Han}{2,10}?)(?<date>\d{1,2}月\d{1,2}日)(?:专)?电(?:\s?[(\uff08][^()\uff08\uff09]{2,40}[)\uff09])?\s?/u,
  ],
  signOffs: [/\s?(?:Enditem|Item|End)$/, /\s?[(\uff08]完[)\uff09]$/],
});
export default xinhua;
