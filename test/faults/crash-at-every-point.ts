import { CRASH_POINTS, type CrashPoint } from '../../src/telemetry/crash-points.ts';
import { until } from '../running-service.ts';
import type { Deployment } from './deployment.ts';
import { WebhookReceiver } from './receivers.ts';
import type { ServiceProcess } from './service-process.ts';

/** What a fetch or a batch had in hand when its process died comes free after 15 to 20 s. */
const CRASHES_WITHIN_MS = 120_000;

const FETCHING: readonly CrashPoint[] = CRASH_POINTS.slice(0, CRASH_POINTS.indexOf('items-opened'));
const WORKING: readonly CrashPoint[] = CRASH_POINTS.slice(FETCHING.length, CRASH_POINTS.indexOf('log-read'));
const PUBLISHING: readonly CrashPoint[] = CRASH_POINTS.slice(FETCHING.length + WORKING.length);

/**
 * Has the service of a deployment die `times` at every point there is. The points of publishing have a process and a
 * destination each, for a destination's lease outlives its holder.
 * @returns the points at which a process did die, as often as it did
 */
export async function crashAtEveryPoint(deployment: Deployment, times: number): Promise<CrashPoint[]> {
  const shared = [...deployment.receivers];
  const receivers = PUBLISHING.map((point) => new WebhookReceiver(point, deployment.folder, deployment.random));
  for (const receiver of receivers) await receiver.start();
  deployment.receivers.push(...receivers);
  const fetching = await deployment.addProcess('fetch');
  const working = await deployment.addProcess('stories');
  for (const service of [fetching, working]) service.start();
  const publishing = await Promise.all(
    receivers.map((receiver, at) => deployment.addProcess('publish', at === 0 ? [receiver, ...shared] : [receiver])),
  );
  const published = await Promise.all(
    publishing.map((service, at) => crashAt(deployment, service, Array(times).fill(PUBLISHING[at]))),
  );
  // One after the other: a feed is not fetched again before the stories of its last document are worked.
  await fetching.end('SIGTERM');
  const fetched = await crashAt(deployment, fetching, Array(times).fill(FETCHING).flat());
  await working.end('SIGTERM');
  const worked = await crashAt(deployment, working, Array(times).fill(WORKING).flat());
  return [...published, fetched, worked].flat();
}

/** Starts a process again and again, each time to die at the next of these points. @throws when it does not */
async function crashAt(
  deployment: Deployment,
  service: ServiceProcess,
  points: readonly CrashPoint[],
): Promise<CrashPoint[]> {
  for (const point of points) {
    const before = service.deaths.length;
    service.start(`${point}:${1 + Math.floor(deployment.random() * 2)}`);
    const dead = await until(() => service.deaths.length > before, CRASHES_WITHIN_MS);
    const { code = null, signal = null } = service.deaths.at(-1) ?? {};
    if (!dead) throw new Error(`${point} was not reached\n${service.logLines(/./).slice(-10).join('\n')}`);
    if (signal !== 'SIGKILL')
      throw new Error(`${point}: ended with ${code}\n${service.logLines(/./).slice(-10).join('\n')}`);
  }
  return [...points];
}
