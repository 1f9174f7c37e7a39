import type { HouseStyle } from './contract/house-style.ts';
import { houseStyle } from './tables/house-style.ts';

/** Releases by ACCESSWIRE and ACCESS Newswire: "OSLO, NORWAY / ACCESSWIRE / November 3, 2026 /"; "SOURCE:" closes. */
const accesswire: HouseStyle = houseStyle({
  code: 'accesswire',
  name: 'ACCESSWIRE',
  names: ['accesswire', 'access newswire'],
  datelines: [
    /^(?<place>\p{Lu}[\p{L} .'’-]{1,30}?)(?:, (?<country>\p{Lu}[\p{L} .'’-]{1,30}?))? ?\/ ?(?<agencies>ACCESSWIRE|ACCESS Newswire) ?\/ ?(?<date>\p{Lu}\p{L}{2,8} \d{1,2}, \d{4}) ?\/ ?/u,
  ],
  signOffs: [/^SOURCE: [^\n]{2,120}$/],
});
export default accesswire;
