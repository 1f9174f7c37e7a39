import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** NTB of Oslo: "Oslo (NTB):", "(©NTB)" at the end. */
const ntb: HouseStyle = houseStyle({
  code: 'ntb',
  name: 'NTB',
  names: ['ntb', 'ntbtekst', 'norsk telegrambyrå', 'ntb.no'],
  ownIds: [/^(?:urn:newsml:|tag:)?(?:[\w-]+\.)?ntb\.no/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANNULLERES', { change: 'withdrawal' }],
    ['RETTELSE', { change: 'correction' }],
    ['NY', { change: 'update' }],
    ['OPPDATERT', { change: 'update' }],
    ['HAST', { newsClass: 'alert' }],
    ['HASTER', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['NTB', 'NTB-AFP', 'NTB-Reuters', 'NTB-DPA', 'NTB-TT'] }),
  signOffs: [/\s?\((?:©\s?)?NTB\)$/, /^\/(?:NTB|©NTB)\/?$/],
});
export default ntb;
