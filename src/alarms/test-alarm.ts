import { noticeOf } from '../alarm-ways/contract/alarm-notice.ts';
import type { AlarmWayContext, AnyAlarmWay } from '../alarm-ways/contract/alarm-way.ts';
import { describeError } from '../article/failure.ts';
import type { AlarmWaySettings } from '../settings/alarm-settings.ts';

const NOTIFY_WITHIN_MS = 15_000;

/** What came of a test alarm by one way. */
export interface TestedWay {
  readonly way: string;
  readonly type: string;
  readonly outcome: 'told' | 'failed';
  /** Why it did not arrive; null where it did. */
  readonly reason: string | null;
}

/**
 * Sends an alarm that says that it is a test by every way at once, whatever the priorities and quiet hours of the way.
 * @param by who tests
 * @param now epoch milliseconds
 */
export function sendTestAlarm(
  ways: readonly AlarmWaySettings[],
  types: ReadonlyMap<string, AnyAlarmWay>,
  { by, now, ...context }: AlarmWayContext & { readonly by: string; readonly now: number },
): Promise<TestedWay[]> {
  return Promise.all(
    ways.map(async (settings): Promise<TestedWay> => {
      const tested = { way: settings.id, type: settings.type };
      const open = types.get(settings.type)?.open(settings, context);
      try {
        const notice = noticeOf([testAlarm(settings, by, now)], [], now);
        await open?.notify(notice, AbortSignal.timeout(NOTIFY_WITHIN_MS));
        return { ...tested, outcome: 'told', reason: null };
      } catch (error) {
        return { ...tested, outcome: 'failed', reason: describeError(error) };
      } finally {
        open?.close();
      }
    }),
  );
}

const testAlarm = ({ id, priorities }: AlarmWaySettings, by: string, now: number) => ({
  key: `test:${id}`,
  rule: 'test' as const,
  priority: priorities[0] ?? ('ordinary' as const),
  problem: `TEST, nothing is wrong: ${by} looks whether alarms arrive by ${id}`,
  cure: 'nothing; say that you have seen it',
  since: now,
});
