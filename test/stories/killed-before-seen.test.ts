import { beforeEach, describe, expect, test } from 'vitest';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';

const HEADLINE = 'Lock gates jam at Orsund and shut the canal to barges';
const TEXT = [
  'The canal board shut the locks of Orsund on Tuesday after both gates jammed half open with a barge between them.',
  'Nineteen barges were waiting by noon, and the board said that divers would look at the hinges in the evening.',
].join('\n\n');
const CANCELED = { kind: 'status', value: 'canceled' };
const USABLE = { kind: 'status', value: 'usable' };

describeBothMemories((openDesk) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  const take = (told: Partial<Told> & Pick<Told, 'id'>): Promise<Taken> =>
    desk.take(candidateOf({ at: 30, from: 'ap', headline: HEADLINE, body: TEXT, ...told }));
  const stop = (told: Partial<Told> = {}): Promise<Taken> =>
    take({ id: 'urn:stop', at: 0, body: '', ...told, item: { signals: [CANCELED], ...told.item } });

  describe('copy of a story that was stopped before anybody saw it', () => {
    test.each<[string, Partial<Told>]>([
      ['under the headline of the stop', {}],
      ['under the headline that is behind its label', { headline: `KILL: ${HEADLINE}` }],
      [
        'under a headline that its words quote',
        { headline: 'Advisory', body: `Kill the story "${HEADLINE}". It will not be replaced.`, item: { signals: [] } },
      ],
      [
        'under a headline that a stop without an id quotes',
        {
          headline: 'Advisory',
          body: `Kill the story "${HEADLINE}". It will not be replaced.`,
          item: { signals: [], uri: null },
        },
      ],
    ])('is held where the same agency sends it under another id: %s', async (_, told) => {
      const { verdict } = await stop(told);
      expect(verdict.rule).toMatch(/^kill-of-/);
      const late = await take({ id: 'urn:late' });
      expect(late.verdict).toMatchObject({ action: 'hold', rule: 'killed-before-seen' });
    });

    test.each<[string, Partial<Told>]>([
      ['credits it', { from: 'partner', credit: 'AP' }],
      ['credits it beside another', { from: 'partner', credit: 'AP, Reuters' }],
      ['credits it under a headline in capitals', { from: 'partner', credit: 'AP', headline: HEADLINE.toUpperCase() }],
    ])('is held where a partner %s', async (_, told) => {
      await stop();
      const { verdict } = await take({ id: 'urn:copy', ...told });
      expect(verdict).toMatchObject({ action: 'hold', rule: 'killed-before-seen' });
    });
  });

  describe('is published all the same', () => {
    test.each<[string, Partial<Told>]>([
      ['what another agency reports itself', { from: 'reuters' }],
      ['what another agency reports itself, and a partner carries', { from: 'partner', credit: 'Reuters' }],
      ['another story of the agency', { headline: 'Lock gates of Orsund are open again' }],
      ['what the agency made after the stop and says may be used', { item: { signals: [USABLE] } }],
      ['what comes so late that it is another', { at: 5 * 24 * 60 }],
    ])('%s', async (_, told) => {
      await stop();
      expect((await take({ id: 'urn:other', ...told })).verdict).toMatchObject({ action: 'publish' });
    });

    test('a story under a headline that may head any', async () => {
      await stop({ headline: 'Sports in brief' });
      expect((await take({ id: 'urn:other', headline: 'Sports in brief' })).verdict.action).toBe('publish');
    });
  });
});
