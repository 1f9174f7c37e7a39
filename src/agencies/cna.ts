import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** CNA of Taipei: "Taipei, Nov. 3 (CNA)"; who wrote it and "Enditem" close. */
const cna: HouseStyle = houseStyle({
  code: 'cna',
  name: 'CNA',
  names: ['cna', 'central news agency', '中央社', '中央通訊社', 'focus taiwan'],
  datelines: [
    ...bracketed({ tokens: ['CNA'], bareSeparator: true }),
    /^[(（](?<agencies>中央社)(?:記者)?[^()（）]{0,20}?(?<place>[\p{Script=Han}]{2,4}?)(?<date>\d{1,2}日)(?:綜合)?(?:專|外)?電[)）]\s?/u,
  ],
  signOffs: [
    /^\(By [\p{L} .,'’-]{3,80}\)(?:\s*(?:Enditem|END ITEM)(?:\/[\p{L}]{1,4}){0,2})?$/iu,
    /^(?:Enditem|END ITEM)(?:\/[\p{L}]{1,4}){0,2}$/iu,
  ],
});
export default cna;
