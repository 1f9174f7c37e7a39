import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** TASR of Bratislava: "Bratislava 3. novembra (TASR) -". */
const tasr: HouseStyle = houseStyle({
  code: 'tasr',
  name: 'TASR',
  names: ['tasr', 'tlačová agentúra slovenskej republiky'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULOVANIE', { change: 'withdrawal' }],
    ['STIAHNUTIE SPRÁVY', { change: 'withdrawal' }],
    ['OPRAVA', { change: 'correction' }],
    ['AKTUALIZÁCIA', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['TASR'] }),
});
export default tasr;
