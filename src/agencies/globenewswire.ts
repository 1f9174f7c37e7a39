import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';

/** GlobeNewswire, press releases: "OSLO, Nov. 03, 2026 (GLOBE NEWSWIRE) --". Its headlines belong to their companies and stay whole. */
const globeNewswire: HouseStyle = houseStyle({
  code: 'globenewswire',
  name: 'GlobeNewswire',
  names: ['globenewswire', 'globe newswire', 'globenewswire.com', 'marketwired', 'marketwire'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?(?:marketwired|globenewswire)\.com/i],
  datelines: bracketed({ tokens: ['Globe Newswire', 'GlobeNewswire', 'Marketwired', 'Marketwire'] }),
});
export default globeNewswire;
