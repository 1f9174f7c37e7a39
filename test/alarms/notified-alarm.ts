import type { NotifiedAlarm } from '../../src/alarm-ways/contract/alarm-notice.ts';

/** An alarm with these facts. */
export const anAlarm = (over: Partial<NotifiedAlarm> = {}): NotifiedAlarm => ({
  key: 'destination.cms.failing',
  rule: 'destination-failing',
  priority: 'ordinary',
  problem: 'destination cms fails: answered 500',
  cure: 'mend the receiver',
  since: Date.UTC(2026, 10, 24, 10),
  ...over,
});
