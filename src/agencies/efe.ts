import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore, marksBehind } from './tables/marks.ts';
import { BRACKETED_NOTE, SHOUTED_NOTE } from './tables/notes.ts';

/** EFE: "Madrid, 3 ene (EFE).-", "EFE" with the desks' initials at the end. */
const efe: HouseStyle = houseStyle({
  code: 'efe',
  name: 'EFE',
  names: ['efe', 'agencia efe', 'efeservicios', 'efe.com', 'lafototeca.com'],
  ownIds: [/^urn:newsml:(?:[\w-]+\.)?efe(?:servicios|data)?\.com/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANULACIÓN', { change: 'withdrawal' }],
    ['ANULADA', { change: 'withdrawal' }],
    ['CORRECCIÓN', { change: 'correction' }],
    ['CORREGIDA', { change: 'correction' }],
    ['AMPLIACIÓN', { change: 'update' }],
    ['ACTUALIZACIÓN', { change: 'update' }],
    ['REPETICIÓN', { change: 'repeat' }],
    ['ALERTA', { newsClass: 'alert' }],
    ['URGENTE', {}],
    ['AVISO', { newsClass: 'advisory' }],
    ['PREVISIONES', { newsClass: 'schedule' }],
    ['AGENDA', { newsClass: 'schedule' }],
  ]),
  headlineTails: marksBehind([
    ['Ampliación', { change: 'update' }],
    ['Actualización', { change: 'update' }],
    ['Corrección', { change: 'correction' }],
    ['Resumen', { genre: 'resumen' }],
    ['Crónica', { genre: 'crónica' }],
    ['Previa', { genre: 'previa' }],
  ]),
  bodyNotes: [BRACKETED_NOTE, SHOUTED_NOTE],
  datelines: bracketed({ tokens: ['EFE', 'EFECOM', 'EFEUSA', 'EFE NEWS', 'EFEAGRO'] }),
  signOffs: [/^(?:EFE ?)?(?:[a-z]{2,4}[/-]){1,6}[a-z]{2,4}$/, /(?:^|\s)EFE(?: [a-z]{2,4}(?:[/-][a-z]{2,4}){0,5})?$/],
});
export default efe;
