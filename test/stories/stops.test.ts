import { beforeEach, describe, expect, test } from 'vitest';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';

const QUAY = [
  'The harbour board of Verran said on Monday that two of its four cranes had been taken out of service after cracks were found.',
  'Ships would be turned to the northern quay until Friday, the board said, and freight would be a day late at most.',
].join('\n\n');
const HEADLINE = 'Cracks close two cranes in Verran';
const USABLE = { kind: 'status', value: 'usable' };
const CANCELED = { kind: 'status', value: 'canceled' };

describeBothMemories((openDesk) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  const take = (told: Partial<Told> & Pick<Told, 'id'>): Promise<Taken> =>
    desk.take(candidateOf({ at: 0, from: 'reuters', headline: HEADLINE, body: QUAY, ...told }));
  const kill = (told: Partial<Told> & Pick<Told, 'id'>): Promise<Taken> =>
    take({ at: 30, body: '', ...told, item: { ...told.item, signals: [CANCELED, ...(told.item?.signals ?? [])] } });

  describe('a stop finds its story', () => {
    test.each<[string, Partial<Told>, Partial<Told>]>([
      ['by its id', {}, { id: 'one' }],
      [
        'by an alternative id',
        { item: { altIds: [{ role: 'usn', value: 'L1' }] } },
        { item: { altIds: [{ role: 'usn', value: 'L1' }] } },
      ],
      [
        'by the history that its versions share',
        { from: 'ritzau', item: { altIds: [{ role: 'HistID', value: 'H 7' }] } },
        { from: 'ritzau', headline: 'Annulleret', item: { altIds: [{ role: 'HistID', value: 'H 7' }] } },
      ],
      [
        'by a link to the version before',
        {},
        { headline: 'Withdrawn', item: { links: [{ rel: 'prevVersion', uri: 'one' }] } },
      ],
      [
        'by a link to what it replaces',
        {},
        { headline: 'Withdrawn', item: { links: [{ rel: 'replaces', uri: 'one' }] } },
      ],
      [
        'by a link to what it derives from',
        {},
        { headline: 'Withdrawn', item: { links: [{ rel: 'derivedFrom', uri: 'one' }] } },
      ],
      [
        'by a link that leaves out the language',
        { language: 'de' },
        { headline: 'Withdrawn', language: 'en', item: { links: [{ rel: 'prevVersion', uri: 'one' }] } },
      ],
      ['by slug and headline', { slug: 'VERRAN-CRANES/' }, { slug: 'VERRAN-CRANES/' }],
      ['by its headline alone, where it has no slug', { slug: 'VERRAN-CRANES/' }, {}],
      [
        'by a headline that its note quotes',
        { slug: 'VERRAN-CRANES/' },
        {
          headline: 'Kill',
          slug: 'VERRAN-CRANES/',
          item: { notes: [{ text: `Please kill our story headlined "${HEADLINE}".`, public: true, role: null }] },
        },
      ],
      [
        'by number, keyword and day',
        {
          item: {
            altIds: [
              { role: 'sequence', value: 'a0101' },
              { role: 'keyword', value: 'BC-Cranes' },
            ],
          },
        },
        {
          headline: 'KILL',
          item: {
            altIds: [
              { role: 'sequence', value: 'a0103' },
              { role: 'keyword', value: 'BC-Cranes' },
            ],
            notes: [{ text: 'Kill BC-Cranes, a0101. A kill is mandatory.', public: true, role: null }],
          },
        },
      ],
    ])('%s', async (_, story, stop) => {
      const one = await take({ id: 'one', ...story });
      const stopped = await kill({ id: 'two', ...stop });
      expect(stopped.verdict).toMatchObject({ action: 'revise', change: 'withdrawal', articleId: one.article.id });
      expect(stopped.article).toMatchObject({ revision: 2, pubStatus: 'canceled', bodyText: '' });
      expect(stopped.article.withdraws?.uris).toContain('one');
    });

    test.each<[string, Partial<Told>]>([
      ['another agency', { from: 'afp' }],
      ['a feed that speaks for nobody', { from: 'gazette', credit: 'Reuters' }],
    ])('that is not its own to stop: %s', async (_, stop) => {
      await take({ id: 'one' });
      const stopped = await kill({ id: 'two', item: { links: [{ rel: 'prevVersion', uri: 'one' }] }, ...stop });
      expect(stopped.verdict.action).not.toBe('revise');
    });

    test('a headline under another slug is another story', async () => {
      await take({ id: 'one', slug: 'VERRAN-CRANES/' });
      expect((await kill({ id: 'two', slug: 'OSLO-CRANES/' })).verdict.rule).toBe('kill-of-unknown');
    });

    test('of several that its words fit all are withheld, each as it stood', async () => {
      const one = await take({
        id: 'one',
        body: 'Cranes in the north of Verran are closed, it was said on Monday evening.',
      });
      const two = await take({
        id: 'two',
        at: 5,
        body: 'Nobody was hurt when both of them gave way, a spokesman told reporters at the quay after dawn.',
      });
      expect(two.article.id).not.toBe(one.article.id);
      const stop = await kill({ id: 'three' });
      expect(stop.verdict).toMatchObject({ rule: 'withheld-in-doubt', change: 'withheld' });
      expect(new Set([stop.verdict.articleId, ...(stop.verdict.others ?? [])])).toEqual(
        new Set([one.article.id, two.article.id]),
      );
      expect(stop.article).toMatchObject({ pubStatus: 'withheld', uri: 'two', revision: 2 });
      // Both are stopped: a second stop finds them so.
      expect((await kill({ id: 'four', at: 31 })).verdict.rule).not.toBe('kill-of-unknown');
    });

    test('one that names nothing by an id is kept for a person, one that has a uri goes on', async () => {
      const nothing = await kill({ id: 'urn:copytaster:wire:1', headline: 'Kill' });
      expect(nothing.verdict).toMatchObject({ action: 'hold', rule: 'kill-of-no-one' });
      expect((await kill({ id: 'two', headline: 'Kill' })).verdict.action).toBe('tombstone');
    });
  });

  describe('a stop stands', () => {
    const at = (made: string) => ({
      dates: [{ role: 'versionCreated' as const, value: made, field: 'versionCreated' }],
    });
    test.each<[string, Partial<Told>, object]>([
      [
        'a lower number, whatever its time',
        { item: { version: '1', ...at('2026-03-03T12:00:00Z'), signals: [USABLE] } },
        { action: 'late' },
      ],
      [
        'the same number',
        { item: { version: '2', ...at('2026-03-03T12:00:00Z'), signals: [USABLE] } },
        { action: 'hold' },
      ],
      ['the same time', { item: { ...at('2026-03-03T10:00:00Z'), signals: [USABLE] } }, { action: 'hold' }],
      ['a later time that does not say it may be used', { item: at('2026-03-03T12:00:00Z') }, { action: 'hold' }],
    ])('against %s', async (_, told, expected) => {
      await take({ id: 'one', item: { version: '1', ...at('2026-03-03T09:00:00Z') } });
      await kill({ id: 'one', item: { version: '2', ...at('2026-03-03T10:00:00Z') } });
      const body = `${QUAY}\n\nA board member told reporters that the cranes were old.`;
      const came = await take({ id: 'one', at: 60, body, ...told });
      expect(came.verdict).toMatchObject(expected);
    });

    test.each<[string, Partial<Told>]>([
      ['a higher number', { item: { version: '3', ...at('2026-03-03T09:30:00Z') } }],
      ['a later time that says it may be used', { item: { ...at('2026-03-03T12:00:00Z'), signals: [USABLE] } }],
    ])('until %s', async (_, told) => {
      await take({ id: 'one', item: { version: '1', ...at('2026-03-03T09:00:00Z') } });
      await kill({ id: 'one', item: { version: '2', ...at('2026-03-03T10:00:00Z') } });
      const came = await take({ id: 'one', at: 60, ...told });
      expect(came.verdict).toMatchObject({ action: 'revise', change: 'reinstated' });
    });
  });

  describe('a revision that names its story by a link', () => {
    const REWRITTEN =
      'Freight from the south waits on ships that nobody unloads, drivers told us by telephone on Tuesday.';
    test.each(['prevVersion', 'replaces', 'evolvedFrom'])('%s: however much was rewritten', async (rel) => {
      const one = await take({ id: 'one' });
      const two = await take({
        id: 'two',
        at: 9,
        headline: 'Lorries wait',
        body: REWRITTEN,
        item: { links: [{ rel, uri: 'one' }] },
      });
      expect(two.article).toMatchObject({ id: one.article.id, revision: 2 });
      const three = await take({ id: 'two', at: 12, headline: 'Lorries wait on', body: REWRITTEN });
      expect(three.article).toMatchObject({ id: one.article.id, revision: 3 });
    });

    test('of another agency is none', async () => {
      const one = await take({ id: 'one' });
      const links = [{ rel: 'prevVersion', uri: 'one' }];
      const two = await take({
        id: 'two',
        from: 'afp',
        at: 9,
        headline: 'Lorries wait',
        body: REWRITTEN,
        item: { links },
      });
      expect(two.article.id).not.toBe(one.article.id);
    });
  });

  test('the number of a version orders before its time', async () => {
    await take({ id: 'one', at: 10, item: { version: '2' } });
    const late = await take({ id: 'one', at: 20, body: `${QUAY} Rain fell.`, item: { version: '1' } });
    expect(late.verdict.action).toBe('late');
  });
});
