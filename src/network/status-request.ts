import {
  type AgentOptions,
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { basicCredentials, lowerCased, withoutUserinfo } from './client.ts';
import { publicLookup, refusePrivateHost } from './dispatchers.ts';
import { failureOf, NetworkFailure } from './failure.ts';
import { proxiesInUse, proxyFor } from './proxies.ts';

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

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

const agentsOf = (options: AgentOptions): Agents => ({ http: new HttpAgent(options), https: new HttpsAgent(options) });

/** The connections of one destination, shared with no other: whoever hangs there delays nobody elsewhere. */
export class StatusConnections {
  readonly #guarded: boolean;
  readonly #direct: Agents;
  readonly #proxied: Agents;

  /** @param connections so many at most; `allowPrivateAddresses` opens servers in one's own network */
  constructor({ connections, allowPrivateAddresses }: { connections: number; allowPrivateAddresses: boolean }) {
    this.#guarded = !allowPrivateAddresses;
    const options = { keepAlive: true, maxSockets: connections, timeout: IDLE_MS };
    const { http, https } = proxiesInUse();
    const proxyEnv = {
      ...(http === null ? {} : { http_proxy: http }),
      ...(https === null ? {} : { https_proxy: https }),
    };
    this.#direct = agentsOf(options);
    this.#proxied = agentsOf({ ...options, proxyEnv });
  }

  /**
   * Sends a request and answers as soon as the status is there; what follows it is thrown away.
   * @throws NetworkFailure
   */
  async send(given: StatusRequest): Promise<StatusAnswer> {
    const url = new URL(given.url);
    try {
      if (this.#guarded) await refusePrivateHost(url);
      return await this.#exchange(url, given);
    } catch (error) {
      throw failureOf(error, 'POST');
    }
  }

  close(): void {
    for (const { http, https } of [this.#direct, this.#proxied]) {
      http.destroy();
      https.destroy();
    }
  }

  #exchange(url: URL, { method, headers, body, signal }: StatusRequest): Promise<StatusAnswer> {
    const secure = url.protocol === 'https:';
    const isDirect = proxyFor(url) === null;
    const agents = isDirect ? this.#direct : this.#proxied;
    return new Promise((resolve, reject) => {
      const sent = (secure ? httpsRequest : httpRequest)(withoutUserinfo(url), {
        method,
        headers: { ...basicCredentials(url), ...lowerCased(headers), 'content-length': Buffer.byteLength(body) },
        agent: secure ? agents.https : agents.http,
        maxHeaderSize: MAX_HEADER_BYTES,
        signal,
        // Behind a proxy the name that is looked up here is its own.
        ...(this.#guarded && isDirect ? { lookup: publicLookup } : {}),
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
