import type { NotifiedAlarm } from '../alarm-ways/contract/alarm-notice.ts';
import type { TrackedAlarm } from './due-alarms.ts';

/** Remembers since when each alarm has been seen, and since when it has not been seen any more. */
export class AlarmHistory {
  #known: ReadonlyMap<string, TrackedAlarm> = new Map();

  /**
   * What is seen at `now` (epoch milliseconds), with what was seen before and is over for less than `forgetMs`.
   * @param standing the alarms that stand
   * @param covered keys of those that are a part of another
   */
  update(
    standing: readonly Omit<NotifiedAlarm, 'since'>[],
    covered: ReadonlySet<string>,
    { now, forgetMs }: { now: number; forgetMs: number },
  ): readonly TrackedAlarm[] {
    const seen = standing.map((alarm) => ({
      ...alarm,
      since: this.#known.get(alarm.key)?.since ?? now,
      overSince: null,
      covered: covered.has(alarm.key),
    }));
    const keys = new Set(seen.map(({ key }) => key));
    const over = [...this.#known.values()]
      .filter(({ key }) => !keys.has(key))
      .map((alarm) => ({ ...alarm, overSince: alarm.overSince ?? now }))
      .filter(({ overSince }) => now - overSince < forgetMs);
    this.#known = new Map([...seen, ...over].map((alarm) => [alarm.key, alarm] as const));
    return [...this.#known.values()];
  }
}
