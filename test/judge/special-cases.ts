import type { Arrival, DeskCase } from './desk-cases.ts';

const LEAD =
  'The central bank of Freedonia raised its main rate by a quarter of a point to 4.75% on Thursday and said two more increases were likely before the end of the year.';
const BACKGROUND = [
  'Governor Ada Kowal told reporters that wages were rising faster than the bank had assumed in its May forecast, above all in building and transport.',
  'The lira gained 0.8% against the euro after the decision, its best day since January, while shares in property companies fell.',
  'Economists at three banks had expected no change; a fourth had put the odds at one in three.',
];
const STORY = [LEAD, ...BACKGROUND].join('\n\n');
const NEW = { action: 'publish', relation: 'new', change: 'new' } as const;

const reuters = (uri: string, headline: string, body: string, more: Partial<Arrival> = {}): Arrival => ({
  uri,
  headline,
  body,
  agency: 'reuters',
  expect: NEW,
  ...more,
});
const afp = (uri: string, headline: string, body: string, more: Partial<Arrival> = {}): Arrival => ({
  ...reuters(uri, headline, body, more),
  agency: 'afp',
});
const updated = { change: 'update', marked: true } as const;
const english = (name: string, reason: string, arrivals: readonly Arrival[]): DeskCase => ({
  name,
  reason,
  language: 'en',
  arrivals,
});

/** A market report of a series: nine tenths of it is the same every day. */
function report(day: string, index: string, change: string, volume: string): string {
  return [
    `Freedonian shares closed at ${index} on ${day}, ${change} from the day before, in turnover of ${volume} million lira, the exchange in Osterburg said.`,
    `Banks led the trade, with ${volume.slice(0, 2)} deals in the largest, and shipping companies were the most active after them, dealers said.`,
    'Trading is held in two sessions; the index counts forty companies weighted by their freely traded shares and is based on 1,000 points at the end of 1999.',
    `The next report follows at 1700 GMT; the closing level of the bond index was ${change.slice(0, 3)} points from its last.`,
  ].join('\n\n');
}

/** What only one desk or one kind of copy does. */
export const SPECIAL_CASES: readonly DeskCase[] = [
  english('tomorrow’s market report', 'nine tenths are the same and every figure is another: a different story', [
    reuters('monday', 'Freedonian shares close', report('Monday', '2,314.5', '0.7% up', '812.4')),
    reuters('tuesday', 'Freedonian shares close', report('Tuesday', '2,287.1', '1.2% down', '640.9'), { at: 1_440 }),
    reuters('wednesday', 'Freedonian shares close', report('Wednesday', '2,301.8', '0.6% up', '701.3'), { at: 2_880 }),
  ]),
  english('a chain of updates under new ids', 'each keeps most of the one before it: one article', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('two', 'Freedonia raises rate, lira gains', `${STORY}\n\nThe finance ministry declined to comment.`, {
      at: 20,
      over: updated,
      expect: { action: 'revise', change: 'update', of: 0 },
    }),
    reuters(
      'three',
      'Freedonia raises rate, more to come',
      `${STORY}\n\nThe finance ministry declined to comment. Trade unions called the step unnecessary.`,
      {
        at: 45,
        over: updated,
        expect: { action: 'revise', change: 'update', of: 0 },
      },
    ),
  ]),
  english('two agencies on one event', 'each in words of its own: two articles', [
    reuters('one', 'Freedonia raises rate', STORY),
    afp(
      'two',
      'Freedonian central bank hikes rates',
      'Freedonia’s monetary authority hiked borrowing costs Thursday to their highest in nine years, citing a jump in pay deals.\n\nThe bank’s chief, Ada Kowal, signalled that the tightening was not over.',
      { at: 5 },
    ),
  ]),
  english('one agency’s copy inside another’s', 'copied text is linked, and two agencies never share an article', [
    reuters('one', 'Freedonia raises rate', STORY),
    afp('two', 'Freedonia raises rate', STORY, { at: 10, expect: { action: 'publish' } }),
  ]),
  english(
    'a libellous paragraph cut in a shorter re-file',
    'shorter from the agency’s own wire is a version, not an excerpt',
    [
      reuters('one', 'Freedonia raises rate', STORY),
      reuters('two', 'Freedonia raises rate', [LEAD, BACKGROUND[0], BACKGROUND[2]].join('\n\n'), {
        at: 25,
        over: { change: 'refile', marked: true },
        expect: { action: 'revise', change: 'refile', of: 0 },
      }),
    ],
  ),
  english('the same, without a mark', 'in doubt a version', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('two', 'Freedonia raises rate', [LEAD, BACKGROUND[0], BACKGROUND[2]].join('\n\n'), {
      at: 25,
      expect: { action: 'revise', relation: 'version', of: 0 },
    }),
  ]),
  english('a negation put in', 'one word turns the sense round: a silent correction', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('one', 'Freedonia raises rate', STORY.replace('were rising', 'were not rising'), {
      at: 15,
      expect: { action: 'revise', change: 'correction', of: 0 },
    }),
  ]),
  english('an alert, and the same alert again', 'identical and within two hours: a duplicate', [
    reuters('alert-1', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.75%', '', { over: { newsClass: 'alert' } }),
    reuters('alert-2', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.75%', '', {
      at: 30,
      over: { newsClass: 'alert' },
      expect: { action: 'spike', rule: 'alert-repeated', of: 0 },
    }),
  ]),
  english('alerts that differ in one word', 'never a duplicate', [
    reuters('alert-1', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.75%', '', { over: { newsClass: 'alert' } }),
    reuters('alert-2', 'FREEDONIA CENTRAL BANK LOWERS KEY RATE TO 4.75%', '', { at: 3, over: { newsClass: 'alert' } }),
    reuters('alert-3', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.25%', '', { at: 4, over: { newsClass: 'alert' } }),
  ]),
  english('the same alert a day later', 'beyond two hours it is news again', [
    reuters('alert-1', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.75%', '', { over: { newsClass: 'alert' } }),
    reuters('alert-2', 'FREEDONIA CENTRAL BANK RAISES KEY RATE TO 4.75%', '', {
      at: 1_440,
      over: { newsClass: 'alert' },
    }),
  ]),
  english('another agency’s identical alert', 'two agencies never share an article', [
    reuters('alert-1', 'FREEDONIA RAISES RATE TO 4.75%', '', { over: { newsClass: 'alert' } }),
    afp('alert-2', 'FREEDONIA RAISES RATE TO 4.75%', '', { at: 1, over: { newsClass: 'alert' } }),
  ]),
  english('a feed that flips between two texts', 'the return to an earlier state counts when two polls show it', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('one', 'Freedonia raises rate again', STORY, { at: 10, made: -10, expect: { action: 'revise', of: 0 } }),
    reuters('one', 'Freedonia raises rate', STORY, {
      at: 20,
      made: -20,
      expect: { action: 'spike', rule: 'returned-text', of: 0 },
    }),
  ]),
  english('a repeat of a version that was corrected since', 'it would bring the error back: spiked', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('two', 'Freedonia raises rate', STORY.replace('4.75%', '4.50%'), {
      at: 10,
      over: { change: 'correction', marked: true },
      expect: { action: 'revise', change: 'correction', of: 0 },
    }),
    reuters('three', 'Freedonia raises rate', STORY, {
      at: 20,
      expect: { action: 'spike', rule: 'repeats-earlier-revision', of: 0 },
    }),
  ]),
  english('a withdrawn story re-filed', 'the agency’s usable version reopens the article', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('one', 'WITHDRAWN', '', {
      at: 10,
      over: {
        change: 'withdrawal',
        pubStatus: 'canceled',
        marked: true,
        withdraws: { uris: ['one'], scope: 'article', reason: null },
      },
      expect: { action: 'revise', change: 'withdrawal', of: 0 },
    }),
    reuters('one', 'Freedonia raises rate', STORY, {
      at: 60,
      expect: { action: 'revise', change: 'reinstated', of: 0 },
    }),
  ]),
  english('a kill of a story never seen, and then the story', 'the tombstone stops it', [
    reuters('one', 'WITHDRAWN', '', {
      over: {
        change: 'withdrawal',
        pubStatus: 'canceled',
        marked: true,
        withdraws: { uris: ['one'], scope: 'article', reason: null },
      },
      expect: { action: 'tombstone', change: 'withdrawal' },
    }),
    reuters('one', 'Freedonia raises rate', STORY, { at: 5, expect: { action: 'hold', rule: 'tombstone' } }),
  ]),
  english('a kill from a feed that does not speak for the agency', 'a byline gives no authority', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters('one', 'WITHDRAWN', '', {
      elsewhere: 'intruder',
      at: 5,
      over: {
        agency: { code: 'reuters', name: 'Reuters' },
        change: 'withdrawal',
        pubStatus: 'canceled',
        marked: true,
        withdraws: { uris: ['one'], scope: 'article', reason: null },
      },
      expect: { action: 'hold', rule: 'no-authority' },
    }),
  ]),
  english('a translation', 'another declared language is another article', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters(
      'one',
      'Freedonien erhöht den Leitzins',
      'Die Zentralbank von Freedonien hat ihren Leitzins am Donnerstag um einen Viertelpunkt auf 4,75 Prozent angehoben.\n\nGouverneurin Ada Kowal sagte, die Löhne stiegen schneller als erwartet.',
      { at: 10, language: 'de' },
    ),
  ]),
  english('a roundup that carries the leads of other stories', 'it never glues stories together', [
    reuters('one', 'Freedonia raises rate', STORY),
    reuters(
      'two',
      'Sylvania keeps its border closed',
      'Sylvania will keep its eastern border closed to lorries for another month, the interior ministry said on Thursday, after talks with hauliers ended without a date.',
      { at: 5 },
    ),
    reuters(
      'roundup',
      'World news at 1500 GMT',
      `${LEAD}\n\nSylvania will keep its eastern border closed to lorries for another month, the interior ministry said on Thursday.\n\nVoters in Ruritania go to the polls on Sunday with five parties within three points of each other.\n\nA satellite built by students reached its orbit after two delays.\n\nRain ended the second day of the test in Port Alba with the hosts 41 for two.`,
      { at: 60 },
    ),
  ]),
  english('an empty body and a headline only', 'too little to be compared by: both are sent', [
    reuters('one', 'Harbour closed', ''),
    reuters('two', 'Harbour closed again', '', { at: 10 }),
  ]),
  english('one word', 'too little to be compared by', [
    reuters('one', 'Quake', 'Quake'),
    reuters('two', 'Storm', 'Storm', { at: 10 }),
  ]),
  english('a story with another declared version time that is older', 'rule of order: stored, not sent', [
    reuters('one', 'Freedonia raises rate', STORY, { made: 0 }),
    reuters('one', 'Freedonia raises rate', `${STORY}\n\nMore to follow.`, {
      at: 30,
      made: -90,
      expect: { action: 'late', of: 0 },
    }),
  ]),
  english('a weather report of the next day', 'the same frame with other figures: a different story', [
    reuters(
      'w1',
      'Weather in Osterburg',
      'Osterburg: cloudy with showers, wind from the west at 25 km/h, high 14, low 8, humidity 81%. Sunrise 0612, sunset 1748. Tomorrow mostly dry in the east, high 15, low 7.',
    ),
    reuters(
      'w2',
      'Weather in Osterburg',
      'Osterburg: sunny with haze, wind from the south at 10 km/h, high 21, low 11, humidity 54%. Sunrise 0610, sunset 1750. Tomorrow mostly dry in the east, high 22, low 12.',
      { at: 1_440 },
    ),
  ]),
  english('the same teaser under two headlines', 'a stock sentence makes no story: the headlines tell them apart', [
    reuters(
      'one',
      'Harbour strike ends after a week',
      'Read the full story with pictures and graphics on our website, free for subscribers all day.',
    ),
    reuters(
      'two',
      'Two climbers rescued in the Alps',
      'Read the full story with pictures and graphics on our website, free for subscribers all day.',
      { at: 5 },
    ),
  ]),
  english('two short items that share a stock sentence', 'most of the words are the same, the stories are not', [
    reuters(
      'one',
      'Bank robber caught in Osterburg',
      'The ministry said it would not comment further on the matter before Monday. Police arrested him at the station.',
    ),
    reuters(
      'two',
      'Minister resigns over ferry deal',
      'The ministry said it would not comment further on the matter before Monday. The ferry deal was signed in May.',
      { at: 5 },
    ),
  ]),
];
