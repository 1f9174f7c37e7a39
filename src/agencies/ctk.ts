import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** ČTK of Prague: "Praha 3. listopadu (ČTK) -". */
const ctk: HouseStyle = houseStyle({
  code: 'ctk',
  name: 'ČTK',
  names: ['čtk', 'ctk', 'česká tisková kancelář'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['OPRAVA', { change: 'correction' }],
    ['ZRUŠENO', { change: 'withdrawal' }],
    ['BLESK', { newsClass: 'alert' }],
    ['AKTUALIZACE', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['ČTK', 'CTK'] }),
  signOffs: [/^[a-z]{2,4}(?: [a-z]{2,4}){1,3}$/],
});
export default ctk;
