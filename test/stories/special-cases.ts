import { type Arrival, type DeskCase, reuters } from './desk-cases.ts';

const LEAD =
  'The central bank of Freedonia raised its main rate by a quarter of a point to 4.75% on Thursday and said two more increases were likely before the end of the year.';
const BACKGROUND = [
  'Governor Ada Kowal told reporters that wages were rising faster than the bank had assumed in its May forecast, above all in building and transport.',
  'The lira gained 0.8% against the euro after the decision, its best day since January, while shares in property companies fell.',
  'Economists at three banks had expected no change; a fourth had put the odds at one in three.',
];
const BACKGROUND_OF_FERRIES =
  'Verran Ferries said it would stop two of its five routes after a winter of few cars and dear fuel. It carried 330,000 cars last year, down from 510,000, its chief executive Oda Moe told reporters. It will lay off one in eight of its staff and sell a ship to a buyer in the south. Unions called the plan rash and asked for talks, and the ministry of transport would not step in.';
const STORY = [LEAD, ...BACKGROUND].join('\n\n');
const KEYWORD = [{ role: 'keyword', value: 'BC-Central Bank' }];

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
  english('an add by keyword', 'what a wire adds to a story under its keyword is its next take', [
    reuters('a0101', 'Central bank raises rate', LEAD, { over: { altIds: KEYWORD } }),
    reuters('a0102', '', BACKGROUND[0] ?? '', {
      at: 20,
      over: { altIds: KEYWORD, takes: [{ uri: 'a0102', take: 2 }], complete: false },
      expect: { action: 'revise', rule: 'take-joined', of: 0 },
    }),
    reuters('a0103', '', BACKGROUND[1] ?? '', {
      at: 30,
      over: { altIds: KEYWORD, takes: [{ uri: 'a0103', take: 3 }], complete: false },
      expect: { action: 'revise', rule: 'take-joined', of: 0 },
    }),
    reuters('a0104', 'Another story', BACKGROUND_OF_FERRIES, {
      at: 40,
      over: { altIds: [{ role: 'keyword', value: 'BC-Ferries' }], takes: [{ uri: 'a0104', take: 2 }] },
    }),
  ]),
  english('a field that changes at every poll', 'what changes by itself says nothing new to a reader', [
    ...[0, 1, 2].map((at) =>
      reuters('one', `Ferries stop two routes (${at + 3} comments)`, BACKGROUND_OF_FERRIES, {
        at,
        ...(at === 0 ? {} : { expect: { action: 'revise', of: 0 } as const }),
      }),
    ),
    ...[3, 4].map((at) =>
      reuters('one', `Ferries stop two routes (${at + 3} comments)`, BACKGROUND_OF_FERRIES, {
        at,
        expect: { action: 'spike', rule: 'volatile-field', of: 0 },
      }),
    ),
    reuters('one', 'Ferries stop two routes (9 comments)', `${BACKGROUND_OF_FERRIES} A strike is planned.`, {
      at: 5,
      expect: { action: 'revise', of: 0 },
    }),
  ]),
  english('a toll that rises at every poll', 'a number in a headline is news', [
    ...[0, 1, 2, 3].map((at) =>
      reuters('one', `Ferry accident: toll rises to ${at + 3}`, BACKGROUND_OF_FERRIES, {
        at,
        ...(at === 0 ? {} : { expect: { action: 'revise', of: 0 } as const }),
      }),
    ),
  ]),
  english('numbers as words are numbers', 'the same form with other figures is another report', [
    reuters(
      'one',
      'BANK OF FREEDONIA DRAINS FUNDS',
      'The Bank of Freedonia entered the market to drain four billion lira by seven day agreements, a spokesman said. Dealers said overnight money was trading at five pct when the bank came in.',
    ),
    reuters(
      'two',
      'BANK OF FREEDONIA DRAINS FUNDS',
      'The Bank of Freedonia entered the market to drain 2.5 billion lira by seven day agreements, a spokesman said. Dealers said overnight money was trading at 4-7/8 pct when the bank came in.',
      { at: 2_900 },
    ),
  ]),
  english('a table of another hour', 'the same headline with another hour is another edition', [
    reuters(
      'one',
      'OSTERBURG METALS 09:15 GMT',
      'COPPER MAR 812 1/2 UP 2 1/4 JUN 808 UP 1 SEP 801 1/4 UP 1/2 TIN MAR 2214 OFF 3 JUN 2201 OFF 1 1/2 ZINC MAR 633 UNCH JUN 630 1/4 UP 1/4',
    ),
    reuters(
      'two',
      'OSTERBURG METALS 09:45 GMT',
      'COPPER MAR 812 1/2 UP 2 1/4 JUN 807 1/2 UP 1/2 SEP 801 1/4 UP 1/2 TIN MAR 2214 OFF 3 JUN 2201 OFF 1 1/2 ZINC MAR 633 UNCH JUN 630 1/4 UP 1/4',
      { at: 30 },
    ),
  ]),
  english('the same form about another company', 'another code in the headline is another company', [
    reuters(
      'one',
      'BRANDMOOR <BRM.F> WINS 62 MLN LIRA BRIDGE ORDER',
      'The Brandmoor Works unit of Brandmoor Plc was awarded a 62 mln lira contract for a railway bridge, the transport ministry said. The work takes 28 months and is to end in May 2028. Nine bids were sought and four received.',
    ),
    reuters(
      'two',
      'LINDAL <LND.F> WINS 60.5 MLN LIRA BRIDGE ORDER',
      'The Lindal Steel division of Lindal Group was awarded a 60.5 mln lira contract for a railway bridge, the transport ministry said. The work, like that given to Brandmoor Plc, takes 28 months and is to end in May 2028. Nine bids were sought and four received.',
      { at: 9 },
    ),
  ]),
  english('a report in other words under the same code', 'the same company with the same figure within hours', [
    reuters(
      'one',
      'TAMARIND MILLS <TMM> TO SELL THREE MLN OF ITS SHARES',
      'Tamarind Mills Co said it plans to sell up to three mln shares of its common stock to pay for a new kiln and for general purposes. A company spokesman gave no details. He said the company has about 31 mln shares outstanding.',
    ),
    reuters(
      'two',
      'TAMARIND <TMM> TO OFFER THREE MLN SHARES',
      'Tamarind Mills Co said it would offer up to three mln of its common shares to pay for a new kiln and for general corporate purposes. Tamarind has about 31.2 mln shares outstanding.',
      { at: 90, expect: { action: 'revise', of: 0 } },
    ),
  ]),
  english('earnings filed again with other rounding', 'the same figures in the same places', [
    reuters(
      'one',
      'VERRAN FOODS INC <VRF> 3RD QTR NET',
      'Shr 51 cts vs 44 cts. Net 3,188,000 vs 2,741,000. Sales 44.7 mln vs 40.2 mln. Avg shrs 6.2 mln vs 6.1 mln. Nine mths. Shr 1.32 dlrs vs 99 cts. Net 8,204,000 vs 6,035,000. Sales 127.9 mln vs 118.0 mln',
    ),
    reuters(
      'two',
      'VERRAN FOODS INC <VRF> 3RD QTR SEPT 30 NET',
      'Shr 51 cts vs 44 cts. Net 3.2 mln vs 2.7 mln. Revs 44.7 mln vs 40.2 mln. Nine mths. Shr 1.32 dlrs vs 99 cts. Net 8.2 mln vs 6.0 mln. Revs 127.9 mln vs 118 mln. NOTE: Results include a gain of 90,000 dlrs from the sale of a mill',
      { at: 500, expect: { action: 'revise', of: 0 } },
    ),
  ]),
  english('an excerpt under its own first words', 'a page without a headline was given the beginning of its text', [
    reuters('one', 'FERRY OWNER CUTS ROUTES, SHEDS STAFF', `${BACKGROUND_OF_FERRIES}`),
    reuters(
      'two',
      'Verran Ferries Said It Would Stop Two',
      'Verran Ferries said it would stop two of its five routes after a winter of few cars and dear fuel.',
      { at: 60, elsewhere: 'gazette', expect: { action: 'spike', of: 0 } },
    ),
  ]),
  english('ids that differ in a blank and an underscore', 'an id is what was written: two stories', [
    reuters('match report 7', 'Freedonia raises rate', STORY),
    reuters('match_report_7', 'Harbour closes', 'The harbour of Verran closed on Monday after a crane fell into it.'),
  ]),
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
    reuters('one', 'Freedonia raises rate', STORY, {
      at: 30,
      made: -30,
      expect: { action: 'revise', rule: 'returned-text-confirmed', of: 0 },
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
      usable: true,
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
