import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Lusa: "Lisboa, 03 jan 2024 (Lusa) –", "Lusa/Fim" at the end. */
const lusa: HouseStyle = houseStyle({
  code: 'lusa',
  name: 'Lusa',
  names: ['lusa', 'agência lusa', 'lusa.pt'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULAÇÃO', { change: 'withdrawal' }],
    ['CORREÇÃO', { change: 'correction' }],
    ['CORRECÇÃO', { change: 'correction' }],
    ['RETIFICAÇÃO', { change: 'correction' }],
    ['ATUALIZAÇÃO', { change: 'update' }],
    ['ALERTA', { newsClass: 'alert' }],
    ['URGENTE', {}],
  ]),
  datelines: bracketed({ tokens: ['Lusa'] }),
  signOffs: [/\s?Lusa\/[Ff]im\.?$/, /^[A-Z]{2,5}(?: \([A-Z/]{2,12}\))? \/\/ [A-Z]{2,5}$/],
});
export default lusa;
