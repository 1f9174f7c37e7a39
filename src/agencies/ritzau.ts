import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, slashed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Ritzau: "København /ritzau/:", "/ritzau/" at the end. */
const ritzau: HouseStyle = houseStyle({
  code: 'ritzau',
  name: 'Ritzau',
  names: ['ritzau', 'ritzaus bureau', 'ritzau.dk'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANNULLERES', { change: 'withdrawal' }],
    ['RETTELSE', { change: 'correction' }],
    ['Rettelse', { change: 'correction' }],
    ['OPDATERING', { change: 'update' }],
    ['OPDATERET', { change: 'update' }],
    ['NY', { change: 'update' }],
    ['BREAKING', { newsClass: 'alert' }],
    ['HASTER', { newsClass: 'alert' }],
  ]),
  datelines: [...slashed({ tokens: ['ritzau'] }), ...bracketed({ tokens: ['ritzau'] })],
  signOffs: [/^\/(?:ritzau|RB)(?:\/[\w-]{1,12}){0,3}\/$/i],
});
export default ritzau;
