import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript, runScriptForBytes } from '../../src/store/scripts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let store: Store;

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());

const see = (key: string): Promise<unknown> => runScript(store.redis, 'see-items', [key], [60]);

test('a script runs on a server that does not know it, and again when the server has forgotten it', async () => {
  await store.redis.set('{copytaster}:seen:scripts', 'first');
  expect(await see('{copytaster}:seen:scripts')).toEqual(['first']);
  await store.redis.script('FLUSH');
  expect(await see('{copytaster}:seen:scripts')).toEqual(['first']);
});

test('its reply is given as bytes where it is asked for so', async () => {
  const bytes = Buffer.from([0x66, 0xff, 0x00]);
  await store.redis.set('{copytaster}:seen:bytes', bytes);
  expect(await runScriptForBytes(store.redis, 'see-items', ['{copytaster}:seen:bytes'], [60])).toEqual([bytes]);
});

test('what the server refuses is refused, and not sent again', async () => {
  await store.redis.lpush('{copytaster}:seen:list', 'x');
  await expect(see('{copytaster}:seen:list')).rejects.toThrow('WRONGTYPE');
});

test('a connection that is used by the store makes pipelines without anything of ours in each', () => {
  const names = Object.keys(store.redis.pipeline());
  expect(names.filter((name) => name.startsWith('copytaster'))).toEqual([]);
});
