import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Receipt, receiptOf } from './receipt.ts';

/** What a receiver does with what was sent to it; `attempt` counts those of the same id, from 1. */
export type Behaviour = (response: ServerResponse, attempt: number, receipt: Receipt) => void;

/** Answers with a status. */
export const answers =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end();
export const takes: Behaviour = answers(204);

/** Many receivers behind one address, each with behaviours of its own. What was sent counts, whatever was answered. */
export class WebhookReceivers {
  readonly #sent = new Map<string, Receipt[]>();
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const name = (request.url ?? '').slice(1);
      const given = { id: String(request.headers['webhook-id']), at: Date.now() };
      const sent = this.sentTo(name);
      const receipt = receiptOf(Buffer.concat(chunks).toString('utf8') || '{"data":{}}', given);
      sent.push(receipt);
      const attempt = sent.filter(({ id }) => id === given.id).length;
      (this.#behaviours.get(name) ?? takes)(response, attempt, receipt);
    });
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  addressOf(name: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${name}`;
  }

  /** What a receiver's settings say. */
  settings(name: string): Record<string, unknown> {
    return { id: name, type: 'webhook', url: this.addressOf(name), allowPrivateAddresses: true, from: 'beginning' };
  }

  /** From now on this receiver answers so. */
  setBehaviour(name: string, behaviour: Behaviour): void {
    this.#behaviours.set(name, behaviour);
  }

  /** Every attempt at a receiver so far, in order. */
  sentTo(name: string): Receipt[] {
    const sent = this.#sent.get(name) ?? [];
    this.#sent.set(name, sent);
    return sent;
  }

  /** The stories that a receiver was sent. */
  urisSentTo(name: string): Set<string> {
    return new Set(this.sentTo(name).map(({ uri }) => uri));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
