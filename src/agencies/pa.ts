import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, headlinesLike, marksBefore } from './tables/marks.ts';
import { EDITORS_NOTE } from './tables/notes.ts';

/** PA: takes numbered before the slug, "ends" as the last line, hardly ever a dateline. */
const pa: HouseStyle = houseStyle({
  code: 'pa',
  name: 'PA',
  names: ['pa', 'pa media', 'press association', 'the press association', 'pa news', 'pa sport'],
  ownIds: [/^urn:newsml:(?:pressassociation|pamedia)\.co/i],
  headlineMarks: [
    ...marksBefore(COLON_OR_DASH, [
      ['KILL KILL KILL', { change: 'withdrawal' }],
      ['MANDATORY KILL', { change: 'withdrawal' }],
      ['KILL', { change: 'withdrawal' }],
      ['LEGAL KILL', { change: 'withdrawal' }],
      ['WITHDRAWN', { change: 'withdrawal' }],
      ['CORRECTION', { change: 'correction' }],
      ['CORRECTED', { change: 'correction' }],
      ['CORRECTIVE', { change: 'correction' }],
      ['UPDATE', { change: 'update' }],
      ['UPDATED', { change: 'update' }],
      ['RUSH', { newsClass: 'alert' }],
      ['SNAP', { newsClass: 'alert' }],
      ['ADVISORY', { newsClass: 'advisory' }],
    ]),
    ...headlinesLike([
      ['PA News Schedule', { newsClass: 'schedule' }],
      ['PA Sport Schedule', { newsClass: 'schedule' }],
      ['PA Media schedule', { newsClass: 'schedule' }],
    ]),
  ],
  bodyNotes: [EDITORS_NOTE],
  bodyBylines: [
    /^By (\p{Lu}[\p{L}\p{M}'’.-]+(?: \p{Lu}[\p{L}\p{M}'’.-]+){1,3}(?:(?:,| and) \p{Lu}[\p{L}\p{M}'’.-]+(?: \p{Lu}[\p{L}\p{M}'’.-]+){1,3}){0,3}), PA(?: Media)?(?: [^\n.]{3,60})?$/u,
  ],
  datelines: bracketed({ tokens: ['PA', 'PA Media', 'Press Association'] }),
  signOffs: [/^(?:ends?|end)$/i],
  furniture: [],
});
export default pa;
