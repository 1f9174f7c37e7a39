import { describe, expect, test } from 'vitest';
import { AlarmHistory } from '../../src/alarms/alarm-history.ts';
import { findAlarms, type ServiceFacts } from '../../src/alarms/conditions.ts';
import { dueAlarms, type TrackedAlarm } from '../../src/alarms/due-alarms.ts';
import { joinByCause } from '../../src/alarms/one-cause.ts';
import { quietAt } from '../../src/alarms/quiet-hours.ts';
import { AlarmRules, QuietHours } from '../../src/settings/alarm-settings.ts';
import { ruleOf } from '../../src/store/alarm-keys.ts';
import { anAlarm } from './notified-alarm.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 24, 12);
const RULES = AlarmRules.parse({});
const WELL = { state: 'ok', failures: 0, lastError: null, lastOkAt: NOW, lastGap: null, lastGapAt: null, missing: [] };
const DOWN = { ...WELL, state: 'blocked', failures: 3, lastError: 'answered 403', lastOkAt: NOW - 11 * MINUTE_MS };

const facts = (over: Partial<ServiceFacts>): ServiceFacts => ({
  now: NOW,
  feeds: [],
  destinations: [],
  memoryDays: null,
  newLetters: 0,
  ...over,
});

describe('what is an alarm by the rules', () => {
  test.each<[string, Partial<ServiceFacts>, string[]]>([
    ['a feed that works', { feeds: [{ id: 'afp', ...WELL }] }, []],
    ['a feed that is blocked for longer than the rule says', { feeds: [{ id: 'afp', ...DOWN }] }, ['feed-down:afp']],
    ['a feed that failed once', { feeds: [{ id: 'afp', ...DOWN, failures: 1 }] }, []],
    ['a feed that is blocked since a moment', { feeds: [{ id: 'afp', ...DOWN, lastOkAt: NOW - MINUTE_MS }] }, []],
    ['a feed that never could be read', { feeds: [{ id: 'afp', ...DOWN, lastOkAt: null }] }, ['feed-down:afp']],
    [
      'copy that was let go of',
      { feeds: [{ id: 'afp', ...WELL, lastGap: 'some 20', lastGapAt: NOW - MINUTE_MS }] },
      ['feed-gap:afp'],
    ],
    [
      'numbers that did not come, after a while',
      { feeds: [{ id: 'dpa', ...WELL, missing: [{ service: 'dpa', from: 41, to: 42, since: NOW - 3 * MINUTE_MS }] }] },
      ['feed-numbers:dpa'],
    ],
    [
      'numbers that may come yet',
      { feeds: [{ id: 'dpa', ...WELL, missing: [{ service: 'dpa', from: 41, to: 41, since: NOW - MINUTE_MS }] }] },
      [],
    ],
    ['a gap of yesterday', { feeds: [{ id: 'afp', ...WELL, lastGap: 'some', lastGapAt: NOW - 86_400_000 }] }, []],
    [
      'a story that waits for no known reason',
      { destinations: [{ id: 'cms', oldestAt: NOW - 6 * MINUTE_MS, waiting: 9, explained: false }] },
      ['destination.cms.lagging'],
    ],
    [
      'a story that waits for a destination that is paused or fails',
      { destinations: [{ id: 'cms', oldestAt: NOW - 6 * MINUTE_MS, waiting: 9, explained: true }] },
      [],
    ],
    ['memory for two days', { memoryDays: 2 }, ['memory-days']],
    ['memory for a month', { memoryDays: 30 }, []],
    ['twenty new dead letters within an hour', { newLetters: 20 }, ['dead-letters']],
  ])('%s', (_, given, keys) => {
    expect(findAlarms(facts(given), RULES).map(({ key }) => key)).toEqual(keys);
  });

  test('each has a rule', () => {
    const all = findAlarms(
      facts({
        feeds: [{ id: 'afp', ...DOWN, lastGap: 'x', lastGapAt: NOW }],
        destinations: [{ id: 'cms', oldestAt: 0, waiting: 1, explained: false }],
        memoryDays: 0,
        newLetters: 99,
      }),
      RULES,
    );
    expect(all.map(({ key }) => ruleOf(key))).toEqual([
      'feed-down',
      'feed-gap',
      'destination-lagging',
      'memory-days',
      'dead-letters',
    ]);
  });
});

describe('alarms of one cause', () => {
  const failing = (id: string) => ({ key: `destination.${id}.failing`, problem: `${id} fails`, cure: 'mend it' });
  const silent = (id: string) => ({ key: `silent:${id}`, problem: `${id} is silent`, cure: 'ask' });

  test('most destinations at once are one alarm, which covers theirs', () => {
    const { alarms, covered } = joinByCause(['a', 'b', 'c'].map(failing), 4);
    expect(alarms.at(-1)?.problem).toMatch(/^3 of 4 destinations fail at once \(a, b, c\): it is our own line/);
    expect([...covered]).toEqual(['a', 'b', 'c'].map((id) => `destination.${id}.failing`));
  });

  test('two destinations, or three of many, are alarms of their own', () => {
    expect(joinByCause(['a', 'b'].map(failing), 2).covered.size).toBe(0);
    expect(joinByCause(['a', 'b', 'c'].map(failing), 12).covered.size).toBe(0);
  });

  test('the line to the feeds covers what feeds lack', () => {
    const line = { key: 'line', problem: 'our own line', cure: 'look' };
    expect([...joinByCause([line, silent('afp'), failing('a')], 1).covered]).toEqual(['silent:afp']);
  });
});

describe('quiet hours', () => {
  const hours = QuietHours.parse({ from: '22:00', to: '07:00', zone: 'Europe/London' });
  test.each([
    ['2026-11-24T21:59:00Z', []],
    ['2026-11-24T22:00:00Z', ['ordinary']],
    ['2026-11-25T06:59:00Z', ['ordinary']],
    ['2026-11-25T07:00:00Z', []],
    // An hour ahead in summer.
    ['2026-07-25T06:30:00Z', []],
  ])('%s', (at, quiet) => {
    expect(quietAt(hours, Date.parse(at))).toEqual(quiet);
  });
});

describe('what a way is told', () => {
  const ALL = { now: NOW, gatherMs: 10_000, priorities: ['urgent', 'ordinary'], quiet: [] } as const;
  const seen = (over: Partial<TrackedAlarm> = {}): TrackedAlarm => ({
    ...anAlarm({ since: NOW - MINUTE_MS }),
    overSince: null,
    covered: false,
    ...over,
  });
  const told = (...alarms: TrackedAlarm[]) => new Map(alarms.map((each) => [each.key, anAlarm(each)]));
  const keysOf = ({ began, ended }: ReturnType<typeof dueAlarms>) => [
    ...began.map(({ key }) => `+${key}`),
    ...ended.map(({ key }) => `-${key}`),
  ];
  const a = seen({ key: 'a' });
  const young = seen({ key: 'young', since: NOW - 1_000 });
  const urgent = seen({ key: 'urgent', since: NOW, priority: 'urgent' });
  const over = seen({ key: 'a', overSince: NOW - MINUTE_MS });

  test.each<[string, TrackedAlarm[], ReturnType<typeof told>, Partial<Parameters<typeof dueAlarms>[2]>, string[]]>([
    ['an alarm that stands', [a], told(), {}, ['+a']],
    ['nothing twice', [a], told(a), {}, []],
    ['nothing before it has stood a while', [young], told(), {}, []],
    ['what is urgent at once, and all that stands with it', [young, urgent], told(), {}, ['+young', '+urgent']],
    ['what has come meanwhile with what is due', [a, young], told(), {}, ['+a', '+young']],
    ['the end', [over], told(a), {}, ['-a']],
    ['the end of what nobody knows any more', [], told(a), {}, ['-a']],
    ['no end that may be a pause', [{ ...over, overSince: NOW - 1_000 }], told(a), {}, []],
    ['no end of what it was not told', [over], told(), {}, []],
    ['nothing that is a part of another', [{ ...a, covered: true }], told(), {}, []],
    ['no end of what became a part of another', [{ ...a, covered: true }], told(a), {}, []],
    ['nothing in quiet hours', [a], told(), { quiet: ['ordinary'] }, []],
    ['what is urgent in quiet hours', [a, urgent], told(), { quiet: ['ordinary'] }, ['+urgent']],
    ['no priority that it is not set for', [a, urgent], told(), { priorities: ['urgent'] }, ['+urgent']],
  ])('%s', (_, tracked, known, rules, keys) => {
    expect(keysOf(dueAlarms(tracked, known, { ...ALL, ...rules }))).toEqual(keys);
  });
});

test('an alarm that comes again before its end was told is the same alarm', () => {
  const history = new AlarmHistory();
  const none = new Set<string>();
  const forgetMs = MINUTE_MS;
  const [alarm] = [anAlarm()];
  history.update([alarm], none, { now: NOW, forgetMs });
  expect(history.update([], none, { now: NOW + 1_000, forgetMs })[0]?.overSince).toBe(NOW + 1_000);
  expect(history.update([alarm], none, { now: NOW + 2_000, forgetMs })[0]).toMatchObject({
    since: NOW,
    overSince: null,
  });
  expect(history.update([], none, { now: NOW + 3_000, forgetMs })).toHaveLength(1);
  expect(history.update([], none, { now: NOW + 3_000 + MINUTE_MS, forgetMs })).toEqual([]);
});
