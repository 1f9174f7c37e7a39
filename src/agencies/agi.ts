import type { HouseStyle } from './contract/house-style.ts';
import { leading } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** AGI of Rome: "(AGI) - Roma, 3 nov. -"; the agency and the day's group close. */
const agi: HouseStyle = houseStyle({
  code: 'agi',
  name: 'AGI',
  names: ['agi', 'agenzia giornalistica italia', 'agenzia italia', 'agi.it'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['RETTIFICA', { change: 'correction' }],
    ['FLASH', { newsClass: 'alert' }],
  ]),
  datelines: leading({ tokens: ['AGI'] }),
  signOffs: [
    /\s?\(AGI\)\.?\s?(?:[A-Z][A-Za-z]{1,3}\d?(?:\/[A-Z][A-Za-z]{1,3}\d?){0,2})?(?:\s\d{6} [A-Z]{3} \d{2,4})?$/u,
    /^\d{6} [A-Z]{3} \d{2,4}$/,
  ],
});
export default agi;
