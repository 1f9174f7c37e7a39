import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineCommand } from './parts/define-command.ts';
import type { Terminal } from './parts/terminal.ts';
import { Deliveries, type Verdict } from './receiver/deliveries.ts';

const MOST_BYTES = 64_000_000;

export default defineCommand({
  name: 'receive',
  summary: 'be a receiver: print and check what a webhook destination sends',
  options: {
    port: {
      kind: 'number',
      value: 'NUMBER',
      default: 8090,
      most: 65_535,
      summary: 'where it listens; 0 takes a free one',
    },
    host: { kind: 'text', value: 'ADDRESS', default: '127.0.0.1', summary: 'where it listens' },
    secret: { kind: 'list', value: 'whsec_…', summary: 'what deliveries are signed with; several while it changes' },
  },
  notes: ['Point a destination at it: { type: webhook, url: http://127.0.0.1:NUMBER/, allowPrivateAddresses: true }'],
  examples: ['copytaster receive --port 8090 --secret "$CMS_WEBHOOK_SECRET"'],
  async run({ options: { port, host, secret }, json, terminal }) {
    const deliveries = new Deliveries(secret);
    const server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const verdict = body === null ? TOO_LARGE : deliveries.take(request.headers, body, Date.now());
      print(terminal, verdict, json);
      response.writeHead(verdict.status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(verdict.problems.join('\n'));
    });
    server.listen(port, host);
    await once(server, 'listening');
    const { port: taken } = server.address() as AddressInfo;
    terminal.stderr.write(`listening at http://${host}:${taken}/\n`);
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    server.closeAllConnections();
    server.close();
    return null;
  },
});

const TOO_LARGE: Verdict = { status: 413, line: 'larger than 64 MB', problems: ['the body is larger than 64 MB'] };

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function print({ stdout }: Terminal, verdict: Verdict, asJson: boolean): void {
  if (asJson) stdout.write(`${JSON.stringify(verdict)}\n`);
  else stdout.write([verdict.line, ...verdict.problems.map((problem) => `  ! ${problem}`), ''].join('\n'));
}
