import { createServer } from 'node:http';
import type { Problem } from '../redis/readiness.ts';

/**
 * Answers while the service waits for its Redis: alive, not ready, and why. It gives the port back before the service
 * itself listens.
 * @throws when the address cannot be listened on: before any work begins
 */
export async function startStartingServer(given: {
  readonly host: string;
  readonly port: number;
  readonly problem: () => Problem;
}): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const alive = request.url === '/healthz';
    response.writeHead(alive ? 200 : 503, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
    });
    response.end(JSON.stringify(alive ? { alive: true } : { ready: false, problems: [given.problem()] }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(given.port, given.host, resolve);
  });
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
