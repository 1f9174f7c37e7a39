import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

/** How a proxy treats what passes. A share is drawn for each request or reply, 0 to 1. */
export type ProxyMode =
  | { readonly kind: 'pass' }
  /** The request goes on, the client is reset before any reply. */
  | { readonly kind: 'cut-after-request'; readonly share: number }
  /** The request is answered, the client is reset in place of the reply. */
  | { readonly kind: 'cut-after-reply'; readonly share: number }
  /** Nothing passes and nothing is closed; a connection that lost bytes stays silent for ever. */
  | { readonly kind: 'black-hole' }
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs: number }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number };

const PASS: ProxyMode = { kind: 'pass' };
const SLICES_PER_SECOND = 20;
const WAITING_CHUNKS = 256;

/** A TCP proxy on loopback before a unix socket or a TCP port, whose mode may change while it runs. */
export class FaultProxy {
  /** Connections that it reset in all. */
  cuts = 0;
  /** The most connections that were open at one time. */
  mostOpen = 0;
  readonly random: () => number;
  readonly #upstream: NetConnectOpts;
  readonly #passages = new Set<Passage>();
  #mode: ProxyMode = PASS;
  readonly #server = createServer({ noDelay: true }, (client) => {
    const passage = new Passage(this, client, connect(this.#upstream));
    this.#passages.add(passage);
    this.mostOpen = Math.max(this.mostOpen, this.#passages.size);
    client.once('close', () => this.#passages.delete(passage));
  });

  constructor(upstream: NetConnectOpts, random: () => number) {
    this.#upstream = upstream;
    this.random = random;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get mode(): ProxyMode {
    return this.#mode;
  }

  /** What was held back goes on at once. */
  set mode(mode: ProxyMode) {
    this.#mode = mode;
    for (const passage of this.#passages) passage.flush();
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections open now. */
  get open(): number {
    return this.#passages.size;
  }

  /** Resets every connection there is. */
  cutAll(): void {
    for (const passage of this.#passages) passage.cut();
  }

  async close(): Promise<void> {
    this.mode = PASS;
    this.#server.close();
    for (const passage of this.#passages) passage.cut();
    await once(this.#server, 'close');
  }
}

/** One connection through the proxy. */
class Passage {
  readonly #proxy: FaultProxy;
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #lanes: readonly Lane[];
  #silent = false;

  constructor(proxy: FaultProxy, client: Socket, upstream: Socket) {
    this.#proxy = proxy;
    this.#client = client;
    this.#upstream = upstream;
    const requests = new Lane(client, upstream);
    const replies = new Lane(upstream, client);
    this.#lanes = [requests, replies];
    client.on('data', (chunk: Buffer) => this.#asked(chunk, requests));
    upstream.on('data', (chunk: Buffer) => this.#answered(chunk, replies));
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => this.#gone());
    }
  }

  flush(): void {
    for (const lane of this.#lanes) lane.flush();
  }

  /** Resets both sides. */
  cut(): void {
    if (this.#client.destroyed) return;
    this.#proxy.cuts += 1;
    this.#client.resetAndDestroy();
    this.#upstream.destroy();
  }

  #asked(chunk: Buffer, lane: Lane): void {
    const { mode } = this.#proxy;
    if (this.#swallows(mode)) return;
    if (!this.#isHit(mode, 'cut-after-request')) lane.send(chunk, mode, this.#proxy.random);
    else {
      this.#proxy.cuts += 1;
      this.#client.resetAndDestroy();
      this.#upstream.end(chunk);
    }
  }

  #answered(chunk: Buffer, lane: Lane): void {
    const { mode } = this.#proxy;
    if (this.#swallows(mode) || this.#client.destroyed) return;
    if (this.#isHit(mode, 'cut-after-reply')) this.cut();
    else lane.send(chunk, mode, this.#proxy.random);
  }

  #swallows(mode: ProxyMode): boolean {
    this.#silent ||= mode.kind === 'black-hole';
    return this.#silent;
  }

  #isHit(mode: ProxyMode, kind: 'cut-after-request' | 'cut-after-reply'): boolean {
    return mode.kind === kind && this.#proxy.random() < mode.share;
  }

  /** One side has gone: the other goes too, except from a black hole, out of which no news comes. */
  #gone(): void {
    if (this.#silent && !this.#client.destroyed) return;
    this.#client.destroy();
    if (!this.#upstream.writableEnded) this.#upstream.destroy();
  }
}

/** One direction: bytes arrive in order, however long each is held back. */
class Lane {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: { readonly chunk: Buffer; readonly at: number }[] = [];
  #freeAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket) {
    this.#from = from;
    this.#to = to;
  }

  send(chunk: Buffer, mode: ProxyMode, random: () => number): void {
    if (mode.kind === 'drip') {
      const slice = Math.max(1, Math.floor(mode.bytesPerSecond / SLICES_PER_SECOND));
      for (let at = 0; at < chunk.length; at += slice)
        this.#hold(chunk.subarray(at, at + slice), Math.max(Date.now(), this.#freeAt) + 1_000 / SLICES_PER_SECOND);
      return;
    }
    const delay = mode.kind === 'latency' ? mode.ms + random() * mode.jitterMs : 0;
    if (delay === 0 && this.#waiting.length === 0) this.#write(chunk);
    else this.#hold(chunk, Math.max(this.#freeAt, Date.now() + delay));
  }

  #hold(chunk: Buffer, at: number): void {
    this.#freeAt = at;
    this.#waiting.push({ chunk, at });
    if (this.#waiting.length > WAITING_CHUNKS) this.#from.pause();
    if (this.#waiting.length === 1) this.#timer = setTimeout(() => this.#letGo(Date.now()), at - Date.now());
  }

  /** Everything that waits goes on now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#freeAt = 0;
    this.#letGo(Number.POSITIVE_INFINITY);
  }

  #letGo(now: number): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].at <= now)
      this.#write(this.#waiting.shift()?.chunk as Buffer);
    const [next] = this.#waiting;
    if (next === undefined) this.#from.resume();
    else this.#timer = setTimeout(() => this.#letGo(Date.now()), next.at - now);
  }

  #write(chunk: Buffer): void {
    if (this.#to.destroyed || this.#to.write(chunk) || this.#to.listenerCount('drain') > 0) return;
    this.#from.pause();
    this.#to.once('drain', () => this.#from.resume());
  }
}
