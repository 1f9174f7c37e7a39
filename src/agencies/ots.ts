import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Releases by news aktuell: "Berlin (ots) -"; whom to ask and whose it is close. */
const ots: HouseStyle = houseStyle({
  code: 'ots',
  name: 'ots',
  names: ['ots', 'news aktuell', 'presseportal'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['Korrektur', { change: 'correction' }],
    ['KORREKTUR', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['ots', 'ots/PRNewswire'] }),
  signOffs: [/(?:^|\n)Original-Content von: [^\n]{2,120}$/u],
  furniture: [{ pattern: /^Pressekontakt:?(?:\s[\s\S]{0,400})?$/u, private: true }],
});
export default ots;
