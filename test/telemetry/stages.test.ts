import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAGES } from '../../src/telemetry/stages.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const DOCUMENT =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://wire.example/</link><description>x</description><item><guid isPermaLink="false">tag:wire.example,2026:9</guid><title>Lock gates close at Arden</title><description>ARDEN, Nov 3 - The lock gates closed on Monday for repairs.</description></item></channel></rss>';
const folder = mkdtempSync(join(tmpdir(), 'ct-stages-'));
let redis: TestRedis;
let service: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'wire.xml'), DOCUMENT);
  service = await startService(
    {
      feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'in'), language: 'en' }],
      destinations: [{ id: 'cms', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' }],
    },
    { environment: { REDIS_URL: redis.path } },
  );
}, 90_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('after one story every stage has counted how long it took', async () => {
  const counted = async (): Promise<string[]> => {
    const text = String((await service.get('/metrics')).body.text);
    return STAGES.filter((stage) =>
      new RegExp(`^copytaster_stage_duration_seconds_count{stage="${stage}"} [1-9]`, 'm').test(text),
    );
  };
  await until(async () => (await counted()).length === STAGES.length);
  expect(await counted()).toEqual([...STAGES]);
});
