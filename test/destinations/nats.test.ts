import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AckPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import nats from '../../src/destinations/nats.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { freePort, type RunningServer, serverPath, startServer } from '../receivers/server-process.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance, type Received } from './conformance.ts';

const program = serverPath('nats-server');
const folder = mkdtempSync(join(tmpdir(), 'ct-nats-'));
let server: RunningServer;
let port = 0;

const open = (over: Record<string, unknown> = {}): Outlet =>
  nats.open(
    destinationSchema(nats).parse({
      id: 'nats',
      type: 'nats',
      host: '127.0.0.1',
      port,
      allowPrivateAddresses: true,
      ...over,
    }),
    { userAgent: 'copytaster/test' },
  );

async function received(): Promise<Received[]> {
  const connection = await connect({ servers: `127.0.0.1:${port}` });
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info('WIRE');
  const found: Received[] = [];
  for (let at = state.first_seq; at <= state.last_seq; at += 1) {
    const message = await manager.streams.getMessage('WIRE', { seq: at });
    if (message !== null) found.push({ id: message.header.get('Nats-Msg-Id'), body: message.string() });
  }
  await connection.close();
  return found;
}

describe.skipIf(program === null)('nats-server', () => {
  beforeAll(async () => {
    port = await freePort();
    const file = join(folder, 'nats.conf');
    writeFileSync(file, `listen: 127.0.0.1:${port}\nmax_payload: 2MB\njetstream { store_dir: "${folder}" }\n`);
    const words = ['-c', file];
    server = await startServer(program!, words, port);
    const connection = await connect({ servers: `127.0.0.1:${port}` });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'WIRE', subjects: ['wire.>'], max_msg_size: 4_000_000 });
    await manager.consumers.add('WIRE', { durable_name: 'cms', ack_policy: AckPolicy.Explicit });
    await connection.close();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describeConformance('nats', () => ({
    open: () => open(),
    openNowhere: () => open({ port: 1 }),
    received,
    repeat: 'once',
  }));

  test('what is larger than the server takes is refused', async () => {
    const outlet = open();
    expect(await outlet.deliver(aDelivery({ id: 'large', data: 'x'.repeat(3_000_000) }))).toMatchObject({
      outcome: 'refused',
    });
    await outlet.close();
  });

  test('a subject that no stream takes is a failure with the cure', async () => {
    const outlet = open({ subject: 'nobody.{agency}' });
    expect(await outlet.deliver(aDelivery({ id: 'x' }))).toMatchObject({
      outcome: 'failed',
      ambiguous: false,
      reason: expect.stringMatching(/nats stream add/),
    });
    await outlet.close();
  });
});
