import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** SID, the sports agency of the AFP group: "Köln (SID) -". */
const sid: HouseStyle = houseStyle({
  code: 'sid',
  name: 'SID',
  names: ['sid', 'sport-informations-dienst'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['EIL', { newsClass: 'alert' }],
    ['KORREKTUR', { change: 'correction' }],
    ['ZUSAMMENFASSUNG', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['SID'] }),
  signOffs: [/^(?:\(?SID\)?|SID(?: [a-z]{2}){1,4})$/],
});
export default sid;
