import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { candidateOf } from '../judge/candidates.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { RedisProcess } from '../stories/redis-process.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-explain-'));
const BODY =
  'The harbour board of Verran closed two of its four cranes on Monday after cracks were found in their arms.';
let redis: TestRedis;
let store: Store;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
  writeFileSync(join(folder, 'c.yaml'), 'feeds: []\n');
});
afterAll(async () => {
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
});

test('of an arrival that was spiked it tells what came of that arrival, not of a revision that shares its id', async () => {
  const process = new RedisProcess(store, 3_600_000);
  const told = { at: 0, from: 'reuters', id: 'urn:one', headline: 'Verran closes two cranes', body: BODY };
  const arrivals = ['first', 'again'];
  for (const arrival of arrivals)
    await (await process.judge({ ...candidateOf(told), now: Date.now() }, { arrival, itemId: 'urn:one' })).commit();
  const records = await Promise.all(arrivals.map(async (id) => JSON.parse((await store.redis.get(keys.arrival(id)))!)));
  for (const { revisionId } of records)
    await store.redis.hset(keys.revision(revisionId), 'end:cms', JSON.stringify({ state: 'delivered', at: 1 }));
  const said = await runCommand(['explain', 'urn:one', '--json', '--config', join(folder, 'c.yaml')], {
    REDIS_URL: redis.path,
  });
  const explained = JSON.parse(said) as { arrival: string; action: string; destinations: object }[];
  expect(explained.map(({ arrival, action, destinations }) => [arrival, action, Object.keys(destinations)])).toEqual([
    ['first', 'publish', ['cms']],
    ['again', 'spike', []],
  ]);
});
