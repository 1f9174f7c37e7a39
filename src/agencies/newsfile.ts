import type { HouseStyle } from './contract/house-style.ts';
import { houseStyle } from './tables/house-style.ts';

/** Releases by Newsfile Corp.: "Toronto, Ontario--(Newsfile Corp. - November 3, 2026) -". */
const newsfile: HouseStyle = houseStyle({
  code: 'newsfile',
  name: 'Newsfile',
  names: ['newsfile', 'newsfile corp', 'newsfile corp.'],
  datelines: [
    /^(?<place>\p{Lu}[\p{L} .'’-]{1,30}?)(?:, (?<country>\p{Lu}[\p{L} .'’-]{1,30}?))?\s?--\s?\((?<agencies>Newsfile Corp\.) - (?<date>\p{Lu}\p{L}{2,8} \d{1,2}, \d{4})\)\s?[-–—]{1,2}\s?/u,
  ],
  signOffs: [/^To view the source version of this press release, please visit [^\n]{5,200}$/],
});
export default newsfile;
