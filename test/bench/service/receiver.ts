// The receiver of the benchmark, in a process of its own: verifies every signature, drops ids it has seen, and keeps
// when each came. A request without a signature, from what stands beside the service, is only counted.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureProblem } from '../../../src/destinations/signature/verify.ts';

const secrets = [process.argv[2] ?? ''];
const receivedAt = new Map<string, number>();
const firstOf = new Map<string, number>();
let refused = 0;
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const answers: Readonly<Record<string, () => unknown>> = {
      '/count': () => receivedAt.size,
      '/refused': () => refused,
      '/received': () => [...receivedAt],
      '/stories': () => [...firstOf],
    };
    return void response.end(JSON.stringify(answers[request.url ?? '']?.() ?? null));
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const now = Date.now();
    const id = request.headers['webhook-id'];
    if (id !== undefined && signatureProblem(request.headers, body, { secrets, now }) !== null) {
      refused += 1;
      return void response.writeHead(401).end();
    }
    // A repeat may come before what it repeats: a story is known by its headline.
    const story = /Story \d+:/.exec(body)?.[0] ?? '';
    const name = `${request.url} ${String(id ?? receivedAt.size)}`;
    if (!receivedAt.has(name)) receivedAt.set(name, now);
    if (!firstOf.has(story)) firstOf.set(story, now);
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
