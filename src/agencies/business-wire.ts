import type { HouseStyle } from './contract/house-style.ts';
import { dashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { marksBefore, SPACE } from './tables/marks.ts';

/** Business Wire, press releases: "OSLO, Norway--(BUSINESS WIRE)--". */
const businessWire: HouseStyle = houseStyle({
  code: 'business-wire',
  name: 'Business Wire',
  names: ['business wire', 'businesswire', 'businesswire.com'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?businesswire\.com/i, /businesswire\.com\//i],
  headlineMarks: marksBefore(SPACE, [['CORRECTING and REPLACING', { change: 'correction' }]]),
  bodyNotes: [/^(?:CORRECTION|ADDING and REPLACING)\s?(?:\.{3}|…)\s?by [^\n]{2,120}$/u],
  datelines: dashed({ tokens: ['Business Wire'] }),
});
export default businessWire;
