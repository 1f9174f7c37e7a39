import type { HouseStyle } from './contract/house-style.ts';
import { houseStyle } from './tables/house-style.ts';

/** ANI of New Delhi: "New Delhi [India], November 3 (ANI):"; the agency's name closes. */
const ani: HouseStyle = houseStyle({
  code: 'ani',
  name: 'ANI',
  names: ['एएनआई', 'ani', 'asian news international'],
  datelines: [
    /^(?<place>\p{Lu}[\p{L}.'’-]{1,20}(?: \p{Lu}[\p{L}.'’-]{1,20}){0,3})(?: (?:\((?<state>[\p{L} ]{2,30})\) )?\[(?<country>[^\]\n]{2,30})\])?(?:, (?<date>\p{Lu}\p{L}{2,8}\.? \d{1,2}))? \((?<agencies>ANI(?:\/[\p{L} ]{2,20})?)\)\s?[:–—-]\s?/u,
  ],
  signOffs: [/\s?\(ANI(?:\/[\p{L} ]{2,20})?\)$/u],
});
export default ani;
