import { expect, test } from 'vitest';
import { CRASH_POINTS, type CrashPoint } from '../../src/telemetry/crash-points.ts';
import { brokenPromises } from './checker.ts';
import { crashAtEveryPoint } from './crash-at-every-point.ts';
import { Deployment } from './deployment.ts';

/** How often the service dies at each point; more by COPYTASTER_KILLS. */
const KILLS = Number(process.env.COPYTASTER_KILLS ?? 1);
const PATIENCE_MS = 60_000;
const MINUTE = 60_000;

test(
  'a service that dies at every step between a fetch and the end of a story loses, invents, doubles and turns round nothing',
  async () => {
    const deployment = await Deployment.open({ seed: 9, rate: 4, readings: 3 });
    try {
      const points = await crashAtEveryPoint(deployment, KILLS);
      await deployment.drain(PATIENCE_MS);
      const account = await deployment.account();
      expect(points.toSorted()).toEqual(
        CRASH_POINTS.flatMap((point) => Array<CrashPoint>(KILLS).fill(point)).toSorted(),
      );
      expect(brokenPromises(account)).toEqual({});
      expect(account.checked).toBeGreaterThan(500);
    } finally {
      await deployment.close();
    }
  },
  30 * MINUTE,
);
