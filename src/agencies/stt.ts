import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** STT of Helsinki: the agency between dashes or brackets behind the place. */
const stt: HouseStyle = houseStyle({
  code: 'stt',
  name: 'STT',
  names: ['stt', 'suomen tietotoimisto', 'stt-lehtikuva', 'lehtikuva'],
  ownIds: [/^urn:newsml:(?:www\.)?stt(?:-lehtikuva)?\.fi/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['MITÄTÖINTI', { change: 'withdrawal' }],
    ['KORJAUS', { change: 'correction' }],
    ['OIKAISU', { change: 'correction' }],
    ['PÄIVITYS', { change: 'update' }],
    ['PIKA', { newsClass: 'alert' }],
    ['ALERT', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['STT', 'STT–AFP', 'STT-AFP', 'STT-Reuters'] }),
  signOffs: [/^STT$/],
});
export default stt;
