// The receiver of the benchmark, in a process of its own: takes every delivery and keeps when each story first came.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const receivedAt = new Map<string, number>();
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const body = request.url === '/count' ? String(receivedAt.size) : JSON.stringify([...receivedAt]);
    return void response.end(body);
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const uri = /bench_\d+/.exec(Buffer.concat(chunks).toString('utf8'))?.[0] ?? '';
    if (!receivedAt.has(uri)) receivedAt.set(uri, Date.now());
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
