import type { Logger } from 'pino';
import { noticeOf } from '../alarm-ways/contract/alarm-notice.ts';
import type { AnyAlarmWay, OpenAlarmWay } from '../alarm-ways/contract/alarm-way.ts';
import { describeError } from '../article/failure.ts';
import type { AlarmWaySettings } from '../settings/alarm-settings.ts';
import { sameSettings } from '../settings/same-settings.ts';
import type { Settings } from '../settings/schema.ts';
import { ruleOf } from '../store/alarm-keys.ts';
import type { Alarm } from '../store/alarms.ts';
import { AlarmHistory } from './alarm-history.ts';
import { type DueRules, dueAlarms, type TrackedAlarm } from './due-alarms.ts';
import type { NotifiedAlarms } from './notified-alarms.ts';
import { joinByCause } from './one-cause.ts';
import { quietAt } from './quiet-hours.ts';

const NOTIFY_WITHIN_MS = 15_000;
const AGAIN_FIRST_MS = 5_000;
const AGAIN_LAST_MS = 300_000;

interface AlarmNotifierDependencies {
  readonly types: ReadonlyMap<string, AnyAlarmWay>;
  readonly notified: NotifiedAlarms;
  readonly log: Logger;
  readonly userAgent: string;
}

/** A way that is open, and since when it fails. */
interface KeptWay {
  readonly settings: AlarmWaySettings;
  readonly way: OpenAlarmWay;
  failures: number;
  notBefore: number;
}

/** Notifies people of each alarm, and of its end, once by each way that is set; a way that fails is tried again. */
export class AlarmNotifier {
  readonly #dependencies: AlarmNotifierDependencies;
  readonly #history = new AlarmHistory();
  readonly #ways = new Map<string, KeptWay>();

  constructor(parts: AlarmNotifierDependencies) {
    this.#dependencies = parts;
  }

  /**
   * Sends what is due at `now` (epoch milliseconds). It never fails: the log names a way that failed.
   * @param standing the alarms that stand
   */
  async notifyDue(standing: readonly Alarm[], { alarms, destinations }: Settings, now: number): Promise<void> {
    this.#openWays(alarms.ways);
    const { alarms: all, covered } = joinByCause(standing, destinations.length);
    const ruled = all.flatMap((alarm) => {
      const rule = ruleOf(alarm.key);
      if (rule === null) return [];
      const { enabled, priority } = alarms.rules[rule];
      return enabled ? [{ ...alarm, rule, priority }] : [];
    });
    const { gather: gatherMs } = alarms;
    const tracked = this.#history.update(ruled, covered, { now, forgetMs: gatherMs + AGAIN_LAST_MS });
    const quiet = quietAt(alarms.quiet, now);
    await Promise.all(
      [...this.#ways.values()].map((kept) =>
        this.#notify(kept, tracked, { now, gatherMs, priorities: kept.settings.priorities, quiet }),
      ),
    );
  }

  close(): void {
    this.#openWays([]);
  }

  async #notify(kept: KeptWay, tracked: readonly TrackedAlarm[], rules: DueRules): Promise<void> {
    const { notified, log } = this.#dependencies;
    const { settings, way } = kept;
    if (rules.now < kept.notBefore) return;
    try {
      const { began, ended } = dueAlarms(tracked, await notified.read(settings.id), rules);
      if (began.length === 0 && ended.length === 0) return;
      await way.notify(noticeOf(began, ended, rules.now), AbortSignal.timeout(NOTIFY_WITHIN_MS));
      await notified.keep(settings.id, began, ended);
      kept.failures = 0;
    } catch (error) {
      kept.notBefore = rules.now + Math.min(AGAIN_LAST_MS, AGAIN_FIRST_MS * 2 ** kept.failures);
      kept.failures += 1;
      log.warn(
        { way: settings.id, reason: describeError(error) },
        'alarms could not be sent; they are sent again later',
      );
    }
  }

  /** Opens the ways that are set now and closes others. */
  #openWays(ways: readonly AlarmWaySettings[]): void {
    const { types, log, userAgent } = this.#dependencies;
    for (const [id, { settings, way }] of this.#ways) {
      if (ways.some((next) => sameSettings(next, settings))) continue;
      way.close();
      this.#ways.delete(id);
    }
    for (const settings of ways) {
      const type = types.get(settings.type);
      if (this.#ways.has(settings.id) || type === undefined) continue;
      const way = type.open(settings, { log, userAgent });
      this.#ways.set(settings.id, { settings, way, failures: 0, notBefore: 0 });
    }
  }
}
