import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** TT of Stockholm: "(TT)" behind the place or at the end. */
const tt: HouseStyle = houseStyle({
  code: 'tt',
  name: 'TT',
  names: ['tt', 'tidningarnas telegrambyrå', 'tt nyhetsbyrån', 'tt.se'],
  ownIds: [/^(?:urn:newsml:|https?:\/\/)(?:[\w-]+\.)?tt\.se/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANNULLERAS', { change: 'withdrawal' }],
    ['RÄTTELSE', { change: 'correction' }],
    ['KORR', { change: 'correction' }],
    ['UPPDATERING', { change: 'update' }],
    ['BLIXT', { newsClass: 'alert' }],
    ['FLASH', { newsClass: 'alert' }],
    ['Flash', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['TT', 'TT-AFP', 'TT-Reuters', 'TT-AFP-Reuters', 'TT-NTB'] }),
  signOffs: [/^(?:\/?TT\/?|\(TT\))$/, /^\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){1,2}\/TT$/u],
});
export default tt;
