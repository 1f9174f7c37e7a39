// How soon stops arrive: `node test/bench/stops.ts [--backlog 50000] [--stops 100]`. Four receivers get the same stories:
// one is well, one takes 2 s an answer and has the backlog, one hangs with all its slots, one fails every second request.
// Once all have read the log, so many of the stories that all have are killed. The last line is JSON: how long the
// reading took after the last commit, and from the commit of a stop to its receiver, in ms.
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readDestination } from '../../src/store/destinations.ts';
import { countLanes } from '../../src/store/lanes.ts';
import { openStore } from '../../src/store/store.ts';
import { logHead } from '../../src/store/wire-log.ts';
import { answers, type Behaviour, takes, WebhookReceivers } from '../faults/webhook-receivers.ts';
import { commitRevision } from '../publishing/one-publisher.ts';
import { startTestRedis } from '../redis-server.ts';
import { WebhookPublishers } from './publishing/webhook-publisher.ts';
import { quantile } from './service/measured-service.ts';

const { values } = parseArgs({
  options: { backlog: { type: 'string', default: '50000' }, stops: { type: 'string', default: '100' } },
});
const backlog = Number(values.backlog);
const stops = Number(values.stops);
const SLOW_MS = 2_000;
const TOGETHER = 500;
const BETWEEN_STOPS_MS = 50;
const GIVE_UP_MS = 60_000;
const NAMES = ['well', 'slow', 'hanging', 'half'];

const redis = await startTestRedis();
const store = openStore(redis.connect(), { days: 1 });
const receivers = new WebhookReceivers();
await receivers.start();
const publishers = new WebhookPublishers(store);
for (const name of NAMES) publishers.start(name, receivers.addressOf(name));

const story = (number: number): string => `story-${number}`;
const isStop = ({ type }: { type: string }): boolean => type === 'article.withdrawal';
/** When each receiver took the stop of a story. */
const tookAt = new Map<string, number>();
const noting =
  (name: string, otherwise: Behaviour): Behaviour =>
  (response, attempt, receipt) => {
    otherwise(response, attempt, receipt);
    const key = `${name} ${receipt.uri}`;
    if (isStop(receipt) && response.statusCode === 204 && !tookAt.has(key)) tookAt.set(key, Date.now());
  };

await commitMany(0, stops);
for (const name of NAMES) while (receivers.urisSentTo(name).size < stops) await wait(50);
const slowly: Behaviour = (response, attempt, receipt) =>
  void setTimeout(() => takes(response, attempt, receipt), SLOW_MS);
let requests = 0;
receivers.setBehaviour('well', noting('well', takes));
receivers.setBehaviour(
  'slow',
  noting('slow', (...given) => (isStop(given[2]) ? takes : slowly)(...given)),
);
receivers.setBehaviour(
  'hanging',
  noting('hanging', (...given) => (isStop(given[2]) ? takes(...given) : undefined)),
);
receivers.setBehaviour(
  'half',
  noting('half', (...given) => {
    requests += 1;
    (requests % 2 === 0 ? answers(500) : takes)(...given);
  }),
);
for (let from = stops; from < stops + backlog; from += TOGETHER) await commitMany(from, from + TOGETHER);
const committed = Date.now();
for (const name of NAMES) while ((await readDestination(store, name)).cursor !== (await logHead(store))) await wait(50);
const readMs = Date.now() - committed;
const waiting = await countLanes(store, 'slow');

const committedAt = new Map<string, number>();
for (let number = 0; number < stops; number += 1) {
  committedAt.set(`tag:example.org,2026:${story(number)}`, Date.now());
  await commitRevision(store, story(number), 2, { stop: true });
  publishers.wake();
  await wait(BETWEEN_STOPS_MS);
}
for (const end = Date.now() + GIVE_UP_MS; tookAt.size < stops * NAMES.length && Date.now() < end; ) await wait(50);
const lags = (name: string): number[] =>
  [...committedAt].map(([uri, at]) => (tookAt.get(`${name} ${uri}`) ?? Number.POSITIVE_INFINITY) - at);
const figures = Object.fromEntries(
  NAMES.map((name) => [name, { p50Ms: quantile(lags(name), 0.5), p99Ms: quantile(lags(name), 0.99) }]),
);
process.stdout.write(`${JSON.stringify({ stops, readMs, waitingAtSlow: waiting, ...figures })}\n`);
// Attempts that hang are not waited for.
await redis.close();
process.exit(0);

/** Commits stories from one number to another, in the order of their numbers. */
async function commitMany(from: number, to: number): Promise<void> {
  await Promise.all(Array.from({ length: to - from }, (_, at) => commitRevision(store, story(from + at), 1)));
  publishers.wake();
}
