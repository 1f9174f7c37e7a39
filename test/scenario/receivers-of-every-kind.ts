import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AckPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect as connectNats } from '@nats-io/transport-node';
import { type ChannelModel, connect as connectAmqp } from 'amqplib';
import { type Receipt, receiptOf } from '../faults/receipt.ts';
import type { Receiver } from '../faults/receivers.ts';
import { filesIn } from '../receivers/folder-of-files.ts';
import { freePort, type RunningServer, serverPath, startServer } from '../receivers/server-process.ts';
import { KEYS, startS3 } from '../receivers/simulated-s3.ts';

const FROM_BEGINNING = { allowPrivateAddresses: true, from: 'beginning' };

/** A real vsftpd, and whoever reads the folder that it writes. */
export class FtpFolder implements Receiver {
  readonly name = 'ftp';
  readonly #folder: string;
  #port = 0;
  #server: RunningServer | null = null;

  constructor(folder: string) {
    this.#folder = join(folder, 'vsftpd');
  }

  async start(): Promise<void> {
    const [root, empty] = [join(this.#folder, 'root'), join(this.#folder, 'empty')];
    mkdirSync(join(root, 'in'), { recursive: true });
    mkdirSync(empty);
    chmodSync(join(root, '..'), 0o755);
    chmodSync(join(this.#folder, '..'), 0o755);
    chmodSync(join(root, 'in'), 0o777);
    this.#port = await freePort();
    const yes = ['listen', 'anonymous_enable', 'write_enable', 'anon_upload_enable', 'anon_mkdir_write_enable'];
    const lines = [
      ...[...yes, 'anon_other_write_enable', 'no_anon_password'].map((name) => `${name}=YES`),
      ...['local_enable', 'anon_world_readable_only', 'background', 'seccomp_sandbox', 'xferlog_enable'].map(
        (name) => `${name}=NO`,
      ),
      `listen_address=127.0.0.1\nlisten_port=${this.#port}\nanon_umask=022`,
      `anon_root=${root}\nsecure_chroot_dir=${empty}`,
      ...(process.getuid?.() === 0 ? [] : ['run_as_launching_user=YES']),
    ];
    const path = join(this.#folder, 'vsftpd.conf');
    writeFileSync(path, `${lines.join('\n')}\n`);
    this.#server = await startServer(serverPath('vsftpd') as string, [path], this.#port);
  }

  settings(): Record<string, unknown> {
    const place = { host: '127.0.0.1', port: this.#port, secure: false, folder: '/in' };
    return { id: this.name, type: 'ftp', ...place, ...FROM_BEGINNING };
  }

  receipts(): Promise<readonly Receipt[]> {
    const paths = filesIn(join(this.#folder, 'root', 'in'));
    const receipts = paths.flatMap((path) => {
      try {
        return [receiptOf(readFileSync(path, 'utf8'), { at: statSync(path).mtimeMs })];
      } catch (error) {
        // A stop takes the story's files away, this one since the folder was listed.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
    return Promise.resolve(receipts);
  }

  async close(): Promise<void> {
    await this.#server?.stop();
  }
}

/** A simulated S3 that verifies signatures. */
export class Bucket implements Receiver {
  readonly name = 's3';
  #store: Awaited<ReturnType<typeof startS3>> | null = null;

  async start(): Promise<void> {
    this.#store = await startS3();
  }

  settings(): Record<string, unknown> {
    return { id: this.name, type: 's3', url: this.#store?.url, bucket: 'wire', ...KEYS, ...FROM_BEGINNING };
  }

  receipts(): Promise<readonly Receipt[]> {
    return Promise.resolve((this.#store?.objects ?? []).map(({ body }) => receiptOf(body)));
  }

  async close(): Promise<void> {
    this.#store?.close();
  }
}

/** A real nats-server, and whoever reads its stream. */
export class NatsStream implements Receiver {
  readonly name = 'nats';
  readonly #folder: string;
  #port = 0;
  #server: RunningServer | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    const file = join(this.#folder, 'nats.conf');
    const store = join(this.#folder, 'nats');
    writeFileSync(file, `listen: 127.0.0.1:${this.#port}\nmax_payload: 2MB\njetstream { store_dir: "${store}" }\n`);
    this.#server = await startServer(serverPath('nats-server') as string, ['-c', file], this.#port);
    const connection = await connectNats({ servers: `127.0.0.1:${this.#port}` });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'WIRE', subjects: ['wire.>'] });
    await manager.consumers.add('WIRE', { durable_name: 'cms', ack_policy: AckPolicy.Explicit });
    await connection.close();
  }

  settings(): Record<string, unknown> {
    return { id: this.name, type: 'nats', host: '127.0.0.1', port: this.#port, ...FROM_BEGINNING };
  }

  async receipts(): Promise<readonly Receipt[]> {
    const connection = await connectNats({ servers: `127.0.0.1:${this.#port}` });
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info('WIRE');
    const found: Receipt[] = [];
    for (let at = state.first_seq; at <= state.last_seq && state.messages > 0; at += 1) {
      const message = await manager.streams.getMessage('WIRE', { seq: at });
      if (message === null) continue;
      found.push(receiptOf(message.string(), { id: message.header.get('Nats-Msg-Id'), at: message.time.getTime() }));
    }
    await connection.close();
    return found;
  }

  async close(): Promise<void> {
    await this.#server?.stop();
  }
}

/** A real RabbitMQ, and whoever reads one of its queues. */
export class RabbitQueue implements Receiver {
  readonly name = 'amqp';
  readonly #folder: string;
  readonly #came: Receipt[] = [];
  #port = 0;
  #names = 0;
  #server: RunningServer | null = null;
  #connection: ChannelModel | null = null;

  constructor(folder: string) {
    this.#folder = join(folder, 'rabbit');
  }

  async start(): Promise<void> {
    mkdirSync(this.#folder);
    [this.#port, this.#names] = [await freePort(), await freePort()];
    const own = (name: string): string => join(this.#folder, name);
    writeFileSync(
      own('rabbitmq.conf'),
      `listeners.tcp.1 = 127.0.0.1:${this.#port}\ndefault_user = guest\ndefault_pass = guest\n`,
    );
    writeFileSync(own('enabled_plugins'), '[].\n');
    const environment = {
      HOME: this.#folder,
      ERL_EPMD_PORT: String(this.#names),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      RABBITMQ_NODENAME: `ct${this.#port}@localhost`,
      RABBITMQ_DIST_PORT: String(await freePort()),
      RABBITMQ_BASE: this.#folder,
      RABBITMQ_MNESIA_BASE: own('data'),
      RABBITMQ_LOG_BASE: own('log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_CONFIG_FILE: own('rabbitmq'),
      RABBITMQ_ENABLED_PLUGINS_FILE: own('enabled_plugins'),
      RABBITMQ_PID_FILE: own('pid'),
    };
    const program = serverPath('rabbitmq-server') as string;
    this.#server = await startServer(program, [], this.#port, { environment, patienceMs: 120_000 });
    this.#connection = await connectAmqp({ hostname: '127.0.0.1', port: this.#port });
    const channel = await this.#connection.createChannel();
    await channel.assertExchange('wire', 'topic');
    await channel.assertQueue('cms');
    await channel.bindQueue('cms', 'wire', '#');
    await channel.consume('cms', (message) => {
      if (message === null) return;
      const given = { id: String(message.properties.messageId), at: Date.now() };
      this.#came.push(receiptOf(message.content.toString(), given));
      channel.ack(message);
    });
  }

  settings(): Record<string, unknown> {
    const place = { host: '127.0.0.1', port: this.#port, exchange: 'wire' };
    return { id: this.name, type: 'amqp', ...place, ...FROM_BEGINNING };
  }

  receipts(): Promise<readonly Receipt[]> {
    return Promise.resolve(this.#came);
  }

  async close(): Promise<void> {
    await this.#connection?.close().catch(() => undefined);
    await this.#server?.stop();
    // The broker starts a server of names beside itself, which outlives it.
    const words = ['-port', String(this.#names), '-relaxed_command_check', '-kill'];
    for (let tries = 0; tries < 50 && spawnSync('epmd', words, { stdio: 'ignore' }).status !== 0; tries += 1)
      await sleep(100);
  }
}

interface KafkaMessage {
  readonly headers: readonly string[];
  readonly payload: string;
  readonly ts: number;
}

/** The mock cluster of librdkafka, and the consumer that brings it. */
export class KafkaTopic implements Receiver {
  readonly name = 'kafka';
  #cluster: ChildProcess | null = null;
  #brokers: string[] = [];
  #lines = '';

  async start(): Promise<void> {
    const mock = ['-X', 'test.mock.num.brokers=3', '-X', 'topic.metadata.refresh.interval.ms=500', '-d', 'mock'];
    const words = ['-C', '-b', 'unused:1', '-t', 'wire', '-o', 'beginning', '-J', '-u', ...mock];
    const cluster = spawn(serverPath('kcat') as string, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#cluster = cluster;
    cluster.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.#lines += chunk;
    });
    let said = '';
    cluster.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (this.#brokers.length > 0) return;
      said += chunk;
      this.#brokers = /bootstrap\.servers=([\d.:,]+)/.exec(said)?.[1]?.split(',') ?? [];
    });
    while (this.#brokers.length === 0) await once(cluster.stderr, 'data');
  }

  settings(): Record<string, unknown> {
    return { id: this.name, type: 'kafka', brokers: this.#brokers, topic: 'wire', ...FROM_BEGINNING };
  }

  receipts(): Promise<readonly Receipt[]> {
    const whole = this.#lines.slice(0, this.#lines.lastIndexOf('\n') + 1).split('\n');
    return Promise.resolve(
      whole
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as KafkaMessage)
        .map(({ headers, payload, ts }) =>
          receiptOf(payload, { id: headers[headers.indexOf('copytaster-id') + 1] as string, at: ts }),
        ),
    );
  }

  async close(): Promise<void> {
    this.#cluster?.kill('SIGKILL');
  }
}
