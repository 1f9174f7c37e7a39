import { beforeEach, describe, expect, test } from 'vitest';
import { nameBeside } from '../../src/article/beside.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';

const QUAY = [
  'The council of Verran approved the plan for its harbour after a long debate on Tuesday, and the mayor thanked the members.',
  'Work on the quay begins in March and costs 40 million. Residents had asked for a tunnel, which the engineers rejected.',
  'The ferry moves to the northern pier until the work is done, the harbour master said, and will sail every hour.',
];
const HEADLINE = 'Council approves harbour plan';
const warning = (place: string): string =>
  `Yellow warning of wind in ${place}: valid from 0600 Thu 26 Nov to 1800 Thu 26 Nov. Some short term loss of power is possible.`;

describeBothMemories((openDesk) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  const take = (told: Partial<Told> & Pick<Told, 'id'>, more: Partial<Candidate> = {}): Promise<Taken> =>
    desk.take({
      ...candidateOf({ at: 0, from: 'town-site', headline: HEADLINE, body: QUAY.join('\n\n'), ...told }),
      standing: 'wire',
      ...more,
    });

  describe('a feed that speaks for nobody is the own wire of what it alone brings', () => {
    const corrected = QUAY.join('\n\n').replace('40 million', '14 million');
    test.each([
      ['another slug', 'http://town.example/quay', 'http://town.example/quay-plan'],
      ['https', 'http://town.example/quay', 'https://town.example/quay'],
      ['a slash', 'http://town.example/quay', 'http://town.example/quay/'],
      ['a session', 'http://town.example/quay;jsessionid=1', 'http://town.example/quay;jsessionid=2'],
      ['a campaign', 'http://town.example/quay?utm_campaign=1', 'http://town.example/quay?utm_campaign=2'],
    ])('its edit under a link with %s is a version', async (_, before, after) => {
      const one = await take({ id: before });
      const two = await take({ id: after, at: 5, body: corrected });
      expect(two.article).toMatchObject({ id: one.article.id, revision: 2 });
      expect(two.verdict.action).toBe('revise');
      expect((await take({ id: after, at: 6, body: corrected })).verdict.action).toBe('spike');
    });

    test('a short text under a link that only its session tells apart is a version too', async () => {
      const one = await take({ id: 'http://town.example/a?sid=1', headline: 'Pool closed', body: 'Until noon.' });
      const two = await take({ id: 'http://town.example/a?sid=2', headline: 'Pool open', body: 'Since noon.', at: 5 });
      expect(two.article.id).toBe(one.article.id);
    });

    test('it takes back what it brought itself, and nothing of another feed', async () => {
      const status = { item: { signals: [{ kind: 'status', value: 'canceled' } as const], creditLine: 'Reuters' } };
      const one = await take({ id: 'a', credit: 'Reuters' });
      const kill = await take({ id: 'a', at: 5, body: '', ...status });
      expect(kill.verdict).toMatchObject({ action: 'revise', change: 'withdrawal', articleId: one.article.id });
      const other = { id: 'b', headline: 'Ferry moves to the northern pier', body: QUAY[2] ?? '', credit: 'Reuters' };
      await take({ ...other, from: 'reuters', at: 6 });
      const strange = await take({ ...other, from: 'pier-site', at: 7, body: '', ...status });
      expect(strange.verdict.action).not.toBe('revise');
    });

    test('an excerpt of it, and copy of what another feed brought, are none', async () => {
      const one = await take({ id: 'http://town.example/quay' });
      const cut = await take({ id: 'http://town.example/brief', at: 5, headline: 'In brief', body: QUAY[0] ?? '' });
      expect(cut.verdict.action).not.toBe('revise');
      const other = await take({ id: 'http://other.example/quay', from: 'other-site', at: 6 });
      expect(other.verdict).toMatchObject({ action: 'spike', articleId: one.article.id });
    });
  });

  describe('items side by side in one document', () => {
    const PLACES = ['Kent', 'Essex', 'Surrey', 'Devon'];
    const beside = new Set(PLACES.map((place) => nameBeside(`urn:met:${place}`)));
    const warn = (place: string, more: Partial<Told> = {}): Promise<Taken> =>
      take(
        { id: `urn:met:${place}`, headline: `Wind warning for ${place}`, body: warning(place), ...more },
        { beside },
      );

    test.each([['town-site'], ['reuters']])('are different stories, however alike: %s', async (from) => {
      const taken: Taken[] = [];
      for (const place of PLACES) taken.push(await warn(place, { from }));
      expect(new Set(taken.map(({ article }) => article.id)).size).toBe(PLACES.length);
      expect(taken.map(({ verdict }) => verdict.action)).toEqual(PLACES.map(() => 'publish'));
    });

    test('are one where their content is equal', async () => {
      await warn('Kent');
      const twice = await warn('Essex', { headline: 'Wind warning for Kent', body: warning('Kent') });
      expect(twice.verdict.action).toBe('spike');
    });

    test('are versions where their agency marks them so', async () => {
      const names = new Set(['urn:one', 'urn:two'].map(nameBeside));
      const one = await take({ id: 'urn:one', from: 'reuters' }, { beside: names });
      const told = {
        id: 'urn:two',
        from: 'reuters',
        headline: `UPDATE 1-${HEADLINE}`,
        body: `${QUAY.join('\n\n')}\n\nIt rains.`,
      };
      const two = await take({ ...told, at: 5 }, { beside: names });
      expect(two.article.id).toBe(one.article.id);
    });
  });

  describe('one story in several lengths, each under an id of its own', () => {
    test('the shorter form is no version of the longer, which only grows', async () => {
      const long = await take({ id: 'urn:long', from: 'stt' });
      const short = await take({ id: 'urn:short', from: 'stt', at: 5, body: QUAY[0] ?? '' });
      expect(short.verdict).toMatchObject({ action: 'publish', rule: 'parallel-form' });
      expect(short.article.related).toContainEqual(expect.objectContaining({ id: long.article.id }));
      const grown = await take({ id: 'urn:longer', from: 'stt', at: 9, body: [...QUAY, 'Rain fell.'].join('\n\n') });
      expect(grown.article).toMatchObject({ id: long.article.id, revision: 2 });
    });
  });

  test('a signature, a session or a new query in an address is no change that a reader could notice', async () => {
    const item = (number: number): Told['item'] => ({
      links: [{ rel: 'canonical', uri: `https://town.example/quay?rnd=${number}` }],
      media: [
        {
          type: 'picture',
          uri: null,
          href: `https://cdn.example/p.jpg?Expires=${number}&Signature=${number}`,
          caption: 'The quay',
          credit: null,
          headline: null,
          position: null,
          hrefExpires: null,
          needsAuth: false,
          renditions: [],
        },
      ],
    });
    await take({ id: 'urn:quay', item: item(1) });
    expect((await take({ id: 'urn:quay', at: 1, item: item(2) })).verdict.rule).toBe('same-id-same-content');
    const other = { ...item(3), links: [{ rel: 'canonical', uri: 'https://town.example/the-quay' }] };
    expect((await take({ id: 'urn:quay', at: 2, item: other })).verdict.action).toBe('revise');
  });
});
