import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type { IdTrust } from '../../src/judge/feed-ids.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';

const TRAINS = {
  headline: 'Night trains to the north from December',
  body: 'More night trains run from December, the railway of Verran said on Wednesday. A new connection leads to the islands, with sleeping cars built in the yard at Osterburg.',
};
const CALF = {
  headline: 'Elephant calf born in zoo',
  body: 'An elephant calf came into the world this morning at Tarnholm zoological garden. Mother and young are healthy, veterinarian Oda Lunde told visitors who had gathered outside.',
};
const FLOOD = {
  headline: 'River floods cellars of Marsk',
  body: 'Water stood a metre deep beneath the town hall after heavy rain overnight. Firefighters pumped cellars dry; schools stay shut until Friday, mayor Pia Holm announced.',
};
/** The report of the trains, told anew from its first word to its last. */
const REWRITTEN = {
  headline: 'Sleeping cars return to Verran railway after nine years',
  body: 'Passengers may book berths again: Verran railway puts nine sleeping cars on its line to the islands this winter, all of them repaired at Osterburg, and calls night trains its fastest growing business.',
};
const distrusted: IdTrust = { faults: new Set(['one-id-several-stories']), changing: new Set() };

describeBothMemories((openDesk) => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  const take = (told: Partial<Told>, more: Partial<Candidate> = {}): Promise<Taken> =>
    desk.take({
      ...candidateOf({ at: 0, from: 'town-site', id: '4711', ...TRAINS, ...told }),
      standing: 'wire',
      ...more,
    });

  describe.each([['town-site'], ['dpa']])('one id with two stories: %s', (from) => {
    test('each is an article of its own, and what comes again or is edited finds its own', async () => {
      const trains = await take({ from });
      const calf = await take({ from, at: 60, ...CALF });
      expect(calf.verdict).toMatchObject({ action: 'publish', relation: 'new' });
      expect(calf.verdict.evidence.idFault).toMatchObject({
        rule: 'one-id-several-stories',
        article: trains.article.id,
      });
      expect(calf.article.id).not.toBe(trains.article.id);
      const again = await take({ from, at: 61 });
      expect(again.verdict).toMatchObject({ action: 'spike', articleId: trains.article.id });
      const edited = await take({ from, at: 62, body: TRAINS.body.replace('December', 'January') });
      expect(edited.article).toMatchObject({ id: trains.article.id, revision: 2 });
      const flood = await take({ from, at: 70, ...FLOOD });
      expect(new Set([trains, calf, flood].map(({ article }) => article.id)).size).toBe(3);
    });

    test('two stories that share a phrase of their town under other slugs are two', async () => {
      const phrase = ' Verran town hall.';
      const trains = await take({ from, slug: 'Bahn/', body: TRAINS.body + phrase });
      const calf = await take({ from, at: 60, ...CALF, slug: 'Zoo/', body: CALF.body + phrase });
      expect(calf.article.id).not.toBe(trains.article.id);
      const under = await take({ from, id: '4712', slug: 'Bahn/', at: 61, body: TRAINS.body + phrase });
      const renamed = await take({ from, id: '4712', slug: 'Bahn/Verran/', at: 62, ...REWRITTEN });
      expect(renamed.article.id).toBe(under.article.id);
    });

    test('a story told anew under its id stays one', async () => {
      const first = await take({ from });
      const second = await take({ from, at: 60, ...REWRITTEN });
      expect(second.article).toMatchObject({ id: first.article.id, revision: 2 });
    });

    test.each<[string, Partial<Told>, Partial<Article>]>([
      ['is too short to tell', { headline: 'Elephant calf born', body: 'More follows.' }, {}],
      ['is marked', CALF, { marked: true }],
      [
        'names the version before it by a link',
        { ...CALF, item: { links: [{ rel: 'prevVersion', uri: '4711' }] } },
        {},
      ],
      ['is an alert, as the first was not', CALF, { newsClass: 'alert' }],
      ['is in another language', CALF, { language: 'de' }],
    ])('what %s is a version', async (_, told, over) => {
      const undeclared = { language: null };
      const first = await take({ from, item: undeclared });
      const { article, ...more } = candidateOf({
        at: 60,
        from,
        id: '4711',
        ...TRAINS,
        ...told,
        item: { ...told.item, ...undeclared },
      });
      const second = await desk.take({ ...more, article: { ...article, ...over }, standing: 'wire' });
      expect(second.article.id).toBe(first.article.id);
    });
  });

  test('a higher version number, or an id that its agency keeps, says that it is the story', async () => {
    const usn = { altIds: [{ role: 'usn', value: 'L1N0AB12' }] };
    const first = await take({ from: 'reuters', item: { version: '1', ...usn } });
    expect((await take({ from: 'reuters', at: 5, ...CALF, item: { version: '2' } })).article.id).toBe(first.article.id);
    const third = await take({ from: 'reuters', at: 9, ...FLOOD, item: { version: '2', ...usn } });
    expect(third.article.id).toBe(first.article.id);
  });

  test('where ids are distrusted, an id leads only to what is like the story', async () => {
    const first = await take({});
    const other = { headline: 'Sleeping bags for the islands', body: 'Scouts collect sleeping bags.' };
    expect((await take({ at: 5, ...other }, { ids: distrusted })).article.id).not.toBe(first.article.id);
    const edited = await take({ at: 6, body: TRAINS.body.replace('December', 'January') }, { ids: distrusted });
    expect(edited.article).toMatchObject({ id: first.article.id, revision: 2 });
  });

  test('where ids are distrusted, a stop means the story that its words name', async () => {
    const first = await take({ from: 'dpa' });
    const second = await take({ from: 'dpa', at: 5, ...CALF });
    const stop = { headline: TRAINS.headline, body: '', item: { signals: [{ kind: 'status', value: 'canceled' }] } };
    const taken = await take({ from: 'dpa', at: 9, ...stop }, { ids: distrusted });
    expect(taken.verdict).toMatchObject({ action: 'revise', articleId: first.article.id, change: 'withdrawal' });
    expect(taken.article.id).not.toBe(second.article.id);
  });

  describe('one story under many ids', () => {
    const link = (number: number): Partial<Told> => ({
      id: `urn:poll-${number}`,
      item: { links: [{ rel: 'canonical', uri: `https://town.example/read?story=7&poll=${number}` }] },
    });
    const short = { headline: 'Pool closed', body: 'Until noon, the town says today.' };
    const ids: IdTrust = { faults: new Set(['one-story-many-ids']), changing: new Set(['poll']) };

    test('is noticed by its words, with what changes in its addresses', async () => {
      const first = await take(link(1));
      const again = await take({ ...link(2), at: 1 });
      expect(again.verdict).toMatchObject({ action: 'spike', articleId: first.article.id });
      expect(again.verdict.evidence.idFault).toEqual({
        rule: 'one-story-many-ids',
        article: first.article.id,
        changing: ['poll'],
      });
    });

    test('is found by its link without what changes in it, and another story is not', async () => {
      const first = await take({ ...link(1), ...short }, { ids });
      const edited = await take({ ...link(2), at: 1, headline: 'Pool open', body: 'Since noon.' }, { ids });
      expect(edited.article).toMatchObject({ id: first.article.id, revision: 2 });
      const other = { id: 'urn:other', links: [{ rel: 'canonical', uri: 'https://town.example/read?story=8&poll=3' }] };
      const third = await take({ id: other.id, item: { links: other.links }, at: 2, ...CALF }, { ids });
      expect(third.article.id).not.toBe(first.article.id);
    });
  });
});
