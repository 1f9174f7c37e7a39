import type { IncomingMessage, Server } from 'node:http';
import { isLoopback } from './access.ts';

const REQUEST_MS = 30_000;
const CHECK_EVERY_MS = 5_000;
const MOST_CONNECTIONS = 2_000;
/** A proxy on this machine brings the connections of many; anybody else has so many at once. */
const MOST_OF_ONE_ADDRESS = 100;

/** How long a request may take to arrive. Node looks every 30 s for those that take longer, unless it is told to. */
export const CONNECTION_TIMES = {
  requestTimeout: REQUEST_MS,
  http: { headersTimeout: REQUEST_MS, connectionsCheckingInterval: CHECK_EVERY_MS },
} as const;

/** Bounds how many connections are open, in all and from one address. */
export function limitConnections(server: Server): void {
  const open = new Map<string, number>();
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > MOST_OF_ONE_ADDRESS && !isLoopback(address)) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}

/** False for HTTP/0.9: a line without headers, whose answer has none either, which Node reads as a whole request. */
export function isSpokenVersion({ httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.1' || httpVersion === '1.0';
}

/**
 * What is wrong with the host that a request names, or null (RFC 9112, 3.2 and 3.2.2): two Host lines, or a target in
 * absolute form that names another host than its Host line.
 */
export function hostProblem({ rawHeaders, headers }: IncomingMessage, target: string): string | null {
  const lines = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  if (lines > 1) return 'the request has two Host headers';
  const authority = /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
  if (authority !== undefined && authority.toLowerCase() !== headers.host?.toLowerCase())
    return 'the target names another host than the Host header';
  return null;
}

/** The path and query of a target in absolute form; any other as it is. */
export function pathOfTarget({ url = '/' }: { readonly url?: string | undefined }): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}
