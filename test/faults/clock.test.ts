import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../running-service.ts';
import { ObservedDeployment } from './observed-deployment.ts';

const HOUR = 3_600_000;
const TEN_YEARS = 10 * 365 * 24 * HOUR;
const JUMPS = [HOUR, -HOUR, TEN_YEARS, 0];
const TOLERANCE_MS = 300_000;

let deployment: ObservedDeployment;

beforeAll(async () => {
  const preload = pathToFileURL(join(import.meta.dirname, 'wrong-clock.mjs')).href;
  deployment = await ObservedDeployment.start({
    processes: ['fetch,stories,publish,http'],
    rate: 6,
    scenarios: ['plain', 'update', 'embargo', 'plain'],
    environments: [{ NODE_OPTIONS: `--import ${preload}`, CLOCK_OFFSETS: JUMPS.join(',') }],
  });
});
afterAll(() => deployment.close());

describe('a process whose clock jumps', () => {
  test.each([
    ['an hour ahead', HOUR],
    ['two hours back', -HOUR],
    ['ten years ahead', TEN_YEARS],
    ['back to the right time', 0],
  ])('%s says so and goes on with every feed and every destination', async (_, offset) => {
    expect(await deployment.delivers()).toBe(true);
    const service = deployment.services[0]!;
    const lines = service.log.length;
    service.process.kill('SIGUSR2');
    expect(await service.hears(/^the clock of this machine jumped$/, lines)).toMatchObject({ level: 'warn' });
    expect(
      await service.hears(/^(?:the clocks of this machine and of redis differ|the clocks agree again)$/),
    ).not.toBeNull();
    expect(Math.round((await deployment.metric('copytaster_clock_skew_seconds')) / 60) + 0).toBe(offset / 60_000);
    for (let turn = 0; turn < 3; turn += 1) expect(await deployment.delivers()).toBe(true);
    const recorded = deployment.simulator.record().length;
    const feeds = new Set(
      deployment.simulator
        .record()
        .slice(-20)
        .map(({ feed }) => feed),
    );
    expect(feeds.size).toBeGreaterThan(1);
    const late = (): string[] => deployment.missing().filter((uri) => isBefore(uri, recorded));
    expect(await until(() => late().length === 0)).toBe(true);
  });

  test('has sent nothing early, nothing out of order, and signed all by the right time', () => {
    const received = deployment.received();
    expect(received.filter(({ embargoedUntil, arrivedAt }) => Date.parse(embargoedUntil ?? '') > arrivedAt)).toEqual(
      [],
    );
    expect(received.filter(({ embargoedUntil }) => embargoedUntil !== null).length).toBeGreaterThan(2);
    expect(received.filter(({ signedAt, arrivedAt }) => Math.abs(signedAt - arrivedAt) > TOLERANCE_MS)).toEqual([]);
    const latest = new Map<string, number>();
    const inverted = received.filter(({ uri, revision }) => {
      const before = latest.get(uri) ?? 0;
      latest.set(uri, Math.max(before, revision));
      return revision < before;
    });
    expect(inverted).toEqual([]);
    expect([...latest.values()].some((revision) => revision > 1)).toBe(true);
  });
});

function isBefore(uri: string, lines: number): boolean {
  return deployment.simulator
    .record()
    .slice(0, lines)
    .some((sent) => sent.uri === uri);
}
