import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Antara of Jakarta: "Jakarta (ANTARA) -". */
const antara: HouseStyle = houseStyle({
  code: 'antara',
  name: 'ANTARA',
  names: ['antara', 'antara news', 'kantor berita antara'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['PEMBATALAN', { change: 'withdrawal' }],
    ['RALAT', { change: 'correction' }],
    ['KOREKSI', { change: 'correction' }],
  ]),
  datelines: bracketed({ tokens: ['ANTARA', 'Antara'] }),
});
export default antara;
