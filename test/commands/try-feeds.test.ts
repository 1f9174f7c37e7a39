import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { SIMULATED_AGENCIES } from '../../src/simulator/simulated-agencies.ts';
import { type RunningAgency, startAgency } from '../../src/simulator/start-agency.ts';
import { runCommand } from './run-command.ts';

const NAMES = [...SIMULATED_AGENCIES.keys()];
const running: RunningAgency[] = [];
let folder: string;
let config: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-try-'));
  config = join(folder, 'copytaster.yaml');
  for (const agency of SIMULATED_AGENCIES.values())
    running.push(await startAgency(agency, { seed: 5, rate: 20, stories: 4 }));
  const accounts = running.flatMap(({ settings }) => settings.accounts);
  const feeds = running.map(({ settings }, at) => ({ id: NAMES[at], ...settings.feed, allowPrivateAddresses: true }));
  writeFileSync(config, stringify({ accounts, feeds }));
  await wait(2_500);
});
afterAll(async () => {
  for (const agency of running) await agency.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a feed that is tried', () => {
  test.each(NAMES)('shows what comes of its first page: %s', async (name) => {
    const said = await runCommand(['feed', 'test', name, '--config', config], {});
    expect(said).toMatch(new RegExp(`^The feed ${name} answers: [1-9]\\d* documents`));
    expect(said).toMatch(/headline +.*docket \d/);
  });

  test('is named where there is none', async () => {
    const said = await runCommand(['feed', 'test', 'nobody', '--config', config], {});
    expect(said).toMatch(/there is no feed "nobody" and no such file; feeds: afp, /);
  });

  test('says what is wrong with its account, and check --probe says it for all', async () => {
    const wrong = join(folder, 'wrong.yaml');
    const accounts = running.flatMap(({ settings }) => settings.accounts).map((each) => spoilt(each));
    const feeds = running.map(({ settings }, at) => ({ id: NAMES[at], ...settings.feed, allowPrivateAddresses: true }));
    writeFileSync(wrong, stringify({ accounts, feeds }));
    const said = await runCommand(['check', '--probe', '--config', wrong], {});
    for (const name of NAMES.filter((each) => each !== 'dpa'))
      expect(said).toMatch(new RegExp(`feed ${name}: .*refused`));
    expect(said).not.toContain('not-the-password');
  });

  test('that works is nothing to be said of', async () => {
    expect(await runCommand(['check', '--probe', '--config', config], {})).toMatch(/^The settings are right: 5 feeds/);
  });
});

const spoilt = (account: object): object =>
  Object.fromEntries(
    Object.entries(account).map(([key, value]) => [
      key,
      ['password', 'clientSecret', 'key'].includes(key) ? 'not-the-password' : value,
    ]),
  );
