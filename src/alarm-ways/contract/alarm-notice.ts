import { sha256 } from '../../article/content.ts';
import { cutText } from '../../article/cut-text.ts';
import type { AlarmPriority, AlarmRule } from '../../settings/alarm-settings.ts';

/** An alarm as people are notified of it. Times are epoch milliseconds. */
export interface NotifiedAlarm {
  readonly key: string;
  readonly rule: AlarmRule | 'test';
  readonly priority: AlarmPriority;
  readonly problem: string;
  readonly cure: string;
  readonly since: number;
}

/** What is sent at one time: alarms that began, alarms that ended. */
export interface AlarmNotice {
  /** Equal where the same is sent again because nobody knows whether it arrived. */
  readonly id: string;
  readonly at: number;
  readonly priority: AlarmPriority;
  readonly began: readonly NotifiedAlarm[];
  readonly ended: readonly NotifiedAlarm[];
}

/** The notice of these alarms. */
export function noticeOf(began: readonly NotifiedAlarm[], ended: readonly NotifiedAlarm[], at: number): AlarmNotice {
  const urgent = [...began, ...ended].some(({ priority }) => priority === 'urgent');
  const named = [...began.map((each) => ['+', each] as const), ...ended.map((each) => ['-', each] as const)];
  return {
    id: sha256(named.map(([sign, { key, since }]) => `${sign}${key} ${since}`).join('\n')).slice(0, 40),
    at,
    priority: urgent ? 'urgent' : 'ordinary',
    began,
    ended,
  };
}

const LONGEST_TITLE = 150;

/** A notice in one line. */
export function titleOf({ began, ended, priority }: AlarmNotice): string {
  const mark = priority === 'urgent' && began.length > 0 ? 'URGENT: ' : '';
  return `${mark}${cutText(wordsOf(began, ended), LONGEST_TITLE)}`;
}

function wordsOf(began: readonly NotifiedAlarm[], ended: readonly NotifiedAlarm[]): string {
  const [first] = began;
  if (first !== undefined) return began.length === 1 ? first.problem : `${began.length} alarms: ${first.problem}`;
  return ended.length === 1 ? `over: ${ended[0]?.problem}` : `over: ${ended.length} alarms`;
}

/** A notice as lines of text: each alarm with its cure, and those that are over. */
export function textOf({ began, ended, at }: AlarmNotice): string {
  return [
    ...began.map(({ problem, cure, since }) => `${problem}\n  do: ${cure}\n  since ${new Date(since).toISOString()}`),
    ...ended.map(({ problem, since }) => `over: ${problem}\n  it lasted ${lastedOf(at - since)}`),
  ].join('\n\n');
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

function lastedOf(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / 1_000)} s`;
  return ms < 2 * HOUR_MS ? `${Math.round(ms / MINUTE_MS)} min` : `${Math.round(ms / HOUR_MS)} h`;
}
