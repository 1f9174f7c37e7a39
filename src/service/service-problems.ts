import { type Problem, readRedisHealth, within } from '../redis/readiness.ts';
import { tryRedis } from '../redis/try-writing.ts';
import { readAlarms } from '../store/alarms.ts';
import type { Store } from '../store/store.ts';
import type { ServiceContext } from './service-context.ts';

/** Who asks does not wait for Redis longer than this. */
const ALARMS_MS = 1_000;

/** Why the service cannot be trusted with stories now; empty when it can. */
export async function readProblems({ store, start, continuity, state }: ServiceContext): Promise<readonly Problem[]> {
  const { problems } = await tryRedis(store.redis, start.settings.redis.memory ?? null);
  return [
    ...(state.draining ? [{ problem: 'the service is draining', cure: 'wait for the next one to start' }] : []),
    ...(state.windowBuilt
      ? []
      : [{ problem: 'the window of recent copy is being built', cure: 'wait: no story is judged without it' }]),
    ...(state.unreadable === null ? [] : [state.unreadable]),
    ...(continuity.waiting === null ? [] : [continuity.waiting]),
    ...problems,
  ];
}

/** What a person must look at while stories flow. */
export async function readDegraded({ store, now }: ServiceContext, reader: Store): Promise<readonly Problem[]> {
  const [alarms, { durable }] = await Promise.all([
    within(ALARMS_MS, readAlarms(reader, now())).catch(() => []),
    readRedisHealth(store.redis, null),
  ]);
  return [...alarms.map(({ problem, cure }) => ({ problem, cure })), ...(durable === false ? [NOT_DURABLE] : [])];
}

const NOT_DURABLE: Problem = {
  problem: 'redis keeps no append-only file: what it holds is lost when it ends',
  cure: 'CONFIG SET appendonly yes, and in its configuration file',
};
