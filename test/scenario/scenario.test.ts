import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { SentItem } from '../../src/simulator/record.ts';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { account } from '../faults/checker.ts';
import { receiptOf } from '../faults/receipt.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startWebhookReceiver, type Taken, type WebhookReceiver } from '../receivers/webhook-receiver.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const SECRET = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const STORIES = 42;
const SETTLE_MS = 45_000;

let folder: string;
let redis: TestRedis;
let simulator: Simulator;
let receiver: WebhookReceiver;
const services: ChildProcess[] = [];
let record: readonly SentItem[];
let files: Taken[];

function startService(config: string, roles: string, port: number): ChildProcess {
  const service = spawn(
    process.execPath,
    ['dist/workers/copytaster.js', 'start', '--config', config, '--roles', roles],
    {
      env: {
        ...process.env,
        REDIS_URL: redis.path,
        PORT: String(port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  services.push(service);
  return service;
}

async function until(check: () => boolean, deadlineMs: number): Promise<void> {
  for (const end = Date.now() + deadlineMs; Date.now() < end && !check(); ) await wait(200);
}

/** Revisions that must go out: every one that the record expects, but one that never left its embargo before the next. */
const expected = (): SentItem[] => record.filter(({ expect: becomes }) => becomes === 'revision');
const journal = (): Taken[] =>
  journalLines(join(folder, 'drop'))
    .map((line) => JSON.parse(line) as { id: string; type: string; timestamp: string; data: Taken['article'] })
    .map(({ id, type, timestamp, data }) => ({ id, type, at: Date.parse(timestamp), article: data }));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-scenario-'));
  redis = await startTestRedis();
  receiver = await startWebhookReceiver(SECRET);
  simulator = await startSimulator({ seed: 7, rate: 6, stories: STORIES });
  const config = join(folder, 'copytaster.yaml');
  const settings = {
    feeds: simulatedFeeds(simulator.url, { min: '500ms', max: '1s' }),
    destinations: [
      {
        id: 'desk',
        type: 'webhook',
        url: receiver.url,
        secrets: [SECRET],
        allowPrivateAddresses: true,
        from: 'beginning',
      },
      { id: 'drop', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' },
    ],
  };
  writeFileSync(config, stringify(settings));
  startService(config, 'fetch,stories', 0);
  startService(config, 'stories,publish,http', 0);
  await wait(STORIES * (1_000 / 6));
  await simulator.finish();
  record = simulator.record();
  const last = expected().filter(({ scenario }) => scenario !== 'kill').length;
  await until(() => receiver.taken.length >= last && lostAtWebhook().length === 0, SETTLE_MS);
  await wait(10_000);
  files = journal();
});

afterAll(async () => {
  for (const service of services) service.kill('SIGTERM');
  const codes = await Promise.all(
    services.map(async (service) => service.exitCode ?? ((await once(service, 'exit'))[0] as number)),
  );
  await simulator?.close();
  await receiver?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(codes).toEqual(services.map(() => 0));
});

function lostAtWebhook(): readonly string[] {
  const receipts = receiver.taken.map(({ at, id, type, article }) =>
    receiptOf(JSON.stringify({ type, data: article }), { id, at }),
  );
  return account(record, new Map([['webhook', receipts]])).lost;
}

const CHANGING = new Set(['update', 'marked-correction', 'silent-correction']);
const of = (taken: readonly Taken[], uri: string): Taken[] => taken.filter(({ article }) => article.uri === uri);
const sent = (scenario: string): SentItem[] => record.filter((item) => item.scenario === scenario);

describe.each(['webhook', 'file drop'] as const)('what a %s got', (kind) => {
  const taken = (): readonly Taken[] => (kind === 'webhook' ? receiver.taken : files);

  test('the last state of every story arrived', () => {
    const receipts = taken().map(({ at, id, type, article }) =>
      receiptOf(JSON.stringify({ type, data: article }), { id, at }),
    );
    expect(account(record, new Map([[kind, receipts]])).lost).toEqual([]);
  });

  test('nothing arrived that the wire did not send, and nothing twice', () => {
    const known = new Set(record.map(({ uri }) => uri));
    const strangers = taken().filter(({ article }) => !known.has(article.uri));
    const salvaged = sent('broken-item')
      .slice(0, 1)
      .map(() => expect.stringMatching(/^urn:copytaster:/));
    expect(strangers.map(({ article }) => article.uri)).toEqual(salvaged);
    const ids = taken().map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('the revisions of an article arrived in order', () => {
    const last = new Map<string, number>();
    const numbered = taken().filter(({ article }) => article.revision !== null);
    const inverted = numbered.filter(({ article }) => {
      const before = last.get(article.id) ?? 0;
      last.set(article.id, Math.max(before, article.revision ?? 0));
      return (article.revision ?? 0) <= before;
    });
    expect(inverted).toEqual([]);
  });

  test('a story listed by several feeds is one article with one revision', () => {
    for (const { uri } of sent('repeat')) expect(of(taken(), uri).map(({ article }) => article.revision)).toEqual([1]);
  });

  test('each update and correction is the last revision of its article, and says what it is', () => {
    for (const { uri, scenario } of record.filter(({ scenario }) => CHANGING.has(scenario))) {
      const last = of(taken(), uri).at(-1);
      expect({ uri, scenario, revision: last?.article.revision }).toEqual({
        uri,
        scenario,
        revision: expect.any(Number),
      });
      if (scenario === 'marked-correction' && (last?.article.revision ?? 0) > 1)
        expect(last?.type).toBe('article.correction');
    }
  });

  test('a kill is the last that is heard of a story, and carries no text', () => {
    for (const { uri } of sent('kill').filter(({ status }) => status === 'canceled')) {
      const heard = of(taken(), uri);
      if (heard.length === 0) continue;
      expect(heard.at(-1)).toMatchObject({
        type: 'article.withdrawal',
        article: { bodyText: '', pubStatus: 'canceled' },
      });
    }
  });

  test('a kill of something never seen is sent on all the same: the receiver may have it from elsewhere', () => {
    expect(sent('kill-unknown').length).toBeGreaterThan(0);
    for (const { uri } of sent('kill-unknown'))
      expect(of(taken(), uri)).toEqual([
        expect.objectContaining({
          type: 'article.withdrawal',
          article: expect.objectContaining({ revision: null, bodyText: '', pubStatus: 'canceled' }),
        }),
      ]);
  });

  test('nothing goes out before its instant', () => {
    const early = taken().filter(
      ({ at, article }) => typeof article.embargoedUntil === 'string' && Date.parse(article.embargoedUntil) > at,
    );
    expect(early).toEqual([]);
    for (const { uri } of sent('embargo-moved')) expect(of(taken(), uri).at(-1)?.article.revision).toBe(2);
  });

  test('a late older version is not sent', () => {
    for (const { uri } of sent('late-older'))
      expect(of(taken(), uri).map(({ article }) => article.version)).toEqual(['2']);
  });
});
