import type { NotifiedAlarm } from '../alarm-ways/contract/alarm-notice.ts';
import type { AlarmPriority } from '../settings/alarm-settings.ts';

/** An alarm that stands, or stood a moment ago. */
export interface TrackedAlarm extends NotifiedAlarm {
  /** Since when it has been over, or null while it stands. */
  readonly overSince: number | null;
  /** It is a part of another alarm that stands, and is not told beside it. */
  readonly covered: boolean;
}

/** What one way is to be told at this moment. */
export interface DueAlarms {
  readonly began: readonly NotifiedAlarm[];
  readonly ended: readonly NotifiedAlarm[];
}

/** By what it is decided what is due. */
export interface DueRules {
  readonly now: number;
  readonly gatherMs: number;
  /** What this way is told at all. */
  readonly priorities: readonly AlarmPriority[];
  /** What waits at this hour. */
  readonly quiet: readonly AlarmPriority[];
}

/**
 * What a way is told: alarms that it was not told of yet, and ends of those that it was. An urgent alarm is told at
 * once, any other when it has stood for the time of gathering; whatever stands by then is told with it, so that many
 * alarms of one cause are one notice. An end is told when it has lasted as long: what comes and goes is one alarm.
 */
export function dueAlarms(
  tracked: readonly TrackedAlarm[],
  told: ReadonlyMap<string, NotifiedAlarm>,
  { now, gatherMs, priorities, quiet }: DueRules,
): DueAlarms {
  const mayNotify = ({ priority }: NotifiedAlarm): boolean =>
    priorities.includes(priority) && !quiet.includes(priority);
  const waiting = tracked.filter(
    (each) => each.overSince === null && !each.covered && !told.has(each.key) && mayNotify(each),
  );
  const ripe = waiting.some(({ priority, since }) => priority === 'urgent' || now - since >= gatherMs);
  const standing = new Map(tracked.map((each) => [each.key, each] as const));
  const ended = [...told.values()].filter((each) => {
    const over = standing.get(each.key)?.overSince;
    return mayNotify(each) && (over === undefined || (over !== null && now - over >= gatherMs));
  });
  return { began: ripe ? waiting.map(withoutState) : [], ended };
}

const withoutState = ({ key, rule, priority, problem, cure, since }: TrackedAlarm): NotifiedAlarm => ({
  key,
  rule,
  priority,
  problem,
  cure,
  since,
});
