// The benchmark of the publisher alone: `node test/bench/publisher.ts [--stories 6000] [--seconds 1] [--destinations 1]`.
// So many stories are committed to the wire log within so many seconds; a receiver in a process of its own takes each at
// once. How long each took from the log to the receiver is the lag. CPU is that of the publishers and of Redis, with what
// the commits take. The last line is JSON.
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { packArticle } from '../../src/store/articles.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { entryFields } from '../../src/store/wire-log.ts';
import { startTestRedis } from '../redis-server.ts';
import { WebhookPublishers } from './publishing/webhook-publisher.ts';
import { startScript, stopAll } from './service/processes.ts';

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '1' },
    destinations: { type: 'string', default: '1' },
  },
});
const stories = Number(values.stories);
const STEP_MS = 20;
const SECRET = 'whsec_YmVuY2htYXJrIGJlbmNobWFyayBiZW5jaG1hcms=';
const WORDS = 'The minister said on Tuesday that the talks would go on until both sides had agreed. ';

const wire = makeStories();
const redis = await startTestRedis();
const store = openStore(redis.connect(), { days: 1 });
const names = Array.from({ length: Number(values.destinations) }, (_, at) => `desk-${at + 1}`);
const receivers = await Promise.all(names.map(() => startScript('receiver.ts', SECRET)));
const publishers = new WebhookPublishers(store);
for (const [at, id] of names.entries()) publishers.start(id, `http://127.0.0.1:${receivers[at]?.line}/`, [SECRET]);
await wait(1_000);

const committedAt = new Map<string, number>();
const begun = Date.now();
const cpuBefore = process.cpuUsage();
const redisBefore = await redisFigures();
for (let sent = 0; sent < stories; ) {
  const wanted = Math.min(
    stories,
    Math.ceil(((Date.now() - begun + STEP_MS) / (Number(values.seconds) * 1_000)) * stories),
  );
  await commitStories(store, sent, wanted);
  sent = wanted;
  publishers.wake();
  await wait(STEP_MS);
}
const lags: number[] = [];
for (const { line } of receivers) {
  const get = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${line}/${path}`)).text();
  while (Number(await get('count')) < stories) await wait(100);
  for (const [name, at] of JSON.parse(await get('received')) as [string, number][])
    lags.push(at - (committedAt.get(name.replace(/^\/ |-1$/g, '')) ?? Number.NaN));
}
const { user, system } = process.cpuUsage(cpuBefore);
const redisAfter = await redisFigures();
lags.sort((one, other) => one - other);
const share = (part: number): number => lags[Math.min(lags.length - 1, Math.floor(part * lags.length))] ?? 0;
const seconds = (Date.now() - begun) / 1_000;
const figures = {
  stories,
  destinations: names.length,
  perSecond: Math.round((stories * names.length) / seconds),
  lagP50Ms: share(0.5),
  lagP99Ms: share(0.99),
  cpuMsPerDelivery: perDelivery((user + system) / 1_000),
  redisMsPerDelivery: perDelivery(redisAfter.cpuMs - redisBefore.cpuMs),
  redisCallsPerDelivery: perDelivery(redisAfter.calls - redisBefore.calls),
};
await publishers.stop();
await stopAll();
await redis.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);

function perDelivery(sum: number): number {
  return Number((sum / lags.length).toFixed(3));
}

/** What Redis has worked so far, and how many commands it was sent; those inside a script do not count. */
async function redisFigures(): Promise<{ cpuMs: number; calls: number }> {
  const [cpu, stats] = await Promise.all([store.redis.info('cpu'), store.redis.info('stats')]);
  const seconds = [...cpu.matchAll(/used_cpu_(?:user|sys):([\d.]+)/g)].map(([, value]) => Number(value));
  const calls = Number(/total_commands_processed:(\d+)/.exec(stats)?.[1]);
  return { cpuMs: seconds.reduce((sum, value) => sum + value, 0) * 1_000, calls };
}

/** Makes the stories before any is committed: only publishing is measured. */
function makeStories(): { revisionId: string; uri: string; body: Buffer; entry: string[] }[] {
  const made = normaliseItem(
    { ...EMPTY_ITEM, uri: 'bench', headline: 'A story', body: { kind: 'text', value: WORDS.repeat(25) } },
    {
      feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
      format: 'rss',
      receivedAt: Date.now(),
      captureSha256: 'a'.repeat(64),
      styles: new Map(),
      detectLanguage: () => null,
    },
  );
  return Array.from({ length: stories }, (_, number) => {
    const uri = `bench_${number}`;
    const article = { ...made, uri, id: uri, revision: 1, revisionId: `${uri}-1` };
    const facts = { kind: 'revision', hash: uri, silent: false, recovered: false, standing: 'wire' } as const;
    const entry = Object.entries(entryFields(article, { ...facts, epoch: '1', lineage: uri })).flat();
    return { revisionId: article.revisionId, uri, body: packArticle(article), entry };
  });
}

/** Puts stories into the store and the log, as commits do. */
async function commitStories({ redis: client }: Store, from: number, to: number): Promise<void> {
  const pipeline = client.pipeline();
  for (const { revisionId, uri, body, entry } of wire.slice(from, to)) {
    pipeline.hset(keys.revision(revisionId), { article: uri, body });
    pipeline.xadd(keys.log, '*', ...entry);
    committedAt.set(uri, Date.now());
  }
  await pipeline.exec();
}
