import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_KEPT, READ_HELD, readAudit, writeAudit } from '../../src/store/audit.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let store: Store;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis?.close());

test('what people did is not pushed out by who read held copy', async () => {
  const kill = { at: 1, by: 'Ada', act: 'withdraw', reason: 'it is not true', of: 'art_1' };
  await writeAudit(store, kill);
  const members = Array.from({ length: MOST_KEPT }, (_, at) => [
    at + 2,
    JSON.stringify({ at: at + 2, act: READ_HELD }),
  ]);
  for (let from = 0; from < members.length; from += 5_000)
    await store.redis.zadd(keys.auditOfReads, ...members.slice(from, from + 5_000).flat());
  const read = { at: MOST_KEPT + 2, by: 'Ida', act: READ_HELD, reason: 'read at /', of: 'art_2' };
  await writeAudit(store, read);
  expect(await store.redis.zcard(keys.auditOfReads)).toBe(MOST_KEPT);
  expect(await readAudit(store, { limit: 10, reads: false })).toEqual([kill]);
  expect((await readAudit(store, { limit: 10, reads: true }))[0]).toEqual(read);
});
