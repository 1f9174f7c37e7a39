import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentItem } from '../../src/simulator/record.ts';
import { account, brokenPromises } from '../faults/checker.ts';
import { Deployment } from '../faults/deployment.ts';
import type { Receipt } from '../faults/receipt.ts';
import type { Receiver } from '../faults/receivers.ts';
import type { ServiceProcess } from '../faults/service-process.ts';
import { answers, type Behaviour, takes, WebhookReceivers } from '../faults/webhook-receivers.ts';
import { serverPath } from '../receivers/server-process.ts';
import { LOGIN, startWordPress } from '../receivers/simulated-wordpress.ts';
import { until } from '../running-service.ts';
import { Bucket, FtpFolder, KafkaTopic, NatsStream, RabbitQueue } from './receivers-of-every-kind.ts';

/** For a longer run: COPYTASTER_RECEIVERS_RATE=50 COPYTASTER_RECEIVERS_SECONDS=60. */
const RATE = Number(process.env.COPYTASTER_RECEIVERS_RATE ?? 8);
const SECONDS = Number(process.env.COPYTASTER_RECEIVERS_SECONDS ?? 12);
const DRAIN_MS = 60_000 + SECONDS * 4_000;
const HEALTHY = ['prompt', 'ftp', 's3', 'nats', 'amqp', 'kafka'];

/** One of the `WebhookReceivers`, as a receiver. */
class OneWebhook implements Receiver {
  readonly name: string;
  readonly #webhooks: WebhookReceivers;
  readonly #id: string;
  constructor(webhooks: WebhookReceivers, name: string, id = name) {
    this.name = name;
    this.#webhooks = webhooks;
    this.#id = id;
  }
  settings = () => ({ ...this.#webhooks.settings(this.name), id: this.#id, timeout: '2s' });
  start = () => Promise.resolve();
  receipts = () => Promise.resolve(this.#webhooks.sentTo(this.name));
  close = () => Promise.resolve();
}

const folder = mkdtempSync(join(tmpdir(), 'ct-twelve-'));
let deployment: Deployment;
let site: Awaited<ReturnType<typeof startWordPress>>;
const webhooks = new WebhookReceivers();
const receivers: Receiver[] = [];
const services: ServiceProcess[] = [];
let rests = false;

const rateLimited = (): Behaviour => {
  let [second, taken] = [0, 0];
  return (response, ...rest) => {
    const now = Math.floor(Date.now() / 1_000);
    [second, taken] = now === second ? [second, taken + 1] : [now, 1];
    const behaviour = !rests && taken > RATE * 2 ? answers(429, { 'retry-after': '1' }) : takes;
    behaviour(response, ...rest);
  };
};
const flapping: Behaviour = (...asked) => (!rests && Date.now() % 2_000 < 900 ? answers(503) : takes)(...asked);
const slow: Behaviour = (...asked) => void setTimeout(() => takes(...asked), 300);
const hanging: Behaviour = (...asked) => (rests ? takes(...asked) : undefined);
const goneOnce = (): Behaviour => {
  let said = false;
  return (...asked) => {
    const behaviour = said ? takes : answers(410);
    said = true;
    behaviour(...asked);
  };
};

beforeAll(async () => {
  await webhooks.start();
  site = await startWordPress();
  const behaviours = {
    prompt: takes,
    limited: rateLimited(),
    flapping,
    slow,
    hanging,
    gone: goneOnce(),
    renamed: takes,
  };
  for (const [name, behaviour] of Object.entries(behaviours)) {
    webhooks.setBehaviour(name, behaviour);
    receivers.push(new OneWebhook(webhooks, name));
  }
  receivers.push(new Bucket());
  if (serverPath('vsftpd') !== null) receivers.push(new FtpFolder(folder));
  if (serverPath('nats-server') !== null) receivers.push(new NatsStream(folder));
  if (serverPath('rabbitmq-server') !== null) receivers.push(new RabbitQueue(folder));
  if (serverPath('kcat') !== null) receivers.push(new KafkaTopic());
  await Promise.all(receivers.map((receiver) => receiver.start()));
  deployment = await Deployment.open({ seed: 12, rate: RATE });
});

afterAll(async () => {
  await deployment?.close();
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await webhooks.close();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const wordpress = (): Receiver => ({
  name: 'wordpress',
  settings: () => ({
    ...{ id: 'wordpress', type: 'wordpress', url: site.url, allowPrivateAddresses: true, from: 'beginning' },
    ...LOGIN,
    categories: { default: 1 },
  }),
  start: () => Promise.resolve(),
  receipts: () => Promise.resolve([]),
  close: () => Promise.resolve(),
});

async function begin(roles: string, to: readonly Receiver[]): Promise<ServiceProcess> {
  const service = await deployment.addProcess(roles, to);
  service.start();
  services.push(service);
  return service;
}

async function receiptsOfAll(): Promise<Map<string, readonly Receipt[]>> {
  const all = receivers.map(async (receiver) => [receiver.name, await receiver.receipts()] as const);
  return new Map(await Promise.all(all));
}

test('twelve kinds of receivers at once get every story once, in order, and nothing early or after its stop', async () => {
  const renamed = receivers.map((each) =>
    each.name === 'renamed' ? new OneWebhook(webhooks, 'renamed', 'another-name') : each,
  );
  await begin('fetch,stories', receivers);
  const first = [
    await begin('publish', [...receivers, wordpress()]),
    await begin('publish', [...receivers, wordpress()]),
  ];
  expect(await until(() => webhooks.sentTo('prompt').length > 0)).toBe(true);
  for (let killed = 0; killed < SECONDS / 6; killed += 1) {
    await wait(3_000);
    await first[killed % 2]?.end('SIGKILL');
    first[killed % 2]?.start();
  }
  // Both go at once, and with those that come a destination has another name.
  await Promise.all(first.map((service) => service.end('SIGKILL')));
  await begin('publish', [...renamed, wordpress()]);
  const last = await begin('publish', [...renamed, wordpress()]);
  await wait((SECONDS * 1_000) / 2);
  await last.end('SIGKILL');
  last.start();
  await deployment.simulator.finish();
  rests = true;
  const record = deployment.simulator.record();
  await until(async () => account(record, await receiptsOfAll()).lost.length === 0, DRAIN_MS);
  for (let seen = -1, now = 0; seen !== now; await wait(3_000)) {
    seen = now;
    now = [...(await receiptsOfAll()).values()].reduce((sum, got) => sum + got.length, 0);
  }
  const receipts = await receiptsOfAll();
  expect(brokenPromises(account(record, receipts))).toEqual({});
  expect(receipts.size).toBe(receivers.length);
  for (const got of receipts.values()) expect(got.length).toBeGreaterThan(RATE);
  for (const [name, got] of receipts) if (HEALTHY.includes(name)) console.log(describeWaits(name, got, record));
  await expectPosts(receipts.get('prompt') ?? []);
}, 600_000);

/** A post is what its article is now: the last revision of the live ones, none of those that are stopped. */
async function expectPosts(prompt: readonly Receipt[]): Promise<void> {
  const heads = new Map<string, Receipt>();
  for (const receipt of prompt) {
    const head = heads.get(receipt.articleId);
    if (receipt.revision !== null && (head?.revision ?? 0) <= receipt.revision) heads.set(receipt.articleId, receipt);
  }
  const isRight = ({ articleId, id, type }: Receipt): boolean => {
    const posts = site.posts.filter(
      ({ meta, status }) => meta.copytaster_article === articleId && status === 'publish',
    );
    if (type === 'article.withdrawal' || type === 'article.withheld') return posts.length === 0;
    return posts.length === 1 && posts[0]?.meta.copytaster_revision_id === id;
  };
  await until(() => [...heads.values()].every(isRight), DRAIN_MS);
  expect([...heads.values()].filter((head) => !isRight(head))).toEqual([]);
}

/** How long stories took from the feed to a receiver, of those that the wire sent once the service was at work. */
function describeWaits(name: string, got: readonly Receipt[], record: readonly SentItem[]): string {
  const begun = Math.min(...got.map(({ at }) => at));
  const waits = record
    .filter(({ expect: becomes, embargoedUntil }) => becomes === 'revision' && embargoedUntil === null)
    .filter(({ versionCreated }) => Date.parse(versionCreated) > begun)
    // Its server says for twenty fetches that nothing is new.
    .filter(({ scenario }) => scenario !== 'lying-etag')
    .flatMap(({ uri, marker, versionCreated }) => {
      const receipt = got.find((each) => each.uri === uri && each.marker === marker);
      return receipt === undefined ? [] : [receipt.at - Date.parse(versionCreated)];
    })
    .sort((one, other) => one - other);
  const share = (part: number): number => Math.round(waits[Math.floor((waits.length - 1) * part)] ?? 0);
  return `${name}: ${waits.length} stories, p50 ${share(0.5)} ms, p99 ${share(0.99)} ms from the feed`;
}
