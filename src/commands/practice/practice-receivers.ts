import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A story as a receiver of the practice has it. */
export interface TakenStory {
  readonly id: string;
  readonly headline: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** When it was told that the story is withdrawn or withheld; null where it was not. */
  readonly stoppedAt: number | null;
}

/** A receiver of the practice: a server of this process on loopback, which keeps what it is sent. */
export interface PracticeReceiver {
  readonly name: string;
  readonly url: string;
  /** By article. */
  readonly stories: ReadonlyMap<string, TakenStory>;
  close(): Promise<void>;
}

const STOPS = new Set(['article.withdrawal', 'article.withheld']);

/** Starts receivers with these names. */
export function startReceivers(names: readonly string[]): Promise<readonly PracticeReceiver[]> {
  return Promise.all(names.map(startReceiver));
}

async function startReceiver(name: string): Promise<PracticeReceiver> {
  const stories = new Map<string, TakenStory>();
  const server = createServer(async (request, response) => {
    const { type, data } = JSON.parse(await bodyOf(request)) as { type: string; data: TakenStory };
    const at = Date.now();
    const before = stories.get(data.id);
    const headline = data.headline ?? before?.headline ?? null;
    const stoppedAt = STOPS.has(type) ? (before?.stoppedAt ?? at) : null;
    stories.set(data.id, { id: data.id, headline, at: before?.at ?? at, stoppedAt });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stories,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
