// The benchmark of the whole service: `npm run bench -- [--stories 20000] [--idle-feeds 2000] [--idle-seconds 60]`.
// With --stories 0 only the feeds that answer 304 are measured, with --idle-feeds 0 all but them. Everything runs on loopback, in processes of its own, and ends by itself. The last line is JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { stringify } from 'yaml';
import { startPrivateRedis } from '../../src/redis/private-child.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { cpuMsOf, peakMb, startScript, startService, stopAll } from './service/processes.ts';

const FEEDS = 20;
const STEADY_PER_SECOND = 50;
const STEADY_SECONDS = 30;
const STEADY_FEEDS = 10;
const GIVE_UP_MS = 600_000;

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '20000' },
    'idle-feeds': { type: 'string', default: '2000' },
    'idle-seconds': { type: 'string', default: '60' },
  },
});
const stories = Number(values.stories);
const get = async (url: string): Promise<string> => (await fetch(url)).text();
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface House {
  readonly pid: number;
  readonly redis: Redis;
  readonly redisPid: number;
}

/** Runs `work` on a service of its own, with a data folder of its own. */
async function withService<Result>(
  settings: Record<string, unknown>,
  fsync: 'always' | 'everysec',
  work: (house: House) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify({ redis: { dataFolder: folder, fsync }, http: { port: 0 }, ...settings }));
  const service = startService(config);
  const redis = new Redis({
    path: join(folder, 'redis', 'redis.sock'),
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  });
  redis.on('error', () => undefined);
  try {
    const redisPid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
    return await work({ pid: service.pid ?? 0, redis, redisPid });
  } finally {
    redis.disconnect();
    service.kill('SIGTERM');
    await new Promise((resolve) => service.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

const feed = (id: string, url: string, every: { min: string; max: string }): Record<string, unknown> => ({
  id,
  url,
  agency: 'reuters',
  speaksFor: ['reuters'],
  every,
  onFirstPoll: 'send',
  allowPrivateAddresses: true,
});
const webhook = (port: string): Record<string, unknown> => ({
  id: 'receiver',
  type: 'webhook',
  url: `http://127.0.0.1:${port}/`,
  secrets: ['whsec_YmVuY2htYXJrIGJlbmNobWFyayBiZW5jaG1hcms='],
  allowPrivateAddresses: true,
  from: 'beginning',
  concurrency: 16,
});

async function until(count: number, port: string): Promise<void> {
  for (const give = Date.now() + GIVE_UP_MS; Date.now() < give; await wait(50))
    if (Number(await get(`http://127.0.0.1:${port}/count`)) >= count) return;
  throw new Error(
    `after ${GIVE_UP_MS / 1_000} s only ${await get(`http://127.0.0.1:${port}/count`)} of ${count} arrived`,
  );
}

const memoryOf = async (redis: Redis): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);

async function throughput(fsync: 'always' | 'everysec'): Promise<Record<string, number>> {
  const server = await startScript('feed-server.ts', String(stories), String(FEEDS));
  const receiver = await startScript('receiver.ts');
  const feeds = Array.from({ length: FEEDS }, (_, at) =>
    feed(`feed-${at}`, `http://127.0.0.1:${server.line}/feed/${at}`, { min: '1s', max: '1s' }),
  );
  const result = await withService(
    { feeds, destinations: [webhook(receiver.line)] },
    fsync,
    async ({ pid, redis, redisPid }) => {
      const memory = await memoryOf(redis);
      const before = { service: cpuMsOf(pid), redis: cpuMsOf(redisPid), at: Date.now() };
      await until(stories, receiver.line);
      const seconds = (Date.now() - before.at) / 1_000;
      const service = cpuMsOf(pid) - before.service;
      const server_ = cpuMsOf(redisPid) - before.redis;
      await wait(1_000);
      return {
        storiesPerSecond: Math.round(stories / seconds),
        cpuMsPerStory: (service + server_) / stories,
        serviceCpuMsPerStory: service / stories,
        redisCpuMsPerStory: server_ / stories,
        rssMb: peakMb(pid),
        redisBytesPerRevision: Math.round(((await memoryOf(redis)) - memory) / stories),
        commitsPerSecond: await commitRate(redis),
      };
    },
  );
  server.child.kill('SIGTERM');
  receiver.child.kill('SIGTERM');
  return result;
}

/** Stories committed a second between the first and the last commit, by the wire log. */
async function commitRate(redis: Redis): Promise<number> {
  const key = '{copytaster}:log';
  const [[first]] = (await redis.xrange(key, '-', '+', 'COUNT', 1)) as unknown as [[string]];
  const [[last]] = (await redis.xrevrange(key, '+', '-', 'COUNT', 1)) as unknown as [[string]];
  const ms = Number(last.split('-')[0]) - Number(first.split('-')[0]);
  return Math.round((await redis.xlen(key)) / (ms / 1_000));
}

/** On a Redis like the service's own: what it confirms is on the disk. */
async function floor(fsync: 'always' | 'everysec'): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  const redis = await startPrivateRedis({ dataFolder: folder, fsync }, createLog({ level: 'silent' }));
  const receiver = await startScript('receiver.ts');
  try {
    const before = cpuMsOf(redis.pid);
    const post = `http://127.0.0.1:${receiver.line}/`;
    const { line } = await startScript('floor.ts', String(stories), redis.socketPath, post);
    const { cpuMs } = JSON.parse(line) as { cpuMs: number };
    return (cpuMs + cpuMsOf(redis.pid) - before) / stories;
  } finally {
    receiver.child.kill('SIGTERM');
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the answer that listed a story to its arrival, while so many feeds share the stories and are polled twice a second. */
async function latency(count: number): Promise<{ p50Ms: number; p99Ms: number; steadyRssMb: number }> {
  const server = await startScript('feed-server.ts', '0', String(count));
  const receiver = await startScript('receiver.ts');
  const feeds = Array.from({ length: count }, (_, at) =>
    feed(`steady-${at}`, `http://127.0.0.1:${server.line}/steady/${at}`, { min: '500ms', max: '500ms' }),
  );
  const result = await withService({ feeds, destinations: [webhook(receiver.line)] }, 'always', async ({ pid }) => {
    await get(`http://127.0.0.1:${server.line}/rate?per-second=${STEADY_PER_SECOND}`);
    await wait(STEADY_SECONDS * 1_000);
    await get(`http://127.0.0.1:${server.line}/rate?per-second=0`);
    await wait(3_000);
    const served = new Map(JSON.parse(await get(`http://127.0.0.1:${server.line}/served`)) as [number, number][]);
    const received = new Map(JSON.parse(await get(`http://127.0.0.1:${receiver.line}/received`)) as [string, number][]);
    const warm = [...served].slice(STEADY_PER_SECOND * 5);
    const missing = warm.filter(([number]) => !received.has(`bench_${number}`)).length;
    if (missing > 0) throw new Error(`${missing} of ${warm.length} stories did not arrive`);
    const ms = warm.map(([number, at]) => (received.get(`bench_${number}`) ?? 0) - at).sort((a, b) => a - b);
    return { p50Ms: ms[ms.length >> 1] ?? 0, p99Ms: ms[Math.floor(ms.length * 0.99)] ?? 0, steadyRssMb: peakMb(pid) };
  });
  server.child.kill('SIGTERM');
  receiver.child.kill('SIGTERM');
  return result;
}

async function idle(): Promise<Record<string, number>> {
  const count = Number(values['idle-feeds']);
  const server = await startScript('feed-server.ts', '0', '1');
  const feeds = Array.from({ length: count }, (_, at) =>
    feed(`idle-${at}`, `http://127.0.0.1:${server.line}/idle/${at}`, { min: '1m', max: '1m' }),
  );
  const result = await withService({ feeds, destinations: [] }, 'always', async ({ pid, redis, redisPid }) => {
    await wait(20_000);
    const commands = async (): Promise<number> =>
      Number(/total_commands_processed:(\d+)/.exec(await redis.info('stats'))?.[1]);
    const before = {
      cpu: cpuMsOf(pid) + cpuMsOf(redisPid),
      commands: await commands(),
      polls: Number(await get(`http://127.0.0.1:${server.line}/polls`)),
    };
    const ms = Number(values['idle-seconds']) * 1_000;
    await wait(ms);
    const polls = Number(await get(`http://127.0.0.1:${server.line}/polls`)) - before.polls;
    return {
      idleFeeds: count,
      idlePollsPerSecond: Math.round(polls / (ms / 1_000)),
      idleCpuShare: Math.round(((cpuMsOf(pid) + cpuMsOf(redisPid) - before.cpu) / ms) * 1_000) / 1_000,
      idleRedisCommandsPerPoll: Math.round(((await commands()) - before.commands) / Math.max(1, polls)),
    };
  });
  server.child.kill('SIGTERM');
  return result;
}

/** Throughput against the floor, and latency. */
async function work(): Promise<Record<string, number>> {
  say(`the floor: rss-parser, BullMQ and undici alone, ${stories} stories`);
  const floorCpuMsPerStory = await floor('always');
  const everysecFloorCpuMsPerStory = await floor('everysec');
  say('the service, fsync always');
  const always = await throughput('always');
  say('the service, fsync everysec');
  const everysec = await throughput('everysec');
  say(`the latency at ${STEADY_PER_SECOND} stories/s for ${STEADY_SECONDS} s: on ${STEADY_FEEDS} feeds, then on one`);
  const times = await latency(STEADY_FEEDS);
  const oneFeed = await latency(1);
  return {
    ...always,
    floorCpuMsPerStory,
    factor: (always.cpuMsPerStory ?? 0) / floorCpuMsPerStory,
    everysecStoriesPerSecond: everysec.storiesPerSecond ?? 0,
    everysecCpuMsPerStory: everysec.cpuMsPerStory ?? 0,
    everysecFloorCpuMsPerStory,
    everysecFactor: (everysec.cpuMsPerStory ?? 0) / everysecFloorCpuMsPerStory,
    ...times,
    oneFeedP50Ms: oneFeed.p50Ms,
    oneFeedP99Ms: oneFeed.p99Ms,
  };
}

const rounded = (facts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000]));

try {
  const working = stories > 0 ? await work() : {};
  say(`${values['idle-feeds']} feeds that answer 304, for ${values['idle-seconds']} s`);
  const resting = Number(values['idle-feeds']) > 0 ? await idle() : {};
  const result = { stories, ...working, ...resting };
  for (const [name, value] of Object.entries(rounded(result))) say(`  ${name.padEnd(28)}${value}`);
  process.stdout.write(`${JSON.stringify(rounded(result))}\n`);
} finally {
  await stopAll();
}
