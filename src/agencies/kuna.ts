import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** KUNA of Kuwait: "KUWAIT, Nov 3 (KUNA) --"; "(end)" and initials close. */
const kuna: HouseStyle = houseStyle({
  code: 'kuna',
  name: 'KUNA',
  names: ['kuna', 'kuwait news agency', 'كونا', 'وكالة الأنباء الكويتية'],
  datelines: bracketed({ tokens: ['KUNA', 'كونا'] }),
  signOffs: [/\s?\((?:end|pickup previous|more|النهاية)\)(?: [\p{L}.]{1,8}(?: ?\/ ?[\p{L}.]{1,8}){0,3})?$/u],
});
export default kuna;
