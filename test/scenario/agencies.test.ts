import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { SIMULATED_AGENCIES } from '../../src/simulator/simulated-agencies.ts';
import { type RunningAgency, startAgency } from '../../src/simulator/start-agency.ts';
import { account, brokenPromises } from '../faults/checker.ts';
import { type Receipt, receiptOf } from '../faults/receipt.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

const NAMES = [...SIMULATED_AGENCIES.keys()];
const LIVES = { tokenMs: 6_000, cursorMs: 4_000, leaseMs: 3_000 };
const OUTAGE_MS = 6_000;
/** The agencies whose interfaces go on by a cursor, a poll token or a session. */
const CURSORS = new Set(['reuters-connect', 'reuters-rmd', 'ap']);
/** Over its quota an agency is left alone for a minute, and it may say so more than once in a row. */
const SETTLE_MS = 180_000;

let folder: string;
let redis: TestRedis;
const running = new Map<string, RunningAgency>();
const services: ChildProcess[] = [];
let said = '';

function startService(config: string, roles: string): ChildProcess {
  const service = spawn(
    process.execPath,
    ['dist/workers/copytaster.js', 'start', '--config', config, '--roles', roles],
    {
      env: { PATH: process.env.PATH, REDIS_URL: redis.path, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [service.stdout, service.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  services.push(service);
  return service;
}

async function killed(service: ChildProcess): Promise<void> {
  service.kill('SIGKILL');
  await once(service, 'exit');
  services.splice(services.indexOf(service), 1);
}

const journalOf = (name: string): Receipt[] => {
  const lines = journalLines(join(folder, 'drop'));
  return lines.filter((line) => JSON.parse(line).data.provenance?.feed === name).map((line) => receiptOf(line));
};

const brokenOf = (name: string) =>
  brokenPromises(account(running.get(name)?.record() ?? [], new Map([[name, journalOf(name)]])));

/** Something of each agency has come through: each feed has its place in the wire. */
const allHaveCome = (): boolean => NAMES.every((name) => journalOf(name).length > 0);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-agencies-'));
  redis = await startTestRedis();
  for (const [at, name] of NAMES.entries()) {
    const agency = SIMULATED_AGENCIES.get(name)!;
    running.set(name, await startAgency(agency, { seed: 40 + at, rate: 1, stories: 22, lives: LIVES }));
  }
  const all = [...running].map(([name, { settings }]) => ({ name, ...settings }));
  const settings = {
    accounts: all.flatMap(({ accounts }) => accounts),
    feeds: all.map(({ name, feed }) => ({
      ...feed,
      id: name,
      every: { min: '500ms', max: '1s' },
      onFirstPoll: 'send',
      allowPrivateAddresses: true,
    })),
    destinations: [{ id: 'drop', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' }],
  };
  const config = join(folder, 'copytaster.yaml');
  writeFileSync(config, stringify(settings));
  const first = startService(config, 'fetch,stories');
  startService(config, 'fetch,stories,publish');
  expect(await until(allHaveCome, SETTLE_MS)).toBe(true);
  await wait(3_000);
  await killed(first);
  const again = startService(config, 'fetch,stories');
  await wait(3_000);
  await Promise.all([...running.values()].map((agency) => agency.outage(OUTAGE_MS)));
  await wait(2_000);
  await killed(again);
  startService(config, 'fetch,stories');
  await Promise.all([...running.values()].map((agency) => agency.finish()));
  await until(() => NAMES.every((name) => Object.keys(brokenOf(name)).length === 0), SETTLE_MS);
  await wait(3_000);
}, 500_000);

afterAll(async () => {
  for (const service of services) service.kill('SIGTERM');
  await Promise.all(services.map((service) => service.exitCode ?? once(service, 'exit')));
  for (const agency of running.values()) await agency.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(NAMES)('what came from %s', (name) => {
  test('nothing is lost, nothing comes twice, kills and corrections come in order', () => {
    expect(journalOf(name).length).toBeGreaterThan(20);
    expect(brokenOf(name)).toEqual({});
  });

  test.runIf(CURSORS.has(name))('what may be missing after an outage longer than its cursor lives is said', () => {
    const gaps = said.split('\n').filter((line) => line.includes(`"feed":"${name}","gap"`));
    expect(gaps.join('\n')).toMatch(/let go of the .{10,200} listed anew/);
  });

  test('no secret stands in a log or in an article', () => {
    const text = `${said}${journalLines(join(folder, 'drop')).join('\n')}`;
    expect(text).not.toMatch(/of-the-simulated-agency|simulated-password|simulated-client-secret/);
  });
});
