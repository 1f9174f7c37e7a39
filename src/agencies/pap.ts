import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** PAP of Warsaw: "(PAP)" at the end, initials behind it. */
const pap: HouseStyle = houseStyle({
  code: 'pap',
  name: 'PAP',
  names: ['pap', 'polska agencja prasowa'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULOWANIE', { change: 'withdrawal' }],
    ['KOREKTA', { change: 'correction' }],
    ['AKTUALIZACJA', { change: 'update' }],
    ['PILNE', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['PAP'] }),
  signOffs: [/\s?\(PAP\)$/, /^[a-z]{2,4}\/ (?:[a-z]{2,4}\/ ?)*$/],
});
export default pap;
