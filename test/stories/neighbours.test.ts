import { beforeEach, describe, expect, test } from 'vitest';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { type Desk, mapDesk, type Taken } from './desk.ts';

const QUAKE = [
  'A strong earthquake shook the Pelmora islands before dawn on Monday, toppling houses in three villages and cutting the road to the airport, officials said.',
  'Governor Ilse Tamarind said rescuers had pulled eleven people from the rubble of a school in Cape Verran and that soldiers were on their way by boat.',
  'The quake measured 6.8 and struck at a depth of nine kilometres, the survey in the capital said; no wave was seen.',
];
const OTHER_QUAKE = [
  'Soldiers were sent to the Pelmora islands on Monday where an earthquake of magnitude 6.8 brought down a school and dozens of homes overnight.',
  'In Cape Verran parents waited by the ruins while Governor Ilse Tamarind spoke of eleven rescued and an unknown number missing under the walls.',
  'Telephone lines were down and the only runway could not be reached by car, aid workers told us by radio.',
];
const STEEL = [
  'The steel maker Brandmoor said on Tuesday it would shut its oldest furnace in Kessel by the end of the year and move two hundred workers to other plants.',
  'Chief executive Oda Lindqvist blamed the price of coke, which has doubled since spring, and said the decision could not be reversed.',
  'Unions called for a strike vote next week; the town council will meet in a special session on Friday evening.',
];

let desk: Desk;
beforeEach(() => {
  desk = mapDesk(96 * 3_600_000);
});
const take = (told: Partial<Told> & Pick<Told, 'id' | 'headline' | 'body'>): Promise<Taken> =>
  desk.take(candidateOf({ at: 0, from: 'reuters', ...told }));
const text = (paragraphs: readonly string[]): string => paragraphs.join('\n\n');

describe('alerts', () => {
  const ALERT = { item: { newsClass: 'alert' } as Told['item'] };
  const alert = (id: string, headline: string, at: number, from = 'reuters'): Promise<Taken> =>
    take({ id, headline, body: '', at, from, ...ALERT });

  test('an identical one within two hours is a repeat, a word of difference is another alert', async () => {
    await alert('a', 'STRONG EARTHQUAKE SHAKES PELMORA ISLANDS', 0);
    expect((await alert('b', 'STRONG EARTHQUAKE SHAKES PELMORA ISLANDS', 60)).verdict.action).toBe('spike');
    expect((await alert('c', 'STRONG EARTHQUAKE SHAKES VERRAN ISLANDS', 61)).verdict.action).toBe('publish');
    expect((await alert('d', 'STRONG EARTHQUAKE SHAKES PELMORA ISLANDS', 62, 'afp')).verdict.action).toBe('publish');
    expect((await alert('e', 'STRONG EARTHQUAKE SHAKES PELMORA ISLANDS', 200)).verdict.action).toBe('publish');
  });

  test('the story that fills an alert is an article of its own that follows it', async () => {
    const first = await alert('urn:alert', 'STRONG EARTHQUAKE SHAKES PELMORA ISLANDS - OFFICIALS', 0);
    const filled = await take({
      id: 'b',
      headline: 'Strong earthquake shakes Pelmora islands',
      body: text(QUAKE),
      at: 12,
    });
    expect(filled.article.id).not.toBe(first.article.id);
    expect(filled.article.links).toContainEqual({ rel: 'follows', uri: 'urn:alert' });
    const again = await take({
      id: 'b',
      headline: 'Strong earthquake shakes Pelmora islands',
      body: text(QUAKE),
      at: 12,
    });
    expect(again.verdict.rule).toBe('same-id-same-content');
    const unlike = await take({ id: 'c', headline: 'Brandmoor shuts furnace in Kessel', body: text(STEEL), at: 13 });
    expect(unlike.article.links).toEqual([]);
  });
});

describe('agencies', () => {
  test('independent reports of one event share an event, never an article', async () => {
    const one = await take({
      id: 'r',
      headline: 'Earthquake shakes Pelmora islands, school collapses',
      body: text(QUAKE),
    });
    const headline = 'Soldiers sent to Pelmora islands after earthquake topples school';
    const two = await take({ id: 'a', from: 'afp', at: 30, headline, body: text(OTHER_QUAKE) });
    expect(two.article.eventId).toBe(one.article.eventId);
    expect(two.article.id).not.toBe(one.article.id);
    expect(two.verdict.evidence.event).toMatchObject({ articleId: one.article.id, score: expect.any(Number) });
    const far = await take({ id: 's', from: 'afp', at: 40, headline: 'Brandmoor to shut furnace', body: text(STEEL) });
    expect(far.article.eventId).not.toBe(one.article.eventId);
  });

  test.each<[string, string, string, string, string, string]>([
    [
      'a merger',
      'Haugen agrees to buy lender Sarv for 2.4 billion crowns',
      'Haugen Bank said on Tuesday it had agreed to buy the lender Sarv Pank for 2.4 billion crowns in cash.',
      'dpa',
      'Norwegians take over a bank in the east',
      'Sarv Pank is to belong to Haugen of Norway in a deal worth 2.4 billion crowns, both banks said on Tuesday.',
    ],
    [
      'in German',
      'Brand in Lagerhalle am Nordhafen von Kessel',
      'Bei einem Brand in einer Lagerhalle am Nordhafen von Kessel sind am Montag drei Menschen verletzt worden, sagte die Feuerwehr.',
      'apa',
      'Drei Verletzte nach Feuer im Hafen Kessel',
      'In Kessel hat am Montag eine Halle am Nordhafen gebrannt. Drei Menschen kamen verletzt in ein Krankenhaus, wie die Feuerwehr sagte.',
    ],
  ])('reports of one event share it: %s', async (_, headline, body, from, headline2, body2) => {
    const one = await take({ id: 'r', headline, body });
    const two = await take({ id: 'x', from, at: 40, headline: headline2, body: body2 });
    expect(two.article.eventId).toBe(one.article.eventId);
    expect(two.article.id).not.toBe(one.article.id);
  });

  test.each([
    [
      'another place',
      'afp',
      'Quake shakes Torvald, houses collapse',
      'An earthquake of magnitude 5.1 shook villages near Torvald in the north on Monday, and houses collapsed, the mayor said.',
    ],
    [
      'the same form by the same agency',
      'reuters',
      'Torvald Mills <TVM> 2nd qtr net',
      'Shr 31 cts vs 22 cts. Net 1,204,000 vs 811,000. Revs 14.1 mln vs 12.0 mln.',
    ],
  ])('reports of two events do not: %s', async (_, from, headline, body) => {
    const quake =
      'An earthquake of magnitude 6.8 shook the Pelmora islands on Monday, and a school in Cape Verran collapsed, its governor said.';
    const earnings = 'Shr 18 cts vs 12 cts. Net 5,311,000 vs 4,020,000. Revs 88.2 mln vs 79.9 mln.';
    const isQuake = from === 'afp';
    const one = await take({
      id: 'r',
      headline: isQuake ? 'Quake shakes Pelmora, school collapses' : 'Brandmoor Steel <BRM> 4th qtr net',
      body: isQuake ? quake : earnings,
    });
    const two = await take({ id: 'x', from, at: 40, headline, body });
    expect(two.article.eventId).not.toBe(one.article.eventId);
  });

  test('joint copy is linked to both of its sources, and a kill of either names it', async () => {
    const quake = await take({ id: 'r', headline: 'Earthquake shakes Pelmora islands', body: text(QUAKE) });
    const steel = await take({
      id: 'a',
      from: 'afp',
      headline: 'Brandmoor shuts furnace in Kessel',
      body: text(STEEL),
      at: 1,
    });
    const joint = await take({
      id: 'j',
      from: 'daily-gazette',
      at: 50,
      headline: 'World in brief: islands shaken, furnace shut, and more',
      body: text([...QUAKE, ...STEEL]),
    });
    expect(joint.verdict.action).toBe('publish');
    expect(new Set(joint.article.related.map(({ id }) => id))).toEqual(new Set([quake.article.id, steel.article.id]));
    for (const [from, id] of [
      ['reuters', 'r'],
      ['afp', 'a'],
    ] as const) {
      const kill = await take({
        id,
        from,
        at: 60,
        headline: 'Withdrawn',
        body: '',
        item: { signals: [{ kind: 'status', value: 'canceled' }] },
      });
      expect(kill.verdict.change).toBe('withdrawal');
      expect(kill.verdict.evidence.carriedBy).toEqual([joint.article.id]);
    }
  });
});

test('the same item in another language is another article that names the first as its original', async () => {
  const one = await take({ id: 'urn:same', language: 'en', headline: 'Brandmoor shuts furnace', body: text(STEEL) });
  const body = 'Der Stahlkonzern Brandmoor schließt bis Jahresende seinen ältesten Hochofen in Kessel.';
  const two = await take({ id: 'urn:same', language: 'de', headline: 'Brandmoor schließt Hochofen', body, at: 9 });
  expect(two.verdict.action).toBe('publish');
  expect(two.article.id).not.toBe(one.article.id);
  expect(two.article.translationOf).toBe(one.article.id);
});

describe('takes', () => {
  const taken = (number: number, body: string, at: number, id = `take-${number}`): Promise<Taken> =>
    take({
      id,
      at,
      headline: 'Brandmoor: the long decline of a furnace town',
      body,
      slug: 'BRANDMOOR',
      item: { take: number },
    });

  test('join in order, each revision with all text so far', async () => {
    const [first = '', second = '', third = ''] = STEEL;
    const one = await taken(1, first, 0);
    const two = await taken(2, second, 5);
    const three = await taken(3, third, 9);
    expect([two, three].map(({ article }) => article.id)).toEqual([one.article.id, one.article.id]);
    expect(three.article.bodyText).toBe(text(STEEL));
    expect(three.article.takes.map(({ take: number }) => number)).toEqual([1, 2, 3]);
    expect(three.article.revision).toBe(3);
  });

  test('the first coming last stands first; one that comes again changes nothing, corrected it is put in its place', async () => {
    const [first = '', second = ''] = STEEL;
    await taken(2, second, 0);
    const both = await taken(1, first, 5);
    expect(both.article.bodyText).toBe(text([first, second]));
    expect((await taken(1, first, 6)).verdict.action).toBe('spike');
    const corrected = await taken(1, first.replace('two hundred', 'three hundred'), 7);
    expect(corrected.verdict.action).toBe('revise');
    expect(corrected.article.bodyText).toBe(text([first.replace('two hundred', 'three hundred'), second]));
  });
});

describe('bad input', () => {
  const body = text(STEEL);

  test.each([
    ['empty', '', ''],
    ['headline only', 'Brandmoor shuts furnace in Kessel', ''],
    ['one word', 'Kessel', 'Kessel'],
    ['one paragraph ten thousand times', 'Kessel', Array.from({ length: 10_000 }, () => STEEL[0]).join('\n\n')],
    ['two megabytes', 'Kessel', 'furnace Kessel coke '.repeat(100_000)],
  ])('%s is judged, never lost', async (name, headline, given) => {
    const judged = await take({ id: name, headline, body: given });
    expect(judged.verdict.action).toBe('publish');
  });

  test('a feed from elsewhere that takes another’s id and text neither revises, kills nor replaces', async () => {
    const own = await take({ id: 'r', headline: 'Brandmoor shuts furnace', body });
    const stolen = { id: 'r', from: 'copycat', credit: 'Reuters', headline: 'Brandmoor shuts furnace' };
    const revised = await take({ ...stolen, at: 3, body: body.replace('two hundred', 'two thousand') });
    expect(revised.verdict.action).toBe('spike');
    const kill = await take({ ...stolen, at: 4, body, item: { signals: [{ kind: 'status', value: 'canceled' }] } });
    expect(kill.verdict.action).not.toBe('revise');
    const next = await take({ id: 'r2', at: 5, headline: 'Brandmoor shuts furnace', body: `${body}\n\nShares fell.` });
    expect({ id: next.article.id, revision: next.article.revision }).toEqual({ id: own.article.id, revision: 2 });
  });

  test('one character at each of a thousand polls stays one article with bounded memory of its past', async () => {
    await take({ id: 'r', headline: 'Brandmoor shuts furnace', body });
    for (let poll = 1; poll <= 1_000; poll += 1) {
      const judged = await take({ id: 'r', at: poll, headline: 'Brandmoor shuts furnace', body: `${body} ${poll}` });
      expect(judged.article.revision).toBe(poll + 1);
      expect(judged.verdict.evidence.restless).toBe(poll < 20 ? undefined : 'reuters');
    }
  }, 60_000);
});
