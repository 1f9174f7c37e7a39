import type { HouseStyle } from './contract/house-style.ts';
import { bracketed } from './tables/datelines.ts';
import { houseStyle } from './tables/house-style.ts';
import { COLON_OR_DASH, headlinesLike, marksAfterComma, marksBefore } from './tables/marks.ts';
import { EDITORS_NOTE } from './tables/notes.ts';

/** AP: the slugline carries the lead number and "Writethru", "Eds:" says what changed. */
const ap: HouseStyle = houseStyle({
  code: 'ap',
  name: 'AP',
  names: [
    'ap',
    'associated press',
    'איי-פי',
    'אי-פי',
    '美联社',
    '美聯社',
    'ap通信',
    'أسوشيتد برس',
    'एपी',
    'the associated press',
    'apnews',
    'apnews.com',
    'ap.org',
  ],
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
    /^(?:By|BY) (\p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,4}(?:(?:,(?! (?:The )?Associated)| and|,? and) \p{Lu}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){1,4}){0,3})(?:, (?:The )?Associated Press(?: Writers?)?)?$/u,
  ],
  datelines: bracketed({ tokens: ['AP', 'The Associated Press'] }),
  signOffs: [
    /^(?:___|— ?)?(?:The )?(?:AP|Associated Press) (?:\p{L}{2,12} ){0,2}(?:writers?|reporters?|journalists?|videographers?|photographers?|correspondents?|staff|contributors?|editors?) [^\n]{5,400}(?:contributed|reported|assisted|helped)(?: (?:to|with|on|from) [^\n]{2,80})?\.$/iu,
    /^(?:\p{Lu}[\p{L}.'’-]{1,24} ){1,3}reported from [^\n.]{2,60}\.(?: [^\n]{5,300} (?:contributed|reported from)[^\n]{0,80}\.)?$/u,
  ],
  furniture: [
    {
      pattern:
        /^(?:Follow|More|Full coverage|Read (?:more|all)|See (?:more|all)|For more|Find|Catch up|Sign up|Online:|On the Net:|AP (?:\p{L}+ ){0,4}\p{L}+:)[^\n]{0,240}(?:https?:\/\/\S{3,200}|(?<!\S)@\w{2,30}|apnews\.com\S{0,120}|hub\/\S{2,80})\.?$/u,
      private: false,
    },
    { pattern: /^The Associated Press [^\n]{10,300} solely responsible for all content\.$/, private: false },
    {
      pattern: /^The Associated Press (?:created|generated) this story using [^\n]{5,300}$/,
      private: false,
    },
    { pattern: /^_{2,5}$/, private: false },
    { pattern: /^(?:Copyright|©) \d{4} The Associated Press\. All rights reserved\.[^\n]{0,200}$/i, private: false },
  ],
  priorities: { '1': 'flash', '2': 'alert', '3': 'urgent', '4': 'normal', '5': 'low', '6': 'low' },
});
export default ap;
