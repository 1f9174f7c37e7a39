import { Agent, request } from 'node:http';
import Fastify from 'fastify';
import { OperatedWire } from '../publishing/operated-wire.ts';
import { until } from '../running-service.ts';

/** What a list of 50 articles costs beside a bare fastify route, in a process of its own, that sends the same bytes. */
const STORIES = 60;
const ROUNDS = 8;
const REQUESTS = 60;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

if (process.argv[2] === 'bare') await serveBare();
else await measure();

async function serveBare(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const server = Fastify();
  server.get('/', (_, reply) => reply.type('application/json; charset=utf-8').send(text));
  process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
}

async function measure(): Promise<void> {
  const { spawn } = await import('node:child_process');
  const wire = new OperatedWire();
  await wire.start([]);
  for (let at = 0; at < STORIES; at += 1) wire.file({ uri: `urn:b:${at}`, headline: `Story ${at} of the harbour` });
  const path = '/v1/articles?limit=50';
  await until(async () => ((await wire.get<{ articles: unknown[] }>(path)).body.articles?.length ?? 0) === 50);
  const headers = { authorization: `Bearer ${wire.night.token}` };
  const text = await ask(wire.service.address + path, headers);
  const child = spawn(process.execPath, [import.meta.filename, 'bare'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(text);
  const bare = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await timeOf(wire.service.address + path, headers));
    theirs.push(await timeOf(bare, {}));
  }
  const [own, other] = [median(ours), median(theirs)];
  const ratio = (own / other).toFixed(2);
  console.log(
    `a list of 50, ${text.length} characters: ${own.toFixed(2)} ms, bare fastify ${other.toFixed(2)} ms, ratio ${ratio}`,
  );
  child.kill('SIGTERM');
  agent.destroy();
  await wire.end();
}

function ask(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    })
      .on('error', reject)
      .end();
  });
}

/** The median of single requests, one after the other, in milliseconds. */
async function timeOf(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < REQUESTS; at += 1) {
    const begun = performance.now();
    await ask(url, headers);
    times.push(performance.now() - begun);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
