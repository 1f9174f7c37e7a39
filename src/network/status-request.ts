import type { Agent, AgentOptions, ClientRequest, IncomingMessage, request } from 'node:http';
import { basicCredentials, lowerCased, withoutUserinfo } from './client.ts';
import { publicLookup, refusePrivateLiteral, refusePrivateName } from './dispatchers.ts';
import { failureOf, NetworkFailure } from './failure.ts';

const CONNECT_MS = 5_000;
const IDLE_MS = 10_000;
const MAX_HEADER_BYTES = 1 << 20;
/** So much of a refusal's words is read, if they come within this time. */
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

/** Loading them takes longer than all else that a command does with settings, so they are loaded when something is sent. */
async function openClients(options: AgentOptions): Promise<ReadonlyMap<string, Client>> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  return new Map([
    ['http:', { request: http.request, agent: new http.Agent(options) }],
    ['https:', { request: https.request, agent: new https.Agent(options) }],
  ]);
}

/** The connections of one destination, shared with no other: whoever hangs there delays nobody elsewhere. */
export class StatusConnections {
  readonly #guarded: boolean;
  readonly #options: AgentOptions;
  #clients: Promise<ReadonlyMap<string, Client>> | null = null;

  /** @param connections so many at most; `allowPrivateAddresses` opens servers in one's own network */
  constructor({ connections, allowPrivateAddresses }: { connections: number; allowPrivateAddresses: boolean }) {
    this.#guarded = !allowPrivateAddresses;
    this.#options = { keepAlive: true, maxSockets: connections, timeout: IDLE_MS, proxyEnv: process.env };
  }

  /**
   * Sends a request and answers as soon as the status is there; what follows it is thrown away.
   * @throws NetworkFailure
   */
  async send(given: StatusRequest): Promise<StatusAnswer> {
    const url = new URL(given.url);
    try {
      if (this.#guarded) {
        refusePrivateLiteral(url.hostname);
        await refusePrivateName(url.hostname);
      }
      this.#clients ??= openClients(this.#options);
      const client = (await this.#clients).get(url.protocol);
      if (client === undefined) throw new Error(`${url.protocol} is not HTTP`);
      return await this.#exchange(url, client, given);
    } catch (error) {
      throw failureOf(error, 'POST');
    }
  }

  close(): void {
    void this.#clients?.then((clients) => {
      for (const { agent } of clients.values()) agent.destroy();
    });
  }

  #exchange(url: URL, { request, agent }: Client, given: StatusRequest): Promise<StatusAnswer> {
    const { method, headers, body, signal } = given;
    return new Promise((resolve, reject) => {
      const sent = request(withoutUserinfo(url), {
        method,
        headers: { ...basicCredentials(url), ...lowerCased(headers), 'content-length': Buffer.byteLength(body) },
        agent,
        maxHeaderSize: MAX_HEADER_BYTES,
        signal,
        ...(this.#guarded ? { lookup: publicLookup } : {}),
      });
      limitConnecting(sent);
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
      sent.end(body);
    });
  }
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
