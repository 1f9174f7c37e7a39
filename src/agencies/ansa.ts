import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, leading } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore, marksBehind } from './tables/marks.ts';
import { BRACKETED_NOTE } from './tables/notes.ts';

/** "ANSA/ Frana in Valtellina". */
const WITH_STROKE = String.raw`\/\s?(?=\S)`;

/** ANSA: the agency stands before the place, "(ANSA) - ROMA, 1 LUG -"; "(ANSA)." closes. */
const ansa: HouseStyle = houseStyle({
  code: 'ansa',
  name: 'ANSA',
  names: ['ansa', 'agenzia ansa', 'ansa.it'],
  ownIds: [/^(?:urn:newsml:|tag:)?(?:[\w-]+\.)?ansa\.it/i],
  headlineMarks: [
    ...marksBefore(WITH_STROKE, [
      ['ANSA', {}],
      ['ANSA-FOCUS', {}],
    ]),
    ...marksBefore(COLON_OR_DASH, [
      ['ANNULLAMENTO', { change: 'withdrawal' }],
      ['RETTIFICA', { change: 'correction' }],
      ['CORREZIONE', { change: 'correction' }],
      ['RPT', { change: 'repeat' }],
      ['FLASH', { newsClass: 'alert' }],
      ['URGENTE', {}],
    ]),
  ],
  headlineTails: marksBehind([
    ['RPT', { change: 'repeat' }],
    ['RETTIFICA', { change: 'correction' }],
  ]),
  bodyNotes: [BRACKETED_NOTE],
  datelines: [
    ...leading({ tokens: ['ANSA', 'ANSAmed', 'ANSA-AFP', 'ANSA-AP'] }),
    ...bracketed({ tokens: ['ANSA', 'ANSAmed'] }),
  ],
  signOffs: [
    /\s?\((?:ANSA|ANSAmed)\)\.?$/,
    /^[A-Z]{1,3}\d{0,3}[-/][A-Z]{1,4}\d{0,3}(?:\/[A-Z0-9]{2,6})?(?:\s\d{4}-\d\d-\d\d \d\d:\d\d)?$/,
  ],
  emptyEmbargo: 'none',
});
export default ansa;
