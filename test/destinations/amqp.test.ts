import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import amqp from '../../src/destinations/amqp.ts';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { freePort, type RunningServer, serverPath, startServer } from '../receivers/server-process.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance, type Received } from './conformance.ts';

const program = serverPath('rabbitmq-server');
const folder = mkdtempSync(join(tmpdir(), 'ct-rabbit-'));
let server: RunningServer;
let connection: ChannelModel;
let channel: Channel;
let port = 0;
let names = 0;
const came: Received[] = [];

const open = (over: Record<string, unknown> = {}): Outlet =>
  amqp.open(
    destinationSchema(amqp).parse({
      id: 'amqp',
      type: 'amqp',
      host: '127.0.0.1',
      port,
      exchange: 'wire',
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

describe.skipIf(program === null)('rabbitmq-server', () => {
  beforeAll(async () => {
    port = await freePort();
    const distribution = await freePort();
    names = await freePort();
    writeFileSync(
      join(folder, 'rabbitmq.conf'),
      `listeners.tcp.1 = 127.0.0.1:${port}\ndefault_user = guest\ndefault_pass = guest\n`,
    );
    writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
    const environment = {
      HOME: folder,
      ERL_EPMD_PORT: String(names),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `ct${port}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_BASE: folder,
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
    };
    server = await startServer(program!, [], port, { environment, patienceMs: 120_000 });
    connection = await connect({ hostname: '127.0.0.1', port });
    channel = await connection.createChannel();
    await channel.assertExchange('wire', 'topic');
    await channel.assertQueue('cms');
    await channel.bindQueue('cms', 'wire', '#');
    await channel.assertExchange('unbound', 'topic');
    await channel.consume('cms', (message) => {
      if (message === null) return;
      came.push({ id: String(message.properties.messageId), body: message.content.toString() });
      channel.ack(message);
    });
  }, 150_000);
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
    // The broker starts a server of names beside itself, which outlives it, and ends only when it has missed the broker.
    const words = ['-port', String(names), '-relaxed_command_check', '-kill'];
    for (let tries = 0; tries < 50 && spawnSync('epmd', words, { stdio: 'ignore' }).status !== 0; tries += 1)
      await sleep(100);
    rmSync(folder, { recursive: true, force: true });
  });

  describeConformance('amqp', () => ({
    open: () => open(),
    openNowhere: () => open({ port: 1 }),
    async received() {
      for (let last = -1; last !== came.length; await new Promise((resolve) => setTimeout(resolve, 100)))
        last = came.length;
      return came;
    },
    repeat: 'again',
  }));

  test('what no queue takes is a failure with the cure, and not ambiguous', async () => {
    const outlet = open({ exchange: 'unbound' });
    expect(await outlet.deliver(aDelivery({ id: 'x' }))).toMatchObject({
      outcome: 'failed',
      ambiguous: false,
      reason: expect.stringMatching(/bind a queue/),
    });
    await outlet.close();
  });

  test('an exchange that is not there keeps the destination from being connected', async () => {
    const outlet = open({ exchange: 'missing' });
    await expect(outlet.connect()).rejects.toThrow(/NOT_FOUND/);
    await outlet.close();
  });
});
