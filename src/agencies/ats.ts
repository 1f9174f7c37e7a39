import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Keystone-SDA of Switzerland: "Paris (ats afp)", "(SDA/sj)" at the end. */
const ats: HouseStyle = houseStyle({
  code: 'ats',
  name: 'Keystone-SDA',
  names: [
    'ats',
    'sda',
    'keystone-ats',
    'keystone-sda',
    'sda-ats',
    'ats/sda',
    'awp',
    'agence télégraphique suisse',
    'schweizerische depeschenagentur',
  ],
  ownIds: [/^urn:newsml:(?:www\.)?(?:sda-ats|keystone-sda)/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULLIERUNG', { change: 'withdrawal' }],
    ['KORREKTUR', { change: 'correction' }],
    ['BERICHTIGUNG', { change: 'correction' }],
    ['ZUSAMMENFASSUNG', { change: 'update' }],
    ['EILT', { newsClass: 'alert' }],
    ['EIL', { newsClass: 'alert' }],
    ['ACHTUNG', { newsClass: 'advisory' }],
    ['ANNULATION', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['RECTIFICATIF', { change: 'correction' }],
    ['MISE A JOUR', { change: 'update' }],
    ['ALERTE', { newsClass: 'alert' }],
    ['URGENT', {}],
    ['AVIS', { newsClass: 'advisory' }],
  ]),
  datelines: bracketed({
    tokens: ['ats', 'sda', 'awp', 'ats-ans', 'Keystone-ATS', 'Keystone-SDA'],
    bareSeparator: true,
  }),
  signOffs: [
    /\s?\((?:SDA|ATS|AWP|SDA-ATS|ATS-SDA|KEYSTONE-SDA|KEYSTONE-ATS)(?:(?:\\?\/|\s)[a-zA-Z]{2,12}){0,4}\)$/,
    /^\(?(?:ats|sda|awp)(?:[-/][a-z]{2,4}){1,4}\)?$/,
  ],
});
export default ats;
