import type { NotifiedAlarm } from '../alarm-ways/contract/alarm-notice.ts';
import type { AlarmPriority } from '../settings/alarm-settings.ts';

/** An alarm that stands, or stood a moment ago. */
export interface TrackedAlarm extends NotifiedAlarm {
  /** Since when it has been over, or null while it stands. */
  readonly overSince: number | null;
  /** It is a part of another alarm that stands, and is not sent beside it. */
  readonly covered: boolean;
}

/** What is to be sent by one way at this moment. */
export interface DueAlarms {
  readonly began: readonly NotifiedAlarm[];
  readonly ended: readonly NotifiedAlarm[];
}

/** By what it is decided what is due. */
export interface DueRules {
  readonly now: number;
  readonly gatherMs: number;
  /** Alarms of other priorities are never sent by this way. */
  readonly priorities: readonly AlarmPriority[];
  /** Alarms of these priorities wait at this hour. */
  readonly quiet: readonly AlarmPriority[];
}

/**
 * What is to be sent by a way: alarms that were not sent yet, and the ends of those that were. An urgent alarm is sent
 * at once, any other when it has stood for the time of gathering; whatever stands by then is sent with it, so that many
 * alarms of one cause are one notice. An end is sent when it has lasted as long: what comes and goes is one alarm.
 */
export function dueAlarms(
  tracked: readonly TrackedAlarm[],
  sent: ReadonlyMap<string, NotifiedAlarm>,
  { now, gatherMs, priorities, quiet }: DueRules,
): DueAlarms {
  const mayNotify = ({ priority }: NotifiedAlarm): boolean =>
    priorities.includes(priority) && !quiet.includes(priority);
  const waiting = tracked.filter(
    (each) => each.overSince === null && !each.covered && !sent.has(each.key) && mayNotify(each),
  );
  const isDue = waiting.some(({ priority, since }) => priority === 'urgent' || now - since >= gatherMs);
  const standing = new Map(tracked.map((each) => [each.key, each] as const));
  const ended = [...sent.values()].filter((each) => {
    const over = standing.get(each.key)?.overSince;
    return mayNotify(each) && (over === undefined || (over !== null && now - over >= gatherMs));
  });
  return { began: isDue ? waiting.map(withoutState) : [], ended };
}

const withoutState = ({ key, rule, priority, problem, cure, since }: TrackedAlarm): NotifiedAlarm => ({
  key,
  rule,
  priority,
  problem,
  cure,
  since,
});
