import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One delivery as a receiver took it. */
export interface Taken {
  readonly at: number;
  readonly id: string;
  readonly type: string;
  readonly article: Record<string, unknown> & { id: string; revision: number | null; uri: string; change: string };
}

/** A receiver that verifies every signature and keeps what it took, in order. */
export interface WebhookReceiver {
  readonly url: string;
  readonly taken: readonly Taken[];
  /** What the next answers are; 200 when the list is empty. */
  answerNext(...statuses: number[]): void;
  close(): Promise<void>;
}

/** Starts a webhook receiver on loopback. */
export async function startWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const verifier = new Webhook(secret);
  const taken: Taken[] = [];
  const statuses: number[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = statuses.shift() ?? 200;
      if (status === 200) {
        const body = verifier.verify(
          Buffer.concat(chunks).toString('utf8'),
          request.headers as Record<string, string>,
        ) as { type: string; data: Taken['article'] };
        taken.push({ at: Date.now(), id: String(request.headers['webhook-id']), type: body.type, article: body.data });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wire`,
    taken,
    answerNext: (...next) => void statuses.push(...next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
