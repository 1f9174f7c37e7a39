import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import kafka from '../../src/destinations/kafka.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { serverPath } from '../receivers/server-process.ts';
import { FULL } from '../renderers/articles.ts';
import { until } from '../running-service.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance, type Received } from './conformance.ts';

const program = serverPath('kcat');
let cluster: ChildProcess;
let brokers: string[] = [];

const open = (over: Record<string, unknown> = {}): Outlet =>
  kafka.open(
    destinationSchema(kafka).parse({
      id: 'kafka',
      type: 'kafka',
      brokers,
      topic: 'wire',
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

interface Message {
  readonly headers: readonly string[];
  readonly payload: string;
  readonly key: string;
  readonly partition: number;
}
let lines = '';

/** A consumer is given its partitions some time after it has begun. */
const FIRST_WITHIN_MS = 15_000;

/** What a consumer of librdkafka has read of the topic, once nothing more comes. */
async function consumed(): Promise<{ id: string; body: string; key: string; partition: number }[]> {
  await until(() => lines !== '', FIRST_WITHIN_MS);
  for (let last = -1; last !== lines.length; await sleep(700)) last = lines.length;
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Message)
    .map(({ headers, payload, key, partition }) => ({
      id: headers[headers.indexOf('copytaster-id') + 1] as string,
      body: payload,
      key,
      partition,
    }));
}

describe.skipIf(program === null)("librdkafka's mock cluster", () => {
  beforeAll(async () => {
    // The consumer brings its own cluster of three brokers; the address that it is given is not used.
    const mock = ['-X', 'test.mock.num.brokers=3', '-X', 'topic.metadata.refresh.interval.ms=500', '-d', 'mock'];
    const words = ['-C', '-b', 'unused:1', '-t', 'wire', '-o', 'beginning', '-J', '-u', ...mock];
    cluster = spawn(program!, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    cluster.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      lines += chunk;
    });
    let said = '';
    cluster.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      said = (said + chunk).slice(-100_000);
      brokers = brokers.length > 0 ? brokers : (/bootstrap\.servers=([\d.:,]+)/.exec(said)?.[1]?.split(',') ?? []);
    });
    while (brokers.length === 0) await once(cluster.stderr!, 'data');
  }, 60_000);
  afterAll(() => {
    cluster?.kill('SIGKILL');
  });

  describeConformance('kafka', () => ({
    open: () => open(),
    openNowhere: () => open({ brokers: ['127.0.0.1:1'] }),
    received: async (): Promise<Received[]> => await consumed(),
    repeat: 'again',
  }));

  test('a private address is refused unless the settings allow it', async () => {
    const outlet = open({ allowPrivateAddresses: false });
    await expect(outlet.connect()).rejects.toThrow(/private address 127\.0\.0\.1/);
    await outlet.close();
  });

  test('all revisions of an article stand in one partition, under its id, in their order', async () => {
    const outlet = open();
    for (const revision of [1, 2, 3, 4, 5]) {
      const article = { ...FULL, id: 'keyed', revision };
      await outlet.deliver(aDelivery({ id: `keyed-${revision}`, article }));
    }
    await outlet.close();
    const mine = (await consumed()).filter(({ key }) => key === 'keyed');
    expect(mine.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((revision) => `keyed-${revision}`));
    expect(new Set(mine.map(({ partition }) => partition)).size).toBe(1);
  });
});
