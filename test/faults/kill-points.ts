import { KILL_POINTS, type KillPoint } from '../../src/telemetry/kill-points.ts';
import { until } from '../running-service.ts';
import type { House } from './house.ts';
import { WebhookDesk } from './receivers.ts';
import type { ServiceProcess } from './service-process.ts';

/** What a fetch or a batch had in hand when its process died comes free after 15 to 20 s. */
const DIES_WITHIN_MS = 120_000;

const FETCHING: readonly KillPoint[] = KILL_POINTS.slice(0, KILL_POINTS.indexOf('items-opened'));
const WORKING: readonly KillPoint[] = KILL_POINTS.slice(FETCHING.length, KILL_POINTS.indexOf('log-read'));
const PUBLISHING: readonly KillPoint[] = KILL_POINTS.slice(FETCHING.length + WORKING.length);

/**
 * Has the service of a house die `times` at every point there is. The points of publishing have a process and a
 * destination each, for a destination's lease outlives its holder.
 * @returns the points at which a process did die, as often as it did
 */
export async function dieAtEveryPoint(house: House, times: number): Promise<KillPoint[]> {
  const shared = [...house.receivers];
  const desks = PUBLISHING.map((point) => new WebhookDesk(point, house.folder, house.random));
  for (const desk of desks) await desk.start();
  house.receivers.push(...desks);
  const fetching = await house.engage('fetch');
  const working = await house.engage('stories');
  for (const service of [fetching, working]) service.start();
  const publishing = await Promise.all(
    desks.map((desk, at) => house.engage('publish', at === 0 ? [desk, ...shared] : [desk])),
  );
  const published = await Promise.all(
    publishing.map((service, at) => dieAt(house, service, Array(times).fill(PUBLISHING[at]))),
  );
  // One after the other: a feed is not fetched again before the stories of its last document are worked.
  await fetching.end('SIGTERM');
  const fetched = await dieAt(house, fetching, Array(times).fill(FETCHING).flat());
  await working.end('SIGTERM');
  const worked = await dieAt(house, working, Array(times).fill(WORKING).flat());
  return [...published, fetched, worked].flat();
}

/** Starts a process again and again, each time to die at the next of these points. @throws when it does not */
async function dieAt(house: House, service: ServiceProcess, points: readonly KillPoint[]): Promise<KillPoint[]> {
  for (const point of points) {
    const before = service.deaths.length;
    service.start(`${point}:${1 + Math.floor(house.random() * 2)}`);
    const dead = await until(() => service.deaths.length > before, DIES_WITHIN_MS);
    const { code = null, signal = null } = service.deaths.at(-1) ?? {};
    if (!dead) throw new Error(`${point} was not reached\n${service.said(/./).slice(-10).join('\n')}`);
    if (signal !== 'SIGKILL')
      throw new Error(`${point}: ended with ${code}\n${service.said(/./).slice(-10).join('\n')}`);
  }
  return [...points];
}
