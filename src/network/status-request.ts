import type { Agent, AgentOptions, ClientRequest, IncomingMessage, RequestOptions, request } from 'node:http';
import { urlToHttpOptions } from 'node:url';
import { basicCredentials, lowerCased, withoutUserinfo } from './client.ts';
import { publicLookup, refusePrivateHost } from './dispatchers.ts';
import { failureOf, NetworkFailure } from './failure.ts';
import { proxiesInUse, proxyFor } from './proxies.ts';

const CONNECT_MS = 5_000;
const IDLE_MS = 10_000;
const MAX_HEADER_BYTES = 1 << 20;
/** How much of the body of a refusal is read, and how long it is waited for. */
const TEXT_CHARACTERS = 500;
const TEXT_MS = 250;
/** What may follow the status before the connection is given up, and for how long. */
const MAX_REST_BYTES = 20_000;
const MAX_REST_MS = 1_000;

/** What is sent to a receiver of whose answer the status alone is of use. */
export interface StatusRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** User and password in it are sent as Basic credentials. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The limit of the whole. */
  readonly signal: AbortSignal;
}

/** What it answered; header names in lower case. */
export interface StatusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of what followed a refusal, as far as it came at once; empty where it was taken. */
  readonly text: string;
}

/** How requests of one protocol are made, and the connections that are kept for the next ones. */
interface Client {
  readonly request: typeof request;
  readonly agent: Agent;
}

/** The clients of each protocol: for servers that are reached directly, and for those behind the proxy. */
type Clients = ReadonlyMap<string, { readonly direct: Client; readonly proxied: Client }>;

/** Loading them takes longer than all else that a command does with settings, so they are loaded when something is sent. */
async function openClients(options: AgentOptions): Promise<Clients> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  const used = proxiesInUse();
  const proxyEnv = {
    ...(used.http === null ? {} : { http_proxy: used.http }),
    ...(used.https === null ? {} : { https_proxy: used.https }),
  };
  return new Map(
    Object.entries({ 'http:': http, 'https:': https }).map(([protocol, { request, Agent }]) => {
      const direct = { request, agent: new Agent(options) };
      return [protocol, { direct, proxied: { request, agent: new Agent({ ...options, proxyEnv }) } }];
    }),
  );
}

/** The connections of one destination, shared with no other: whoever hangs there delays nobody elsewhere. */
export class StatusConnections {
  readonly #guarded: boolean;
  readonly #options: AgentOptions;
  #clients: Promise<Clients> | null = null;
  #place: Place = placeOf('http://localhost/');

  /** @param connections so many at most; `allowPrivateAddresses` opens servers in one's own network */
  constructor({ connections, allowPrivateAddresses }: { connections: number; allowPrivateAddresses: boolean }) {
    this.#guarded = !allowPrivateAddresses;
    this.#options = { keepAlive: true, maxSockets: connections, timeout: IDLE_MS };
  }

  /**
   * Sends a request and answers as soon as the status is there; what follows it is thrown away.
   * @throws NetworkFailure
   */
  async send(given: StatusRequest): Promise<StatusAnswer> {
    if (this.#place.address !== given.url) this.#place = placeOf(given.url);
    const place = this.#place;
    try {
      if (this.#guarded) await refusePrivateHost(place.url);
      this.#clients ??= openClients(this.#options);
      const clients = (await this.#clients).get(place.url.protocol);
      if (clients === undefined) throw new Error(`${place.url.protocol} is not HTTP`);
      return await this.#exchange(place, clients, given);
    } catch (error) {
      throw failureOf(error, 'POST');
    }
  }

  close(): void {
    void this.#clients?.then((clients) => {
      for (const { direct, proxied } of clients.values()) {
        direct.agent.destroy();
        proxied.agent.destroy();
      }
    });
  }

  #exchange(
    { url, options, credentials }: Place,
    { direct, proxied }: { readonly direct: Client; readonly proxied: Client },
    { method, headers, body, signal }: StatusRequest,
  ): Promise<StatusAnswer> {
    const isDirect = proxyFor(url) === null;
    const { request, agent } = isDirect ? direct : proxied;
    return new Promise((resolve, reject) => {
      const sent = request({
        ...options,
        method,
        headers: { ...credentials, ...lowerCased(headers), 'content-length': Buffer.byteLength(body) },
        agent,
        maxHeaderSize: MAX_HEADER_BYTES,
        // Behind a proxy the name that is looked up here is its own.
        ...(this.#guarded && isDirect ? { lookup: publicLookup } : {}),
      });
      limitConnecting(sent);
      endWith(signal, sent);
      sent.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const { headers: answered } = response;
        if (status < 400) resolve({ status, headers: answered, text: '' });
        else void beginningOf(response).then((text) => resolve({ status, headers: answered, text }));
        releaseConnection(response);
      });
      sent.on('error', (error) => {
        const status = statusIn(error);
        if (status === null) reject(error);
        else resolve({ status, headers: {}, text: '' });
      });
      // Where another protocol is spoken from now on Node tells of no response, nor of an error, ever.
      sent.on('upgrade', ({ statusCode: status = 0, headers: answered }, socket) => {
        socket.destroy();
        resolve({ status, headers: answered, text: '' });
      });
      sent.end(body);
    });
  }
}

/** Where requests go, read from the address once. */
interface Place {
  readonly address: string;
  readonly url: URL;
  readonly options: RequestOptions;
  readonly credentials: Readonly<Record<string, string>>;
}

function placeOf(address: string): Place {
  const url = new URL(address);
  const options = { ...urlToHttpOptions(withoutUserinfo(url)) };
  return { address, url, options, credentials: basicCredentials(url) };
}

/** When time is over the request ends. The option of Node that does this watches the whole stream, which costs more. */
function endWith(signal: AbortSignal, sent: ClientRequest): void {
  const end = (): void => void sent.destroy(signal.reason as Error);
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  sent.once('close', () => signal.removeEventListener('abort', end));
}

/** No connection within its time is a failure of its own: nothing was sent. */
function limitConnecting(sent: ClientRequest): void {
  sent.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(
      () => sent.destroy(new NetworkFailure('connect', `no connection within ${CONNECT_MS / 1_000} s`)),
      CONNECT_MS,
    );
    const stop = (): void => clearTimeout(timer);
    socket.once('connect', stop);
    socket.once('close', stop);
  });
}

/** The first words of an answer, as far as they come in a moment. */
function beginningOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      resolve(printable(text.slice(0, TEXT_CHARACTERS)));
    };
    const timer = setTimeout(end, TEXT_MS);
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.length >= TEXT_CHARACTERS) end();
    });
    response.on('end', end);
    response.on('close', end);
  });
}

const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();

/** The connection is used again where the rest of the answer is short and comes soon, and closed otherwise. */
function releaseConnection(response: IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), MAX_REST_MS);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_REST_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  response.on('close', () => clearTimeout(timer));
}

/** The status of an answer whose headers break a rule, such as two lengths, or null: the status stands before them. */
function statusIn(error: Error & { rawPacket?: Buffer }): number | null {
  const [, status] = /^HTTP\/1\.[01] ([2-5]\d\d)[ \r\n]/.exec(error.rawPacket?.subarray(0, 20).toString() ?? '') ?? [];
  return status === undefined ? null : Number(status);
}
