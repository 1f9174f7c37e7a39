import { expect, test } from 'vitest';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { Gauges } from '../../src/service/gauges.ts';
import { settingsSchema } from '../../src/settings/plugin-settings.ts';
import { keepDeadLetter } from '../../src/store/dead-letters.ts';
import { beginAt, takeLease, updateDestination } from '../../src/store/destinations.ts';
import { enterLanes } from '../../src/store/enter-lanes.ts';
import { keys } from '../../src/store/keys.ts';
import type { LaneEntry } from '../../src/store/lanes.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { useTestStore } from '../test-store.ts';

const store = useTestStore();

const entry = (article: string, at: number): LaneEntry => ({
  position: `${at}-0`,
  article,
  revisionId: `${article}-1`,
  revision: 1,
  kind: 'revision',
  priority: 1,
  held: false,
  stop: false,
  recovered: false,
  passes: true,
  why: '',
});

test('the gauges show what feeds, destinations, letters and memory are like', async () => {
  const now = Date.UTC(2026, 10, 23, 12);
  const settings = settingsSchema(await loadSettingsPlugins()).parse({
    redis: { memory: '64MB' },
    feeds: [
      { id: 'world', url: 'https://example.org/' },
      { id: 'never', url: 'https://example.org/' },
    ],
    destinations: ['cms', 'idle'].map((id) => ({ id, type: 'file-drop', path: '/nowhere' })),
  });
  await store.redis.hset(keys.feed('world'), {
    lastFetchAt: now - 1_000,
    lastOkAt: now - 2_000,
    lastCommitAt: now - 60_000,
  });
  await beginAt(store, 'cms', '0-0', 0);
  await takeLease(store, 'cms', 'token', { leaseMs: 60_000, attemptMs: 25_000 });
  const entries = [entry('young', now - 5_000), entry('old', now - 90_000)];
  const move = { token: 'token', from: { cursor: '0-0', window: '' }, to: { cursor: '1-0', window: '' } };
  await enterLanes(store, 'cms', move, { entries });
  await updateDestination(store, 'idle', { paused: now });
  await keepDeadLetter(store, { id: 'a', kind: 'item', reason: 'x', at: now, fields: {} });
  await store.redis.zadd(keys.releases, now + 60_000, 'a|r1', now + 90_000, 'b|r2');
  const metrics = createMetrics();
  const gauges = new Gauges(store, metrics);
  await gauges.read(settings, now);
  await gauges.readFeeds(settings.feeds.map(({ id }) => id));
  const lines = (await metrics.registry.metrics()).split('\n').map((line) => line.replace(/^copytaster_/, ''));
  expect(lines).toEqual(
    expect.arrayContaining([
      `feed_last_fetch_timestamp_seconds{feed="world"} ${now / 1_000 - 1}`,
      `feed_last_success_timestamp_seconds{feed="world"} ${now / 1_000 - 2}`,
      `feed_last_commit_timestamp_seconds{feed="world"} ${now / 1_000 - 60}`,
      'destination_pending{destination="cms"} 2',
      'destination_oldest_pending_seconds{destination="cms"} 90',
      'destination_oldest_pending_seconds{destination="idle"} 0',
      'destination_paused{destination="idle"} 1',
      'dead_letters 1',
      'embargoes_held 2',
      'redis_memory_limit_bytes 64000000',
      'redis_memory_left_seconds Nan',
    ]),
  );
  expect(lines.filter((line) => /feed="never"/.test(line))).toEqual([
    'feed_last_success_timestamp_seconds{feed="never"} 0',
  ]);
});
