import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterOfRedis, killProcess, WatchedBySentinels } from '../redis/several-servers.ts';
import { until } from '../running-service.ts';
import { ObservedDeployment } from './observed-deployment.ts';

const LOST = /^redis lost writes/;
const ANOTHER = /^redis is another process/;
const PROCESSES = ['fetch,stories,http', 'fetch,stories,publish,http'];

const MAKES: readonly { of: string; make: (folder: string) => ClusterOfRedis | WatchedBySentinels }[] = [
  { of: 'a cluster', make: (folder: string) => new ClusterOfRedis(folder, true) },
  { of: 'a primary that sentinels watch', make: (folder: string) => new WatchedBySentinels(folder) },
];

describe.each(MAKES)('$of, under a steady wire with two processes that do everything,', ({ make }) => {
  let deployment: ObservedDeployment<ClusterOfRedis | WatchedBySentinels>;
  beforeAll(async () => {
    deployment = await ObservedDeployment.startOn(make, { processes: PROCESSES, rate: 4 });
  });
  afterAll(() => deployment?.close());

  /** Whether every story that the wire has told by now comes, under one id each. */
  async function allArrive(): Promise<boolean> {
    const recorded = deployment.simulator.record().length;
    const early = new Set(
      deployment.simulator
        .record()
        .slice(0, recorded)
        .map(({ uri }) => uri),
    );
    return until(() => !deployment.missing().some((uri) => early.has(uri)));
  }

  function underTwoIds(): string[] {
    const idOf = new Map<string, string>();
    for (const { id, uri, revision } of deployment.received()) {
      const story = `${uri} ${revision}`;
      if ((idOf.get(story) ?? id) !== id) return [story];
      idOf.set(story, id);
    }
    return [];
  }

  test('stories flow, and each process says that it is ready', async () => {
    expect(await deployment.delivers()).toBe(true);
    for (const service of deployment.services)
      expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    expect(deployment.logLines(LOST)).toEqual([]);
  });

  test('a replica that was behind when its primary died: the loss is said, and every story comes under its id', async () => {
    const primary = await deployment.redis.primary();
    const replica = await deployment.redis.replica();
    replica.process.kill('SIGSTOP');
    // What is under way to it would be read once it goes on.
    await primary.call('CLIENT', 'KILL', 'TYPE', 'replica');
    const recorded = deployment.simulator.record().length;
    const toldSince = (): Set<string> =>
      new Set(
        deployment.simulator
          .record()
          .slice(recorded)
          .map(({ uri }) => uri),
      );
    await wait(1_500);
    expect(await until(() => deployment.received().filter(({ uri }) => toldSince().has(uri)).length > 5)).toBe(true);
    await killProcess(primary.process);
    const before = deployment.received().length;
    const lost = deployment.received().filter(({ uri }) => toldSince().has(uri));
    replica.process.kill('SIGCONT');
    expect(await deployment.delivers()).toBe(true);
    for (const service of deployment.services) {
      expect(await service.hears(ANOTHER)).not.toBeNull();
      expect(await service.hears(LOST)).toMatchObject({ kind: 'cut' });
      expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    }
    expect(await allArrive()).toBe(true);
    expect(underTwoIds()).toEqual([]);
    const known = new Set(lost.map(({ id }) => id));
    const again = deployment
      .received()
      .slice(before)
      .filter(({ id }) => known.has(id));
    expect(again.length).toBeGreaterThan(0);
    expect(again.filter(({ recovered }) => !recovered)).toEqual([]);
  }, 240_000);
});
