import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { simulatedFeeds, startSimulator } from '../../src/simulator/simulator.ts';
import { type Account, account } from './checker.ts';
import { DurableRedis, FileReceiver, ServiceProcess } from './house.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const SETTLE_MS = 90_000;
const QUIET_MS = 8_000;

/** The house that faults are done to. */
interface Stricken {
  readonly redis: DurableRedis;
  readonly receiver: FileReceiver;
  readonly services: readonly ServiceProcess[];
  readonly random: () => number;
}

type Fault = (house: Stricken) => Promise<void>;

const one = (house: Stricken): ServiceProcess =>
  house.services[Math.floor(house.random() * house.services.length)] as ServiceProcess;

async function withMood(house: Stricken, mood: FileReceiver['mood'], ms: number): Promise<void> {
  house.receiver.mood = mood;
  await wait(ms);
  house.receiver.mood = 'take';
}

/** What is done, by name. Each ends with the house standing again. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  async 'kill a worker'(house) {
    const service = one(house);
    await service.end('SIGKILL');
    service.start();
  },
  async 'kill all workers'(house) {
    await Promise.all(house.services.map((service) => service.end('SIGKILL')));
    for (const service of house.services) service.start();
  },
  async 'end a worker politely'(house) {
    const service = one(house);
    await service.end('SIGTERM');
    service.start();
  },
  async 'stop a worker for longer than its leases'(house) {
    const service = one(house);
    service.signal('SIGSTOP');
    await wait(4_000);
    service.signal('SIGCONT');
  },
  async 'kill redis'({ redis }) {
    await redis.kill();
    await wait(500);
    await redis.start();
  },
  async 'wipe every key of the queues'({ redis }) {
    const client = redis.connect();
    for (const key of await client.keys('{copytaster-queue}*')) await client.del(key);
    client.disconnect();
  },
  async 'cut every connection to redis'({ redis }) {
    const client = redis.connect();
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    client.disconnect();
  },
  'the receiver refuses': (house) => withMood(house, 'refuse', 2_000),
  'the receiver takes and cuts': (house) => withMood(house, 'take-and-cut', 1_500),
  'the receiver hangs': (house) => withMood(house, 'hang', 2_000),
};

/** What a campaign did and what came of it. */
export interface Outcome extends Account {
  readonly faults: Readonly<Record<string, number>>;
  readonly stories: number;
  readonly deliveries: number;
}

/**
 * Runs the service on the simulated wire, does faults to it, lets it drain, and accounts for every story.
 * @param plan names of faults, done one after the other, `everyMs` apart
 */
export async function runCampaign({
  seed,
  rate,
  plan,
  everyMs,
  say = () => undefined,
}: {
  seed: number;
  rate: number;
  plan: readonly string[];
  everyMs: number;
  say?: (text: string) => void;
}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-faults-'));
  const redis = new DurableRedis(folder);
  const receiver = new FileReceiver(folder);
  await redis.start();
  await receiver.start();
  const simulator = await startSimulator({ seed, rate });
  const config = join(folder, 'copytaster.yaml');
  const destination = {
    id: 'desk',
    type: 'webhook',
    url: receiver.url,
    secrets: [SECRET],
    allowPrivateAddresses: true,
    from: 'beginning',
  };
  writeFileSync(
    config,
    stringify({ feeds: simulatedFeeds(simulator.url, { min: '500ms', max: '1s' }), destinations: [destination] }),
  );
  const services = ['fetch,stories', 'stories,publish', 'stories,publish,http'].map(
    (roles) => new ServiceProcess(config, roles, redis),
  );
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const house = { redis, receiver, services, random };
  const done: Record<string, number> = {};
  try {
    for (const service of services) service.start();
    await wait(3_000);
    for (const name of plan) {
      say(name);
      await (FAULTS[name] as Fault)(house);
      done[name] = (done[name] ?? 0) + 1;
      await wait(everyMs);
    }
    await simulator.finish();
    await drain(() => account(simulator.record(), receiver.receipts()).lost.length, receiver);
    const record = simulator.record();
    const receipts = receiver.receipts();
    return {
      ...account(record, receipts),
      faults: done,
      stories: new Set(record.map(({ uri }) => uri)).size,
      deliveries: receipts.length,
    };
  } finally {
    await Promise.all(services.map((service) => service.end('SIGKILL')));
    await simulator.close();
    await receiver.close();
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until nothing is missing and nothing more comes. */
async function drain(missing: () => number, receiver: FileReceiver): Promise<void> {
  for (const give = Date.now() + SETTLE_MS; Date.now() < give && missing() > 0; ) await wait(500);
  for (let seen = -1; seen !== receiver.receipts().length; await wait(QUIET_MS)) seen = receiver.receipts().length;
}
