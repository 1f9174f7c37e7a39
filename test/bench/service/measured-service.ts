import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { cpuMsOf, cpuMsWithChildren, startScript, startService, stop } from './processes.ts';

const SECRET = 'whsec_YmVuY2htYXJrIGJlbmNobWFyayBiZW5jaG1hcms=';
const GIVE_UP_MS = 120_000;
/** Copy is synthetic: one story in a few hundred is taken for another one's version. */
export const ENOUGH = 0.99;
const POLL_EVERY_MS = 100;
const STILL_MS = 800;

/** A service that runs on a Redis and a data folder of its own. */
export interface MeasuredService {
  readonly pid: number;
  readonly redis: Redis;
  readonly redisPid: number;
  /** The address of its API. */
  readonly api: string;
  /** CPU milliseconds of the service and of Redis so far. */
  readonly cpuMs: () => number;
  /** Ends the service, and Redis with it, and starts it again. Gives how long it took to be ready. */
  readonly startAgain: () => Promise<{ service: MeasuredService; readyMs: number; began: number }>;
}

/** Runs `work` on a service of its own, of this checkout or another one, with default settings. */
export async function withService<Result>(
  root: string,
  settings: Record<string, unknown>,
  work: (service: MeasuredService) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify({ redis: { dataFolder: folder }, http: { port: 0 }, ...settings }));
  const running: { child: ChildProcess; redis: Redis }[] = [];
  const end = async (): Promise<void> => {
    const last = running.at(-1);
    last?.redis.disconnect();
    if (last !== undefined) await stop(last.child);
  };
  const begin = async (): Promise<MeasuredService> => {
    const log = join(folder, `log-${running.length}`);
    const child = startService(root, config, log);
    const socket = join(folder, 'redis', 'redis.sock');
    const redis = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    running.push({ child, redis });
    const api = await addressIn(log);
    const redisPid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
    const pid = child.pid ?? 0;
    const cpuMs = (): number => cpuMsOf(pid) + cpuMsWithChildren(redisPid);
    return { pid, redis, redisPid, api, cpuMs, startAgain };
  };
  const startAgain: MeasuredService['startAgain'] = async () => {
    await end();
    const began = Date.now();
    const service = await begin();
    for (; (await statusOf(`${service.api}/readyz`)) !== 200; ) await wait(20);
    return { service, readyMs: Date.now() - began, began };
  };
  try {
    return await work(await begin());
  } finally {
    await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addressIn(log: string): Promise<string> {
  for (const giveUp = Date.now() + GIVE_UP_MS; Date.now() < giveUp; await wait(20)) {
    const found = /"address":"(http:[^"]+)"/.exec(readFileSync(log, 'utf8'))?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`the service does not listen: ${readFileSync(log, 'utf8').slice(-2_000)}`);
}

const statusOf = async (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

/** The settings of a feed of the benchmark. */
export const feed = (id: string, url: string, interval: string): Record<string, unknown> => ({
  id,
  url,
  agency: 'reuters',
  speaksFor: ['reuters'],
  every: { min: interval, max: interval },
  onFirstPoll: { send: 100 },
  allowPrivateAddresses: true,
});

/** The settings of a webhook to the receiver that listens there. */
export const webhook = (port: string, name = 'receiver'): Record<string, unknown> => ({
  id: name,
  type: 'webhook',
  url: `http://127.0.0.1:${port}/${name}`,
  secrets: [SECRET],
  allowPrivateAddresses: true,
  from: 'beginning',
});

/** What a script of the benchmark answers. */
export async function ask<Answer>(port: string, path: string): Promise<Answer> {
  const text = await (await fetch(`http://127.0.0.1:${port}/${path}`)).text();
  return (text === '' ? null : JSON.parse(text)) as Answer;
}

/** A receiver and a feed server, for as long as `work` takes. */
export async function withEnds<Result>(
  words: readonly (string | number)[],
  work: (ends: { feeds: string; receiver: string }) => Promise<Result>,
): Promise<Result> {
  const server = await startScript('feed-server.ts', ...words.map(String));
  const receiver = await startScript('receiver.ts', SECRET);
  try {
    const result = await work({ feeds: server.line, receiver: receiver.line });
    const refused = await ask<number>(receiver.line, 'refused');
    if (refused > 0) throw new Error(`${refused} deliveries were not signed as they should be`);
    return result;
  } finally {
    await Promise.all([stop(server.child), stop(receiver.child)]);
  }
}

/** Waits until at least so many deliveries came and no more come. */
export async function untilStill(receiver: string, atLeast: number): Promise<number> {
  let before = { count: -1, at: Date.now() };
  for (const giveUp = Date.now() + GIVE_UP_MS; Date.now() < giveUp; await wait(POLL_EVERY_MS)) {
    const count = await ask<number>(receiver, 'count');
    if (count !== before.count) before = { count, at: Date.now() };
    else if (count >= atLeast * ENOUGH && Date.now() - before.at > STILL_MS) return count;
  }
  throw new Error(`after ${GIVE_UP_MS / 1_000} s only ${before.count} of ${atLeast} arrived`);
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
