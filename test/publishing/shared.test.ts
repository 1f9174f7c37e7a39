import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shareDestinations } from '../../src/publishing/share-destinations.ts';
import { keys } from '../../src/store/keys.ts';
import { takes } from '../faults/webhook-receivers.ts';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

/** Three seconds to move, and what fetching the story takes meanwhile on a busy machine. */
const MOVED_WITHIN_MS = 10_000;
const NAMES = Array.from({ length: 6 }, (_, at) => `desk-${at + 1}`);

describe('destinations are shared', () => {
  test.each([
    [2, 7],
    [3, 7],
    [4, 2],
  ])('by %i publishers: %i destinations fall on each alike', (publishers, destinations) => {
    const ids = Array.from({ length: destinations }, (_, at) => `desk-${at}`);
    const owners = shareDestinations(
      ids,
      Array.from({ length: publishers }, (_, at) => `publisher-${at}`),
    );
    const serving = [...owners.values()];
    const loads = serving.map((one) => serving.filter((other) => other === one).length);
    expect(owners.size).toBe(destinations);
    for (const load of loads) expect(load).toBeLessThanOrEqual(Math.ceil(destinations / publishers));
  });

  test('whatever the order in which they are named', () => {
    const one = shareDestinations(['a', 'b', 'c'], ['x', 'y']);
    expect(shareDestinations(['c', 'a', 'b'], ['y', 'x'])).toEqual(one);
  });
});

describe('of two publishers', () => {
  const deployment = new WireAndReceivers();
  const { receivers } = deployment;
  let services: RunningService[];
  beforeAll(async () => {
    await deployment.start();
    const destinations = NAMES.map((name) => receivers.settings(name));

    services = [
      await deployment.publishTo(destinations, { logLevel: 'debug' }),
      await deployment.publishTo(destinations, { logLevel: 'debug' }),
    ];
  }, 60_000);
  afterAll(() => deployment.close());

  const all = (number: number): Promise<boolean> =>
    until(() => NAMES.every((name) => receivers.urisSentTo(name).has(wireStory(number).uri)), 20_000);
  const servedBy = (service: RunningService | undefined): unknown[] => [
    ...new Set(service?.log.filter(({ msg }) => msg === 'delivered').map(({ destination }) => destination)),
  ];
  const twice = (): string[] =>
    NAMES.flatMap((name) => {
      const ids = receivers.sentTo(name).map(({ id }) => id);
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    });

  test('each serves half of the destinations, and nothing is sent twice', async () => {
    let number = 0;
    expect(
      await until(async () => {
        number += 1;
        deployment.addToFeed(wireStory(number));
        await all(number);
        return services.every((service) => servedBy(service).length >= NAMES.length / 2);
      }, 30_000),
    ).toBe(true);
    expect(twice()).toEqual([]);
  });

  test('one dies: the other serves all within seconds, and nothing is sent twice', async () => {
    // A feed whose process dies in its fetch stands still for as long as its lease; this is about destinations.
    expect(await until(async () => !(await deployment.store.redis.hget(keys.feed('wire'), 'lease')))).toBe(true);
    services[0]?.process.kill('SIGKILL');
    const killed = Date.now();
    deployment.addToFeed(wireStory(1_000));
    expect(await all(1_000)).toBe(true);
    const last = Math.max(
      ...NAMES.map((name) => receivers.sentTo(name).find(({ uri }) => uri === wireStory(1_000).uri)?.at ?? Number.NaN),
    );
    expect(last - killed).toBeLessThan(MOVED_WITHIN_MS);
    expect(twice()).toEqual([]);
  });
});

describe('a stop that was under way when its publisher was killed', () => {
  const deployment = new WireAndReceivers();
  const { receivers } = deployment;
  const names = NAMES.slice(0, 2);
  let services: RunningService[];
  beforeAll(async () => {
    await deployment.start();
    for (const name of names)
      receivers.setBehaviour(name, (response, attempt, receipt) =>
        receipt.type === 'article.withdrawal' && attempt === 1 ? undefined : takes(response, attempt, receipt),
      );
    const destinations = names.map((name) => receivers.settings(name));
    services = [await deployment.publishTo(destinations), await deployment.publishTo(destinations)];
  }, 60_000);
  afterAll(() => deployment.close());

  const stopsSentTo = (name: string): number =>
    receivers.sentTo(name).filter(({ type }) => type === 'article.withdrawal').length;

  test('is sent again as soon as another serves its destination, not when its attempt would have ended', async () => {
    deployment.addToFeed(wireStory(1));
    expect(await until(() => names.every((name) => receivers.urisSentTo(name).size === 1), 20_000)).toBe(true);
    deployment.addToFeed(wireStory(1, { version: 2, status: 'canceled' }));
    expect(await until(() => names.every((name) => stopsSentTo(name) === 1), 20_000)).toBe(true);
    services[0]?.process.kill('SIGKILL');
    expect(await until(() => names.some((name) => stopsSentTo(name) === 2), MOVED_WITHIN_MS)).toBe(true);
  });
});
