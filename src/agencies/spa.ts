import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** SPA of Riyadh: place, day of both calendars and the agency's name; the hour and a number of the desk behind "// انتهى //". */
const spa: HouseStyle = houseStyle({
  code: 'spa',
  name: 'SPA',
  names: ['spa', 'saudi press agency', 'spa.gov.sa', 'واس', 'وكالة الأنباء السعودية'],
  ownIds: [/^(?:urn:newsml:|https?:\/\/)?(?:[\w-]+\.)?spa\.gov\.sa/i],
  datelines: [
    ...bracketed({ tokens: ['SPA', 'واس'] }),
    /^(?<place>\p{L}{2,20}(?: \p{L}{2,20}){0,3}?),? (?<date>\d{1,2} \p{L}{2,12}(?: \p{L}{2,12})? \d{4} ?هـ(?:,? الموافق,? \d{1,2} \p{L}{2,12} \d{4} ?م)?),? \(?(?<agencies>واس)\)?(?:\s?[-–—:]\s?|\s+)/u,
  ],
  signOffs: [/\s?\/\/\s?(?:انتهى|Ended)\s?\/\/(?:\s*\d{1,2}:\d\d ?(?:ت ?م|LOCAL TIME)[^\n]{0,20})?(?:\s*\d{3,6})?$/u],
});
export default spa;
