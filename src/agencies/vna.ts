import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** VNA of Hanoi: "Hanoi (VNA) –"; "/." and the agency's name close. */
const vna: HouseStyle = houseStyle({
  code: 'vna',
  name: 'VNA',
  names: ['vna', 'vietnam news agency', 'ttxvn', 'thông tấn xã việt nam'],
  datelines: bracketed({ tokens: ['VNA', 'TTXVN'] }),
  signOffs: [/\s?(?:VNA|TTXVN)$/],
});
export default vna;
