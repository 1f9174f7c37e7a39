import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answered, Asked, Lives, OpenInterface, SimulatedAgency } from './agencies/contract/agency.ts';
import { AgencyDesk } from './agency-desk.ts';
import type { SentItem } from './record.ts';

const LIVES: Lives = { tokenMs: 86_400_000, cursorMs: 3 * 86_400_000, leaseMs: 200_000 };
const TICK_MS = 100;

/** A simulated agency that answers. */
export interface RunningAgency {
  readonly url: string;
  /** Accounts and feeds to read it with. */
  readonly settings: ReturnType<SimulatedAgency['settings']>;
  /** Every version that it filed, in order. */
  record(): readonly SentItem[];
  /** Every address that was asked, in order. */
  readonly asked: readonly string[];
  /** Files no more new stories; resolves when the follow-ups of those before are filed. */
  finish(): Promise<void>;
  /** Answers nothing for as long: connections are refused. */
  outage(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Plays the interface of one agency on loopback: `rate` stories a second, the same for the same seed. */
export async function startAgency(
  agency: SimulatedAgency,
  {
    seed,
    rate,
    port = 0,
    stories = Number.POSITIVE_INFINITY,
    lives = LIVES,
  }: { seed: number; rate: number; port?: number; stories?: number; lives?: Lives },
): Promise<RunningAgency> {
  const desk = new AgencyDesk({
    seed,
    feed: agency.name,
    uriOf: (number) => agency.uriOf(number),
    layOut: (story) => agency.layOut(story),
  });
  let url = '';
  const opened = agency.open({ desk, url: () => url, lives });
  const asked: string[] = [];
  const server = createServer((request, response) => void answer({ opened, desk, asked }, request, response));
  const listen = (at: number): Promise<void> => new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(port);
  const taken = (server.address() as AddressInfo).port;
  url = `http://127.0.0.1:${taken}`;
  let filed = 0;
  const began = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    desk.fileDue(now);
    for (; filed < stories && filed < ((now - began) / 1_000) * rate; filed += 1) desk.fileNext(now);
    opened.tick?.();
  }, TICK_MS);
  const shut = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url,
    settings: agency.settings(url),
    record: () => desk.filed,
    asked,
    async finish() {
      filed = Number.POSITIVE_INFINITY;
      while (desk.waiting > 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    },
    async outage(ms) {
      await shut();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await listen(taken);
    },
    async close() {
      clearInterval(timer);
      await shut();
    },
  };
}

async function answer(
  { opened, desk, asked }: { opened: OpenInterface; desk: AgencyDesk; asked: string[] },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  asked.push(`${request.method} ${url.pathname}${url.search}`);
  if (url.pathname === '/record')
    return write(response, { status: 200, type: 'application/json', body: JSON.stringify(desk.filed) });
  const headers = request.headers as Asked['headers'];
  const body = Buffer.concat(chunks).toString('utf8');
  write(
    response,
    opened.answer({ method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, body }),
  );
}

function write(
  response: ServerResponse,
  { status, body, type = 'text/plain', headers = {}, cut = false }: Answered,
): void {
  const bytes = Buffer.from(body, 'utf8');
  response.writeHead(status, {
    ...(status === 204 ? {} : { 'content-type': `${type}; charset=utf-8`, 'content-length': bytes.length }),
    ...headers,
  });
  if (!cut) return void response.end(bytes);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
