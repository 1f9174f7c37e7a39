import { setTimeout as wait } from 'node:timers/promises';
import { AlarmNotifier } from '../alarms/alarm-notifier.ts';
import { CONDITION_KEYS, findAlarms, type ServiceFacts } from '../alarms/conditions.ts';
import { notifiedByThisProcess, notifiedInRedis } from '../alarms/notified-alarms.ts';
import { PROCESS } from '../data-folder/process-name.ts';
import { readRedisHealth, within } from '../redis/readiness.ts';
import { loadPlugins } from '../registry.ts';
import {
  type Alarm,
  clearAlarm,
  holdNotifierLease,
  raiseAlarm,
  readAlarms,
  releaseNotifierLease,
} from '../store/alarms.ts';
import { countDeadLetters } from '../store/dead-letters.ts';
import { readDestination } from '../store/destinations.ts';
import { readFeedState } from '../store/feeds.ts';
import { countLanes, oldestPending } from '../store/lanes.ts';
import { MemoryForecast } from '../telemetry/memory-forecast.ts';
import type { ServiceContext } from './service-context.ts';
import { USER_AGENT } from './version.ts';

const REDIS_MS = 2_000;
const NOTIFIER_MS = 15_000;
const FACTS_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;
/** Where polling pauses. */
const FULL_SHARE = 0.8;
/** A clock that is off is said again and again by the process that has it; one that ends says nothing any more. */
const CLOCK_STANDS_MS = 60_000;
const SKEWED_MS = 30_000;
/** The alarm of full memory says this already. */
const MEMORY_PROBLEM = /^redis memory is/;

/**
 * Raises alarms by the rules, and notifies people of them in the ways that the settings name. One of all processes does
 * it, the same one for as long as it lives; that one also notifies when Redis does not answer.
 */
export class AlarmWatch {
  readonly #context: ServiceContext;
  readonly #notifier: AlarmNotifier;
  readonly #ownNotifier: AlarmNotifier;
  readonly #forecast = new MemoryForecast();
  readonly #problemsSince = new Map<string, number>();
  #letters: readonly { readonly at: number; readonly count: number }[] = [];
  #factsAt = Number.NEGATIVE_INFINITY;
  #notifies = false;
  #skewed = false;
  /** The check of what Redis holds that is under way. */
  #kept: Promise<void> | null = null;

  private constructor(context: ServiceContext, types: ConstructorParameters<typeof AlarmNotifier>[0]['types']) {
    const { log, store } = context;
    this.#context = context;
    const parts = { types, log, userAgent: USER_AGENT };
    this.#notifier = new AlarmNotifier({ ...parts, notified: notifiedInRedis(store) });
    this.#ownNotifier = new AlarmNotifier({ ...parts, notified: notifiedByThisProcess() });
  }

  static async open(context: ServiceContext): Promise<AlarmWatch> {
    return new AlarmWatch(context, await loadPlugins('alarm-ways'));
  }

  /** Checks every rule once. It waits only a while for what Redis holds: a Redis that falls silent is reported at the next check. */
  async check(): Promise<void> {
    const { store, live, now, token } = this.#context;
    const held = await within(REDIS_MS, holdNotifierLease(store, token, NOTIFIER_MS)).catch(() => null);
    this.#notifies = held ?? this.#notifies;
    await this.#ownNotifier.notifyDue(this.#notifies ? this.#ownProblems() : [], live.settings, now());
    if (held === null) return;
    this.#kept ??= this.#lookAtKept().finally(() => {
      this.#kept = null;
    });
    await Promise.race([this.#kept, wait(REDIS_MS, undefined, { ref: false })]);
  }

  async #lookAtKept(): Promise<void> {
    const { store, live, now } = this.#context;
    await this.#sayClock();
    if (!this.#notifies) return;
    if (now() - this.#factsAt >= FACTS_EVERY_MS) await this.#holdAgainstRules();
    await this.#notifier.notifyDue(await readAlarms(store, now()), live.settings, now());
  }

  async close(): Promise<void> {
    const { store, token } = this.#context;
    if (this.#notifies) await within(REDIS_MS, releaseNotifierLease(store, token)).catch(() => undefined);
    this.#notifier.close();
    this.#ownNotifier.close();
  }

  /** What keeps the service from being trusted with stories, where it has lasted. */
  #ownProblems(): Alarm[] {
    const { state, continuity, live, now } = this.#context;
    const found = [...(continuity.waiting === null ? [] : [continuity.waiting]), ...state.problems]
      .filter(({ problem }) => !MEMORY_PROBLEM.test(problem))
      .map(({ problem, cure }) => ({ key: `redis:${problem.replaceAll(/\d+/g, '0')}`, problem, cure }));
    const keys = new Set(found.map(({ key }) => key));
    for (const key of this.#problemsSince.keys()) if (!keys.has(key)) this.#problemsSince.delete(key);
    for (const key of keys) this.#problemsSince.set(key, this.#problemsSince.get(key) ?? now());
    const { after } = live.settings.alarms.rules.redis;
    return found.filter(({ key }) => now() - (this.#problemsSince.get(key) ?? now()) >= after);
  }

  async #sayClock(): Promise<void> {
    const { store, clock, now } = this.#context;
    const { skewMs } = clock;
    const key = `clock:${PROCESS}` as const;
    const skewed = Math.abs(skewMs) > SKEWED_MS;
    if (skewed) {
      const seconds = Math.round(Math.abs(skewMs) / 1_000);
      const problem = `the clock of ${PROCESS} is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} that of redis`;
      const cure = 'set both clocks by NTP; copytaster works by the time of redis';
      await raiseAlarm(store, { key, problem, cure }, { until: now() + CLOCK_STANDS_MS });
    } else if (this.#skewed) await clearAlarm(store, key);
    this.#skewed = skewed;
  }

  async #holdAgainstRules(): Promise<void> {
    const { store, live, now } = this.#context;
    const standing = await readAlarms(store, now());
    const wanted = findAlarms(await this.#readFacts(standing), live.settings.alarms.rules);
    for (const alarm of wanted) await raiseAlarm(store, alarm);
    for (const { key } of standing)
      if (CONDITION_KEYS.test(key) && !wanted.some((alarm) => alarm.key === key)) await clearAlarm(store, key);
    this.#factsAt = now();
  }

  async #readFacts(standing: readonly Alarm[]): Promise<ServiceFacts> {
    const { store, live, now } = this.#context;
    const { feeds, destinations, redis } = live.settings;
    const keys = new Set(standing.map(({ key }) => key));
    const { memory } = await readRedisHealth(store.redis, redis.memory ?? null);
    return {
      now: now(),
      feeds: await Promise.all(
        feeds.filter(({ enabled }) => enabled).map(async ({ id }) => ({ id, ...(await readFeedState(store, id)) })),
      ),
      destinations: await Promise.all(
        destinations
          .filter(({ enabled }) => enabled)
          .map(async ({ id }) => ({
            id,
            oldestAt: await oldestPending(store, id),
            waiting: await countLanes(store, id),
            explained:
              keys.has(`destination.${id}.failing`) ||
              keys.has(`destination.${id}.connect`) ||
              (await readDestination(store, id)).paused !== null,
          })),
      ),
      memoryDays:
        memory === null || memory.limitBytes === null
          ? null
          : this.#forecast.daysLeft(now(), memory.usedBytes, memory.limitBytes * FULL_SHARE),
      newLetters: this.#newLetters(await countDeadLetters(store)),
    };
  }

  /** By how much dead letters have grown since an hour ago, or since this process began to check. */
  #newLetters(count: number): number {
    const now = this.#context.now();
    this.#letters = [...this.#letters.filter(({ at }) => now - at < HOUR_MS), { at: now, count }];
    return Math.max(0, count - (this.#letters[0]?.count ?? count));
  }
}
