import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KILL_POINTS, type KillPoint } from '../../src/telemetry/kill-points.ts';
import { until } from '../running-service.ts';
import { brokenPromises } from './checker.ts';
import { House } from './house.ts';
import { WebhookDesk } from './receivers.ts';
import type { ServiceProcess } from './service-process.ts';

/** How often each point is killed at; more by COPYTASTER_KILLS. */
const KILLS = Number(process.env.COPYTASTER_KILLS ?? 1);
/** An attempt whose process died is made again after 25 s. */
const DIES_WITHIN_MS = 90_000;
const DRAINS_WITHIN_MS = 120_000;

/** The points of each role. Those of publishing have a process and a destination each: a lease outlives its holder. */
const FETCHING: readonly KillPoint[] = KILL_POINTS.slice(0, KILL_POINTS.indexOf('items-opened'));
const WORKING: readonly KillPoint[] = KILL_POINTS.slice(FETCHING.length, KILL_POINTS.indexOf('log-read'));
const PUBLISHING: readonly KillPoint[] = KILL_POINTS.slice(FETCHING.length + WORKING.length);

let house: House;
beforeEach(async () => {
  house = await House.open({ seed: 9, rate: 6 });
});
afterEach(() => house.close());

/** Starts a process again and again, each time to die at the next of these points. @returns those at which it did */
async function dieAt(service: ServiceProcess, points: readonly KillPoint[]): Promise<KillPoint[]> {
  const died: KillPoint[] = [];
  for (const point of points) {
    const before = service.deaths.length;
    service.start(`${point}:${1 + Math.floor(house.random() * 2)}`);
    if (!(await until(() => service.deaths.length > before, DIES_WITHIN_MS))) return died;
    if (service.deaths.at(-1)?.signal === 'SIGKILL') died.push(point);
  }
  return died;
}

describe('a service that dies at every step between a fetch and the end of a story', () => {
  test('loses, invents, doubles and turns round nothing', async () => {
    const shared = [...house.receivers];
    const desks = PUBLISHING.map((point) => new WebhookDesk(point, house.folder, house.random));
    for (const desk of desks) await desk.start();
    house.receivers.push(...desks);
    const rounds = Array.from({ length: KILLS });
    const fetching = house.engage('fetch');
    const working = house.engage('stories');
    const publishing = desks.map((desk, at) => house.engage('publish', at === 0 ? [desk, ...shared] : [desk]));
    for (const service of [fetching, working]) service.start();
    const died = await Promise.all(
      publishing.map((service, at) =>
        dieAt(
          service,
          rounds.map(() => PUBLISHING[at] as KillPoint),
        ),
      ),
    );
    await Promise.all([fetching, working].map((service) => service.end('SIGTERM')));
    died.push(
      ...(await Promise.all([
        dieAt(
          fetching,
          rounds.flatMap(() => FETCHING),
        ),
        dieAt(
          working,
          rounds.flatMap(() => WORKING),
        ),
      ])),
    );
    expect(died.flat().toSorted()).toEqual(rounds.flatMap(() => KILL_POINTS).toSorted());
    await house.drain(DRAINS_WITHIN_MS);
    const account = await house.account();
    expect(brokenPromises(account)).toEqual({});
    expect(account.checked).toBeGreaterThan(500);
  }, 1_800_000);
});
