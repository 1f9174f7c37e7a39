import { beforeEach, describe, expect, test } from 'vitest';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';

const CANCELED = { signals: [{ kind: 'status', value: 'canceled' }] };
const TUNNEL = {
  id: 'urn:wire:1',
  slug: 'TUNNEL-ALPS/',
  headline: 'Rock fall shuts tunnel',
  body: 'A rock fall shut the rail tunnel and it will stay closed for weeks, the operator said. Freight is diverted.',
};
const FARMERS = {
  id: 'urn:wire:2',
  slug: 'TUNNEL-ALPS/',
  headline: 'Farmers fear a new tax on land',
  body: 'Farmers near the border said that whoever governs next would tax their pastures. Many of them keep reindeer.',
};

describeBothMemories((openDesk) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  const take = (told: Partial<Told>): Promise<Taken> =>
    desk.take(candidateOf({ at: 0, from: 'reuters', ...TUNNEL, ...told }));
  const kill = (told: Partial<Told>): Promise<Taken> => take({ id: 'urn:wire:9', at: 30, slug: '', ...told });

  describe('a stop names its story', () => {
    test.each<[string, Partial<Told>]>([
      [
        'by a quotation in its copy',
        { headline: 'Advisory', body: 'The story headlined "Rock fall shuts tunnel" has been withdrawn.' },
      ],
      [
        'by a quotation in its headline',
        { headline: 'Kill: story "Rock fall shuts tunnel"', body: 'See note.', item: CANCELED },
      ],
      [
        'by the headline behind a word of its desk',
        { headline: 'RETRACTED: Rock fall shuts tunnel', body: 'See note.' },
      ],
      [
        'by nothing but its slug',
        { headline: 'ADVISORY-Story withdrawn', slug: TUNNEL.slug, body: 'See note.', item: CANCELED },
      ],
      [
        'by a link to the previous version',
        {
          headline: 'Other words',
          body: '',
          item: { ...CANCELED, links: [{ rel: 'previousVersion', uri: TUNNEL.id }] },
        },
      ],
    ])('%s', async (_, told) => {
      const story = await take({});
      const other = await take({ ...FARMERS, slug: 'LAND-TAX/', at: 1 });
      const stop = await kill(told);
      expect(stop.verdict).toMatchObject({ action: 'revise', articleId: story.article.id, change: 'withdrawal' });
      expect(stop.article.id).not.toBe(other.article.id);
    });
  });

  test.each<[string, Partial<Told>]>([
    [
      'that quotes another story',
      {
        headline: 'Journal retracts study',
        body: 'The journal said its article "Sleep and steel bars" has been retracted.',
      },
    ],
    [
      'that quotes less than a headline',
      { headline: 'Film festival', body: 'The story of "Rock fall" has been withdrawn from the programme.' },
    ],
    [
      'under the headline of the story',
      { headline: TUNNEL.headline, body: 'The operator withdrew its report on the tunnel and will write a new one.' },
    ],
    [
      'of another agency',
      { from: 'afp', headline: 'Avis', body: 'The story headlined "Rock fall shuts tunnel" has been withdrawn.' },
    ],
  ])('a report %s takes nothing back, and is sent', async (_, told) => {
    const story = await take({});
    const report = await kill(told);
    expect(report.article.pubStatus).toBe('usable');
    expect(['publish', 'revise']).toContain(report.verdict.action);
    const again = await take({ at: 40, body: `${TUNNEL.body} It rains.` });
    expect(again.article).toMatchObject({
      id: story.article.id,
      pubStatus: 'usable',
      change: expect.not.stringMatching('reinstated'),
    });
  });

  test('where two stories stand under the slug that a stop names alone, both are withheld', async () => {
    const stories = [await take({}), await take({ ...FARMERS, at: 1 })];
    const stop = await kill({
      headline: 'ADVISORY-Story withdrawn',
      slug: TUNNEL.slug,
      body: 'See note.',
      item: CANCELED,
    });
    expect(stop.verdict.rule).toBe('withheld-in-doubt');
    expect(new Set(stop.verdict.evidence.fits as string[])).toEqual(new Set(stories.map(({ article }) => article.id)));
  });

  test('a slug says nothing where the stop names another story under it', async () => {
    await take({});
    const stop = await kill({
      headline: 'Bridge closed for repair',
      slug: TUNNEL.slug,
      body: 'See note.',
      item: CANCELED,
    });
    expect(stop.verdict.rule).toBe('kill-of-unknown');
  });

  test('a correction that names the previous version is a revision of it, however much was rewritten', async () => {
    const story = await take({});
    const links = [{ rel: 'previousVersion', uri: TUNNEL.id }];
    const next = await take({ ...FARMERS, at: 5, item: { links } });
    expect(next.article).toMatchObject({ id: story.article.id, revision: 2 });
  });
});
