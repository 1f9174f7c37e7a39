import type { HouseStyle } from './contract/house-style.ts';
import { slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** PR Newswire, press releases: "OSLO, Nov. 3, 2026 /PRNewswire/ --". */
const prNewswire: HouseStyle = houseStyle({
  code: 'pr-newswire',
  name: 'PR Newswire',
  names: ['pr newswire', 'prnewswire', 'prnewswire.com', 'cision'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?prnewswire\.com/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [['/C O R R E C T I O N -', { change: 'correction' }]]),
  headlineTails: [{ words: '/', pattern: /\/$/, change: null, newsClass: null, genre: null }],
  datelines: slashed({ tokens: ['PRNewswire', 'PRNewswire-PRWeb', 'PRNewswire-FirstCall'] }),
  signOffs: [/^SOURCE [^\n]{2,120}$/],
  furniture: [
    {
      pattern: /^(?:View original content|Cision View original content)\b[^\n]{0,60}:\s?https?:\/\/\S{4,300}$/,
      private: false,
    },
  ],
});
export default prNewswire;
