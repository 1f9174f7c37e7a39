import { setTimeout as wait } from 'node:timers/promises';
import { CRASH_POINTS } from '../../src/telemetry/crash-points.ts';
import { until } from '../running-service.ts';
import type { Deployment } from './deployment.ts';
import type { FaultProxy, ProxyMode } from './proxy.ts';
import type { ReceiverBehaviour } from './receivers.ts';
import type { ServiceProcess } from './service-process.ts';

/** A fault in a deployment. It resolves when the deployment is whole again. */
export type Fault = (deployment: Deployment) => Promise<void>;

/** How long a process may live that is to die at a step: another may have the work. */
const CRASHES_WITHIN_MS = 20_000;
const SHARE = 0.05;

const pick = <Value>({ random }: Deployment, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;

async function withBehaviour({ webhook }: Deployment, behaviour: ReceiverBehaviour, ms: number): Promise<void> {
  webhook.behaviour = behaviour;
  await wait(ms);
  webhook.behaviour = 'take';
}

async function withMode(proxy: FaultProxy, mode: ProxyMode, ms: number): Promise<void> {
  proxy.mode = mode;
  await wait(ms);
  proxy.mode = { kind: 'pass' };
}

async function stopped(target: Pick<ServiceProcess, 'signal'>, ms: number): Promise<void> {
  target.signal('SIGSTOP');
  await wait(ms);
  target.signal('SIGCONT');
}

async function cutAll({ redis }: Deployment): Promise<void> {
  await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
}

async function again(ms: number, everyMs: number, act: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await wait(everyMs)) await act();
}

const CUT_REQUESTS: ProxyMode = { kind: 'cut-after-request', share: SHARE };
const CUT_REPLIES: ProxyMode = { kind: 'cut-after-reply', share: SHARE };

/** What is done, by name. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'the receiver refuses': (deployment) => withBehaviour(deployment, 'refuse', 2_000),
  'the receiver takes and cuts': (deployment) => withBehaviour(deployment, 'take-and-cut', 1_500),
  'the receiver hangs': (deployment) => withBehaviour(deployment, 'hang', 2_000),
  'the receiver asks for a slower pace': (deployment) => withBehaviour(deployment, 'pace', 4_000),
  'the receiver fails every second time': (deployment) => withBehaviour(deployment, 'flap', 4_000),
  'the receiver dawdles': (deployment) => withBehaviour(deployment, 'dawdle', 4_000),
  'the receiver is cut after requests': ({ webhook }) => withMode(webhook.proxy, CUT_REQUESTS, 2_000),
  'the receiver is a black hole': ({ webhook }) => withMode(webhook.proxy, { kind: 'black-hole' }, 2_000),
  "the receiver's stream is cut in place of replies": ({ stream }) => withMode(stream.proxy, CUT_REPLIES, 2_000),
  "the receiver's stream is a black hole": ({ stream }) => withMode(stream.proxy, { kind: 'black-hole' }, 2_000),
  async 'kill a worker'(deployment) {
    const service = pick(deployment, deployment.services);
    await service.end('SIGKILL');
    service.start();
  },
  async 'kill all workers'({ services }) {
    await Promise.all(services.map((service) => service.end('SIGKILL')));
    for (const service of services) service.start();
  },
  async 'a worker dies at a step'(deployment) {
    const service = pick(deployment, deployment.services);
    await service.end('SIGTERM');
    const before = service.deaths.length;
    service.start(pick(deployment, CRASH_POINTS));
    if (await until(() => service.deaths.length > before, CRASHES_WITHIN_MS)) return;
    await service.end('SIGTERM');
    service.start();
  },
  async 'end every worker politely, one after the other'({ services }) {
    for (const service of services) {
      await service.end('SIGTERM');
      service.start();
    }
  },
  'stop a worker': (deployment) => stopped(pick(deployment, deployment.services), 4_000),
  async 'kill redis'({ redis }) {
    await redis.kill();
    await wait(500);
    await redis.start();
  },
  'stop redis': ({ redis }) => stopped(redis, 3_000),
  'redis stutters': ({ redis }) => again(3_000, 100, () => stopped(redis, 300)),
  async 'redis takes no writes'({ redis }) {
    await redis.call('REPLICAOF', '127.0.0.1', '1');
    await wait(3_000);
    await redis.call('REPLICAOF', 'NO', 'ONE');
  },
  async 'wipe every key of the queues'({ redis }) {
    for (const key of (await redis.call('KEYS', '{copytaster-queue}*')) as string[]) await redis.call('UNLINK', key);
  },
  'cut every connection to redis': cutAll,
  'cut every connection to redis again and again': (deployment) => again(3_000, 400, () => cutAll(deployment)),
  'cut redis after requests': ({ redisProxy }) => withMode(redisProxy, CUT_REQUESTS, 2_000),
  'cut redis in place of replies': ({ redisProxy }) => withMode(redisProxy, CUT_REPLIES, 2_000),
  'redis is far away': ({ redisProxy }) => withMode(redisProxy, { kind: 'latency', ms: 200, jitterMs: 100 }, 4_000),
  'redis drips': ({ redisProxy }) => withMode(redisProxy, { kind: 'drip', bytesPerSecond: 8_000 }, 4_000),
  'redis is a black hole': ({ redisProxy }) => withMode(redisProxy, { kind: 'black-hole' }, 3_000),
};
