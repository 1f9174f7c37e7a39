import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, unbracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** BNS of Vilnius, Riga and Tallinn: "VILNIUS, Nov 03, BNS -". */
const bns: HouseStyle = houseStyle({
  code: 'bns',
  name: 'BNS',
  names: ['bns', 'baltic news service', 'bns.lt', 'bns.ee', 'bns.lv'],
  ownIds: [/^(?:urn:newsml:)?(?:[\w-]+\.)?bns\.(?:lt|lv|ee)/i],
  datelines: [...unbracketed({ tokens: ['BNS'] }), ...bracketed({ tokens: ['BNS'] })],
  signOffs: [/^BNS$/],
});
export default bns;
