import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AlarmNotifier } from '../../src/alarms/alarm-notifier.ts';
import { notifiedInRedis } from '../../src/alarms/notified-alarms.ts';
import { loadPlugins, loadSettingsPlugins } from '../../src/registry.ts';
import { settingsSchema } from '../../src/settings/plugin-settings.ts';
import type { Settings } from '../../src/settings/schema.ts';
import { type Alarm, holdNotifierLease, releaseNotifierLease } from '../../src/store/alarms.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const LATER = NOW + 60_000;
const plugins = await loadSettingsPlugins();
const types = await loadPlugins('alarm-ways');

let redis: TestRedis;
let store: Store;
let receiver: ScriptedServer;
let notifiers: AlarmNotifier[] = [];
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  receiver = await startScriptedServer();
});
afterEach(async () => {
  for (const notifier of notifiers) notifier.close();
  notifiers = [];
  await receiver.close();
});

/** As a process that begins to tell. */
function aNotifier(): AlarmNotifier {
  const notifier = new AlarmNotifier({
    types,
    notified: notifiedInRedis(store),
    log: pino({ level: 'silent' }),
    userAgent: 'copytaster/test',
  });
  notifiers.push(notifier);
  return notifier;
}

const settings = (alarms: Record<string, unknown> = {}): Settings =>
  settingsSchema(plugins).parse({
    alarms: {
      ways: [{ id: 'desk', type: 'webhook', url: receiver.url, allowPrivateAddresses: true }],
      ...alarms,
    },
  });

const failing = (id: string): Alarm => ({
  key: `destination.${id}.failing`,
  problem: `destination ${id} fails`,
  cure: 'mend the receiver',
});

/** The keys of what was told, by notice. */
const told = (): string[][] =>
  receiver.seen.map(({ body }) => {
    const { began, ended } = JSON.parse(body) as Record<'began' | 'ended', { key: string }[]>;
    return [...began.map(({ key }) => `+${key}`), ...ended.map(({ key }) => `-${key}`)];
  });

test('an alarm is told once and its end once, whichever process tells', async () => {
  const first = aNotifier();
  await first.notifyDue([failing('cms')], settings(), NOW);
  expect(told()).toEqual([]);
  await first.notifyDue([failing('cms')], settings(), LATER);
  await first.notifyDue([failing('cms')], settings(), LATER + 1_000);
  const second = aNotifier();
  await second.notifyDue([failing('cms')], settings(), LATER + 2_000);
  await second.notifyDue([failing('cms')], settings(), LATER + 60_000);
  expect(told()).toEqual([['+destination.cms.failing']]);
  await second.notifyDue([], settings(), LATER + 61_000);
  await second.notifyDue([], settings(), LATER + 80_000);
  await second.notifyDue([], settings(), LATER + 90_000);
  expect(told().slice(1)).toEqual([['-destination.cms.failing']]);
});

test('what fails for one cause is one notice of one alarm', async () => {
  const notifier = aNotifier();
  const all = ['a', 'b', 'c'].map(failing);
  const given = settings();
  const destinations = ['a', 'b', 'c'].map((id) => ({ id }) as Settings['destinations'][number]);
  const live: Settings = { ...given, destinations };
  await notifier.notifyDue(all, live, NOW);
  await notifier.notifyDue(all, live, LATER);
  expect(told()).toEqual([['+destinations-line']]);
  expect(receiver.seen[0]?.body).toContain('3 of 3 destinations fail at once (a, b, c): it is our own line');
});

test('a way that fails is told the same later, and no other way again', async () => {
  const other = await startScriptedServer();
  try {
    receiver.script(answer(500), answer(200));
    const both = settings({
      ways: [
        { id: 'desk', type: 'webhook', url: receiver.url, allowPrivateAddresses: true },
        { id: 'chief', type: 'slack', url: other.url, allowPrivateAddresses: true },
      ],
    });
    const notifier = aNotifier();
    await notifier.notifyDue([failing('cms')], both, NOW);
    for (const at of [LATER, LATER + 1_000, LATER + 10_000, LATER + 20_000])
      await notifier.notifyDue([failing('cms')], both, at);
    expect(told()).toEqual([['+destination.cms.failing'], ['+destination.cms.failing']]);
    expect(other.seen).toHaveLength(1);
    const [once, again] = receiver.seen.map(({ headers }) => headers['webhook-id']);
    expect(again).toBe(once);
  } finally {
    await other.close();
  }
});

test('in quiet hours an ordinary alarm waits until they end, and an urgent one does not', async () => {
  const quiet = settings({ quiet: { from: '12:00', to: '13:00' } });
  const notifier = aNotifier();
  const memory: Alarm = { key: 'memory', problem: 'redis memory is 82 % full', cure: 'raise maxmemory' };
  await notifier.notifyDue([failing('cms')], quiet, NOW);
  await notifier.notifyDue([failing('cms'), memory], quiet, LATER);
  expect(told()).toEqual([['+memory']]);
  await notifier.notifyDue([failing('cms'), memory], quiet, NOW + 3_600_000);
  expect(told().slice(1)).toEqual([['+destination.cms.failing']]);
});

test('an alarm of another version, which has no rule here, keeps no other from being told', async () => {
  const unknown: Alarm = { key: 'moon:full', problem: 'the moon is full', cure: 'wait' };
  const memory: Alarm = { key: 'memory', problem: 'redis memory is 82 % full', cure: 'raise maxmemory' };
  await aNotifier().notifyDue([unknown, memory], settings({}), NOW);
  expect(told()).toEqual([['+memory']]);
});

test('a rule that is switched off is told to nobody; one may be made urgent', async () => {
  const notifier = aNotifier();
  const off = settings({ rules: { 'destination-failing': { enabled: false } } });
  await notifier.notifyDue([failing('cms')], off, NOW);
  await notifier.notifyDue([failing('cms')], off, LATER);
  expect(told()).toEqual([]);
  await aNotifier().notifyDue(
    [failing('cms')],
    settings({ rules: { 'destination-failing': { priority: 'urgent' } } }),
    LATER,
  );
  expect(told()).toEqual([['+destination.cms.failing']]);
});

test('one process of several tells, and another one when it lets go', async () => {
  expect(await holdNotifierLease(store, 'one', 60_000)).toBe(true);
  expect(await holdNotifierLease(store, 'two', 60_000)).toBe(false);
  expect(await holdNotifierLease(store, 'one', 60_000)).toBe(true);
  await releaseNotifierLease(store, 'two');
  expect(await holdNotifierLease(store, 'two', 60_000)).toBe(false);
  await releaseNotifierLease(store, 'one');
  expect(await holdNotifierLease(store, 'two', 60_000)).toBe(true);
});
