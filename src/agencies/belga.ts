import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** Belga: "BRUSSEL 20/11 (BELGA) =", initials of the desks at the end. */
const belga: HouseStyle = houseStyle({
  code: 'belga',
  name: 'Belga',
  names: ['belga', 'belga news agency'],
  ownIds: [/^urn:newsml:(?:www\.)?belga\.be/i],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['ANNULATION', { change: 'withdrawal' }],
    ['ANNULERING', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['CORRECTIE', { change: 'correction' }],
    ['RECTIFICATIF', { change: 'correction' }],
    ['UPDATE', { change: 'update' }],
    ['LEAD', { change: 'update' }],
    ['URGENT', {}],
    ['DRINGEND', {}],
    ['ALERT', { newsClass: 'alert' }],
  ]),
  datelines: bracketed({ tokens: ['BELGA', 'Belga'] }),
  signOffs: [/^\/?[A-Z]{3}(?:\/[A-Z]{3}){0,3}\/?$/, /^\([A-Z]{2,4}(?:, ?[A-Z]{2,4}){0,3}(?:, ?(?:nl|fr|de|en))?\)$/],
});
export default belga;
