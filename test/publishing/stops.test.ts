import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import type { Stop } from '../../src/store/stops.ts';
import type { Receipt } from '../faults/receipt.ts';
import { answers, takes } from '../faults/webhook-receivers.ts';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

const deployment = new WireAndReceivers();
const { receivers } = deployment;
const ALL = ['well', 'hangs', 'gone'];
/** Gets no story, and wants no stops of stories that nobody saw. */
const DROPS = 'drops';
const settings = (): Record<string, unknown>[] => [
  ...ALL.map((id) => ({ ...receivers.settings(id), ...(id === 'hangs' ? { concurrency: 2 } : {}) })),
  { ...receivers.settings(DROPS), filter: { agencies: ['afp'] }, unknownStops: 'drop' },
];
let service: RunningService;

const sent = (name: string, number: number): Receipt[] =>
  receivers.sentTo(name).filter(({ uri }) => uri === wireStory(number).uri);
const typesSent = (name: string, number: number): string[] => sent(name, number).map(({ type }) => type);
const has = (names: readonly string[], number: number, type: string): Promise<boolean> =>
  until(() => names.every((name) => typesSent(name, number).includes(type)), 10_000);
const kill = (number: number): void => deployment.addToFeed(wireStory(number, { version: 2, status: 'canceled' }));

async function stopOf(number: number): Promise<Stop | undefined> {
  const { body } = await service.get(`/v1/stops?article=${encodeURIComponent(wireStory(number).uri)}`);
  return (body.stops as Stop[])[0];
}

beforeAll(async () => {
  await deployment.start();
  receivers.setBehaviour('hangs', (response, _, { type, uri }) =>
    uri === wireStory(1).uri || type === 'article.withdrawal' ? takes(response, 1, {} as Receipt) : undefined,
  );
  receivers.setBehaviour('gone', (response, _, { type, uri }) =>
    uri === wireStory(1).uri || type === 'article.withdrawal'
      ? takes(response, 1, {} as Receipt)
      : answers(410)(response, 1, {} as Receipt),
  );
  deployment.addToFeed(wireStory(1));
  service = await deployment.publishTo(settings());
  expect(await has(ALL, 1, 'article.new')).toBe(true);
}, 60_000);
afterAll(() => deployment.close());

describe('a kill', () => {
  test('reaches who hangs with all slots, and who answers 410 to another story', async () => {
    deployment.addToFeed(...[2, 3, 4, 5, 6].map((number) => wireStory(number)));
    expect(await until(() => receivers.sentTo('hangs').length >= 3 && receivers.sentTo('gone').length >= 2)).toBe(true);
    const before = Date.now();
    kill(1);
    expect(await has(ALL, 1, 'article.withdrawal')).toBe(true);
    for (const name of ALL) expect((sent(name, 1).at(-1)?.at ?? 0) - before).toBeLessThan(5_000);
  });

  test('is in the ledger, confirmed by each', async () => {
    expect(
      await until(async () => (await stopOf(1))?.destinations.every((row) => row.confirmedAt !== null) ?? false),
    ).toBe(true);
    const stop = await stopOf(1);
    expect(stop).toMatchObject({ change: 'withdrawal', uri: wireStory(1).uri });
    expect(stop?.destinations.map(({ destination, answer }) => [destination, answer])).toEqual(
      ALL.toSorted().map((name) => [name, '204']),
    );
    expect(deployment.run('stops', wireStory(1).uri).stdout).toMatch(/well +confirmed after/);
    expect(deployment.run('explain', wireStory(1).uri).stdout).toMatch(/stopped +withdrawal: confirmed by 3 of 3/);
  });

  test('is in the report of who got what', async () => {
    const { article } = (await stopOf(1)) as Stop;
    const { body } = await service.get(`/v1/articles/${article}/reach`);
    expect(body).toMatchObject({ uri: wireStory(1).uri, agency: 'reuters', stops: [{ article }] });
    const [first] = body.revisions as { destinations: Record<string, { state: string }> }[];
    expect(Object.keys(first?.destinations ?? {}).toSorted()).toEqual([...ALL, DROPS].toSorted());
    expect(first?.destinations[DROPS]).toMatchObject({ state: 'filtered' });
    expect(deployment.run('reach', article).stdout).toContain('well');
  });

  test('of a story never seen goes to all that do not drop it, with the uri', async () => {
    kill(20);
    expect(await has(ALL, 20, 'article.withdrawal')).toBe(true);
    expect((await stopOf(20))?.destinations.map(({ destination }) => destination)).toEqual(ALL.toSorted());
    expect(typesSent(DROPS, 20)).toEqual([]);
  });

  test('reaches a destination that has another name since, and one after Redis lost everything', async () => {
    deployment.addToFeed(wireStory(7));
    expect(await has(['well'], 7, 'article.new')).toBe(true);
    service.change(deployment.settings([...settings(), { ...receivers.settings('renamed'), from: 'now' }]));
    expect(await service.hears(/^settings replaced$/)).not.toBeNull();
    kill(7);
    expect(await has(['well', 'renamed'], 7, 'article.withdrawal')).toBe(true);
    deployment.addToFeed(wireStory(8));
    expect(await has(['well'], 8, 'article.new')).toBe(true);
    deployment.emptyFeed();
    await deployment.redis.call('FLUSHALL');
    kill(8);
    expect(await has(['well', 'hangs', 'gone', 'renamed'], 8, 'article.withdrawal')).toBe(true);
  });
});

describe('a stop that nobody confirms', () => {
  test('is tried again soon, is an alarm after a minute, and is signed off by a named person', async () => {
    receivers.setBehaviour('well', (response, attempt, receipt) =>
      receipt.type === 'article.withdrawal'
        ? answers(500)(response, attempt, receipt)
        : takes(response, attempt, receipt),
    );
    deployment.addToFeed(wireStory(9));
    expect(await has(['well'], 9, 'article.new')).toBe(true);
    kill(9);
    expect(await until(() => typesSent('well', 9).filter((type) => type === 'article.withdrawal').length >= 5)).toBe(
      true,
    );
    const [member = ''] = (await deployment.redis.call('ZRANGE', keys.owedStops, '0', '-1')) as string[];
    expect(member).toMatch(/^well\|/);
    await deployment.redis.call('ZADD', keys.owedStops, String(Date.now() - 61_000), member);
    const degraded = async (): Promise<string> => JSON.stringify((await service.get('/readyz')).body.degraded);
    expect(await until(async () => (await degraded()).includes('destination well has not confirmed a stop'))).toBe(
      true,
    );
    const metrics = String((await service.get('/metrics')).body.text);
    expect(metrics).toContain('copytaster_stops_unconfirmed{destination="well"} 1\n');
    expect(Number(/copytaster_stop_confirmation_seconds_count (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0);
    const id = (await stopOf(9))?.id ?? '';
    expect(deployment.run('stops', 'sign-off', id, 'well').status).toBe(2);
    const signed = deployment.run(
      'stops',
      'sign-off',
      id,
      'well',
      '--by',
      'Night desk',
      '--reason',
      'told by telephone',
    );
    expect(signed).toMatchObject({ status: 0 });
    expect(await until(async () => !(await degraded()).includes('has not confirmed'))).toBe(true);
    expect(deployment.run('stops', id).stdout).toContain('signed off by Night desk: told by telephone');
    receivers.setBehaviour('well', takes);
  });
});

describe('an embargo that comes after the delivery', () => {
  const soon = (): string => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_000).toISOString();

  test('goes as withheld to all who have it, with the instant and without text', async () => {
    const instant = soon();
    deployment.addToFeed(wireStory(10));
    expect(await has(['well'], 10, 'article.new')).toBe(true);
    deployment.addToFeed(wireStory(10, { version: 2, embargoedUntil: instant }));
    expect(await has(['well'], 10, 'article.withheld')).toBe(true);
    const withheld = sent('well', 10).find(({ type }) => type === 'article.withheld');
    expect(withheld).toMatchObject({ says: [], marker: '', embargoedUntil: instant });
    expect(await until(() => typesSent('well', 10).includes('article.embargo-lift'), 10_000)).toBe(true);
    const lifted = sent('well', 10).find(({ type }) => type === 'article.embargo-lift');
    expect(lifted?.id).not.toBe(withheld?.id);
    expect(lifted).toMatchObject({ revision: 3, marker: 'docket 10-2' });
    expect(lifted?.at).toBeGreaterThanOrEqual(Date.parse(instant));
  });

  test('is new to who gets the story first when it has passed', async () => {
    deployment.addToFeed(wireStory(12, { embargoedUntil: soon() }));
    expect(await has(['well'], 12, 'article.new')).toBe(true);
    expect(new Set(typesSent('well', 12))).toEqual(new Set(['article.new']));
    expect(sent('well', 12)[0]).toMatchObject({ revision: 1 });
  });

  test('is told to nobody who reads of it after it was lifted, under whatever name', async () => {
    deployment.addToFeed(wireStory(13, { embargoedUntil: new Date(Date.now() + 3_600_000).toISOString() }));
    const held = async (): Promise<string> => JSON.stringify((await service.get('/v1/embargoes')).body);
    expect(await until(async () => (await held()).includes(wireStory(13).uri))).toBe(true);
    deployment.addToFeed(wireStory(13, { version: 2 }));
    expect(await has(['well'], 13, 'article.new')).toBe(true);
    service.change(deployment.settings([...settings(), { ...receivers.settings('later'), from: 'beginning' }]));
    expect(await has(['later'], 13, 'article.new')).toBe(true);
    expect(typesSent('later', 13)).toEqual(['article.new']);
  });
});
