import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterOfRedis, killProcess, WatchedBySentinels } from '../redis/several-servers.ts';
import { until } from '../running-service.ts';
import { WatchedHouse } from './watched-house.ts';

const LOST = /^redis lost writes/;
const ANOTHER = /^redis is another process/;
const PROCESSES = ['fetch,stories,http', 'fetch,stories,publish,http'];

const MAKES: readonly { of: string; make: (folder: string) => ClusterOfRedis | WatchedBySentinels }[] = [
  { of: 'a cluster', make: (folder: string) => new ClusterOfRedis(folder, true) },
  { of: 'a primary that sentinels watch', make: (folder: string) => new WatchedBySentinels(folder) },
];

describe.each(MAKES)('$of, under a steady wire with two processes that do everything,', ({ make }) => {
  let house: WatchedHouse<ClusterOfRedis | WatchedBySentinels>;
  beforeAll(async () => {
    house = await WatchedHouse.startOn(make, { processes: PROCESSES, rate: 4 });
  }, 120_000);
  afterAll(() => house?.close());

  /** Whether every story that the wire has told by now comes, under one id each. */
  async function allArrive(): Promise<boolean> {
    const told = house.simulator.record().length;
    const early = new Set(
      house.simulator
        .record()
        .slice(0, told)
        .map(({ uri }) => uri),
    );
    return until(() => !house.missing().some((uri) => early.has(uri)));
  }

  function underTwoIds(): string[] {
    const idOf = new Map<string, string>();
    for (const { id, uri, revision } of house.received()) {
      const story = `${uri} ${revision}`;
      if ((idOf.get(story) ?? id) !== id) return [story];
      idOf.set(story, id);
    }
    return [];
  }

  test('stories flow, and each process says that it is ready', async () => {
    expect(await house.flows()).toBe(true);
    for (const service of house.services)
      expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    expect(house.said(LOST)).toEqual([]);
  });

  test('a replica that was behind when its primary died: the loss is said, and every story comes under its id', async () => {
    const primary = await house.redis.primary();
    const replica = await house.redis.replica();
    replica.process.kill('SIGSTOP');
    // What is under way to it would be read once it goes on.
    await primary.call('CLIENT', 'KILL', 'TYPE', 'replica');
    const told = house.simulator.record().length;
    const toldSince = (): Set<string> =>
      new Set(
        house.simulator
          .record()
          .slice(told)
          .map(({ uri }) => uri),
      );
    await wait(1_500);
    expect(await until(() => house.received().filter(({ uri }) => toldSince().has(uri)).length > 5)).toBe(true);
    await killProcess(primary.process);
    const before = house.received().length;
    const lost = house.received().filter(({ uri }) => toldSince().has(uri));
    replica.process.kill('SIGCONT');
    expect(await house.flows(60_000)).toBe(true);
    for (const service of house.services) {
      expect(await service.hears(ANOTHER)).not.toBeNull();
      expect(await service.hears(LOST)).toMatchObject({ kind: 'cut' });
      expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    }
    expect(await allArrive()).toBe(true);
    expect(underTwoIds()).toEqual([]);
    const known = new Set(lost.map(({ id }) => id));
    const again = house
      .received()
      .slice(before)
      .filter(({ id }) => known.has(id));
    expect(again.length).toBeGreaterThan(0);
    expect(again.filter(({ recovered }) => !recovered)).toEqual([]);
  }, 240_000);
});
