import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QueueWorkers } from '../../src/queue/queue-workers.ts';
import { PREFIX, QUEUES } from '../../src/queue/queues.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

const JOBS = 500;
let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.close());

test('what BullMQ tells of jobs is not kept: nobody reads it', async () => {
  const queues = new QueueWorkers(
    { where: '', child: null, connect: () => server.connect(), close: async () => undefined },
    pino({ level: 'silent' }),
    Date.now,
    true,
  );
  let worked = 0;
  queues.start(QUEUES.stories, 4, async () => {
    worked += 1;
  });
  for (let chunk = 0; chunk < JOBS; chunk += 1) await queues.enqueueStories({ receipt: 'world.1', chunk }, false);
  expect(await until(() => worked === JOBS)).toBe(true);
  await queues.end();
  expect(await server.connect().xlen(`${PREFIX}:${QUEUES.stories}:events`)).toBeLessThan(JOBS);
  await queues.close();
});
