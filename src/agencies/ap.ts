import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, headlinesLike, marksAfterComma, marksBefore } from './tables/marks.ts';
import { EDITORS_NOTE } from './tables/notes.ts';

/** AP: the slugline carries the lead number and "Writethru", "Eds:" says what changed. */
const ap: HouseStyle = houseStyle({
  code: 'ap',
  name: 'AP',
  names: ['ap', 'associated press', 'the associated press', 'apnews', 'apnews.com', 'ap.org'],
  ownIds: [/^tag:ap\.org/i, /^urn:publicid:ap\.org/i, /^https?:\/\/(?:[\w-]+\.)?apnews\.com\//i],
  headlineMarks: [
    ...marksBefore(COLON_OR_DASH, [
      ['BULLETIN KILL', { change: 'withdrawal' }],
      ['MANDATORY KILL', { change: 'withdrawal' }],
      ['STORY REMOVED', { change: 'withdrawal' }],
      ['KILL', { change: 'withdrawal' }],
      ['WITHHOLD', { change: 'withheld' }],
      ['CORRECTION', { change: 'correction', newsClass: 'correction-notice' }],
      ['Correction', { change: 'correction', newsClass: 'correction-notice' }],
      ['Clarification', { change: 'correction', newsClass: 'correction-notice' }],
      ['ADVISORY', { newsClass: 'advisory' }],
      ['Advisory', { newsClass: 'advisory' }],
      ['NEWS ALERT', { newsClass: 'alert' }],
      ['BULLETIN', { newsClass: 'alert' }],
      ['URGENT', {}],
    ]),
    ...headlinesLike([
      ['AP News Digest', { newsClass: 'schedule' }],
      ['AP Sports Digest', { newsClass: 'schedule' }],
      ['AP Business Digest', { newsClass: 'schedule' }],
      ['AP NEWS DIGEST', { newsClass: 'schedule' }],
      ['News Coverage Advisory', { newsClass: 'advisory' }],
    ]),
  ],
  slugMarks: marksAfterComma([
    ['BULLETIN KILL', { change: 'withdrawal' }],
    ['KILL', { change: 'withdrawal' }],
    ['Kill', { change: 'withdrawal' }],
    ['Withhold', { change: 'withheld' }],
    ['Corrective', { change: 'correction' }],
    ['CORRECTION', { change: 'correction' }],
    ['Correction', { change: 'correction' }],
    ['#st Ld-Writethru', { change: 'update' }],
    ['#nd Ld-Writethru', { change: 'update' }],
    ['#rd Ld-Writethru', { change: 'update' }],
    ['#th Ld-Writethru', { change: 'update' }],
    ['#st Ld', { change: 'update' }],
    ['#nd Ld', { change: 'update' }],
    ['#rd Ld', { change: 'update' }],
    ['#th Ld', { change: 'update' }],
    ['NewsAlert', { newsClass: 'alert' }],
    ['Advisory', { newsClass: 'advisory' }],
    ['News Digest', { newsClass: 'schedule' }],
  ]),
  bodyNotes: [EDITORS_NOTE],
  bodyBylines: [
    /^(?:By|BY) ((?:\p{Lu}[\p{L}\p{M}'’.-]* ?){2,5}(?:(?:,(?! (?:The )?Associated)| and|,? and) (?:\p{Lu}[\p{L}\p{M}'’.-]* ?){2,5}){0,3})(?:, (?:The )?Associated Press(?: Writers?)?)?$/u,
  ],
  datelines: bracketed({ tokens: ['AP', 'The Associated Press'] }),
  signOffs: [
    /^(?:___|— ?)?(?:AP|Associated Press) (?:writers?|reporters?|journalists?|videographers?|photographers?) [^\n]{5,400}contributed(?: to this (?:report|story))?(?: from [^\n]{2,80})?\.$/i,
  ],
  furniture: [
    { pattern: /^_{2,5}$/, private: false },
    { pattern: /^(?:Copyright|©) \d{4} The Associated Press\. All rights reserved\.[^\n]{0,200}$/i, private: false },
  ],
  priorities: { '1': 'flash', '2': 'alert', '3': 'urgent', '4': 'normal', '5': 'low', '6': 'low' },
});
export default ap;
