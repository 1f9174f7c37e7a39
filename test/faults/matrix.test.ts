import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { until } from '../running-service.ts';
import { brokenPromises } from './checker.ts';
import { Deployment } from './deployment.ts';
import { FAULTS } from './faults.ts';
import type { Receipt } from './receipt.ts';
import type { ServiceProcess } from './service-process.ts';

const PATIENCE_MS = 60_000;
const MINUTE = 60_000;
/** An attempt may take its time before another publisher makes it. */
const TAKEN_OVER_MS = 40_000;

describe('a service of three processes', () => {
  let deployment: Deployment;
  let services: ServiceProcess[];
  const done = new Set<string>();
  const faultEnds: number[] = [];
  /** Connections to Redis that the three need. */
  let connections: number;

  /** Does a fault of the table. */
  async function suffer(name: string): Promise<void> {
    await (FAULTS[name] as (typeof FAULTS)[string])(deployment);
    done.add(name);
    faultEnds.push(Date.now());
  }
  const said = (what: RegExp): string[] => services.flatMap((service) => service.logLines(what));
  async function logLength(): Promise<number> {
    return Number(await deployment.redis.call('XLEN', keys.log));
  }

  beforeAll(async () => {
    deployment = await Deployment.open({ seed: 4, rate: 5 });
    const roles = ['fetch,stories,http', 'stories,publish,http', 'stories,publish,http'];
    services = await Promise.all(roles.map((each) => deployment.addProcess(each)));
    for (const service of services) service.start();
    await deployment.goesOn(MINUTE);
    for (connections = 0; connections !== deployment.redisProxy.open; await wait(2_000))
      connections = deployment.redisProxy.open;
  }, 3 * MINUTE);
  afterAll(() => deployment.close(), MINUTE);

  describe.each(Object.keys(FAULTS).filter((name) => name.includes('receiver')))('%s', (name) => {
    test('and the other receivers get theirs', async () => {
      await suffer(name);
      expect(await deployment.goesOn(MINUTE)).toBe(true);
    });
  });

  test.each(['redis is far away', 'redis drips', 'end every worker politely, one after the other'])(
    '%s: it goes on, and no job stalls',
    async (name) => {
      await suffer(name);
      expect(await deployment.goesOn(MINUTE)).toBe(true);
      expect(said(/job stalled/)).toEqual([]);
      expect(services.flatMap(({ exits }) => exits).filter((code) => code !== 0)).toEqual([]);
    },
  );

  test.each(['cut redis after requests', 'cut redis in place of replies'])(
    '%s: nothing is written twice',
    async (name) => {
      const before = deployment.redisProxy.cuts;
      await suffer(name);
      expect(deployment.redisProxy.cuts - before).toBeGreaterThan(3);
      expect(await deployment.goesOn(MINUTE)).toBe(true);
    },
  );

  test.each(['cut every connection to redis', 'cut every connection to redis again and again'])(
    '%s: as many are open as before, and nothing leaks',
    async (name) => {
      const handles = (): Promise<number[]> =>
        Promise.all(services.map((service) => service.metric('nodejs_active_handles_total ')));
      const held = await handles();
      await suffer(name);
      expect(await deployment.goesOn(MINUTE)).toBe(true);
      expect(await until(() => deployment.redisProxy.open <= connections)).toBe(true);
      expect(await until(async () => (await handles()).every((count, at) => count <= (held[at] as number) + 2))).toBe(
        true,
      );
      expect(said(/MaxListenersExceeded/)).toEqual([]);
    },
  );

  test.each([
    'stop redis',
    'redis stutters',
    'redis takes no writes',
    'kill redis',
    'wipe every key of the queues',
    'redis is a black hole',
  ])('%s: it goes on', async (name) => {
    await suffer(name);
    expect(await deployment.goesOn(MINUTE)).toBe(true);
  });

  test(
    'a publisher that slept through its lease comes too late: its write is refused, and counted',
    async () => {
      const attempts = (): Promise<number[]> =>
        Promise.all(services.map((service) => service.metric('copytaster_deliveries_total{destination="desk"')));
      expect(await deployment.goesOn(MINUTE)).toBe(true);
      // Processes that have just come share the destinations anew: the one is meant that alone delivers.
      const whoDelivers = async (): Promise<ServiceProcess | undefined> => {
        const before = await attempts();
        await deployment.goesOn(MINUTE);
        const after = await attempts();
        const busy = services.filter((_, at) => (after[at] as number) > (before[at] as number));
        return busy.length === 1 ? busy[0] : undefined;
      };
      /** False where another one delivered by then. */
      const sleepsThrough = async (): Promise<boolean> => {
        const sleeper = await whoDelivers();
        if (sleeper === undefined) return false;
        deployment.webhook.behaviour = 'hang';
        const underWay = (await deployment.webhook.receipts()).length;
        await until(async () => (await deployment.webhook.receipts()).length > underWay);
        sleeper.signal('SIGSTOP');
        deployment.webhook.behaviour = 'take';
        const { id, articleId, revision } = (await deployment.webhook.receipts())[underWay] as Receipt;
        // The one that takes over sends it again, or what its article has become since.
        const takenOver = async (): Promise<boolean> =>
          (await deployment.webhook.receipts())
            .slice(underWay + 1)
            .some((each) => each.articleId === articleId && (each.id === id || (each.revision ?? 0) > (revision ?? 0)));
        const isTakenOver = await until(takenOver, TAKEN_OVER_MS);
        sleeper.signal('SIGCONT');
        return isTakenOver && (await until(async () => (await sleeper.metric('copytaster_fenced_writes_total')) > 0));
      };
      expect(await until(sleepsThrough, 3 * MINUTE)).toBe(true);
      faultEnds.push(Date.now());
    },
    5 * MINUTE,
  );

  test('workers killed again and again: stories come in all the same', async () => {
    const before = await logLength();
    for (let kills = 0; kills < 10; kills += 1) {
      await suffer('kill a worker');
      await wait(500 + deployment.random() * 1_500);
    }
    expect(await logLength()).toBeGreaterThan(before);
    expect(await deployment.goesOn(MINUTE)).toBe(true);
  });

  test.each(['stop a worker', 'kill all workers', 'a worker dies at a step'])('%s: it goes on', async (name) => {
    await suffer(name);
    expect(await deployment.goesOn(MINUTE)).toBe(true);
  });

  test(
    'and after all that nothing is lost, invented, doubled, turned round, early, or told after its kill',
    async () => {
      await deployment.drain(PATIENCE_MS);
      const account = await deployment.account(faultEnds);
      expect(brokenPromises(account)).toEqual({});
      expect([...done].toSorted()).toEqual(Object.keys(FAULTS).toSorted());
      expect(account.checked).toBeGreaterThan(500);
      expect(account.repeatedUnderOneId).toBeGreaterThan(0);
      expect(account.longestRecoveryMs).toBeLessThan(90_000);
      const entries = (await deployment.redis.call('XRANGE', keys.log, '-', '+')) as [string, string[]][];
      const written = entries.map(
        ([, fields]) => `${fields[fields.indexOf('kind') + 1]} ${fields[fields.indexOf('revisionId') + 1]}`,
      );
      expect(written.filter((entry, at) => written.indexOf(entry) !== at)).toEqual([]);
      expect(said(/allowable limit|nobody waits for/)).toEqual([]);
      expect(services.flatMap(({ deaths }) => deaths).filter(({ signal }) => signal !== 'SIGKILL')).toEqual([]);
    },
    4 * MINUTE,
  );
});
