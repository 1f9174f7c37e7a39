import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore, marksInBrackets } from './tables/marks.ts';

/** ANP: "DEN HAAG (ANP) -", the number of the version behind the headline: "Brug open (2)". */
const anp: HouseStyle = houseStyle({
  code: 'anp',
  name: 'ANP',
  names: ['anp', 'algemeen nederlands persbureau'],
  ownIds: [/^urn:newsml:(?:www\.)?anp\.nl/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['ANNULERING', { change: 'withdrawal' }],
    ['CORRECTIE', { change: 'correction' }],
    ['RECTIFICATIE', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['(2)', { change: 'update' }],
    ['FLITS', { newsClass: 'alert' }],
    ['URGENT', {}],
  ]),
  headlineTails: marksInBrackets([...'2345'].map((version) => [version, { change: 'update' }])),
  datelines: bracketed({ tokens: ['ANP', 'ANP/AFP', 'ANP/RTR'] }),
  signOffs: [/^\(?ANP\)?$/],
});
export default anp;
