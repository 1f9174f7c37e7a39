import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** ANA-MPA of Athens: Greek and English, "(ANA)" in the dateline. */
const ana: HouseStyle = houseStyle({
  code: 'ana',
  name: 'ANA-MPA',
  names: ['ana', 'ana-mpa', 'ana-mpe', 'amna', 'αμε', 'απε', 'απε-μπε', 'αθηναϊκό πρακτορείο ειδήσεων'],
  ownIds: [/^urn:newsml:(?:www\.)?(?:ana-mpe|amna)\.gr/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ΔΙΟΡΘΩΣΗ', { change: 'correction' }],
    ['ΑΚΥΡΩΣΗ', { change: 'withdrawal' }],
    ['ΕΚΤΑΚΤΟ', { newsClass: 'alert' }],
    ['CORRECTION', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['ANA', 'ANA-MPA', 'ΑΠΕ-ΜΠΕ', 'ΑΠΕ'] }),
});
export default ana;
