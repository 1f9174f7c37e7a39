import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { journalsOf } from '../receivers/drop-journal.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { FaultProxy } from './proxy.ts';
import { type Receipt, receiptOf } from './receipt.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;

/** Someone outside the service who gets what it sends, and keeps a line of everything in a file or stream. */
export interface Receiver {
  readonly name: string;
  /** What the settings say of it. */
  settings(): Record<string, unknown>;
  start(): Promise<void>;
  /** All that it got so far, in order of arrival. */
  receipts(): Promise<readonly Receipt[]>;
  close(): Promise<void>;
}

/** How a webhook's receiver treats what comes. */
export type ReceiverBehaviour = 'take' | 'refuse' | 'take-and-cut' | 'hang' | 'pace' | 'flap' | 'dawdle';

/** How many a second are taken from a sender that is asked to be slower. */
const PACE = 10;
const DAWDLES_MS = 800;

/** A webhook's receiver: a line in a file for all it took, before it answers. */
export class WebhookReceiver implements Receiver {
  behaviour: ReceiverBehaviour = 'take';
  readonly name: string;
  readonly #file: string;
  readonly #random: () => number;
  #proxy: FaultProxy | null = null;
  readonly #taken: Receipt[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const refusal = this.#refusal();
      if (refusal !== null)
        return void response.writeHead(refusal, refusal === 429 ? { 'retry-after': '1' } : {}).end();
      const given = { id: String(request.headers['webhook-id']), at: Date.now() };
      const receipt = receiptOf(Buffer.concat(chunks).toString('utf8'), given);
      appendFileSync(this.#file, `${JSON.stringify(receipt)}\n`);
      this.#taken.push(receipt);
      if (this.behaviour === 'take-and-cut') return void response.destroy();
      if (this.behaviour === 'hang') return void setTimeout(() => response.writeHead(204).end(), 2_000);
      if (this.behaviour === 'dawdle') return void setTimeout(() => response.writeHead(204).end(), DAWDLES_MS);
      response.writeHead(204).end();
    });
  });

  #asked = 0;
  #second = { at: 0, taken: 0 };

  /** The status with which a request is turned away, or null. */
  #refusal(): number | null {
    this.#asked += 1;
    if (this.behaviour === 'refuse') return 503;
    if (this.behaviour === 'flap') return this.#asked % 2 === 0 ? 500 : null;
    if (this.behaviour !== 'pace') return null;
    const at = Math.floor(Date.now() / 1_000);
    if (this.#second.at !== at) this.#second = { at, taken: 0 };
    this.#second.taken += 1;
    return this.#second.taken > PACE ? 429 : null;
  }

  constructor(name: string, folder: string, random: () => number) {
    this.name = name;
    this.#file = join(folder, `${name}.ndjson`);
    this.#random = random;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.#proxy = new FaultProxy({ host: '127.0.0.1', port }, this.#random);
    await this.#proxy.start();
  }

  /** What stands between the service and the receiver. */
  get proxy(): FaultProxy {
    if (this.#proxy === null) throw new Error(`${this.name} was not started`);
    return this.#proxy;
  }

  settings(): Record<string, unknown> {
    const url = `http://127.0.0.1:${this.proxy.port}/`;
    return { id: this.name, type: 'webhook', url, secrets: [SECRET], allowPrivateAddresses: true, from: 'beginning' };
  }

  receipts(): Promise<readonly Receipt[]> {
    return Promise.resolve(this.#taken);
  }

  async close(): Promise<void> {
    await this.#proxy?.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Whoever reads the journal of a file drop. */
export class JournalReader implements Receiver {
  readonly name: string;
  readonly #folder: string;
  readonly #read: Receipt[] = [];
  #journal = 0;
  #offset = 0;

  constructor(name: string, folder: string) {
    this.name = name;
    this.#folder = join(folder, name);
  }

  settings(): Record<string, unknown> {
    return { id: this.name, type: 'file-drop', path: this.#folder, from: 'beginning' };
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  receipts(): Promise<readonly Receipt[]> {
    for (let piece = this.#piece(); piece !== ''; piece = this.#piece())
      for (const line of piece.trimEnd().split('\n')) this.#read.push(receiptOf(line));
    return Promise.resolve(this.#read);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Whole lines that were not read yet, at most 4 MB of them. */
  #piece(): string {
    const journals = journalsOf(this.#folder);
    const path = journals[this.#journal];
    if (path === undefined) return '';
    const file = openSync(path, 'r');
    const buffer = Buffer.alloc(4 << 20);
    const count = readSync(file, buffer, 0, buffer.length, this.#offset);
    closeSync(file);
    const whole = buffer.subarray(0, buffer.subarray(0, count).lastIndexOf(10) + 1);
    this.#offset += whole.length;
    if (whole.length > 0 || this.#journal + 1 === journals.length) return whole.toString('utf8');
    this.#journal += 1;
    this.#offset = 0;
    return this.#piece();
  }
}

/** Whoever reads the Redis stream of a receiving system. */
export class StreamReader implements Receiver {
  readonly name: string;
  readonly #random: () => number;
  readonly #read: Receipt[] = [];
  #open: { readonly redis: TestRedis; readonly client: Redis; readonly proxy: FaultProxy } | null = null;
  #last = '0-0';

  constructor(name: string, random: () => number) {
    this.name = name;
    this.#random = random;
  }

  /** What stands between the service and the stream. */
  get proxy(): FaultProxy {
    return this.#opened.proxy;
  }

  settings(): Record<string, unknown> {
    const url = `redis://127.0.0.1:${this.proxy.port}`;
    return { id: this.name, type: 'redis-stream', url, stream: this.name, maxLength: 1_000_000, from: 'beginning' };
  }

  async start(): Promise<void> {
    const redis = await startTestRedis();
    this.#open = { redis, client: redis.connect(), proxy: new FaultProxy({ path: redis.path }, this.#random) };
    await this.proxy.start();
  }

  async receipts(): Promise<readonly Receipt[]> {
    const { client } = this.#opened;
    for (let more = true; more; ) {
      const entries = await client.xrange(this.name, `(${this.#last}`, '+', 'COUNT', 1_000);
      for (const [entry, fields] of entries) {
        const [, id = '', , envelope = ''] = fields;
        this.#read.push(receiptOf(envelope, { id, at: Number.parseInt(entry, 10) }));
        this.#last = entry;
      }
      more = entries.length > 0;
    }
    return this.#read;
  }

  async close(): Promise<void> {
    await this.#open?.proxy.close();
    await this.#open?.redis.close();
  }

  get #opened(): { readonly client: Redis; readonly proxy: FaultProxy } {
    if (this.#open === null) throw new Error(`${this.name} was not started`);
    return this.#open;
  }
}
