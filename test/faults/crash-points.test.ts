import { expect, test } from 'vitest';
import { KILL_POINTS, type KillPoint } from '../../src/telemetry/kill-points.ts';
import { brokenPromises } from './checker.ts';
import { House } from './house.ts';
import { dieAtEveryPoint } from './kill-points.ts';

/** How often the service dies at each point; more by COPYTASTER_KILLS. */
const KILLS = Number(process.env.COPYTASTER_KILLS ?? 1);
const PATIENCE_MS = 60_000;
const MINUTE = 60_000;

test(
  'a service that dies at every step between a fetch and the end of a story loses, invents, doubles and turns round nothing',
  async () => {
    const house = await House.open({ seed: 9, rate: 4, readings: 3 });
    try {
      const points = await dieAtEveryPoint(house, KILLS);
      await house.drain(PATIENCE_MS);
      const account = await house.account();
      expect(points.toSorted()).toEqual(KILL_POINTS.flatMap((point) => Array<KillPoint>(KILLS).fill(point)).toSorted());
      expect(brokenPromises(account)).toEqual({});
      expect(account.checked).toBeGreaterThan(500);
    } finally {
      await house.close();
    }
  },
  30 * MINUTE,
);
