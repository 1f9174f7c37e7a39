import { describeMissing } from '../article/message-numbers.ts';
import type { AlarmRules } from '../settings/alarm-settings.ts';
import type { AlarmKey } from '../store/alarm-keys.ts';
import type { Alarm } from '../store/alarms.ts';
import type { FeedState } from '../store/feeds.ts';

type RuledAlarm = Alarm<AlarmKey>;

/** What the rules are held against. Times are epoch milliseconds. */
export interface ServiceFacts {
  readonly now: number;
  readonly feeds: readonly ({ readonly id: string } & Pick<
    FeedState,
    'state' | 'failures' | 'lastError' | 'lastOkAt' | 'lastGap' | 'lastGapAt' | 'missing'
  >)[];
  readonly destinations: readonly {
    readonly id: string;
    /** Since when its oldest story waits, or null. */
    readonly oldestAt: number | null;
    readonly waiting: number;
    /** It is known already why it waits: it is paused, or fails. */
    readonly explained: boolean;
  }[];
  /** Days until memory is full at the rate of the last day; null where it is not known. */
  readonly memoryDays: number | null;
  /** New dead letters of the last hour. */
  readonly newLetters: number;
}

/** The keys of the alarms that are raised here, and so ended here. */
export const CONDITION_KEYS =
  /^(?:feed-down:|feed-gap:|feed-numbers:|memory-days$|dead-letters$|destination\..+\.lagging$)/;

const WELL = new Set(['ok', 'unchanged', 'new']);
/** One failure may be chance. */
const FAILURES = 2;
const GAP_STANDS_MS = 3_600_000;
/** Numbers overtake each other: one that is missing may come yet. */
const OVERTAKEN_MS = 120_000;
const NAMED_NUMBERS = 8;
const MINUTE_MS = 60_000;

/** The alarms that these facts are, by rule. */
export function findAlarms(facts: ServiceFacts, rules: AlarmRules): RuledAlarm[] {
  return [
    ...feedsDown(facts, rules['feed-down'].after),
    ...feedGaps(facts),
    ...missingNumbers(facts),
    ...laggingDestinations(facts, rules['destination-lagging'].after),
    ...memoryEnds(facts, rules['memory-days'].days),
    ...lettersGrow(facts, rules['dead-letters'].anHour),
  ];
}

const feedsDown = ({ feeds, now }: ServiceFacts, afterMs: number): RuledAlarm[] =>
  feeds
    .filter(
      ({ state, failures, lastOkAt }) =>
        !WELL.has(state) && failures >= FAILURES && (lastOkAt === null || now - lastOkAt >= afterMs),
    )
    .map(({ id, state, lastError, lastOkAt }) => ({
      key: `feed-down:${id}`,
      problem: `feed ${id} cannot be read (${state}): ${(lastError ?? 'no reason is known').replace(`feed ${id}: `, '')}; ${
        lastOkAt === null ? 'it never could' : `the last time that it could was ${new Date(lastOkAt).toISOString()}`
      }`,
      cure: `try "copytaster feed test ${id}"; look at copytaster feeds for what to change`,
    }));

const feedGaps = ({ feeds, now }: ServiceFacts): RuledAlarm[] =>
  feeds
    .filter(({ lastGapAt }) => lastGapAt !== null && now - lastGapAt < GAP_STANDS_MS)
    .map(({ id, lastGap, lastGapAt }) => ({
      key: `feed-gap:${id}`,
      problem: `copy of ${id} may be missing since ${new Date(lastGapAt ?? 0).toISOString()}: ${lastGap ?? ''}`,
      cure: `shorten every: of ${id}, and ask the agency for what is missing`,
    }));

const missingNumbers = ({ feeds, now }: ServiceFacts): RuledAlarm[] =>
  feeds.flatMap(({ id, missing }) => {
    const told = missing.filter(({ since }) => now - since >= OVERTAKEN_MS && now - since < GAP_STANDS_MS);
    if (told.length === 0) return [];
    const count = told.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    const named = told.slice(0, NAMED_NUMBERS).map(describeMissing).join(', ');
    return [
      {
        key: `feed-numbers:${id}`,
        problem: `${count} messages of ${id} did not come: ${named}${told.length > NAMED_NUMBERS ? ' …' : ''}`,
        cure: `ask the agency to send them again; copytaster feeds lists them`,
      },
    ];
  });

const laggingDestinations = ({ destinations, now }: ServiceFacts, afterMs: number): RuledAlarm[] =>
  destinations
    .filter(({ oldestAt, explained }) => !explained && oldestAt !== null && now - oldestAt >= afterMs)
    .map(({ id, waiting, oldestAt }) => ({
      key: `destination.${id}.lagging`,
      problem: `destination ${id} lags: ${waiting} stories wait, the oldest for ${Math.round(
        (now - (oldestAt ?? now)) / MINUTE_MS,
      )} min`,
      cure: `look at copytaster destinations ${id}: raise concurrency: or rate:, or ask why its receiver is slow`,
    }));

const memoryEnds = ({ memoryDays }: ServiceFacts, days: number): RuledAlarm[] =>
  memoryDays === null || memoryDays >= days
    ? []
    : [
        {
          key: 'memory-days',
          problem: `the memory of redis is used up in ${memoryDays.toFixed(1)} days at the rate of the last day`,
          cure: 'raise maxmemory or redis.memory, or shorten retention',
        },
      ];

const lettersGrow = ({ newLetters }: ServiceFacts, anHour: number): RuledAlarm[] =>
  newLetters < anHour
    ? []
    : [
        {
          key: 'dead-letters',
          problem: `${newLetters} new dead letters within an hour`,
          cure: 'look at copytaster dead-letters: one cause often makes many',
        },
      ];
