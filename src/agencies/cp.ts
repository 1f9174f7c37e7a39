import type { HouseStyle } from './contract/house-style.ts';
import { bracketed, inCapitals } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, marksBefore } from './tables/marks.ts';

/** The Canadian Press: says at the end when a report was first published. */
const cp: HouseStyle = houseStyle({
  code: 'cp',
  name: 'The Canadian Press',
  names: ['cp', 'the canadian press', 'canadian press', 'la presse canadienne', 'presse canadienne', 'pc'],
  headlineMarks: marksBefore(COLON_OR_DASH, [
    ['KILL', { change: 'withdrawal' }],
    ['CORRECTION', { change: 'correction' }],
    ['CORRECTIVE', { change: 'correction' }],
    ['NewsAlert', { newsClass: 'alert' }],
    ['ALERT', { newsClass: 'alert' }],
  ]),
  datelines: [...bracketed({ tokens: ['CP', 'The Canadian Press', 'La Presse canadienne', 'PC'] }), ...inCapitals()],
  furniture: [
    { pattern: /^This report by The Canadian Press was first published [^\n]{3,40}\.$/, private: false },
    { pattern: /^Cette dépêche a été publiée pour la première fois [^\n]{3,40}\.$/, private: false },
  ],
});
export default cp;
