import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** HINA of Zagreb: "ZAGREB, 3. studenoga (Hina) -". */
const hina: HouseStyle = houseStyle({
  code: 'hina',
  name: 'HINA',
  names: ['hina', 'hrvatska izvještajna novinska agencija'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['PONIŠTENJE VIJESTI', { change: 'withdrawal' }],
    ['PONIŠTENJE', { change: 'withdrawal' }],
    ['ISPRAVAK', { change: 'correction' }],
    ['DOPUNA', { change: 'update' }],
    ['HITNO', {}],
  ]),
  datelines: bracketed({ tokens: ['Hina', 'HINA'] }),
});
export default hina;
