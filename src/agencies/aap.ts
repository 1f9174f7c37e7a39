import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, unbracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, headlinesLike, marksBefore } from './tables/marks.ts';
import { EDITORS_NOTE } from './tables/notes.ts';

/** AAP: "SYDNEY, Nov 26 AAP -", also before the names of those whose copy it passes on; "AAP abc" as the last line. */
const aap: HouseStyle = houseStyle({
  code: 'aap',
  name: 'AAP',
  names: ['aap', 'australian associated press', 'aap.com.au'],
  ownIds: [/^(?:urn:newsml:|tag:)?(?:[\w-]+\.)*aap\.com\.au/i, /^tag:localhost:\d{4}:newsml_AAP/i],
  headlineMarks: [
    ...marksBefore(COLON_OR_DASH, [
      ['KILL', { change: 'withdrawal' }],
      ['WITHDRAWN', { change: 'withdrawal' }],
      ['CORRECTED', { change: 'correction' }],
      ['CORRECTION', { change: 'correction' }],
      ['REFILED', { change: 'refile' }],
      ['UPDATE', { change: 'update' }],
      ['UPDATED', { change: 'update' }],
      ['BREAKING', { newsClass: 'alert' }],
      ['FLASH', { newsClass: 'alert' }],
      ['ADVISORY', { newsClass: 'advisory' }],
    ]),
    ...headlinesLike([
      ['AAP News Diary', { newsClass: 'schedule' }],
      ['AAP Story Budget', { newsClass: 'schedule' }],
    ]),
  ],
  bodyNotes: [EDITORS_NOTE],
  datelines: [...unbracketed({ tokens: ['AAP'] }), ...bracketed({ tokens: ['AAP'] })],
  signOffs: [
    /^(?:AAP|AFP|AP|RTR|PA)(?: [A-Z]{2,4})?(?: [a-z]{2,3}(?:[/-][a-z]{1,3}){0,4})$/,
    /^AAP [A-Z]{2,3}(?:\/[a-z]{2,3}){1,3}$/,
    /^AAP RTV(?: [a-z/]{2,12})?$/,
  ],
});
export default aap;
