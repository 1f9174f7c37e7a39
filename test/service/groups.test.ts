import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const GROUPS = ['americas', 'europe'] as const;
const DESTINATIONS = [...GROUPS, 'everywhere'] as const;
const folder = mkdtempSync(join(tmpdir(), 'ct-groups-'));
const servers: TestRedis[] = [];
const services: RunningService[] = [];
const receivers = new Map<string, ScriptedServer>();
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 4, rate: 6, scenarios: ['plain'] });
  for (const name of DESTINATIONS) {
    const receiver = await startScriptedServer();
    receiver.script(answer(204));
    receivers.set(name, receiver);
  }
  for (const _ of GROUPS) servers.push(await startTestRedis());
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.end()));
  for (const receiver of receivers.values()) await receiver.close();
  for (const server of servers) await server.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One file of settings for all groups: Reuters is of one, AFP of the other. */
const settings = () => ({
  redis: { dataFolder: join(folder, String(services.length)) },
  feeds: simulatedFeeds(simulator.url, { min: '500ms', max: '1s' }).map((feed) => ({
    ...feed,
    group: feed.agency === 'afp' ? 'europe' : 'americas',
  })),
  destinations: DESTINATIONS.map((name) => ({
    id: name,
    type: 'webhook',
    url: receivers.get(name)!.url,
    allowPrivateAddresses: true,
    ...(name === 'everywhere' ? {} : { group: name }),
  })),
});

async function start(groups: string | null, redis: TestRedis): Promise<RunningService> {
  const words = groups === null ? [] : ['--groups', groups];
  const service = await startService(settings(), { words, environment: { REDIS_URL: redis.path } });
  services.push(service);
  return service;
}

/** Whose copy a destination got. */
function agenciesOf(name: string): string[] {
  const agencies = receivers.get(name)!.seen.map(({ body }) => {
    const { data } = JSON.parse(body) as { data: { provenance: { feed: string } } };
    return data.provenance.feed.slice(0, data.provenance.feed.indexOf('-'));
  });
  return [...new Set(agencies)].toSorted();
}

describe('processes that serve a group each, on a Redis of their own,', () => {
  test('bring the copy of their feeds to their destinations, and to those of no group', async () => {
    for (const [at, group] of GROUPS.entries()) await start(group, servers[at]!);
    expect(await until(() => GROUPS.every((name) => agenciesOf(name).length > 0))).toBe(true);
    expect(await until(() => agenciesOf('everywhere').length === 2)).toBe(true);
    expect(GROUPS.map(agenciesOf)).toEqual([['reuters'], ['afp']]);
  });

  test.each([
    ['another group', 'europe'],
    ['all groups', null],
  ])('let no process into their Redis that serves %s: exit 78 with what to do', async (_, groups) => {
    const service = await start(groups, servers[0]!);
    expect(service.process.exitCode).toBe(78);
    expect(service.said.join('\n')).toMatch(
      /redis serves the groups americas, and this process .*: name a Redis of its own/,
    );
  });

  test('name a group that no feed is in as what it is, a slip of the pen', async () => {
    const service = await start('asia', servers[0]!);
    expect(service.process.exitCode).toBe(78);
    expect(service.said.join('\n')).toMatch(/--groups: no feed has group: asia/);
  });
});
