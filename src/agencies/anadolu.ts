import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Anadolu: "ANKARA (AA) -". */
const anadolu: HouseStyle = houseStyle({
  code: 'anadolu',
  name: 'Anadolu',
  names: ['anadolu', 'aa', 'anadolu agency', 'anadolu ajansı'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['DÜZELTME', { change: 'correction' }],
    ['İPTAL', { change: 'withdrawal' }],
    ['FLAŞ', { newsClass: 'alert' }],
    ['GÜNCELLEME', { change: 'update' }],
  ]),
  datelines: bracketed({ tokens: ['AA'] }),
});
export default anadolu;
