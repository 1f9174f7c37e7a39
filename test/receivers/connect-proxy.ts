import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';

/** An HTTP proxy on loopback that knows some names, and keeps what it was asked for. */
export interface ConnectProxy {
  readonly address: string;
  /** "CONNECT wire.example:443", "GET http://wire.example/feed", in order. */
  readonly asked: readonly string[];
  /** What the requests carried as Proxy-Authorization. */
  readonly credentials: ReadonlySet<string | undefined>;
  close(): Promise<void>;
}

/**
 * Starts one.
 * @param ports which port of loopback a host stands for; `refused` the status with which other hosts are refused
 */
export async function startConnectProxy(
  ports: Readonly<Record<string, number>>,
  { refused = 403 }: { readonly refused?: number } = {},
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const credentials = new Set<string | undefined>();
  const sockets = new Set<Socket>();
  const keep = (message: IncomingMessage): void => {
    asked.push(`${message.method} ${message.url}`);
    credentials.add(message.headers['proxy-authorization']);
  };
  const server: Server = createServer((message, response) => {
    keep(message);
    const url = new URL(message.url ?? '');
    const port = ports[url.hostname];
    if (port === undefined) return void response.writeHead(refused).end();
    const { method, headers } = message;
    const onwards = request({ host: '127.0.0.1', port, path: url.pathname + url.search, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    message.pipe(onwards);
  });
  server.on('connect', (message: IncomingMessage, client: Socket) => {
    keep(message);
    client.on('error', () => undefined);
    const port = ports[(message.url ?? '').replace(/:\d+$/, '')];
    if (port === undefined) return void client.end(`HTTP/1.1 ${refused} No\r\ncontent-length: 0\r\n\r\n`);
    const onwards = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      onwards.pipe(client).pipe(onwards);
    });
    onwards.on('error', () => client.destroy());
  });
  server.on('connection', (socket) => void sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    credentials,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Makes a certificate for names, signed by itself: the files of both. */
export function makeCertificate(folder: string, names: readonly string[]): { key: string; certificate: string } {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  const alternatives = names.map((name) => `DNS:${name}`).join(',');
  execFileSync(
    'openssl',
    [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test'.split(' '),
      ...['-addext', `subjectAltName=${alternatives}`, '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return { key, certificate };
}
