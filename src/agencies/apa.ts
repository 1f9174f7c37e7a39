import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** APA of Vienna: "Wien (APA) -", "(Schluss) abc" at the end. */
const apa: HouseStyle = houseStyle({
  code: 'apa',
  name: 'APA',
  names: ['apa', 'austria presse agentur', 'apa.at'],
  ownIds: [/^urn:newsml:(?:www\.)?apa\.at/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULLIERUNG', { change: 'withdrawal' }],
    ['KORREKTUR', { change: 'correction' }],
    ['BERICHTIGUNG', { change: 'correction' }],
    ['ZUSAMMENFASSUNG', { change: 'update' }],
    ['EILT', { newsClass: 'alert' }],
    ['EIL', { newsClass: 'alert' }],
    ['ACHTUNG', { newsClass: 'advisory' }],
  ]),
  datelines: bracketed({ tokens: ['APA', 'APA/dpa', 'APA/AFP', 'APA/Reuters'] }),
  signOffs: [/^\((?:Schluss|Forts\.?|Forts\. mgl\.)\)(?: [a-z]{2,3}(?:\/[a-z]{2,3}){0,3})?$/],
});
export default apa;
