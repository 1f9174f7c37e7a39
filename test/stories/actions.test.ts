import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { gateOf } from '../../src/article/embargo.ts';
import { type ActionName, act } from '../../src/store/actions.ts';
import { answerAlarms, raiseAlarm, readAlarms } from '../../src/store/alarms.ts';
import { readArticle } from '../../src/store/articles.ts';
import { readAudit } from '../../src/store/audit.ts';
import { readArrival } from '../../src/store/decisions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { RedisProcess } from './redis-process.ts';

const WINDOW_MS = 96 * 3_600_000;
const FUTURE = '2031-01-01T00:00:00.000Z';
const BODY = 'The ferry Halsund ran aground off Merrow on Monday; all 212 people aboard were brought ashore by dawn.';

let server: TestRedis;
let store: Store;
let newsroom: RedisProcess;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await store.redis.flushall();
  newsroom = new RedisProcess(store, WINDOW_MS);
});

let arrivals = 0;
/** A version of the story comes in; gives its article. */
async function arrives(body: string, item: Told['item'] = {}): Promise<Article> {
  const candidate = candidateOf({
    at: arrivals,
    from: 'reuters',
    id: 'urn:ferry',
    headline: 'Ferry aground',
    body,
    item,
  });
  arrivals += 1;
  const arrival = `reuters-ferry-${arrivals}`;
  await (await newsroom.judge({ ...candidate, now: Date.now() }, { arrival })).commit();
  const { articleId } = (await readArrival(store, arrival))!;
  return (await readArticle(store, articleId!))!;
}

const order = (reason = 'lawyers ask for it') => ({ by: 'Ada', reason, now: Date.now() });
const does = (name: ActionName, id: string, reason?: string) => act(store, name, id, order(reason));
const gate = async (id: string) => gateOf((await readArticle(store, id))!, Date.now()).state;

describe('what an operator may do to an article', () => {
  test('an alarm that asks about articles ends once a person has decided about each', async () => {
    const { id } = await arrives(BODY);
    const asks = async () => (await readAlarms(store)).map(({ key }) => key);
    await raiseAlarm(
      store,
      { key: 'stop 1', problem: 'a stop fits several', cure: 'decide' },
      { articles: [id, 'another'] },
    );
    await raiseAlarm(store, { key: 'memory', problem: 'something else', cure: 'mend it' });
    await does('hold', id);
    expect(await asks()).toEqual(['memory', 'stop 1']);
    await answerAlarms(store, 'another');
    expect(await asks()).toEqual(['memory']);
  });

  test('hold and release are revisions of their own, in order, and the text comes back whole', async () => {
    const { id, revisionId } = await arrives(BODY);
    expect(await does('hold', id)).toMatchObject({ revision: 2, change: 'withheld', previousRevisionId: revisionId });
    expect(await gate(id)).toBe('withheld');
    expect(await does('release', id)).toMatchObject({ revision: 3, change: 'reinstated', bodyText: BODY });
    expect(await gate(id)).toBe('open');
  });

  test('a hold stands whatever the agency sends; its kill goes on', async () => {
    const { id } = await arrives(BODY);
    await does('hold', id);
    const update = await arrives(`${BODY} The captain was questioned.`);
    expect(update).toMatchObject({ id, revision: 3, change: 'withheld', pubStatus: 'withheld' });
    expect((await does('release', id)).bodyText).toContain('The captain was questioned.');
    await does('hold', id);
    expect(await arrives('', { signals: [{ kind: 'status', value: 'canceled' }] })).toMatchObject({
      id,
      pubStatus: 'canceled',
    });
  });

  test('release ends an embargo', async () => {
    const { id } = await arrives(BODY, { dates: [{ role: 'embargoed', value: FUTURE, field: 'embargoed' }] });
    expect(await gate(id)).toBe('held');
    expect(await does('release', id)).toMatchObject({ change: 'embargo-lift', embargoedUntil: null, bodyText: BODY });
    expect(await gate(id)).toBe('open');
  });

  test('withdraw is a stop, keeps no text, and the wire log has it', async () => {
    const { id, uri } = await arrives(BODY);
    expect(await does('withdraw', id)).toMatchObject({
      revision: 2,
      change: 'withdrawal',
      pubStatus: 'canceled',
      bodyText: '',
      withdraws: { uris: [uri], scope: 'article', reason: null },
    });
    const entries = await readLogAfter(store, '0-0', 10);
    expect(entries.map(({ kind }) => kind)).toEqual(['revision', 'withdrawal']);
  });

  test('a note of correction is sent with the story', async () => {
    const { id } = await arrives(BODY);
    expect(await does('correct-note', id, 'There were 211 people aboard.')).toMatchObject({
      change: 'correction',
      correctionNote: 'There were 211 people aboard.',
      bodyText: BODY,
    });
  });

  test('asked twice, it is done once', async () => {
    const { id } = await arrives(BODY);
    for (const name of ['hold', 'hold', 'release', 'release', 'withdraw', 'withdraw'] as const) await does(name, id);
    expect(await readArticle(store, id)).toMatchObject({ revision: 4 });
  });

  test.each([
    ['release', [], 'nothing holds it'],
    ['hold', ['withdraw'], 'it is withdrawn, and its text is not kept'],
    ['release', ['withdraw'], 'it is withdrawn, and its text is not kept'],
    ['correct-note', ['hold'], 'it is not out'],
  ] as [ActionName, ActionName[], string][])('%s after %j is refused', async (name, before, reason) => {
    const { id } = await arrives(BODY);
    for (const each of before) await does(each, id);
    await expect(does(name, id)).rejects.toThrow(reason);
  });

  test('what does not exist is refused with what to do', async () => {
    await expect(does('hold', 'art_none')).rejects.toThrow('there is no such article; explain finds it by its uri');
  });
});

test('who did what, when and why is kept', async () => {
  const { id } = await arrives(BODY);
  await does('hold', id, 'a claim');
  await does('release', id, 'the claim was dropped');
  expect(await readAudit(store, { limit: 10, reads: true })).toEqual([
    { at: expect.any(Number), by: 'Ada', act: 'release', reason: 'the claim was dropped', of: id },
    { at: expect.any(Number), by: 'Ada', act: 'hold', reason: 'a claim', of: id },
  ]);
});
