import { statSync, truncateSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PREFIX } from '../../src/queue/queues.ts';
import { until } from '../running-service.ts';
import { type Delivery, ObservedDeployment } from './observed-deployment.ts';

const LOST = /^redis lost writes/;

let deployment: ObservedDeployment;

beforeAll(async () => {
  deployment = await ObservedDeployment.start({
    processes: ['fetch,stories,http', 'fetch,stories,publish,http'],
    rate: 6,
  });
});
afterAll(() => deployment.close());

/** The ids under which each story came. More than one: a receiver that drops ids it has seen would take it twice. */
function underTwoIds(received: readonly Delivery[]): string[] {
  const idOf = new Map<string, string>();
  return received
    .filter(({ id, uri }) => {
      const known = idOf.get(uri) ?? id;
      idOf.set(uri, known);
      return known !== id;
    })
    .map(({ uri }) => uri);
}

describe('under a steady wire, with two processes that do everything,', () => {
  test('the queues wiped of every key lose nothing, and the polls go on', async () => {
    expect(await deployment.delivers()).toBe(true);
    const client = deployment.redis.connect();
    const standing = await client.zcard(`${PREFIX}:fetch:repeat`);
    expect(standing).toBeGreaterThan(0);
    const doomed = await client.keys(`${PREFIX}*`);
    expect(doomed.length).toBeGreaterThan(10);
    const recorded = deployment.simulator.record().length;
    await client.unlink(...doomed);
    expect(await deployment.delivers()).toBe(true);
    expect(await until(async () => (await client.zcard(`${PREFIX}:fetch:repeat`)) === standing)).toBe(true);
    const later = deployment.simulator.record().length;
    expect(await until(() => deployment.missing().every((uri) => isAfter(uri, later)))).toBe(true);
    expect(later).toBeGreaterThan(recorded);
    client.disconnect();
    expect(deployment.logLines(LOST)).toEqual([]);
  });

  test('a FLUSHALL is an alarm in each process; what comes again comes under its id, marked as recovered', async () => {
    const before = deployment.received();
    const client = deployment.redis.connect();
    await client.flushall();
    client.disconnect();
    expect(await deployment.delivers()).toBe(true);
    for (const service of deployment.services)
      expect(service.log.filter(({ msg }) => LOST.test(msg))).toEqual([expect.objectContaining({ kind: 'reset' })]);
    expect(await deployment.metric('copytaster_redis_losses_total', 'kind="reset"')).toBe(2);
    const recorded = deployment.simulator.record().length;
    expect(await until(() => deployment.missing().every((uri) => isAfter(uri, recorded)))).toBe(true);
    const known = new Set(before.map(({ id }) => id));
    const again = deployment
      .received()
      .slice(before.length)
      .filter(({ id }) => known.has(id));
    expect(again.length).toBeGreaterThan(10);
    expect(again.filter(({ recovered }) => !recovered)).toEqual([]);
    expect(underTwoIds(deployment.received())).toEqual([]);
    const last = deployment.received().at(-1)!;
    expect(
      await until(() => deployment.received().at(-1)!.id !== last.id && !deployment.received().at(-1)!.recovered),
    ).toBe(true);
  });

  test('an append-only file that lost its last seconds is noticed, and the feeds give again what it lost', async () => {
    const losses = deployment.logLines(LOST).length;
    const before = deployment.received().length;
    const size = statSync(deployment.redis.appendOnlyFile).size;
    await wait(2_500);
    expect(await until(() => deployment.received().length > before + 10)).toBe(true);
    const epochs = await deployment.metric('copytaster_epoch_changes_total', 'state="changed"');
    await deployment.redis.kill();
    const lost = deployment.received().slice(before);
    truncateSync(deployment.redis.appendOnlyFile, size + 17);
    await deployment.redis.start();
    expect(await deployment.delivers()).toBe(true);
    expect(await until(() => deployment.logLines(LOST).length - losses >= 2)).toBe(true);
    for (const line of deployment.services.flatMap(({ log }) =>
      log.filter(({ msg, kind }) => LOST.test(msg) && kind !== 'reset'),
    )) {
      expect(line).toMatchObject({ kind: 'cut' });
      expect(line.lostMs).toBeGreaterThan(1_500);
    }
    expect(deployment.logLines(LOST).length - losses).toBe(2);
    expect(await deployment.metric('copytaster_redis_losses_total', 'kind="cut"')).toBe(2);
    expect(await deployment.metric('copytaster_epoch_changes_total', 'state="changed"')).toBeGreaterThan(epochs);
    const recorded = deployment.simulator.record().length;
    expect(await until(() => deployment.missing().every((uri) => isAfter(uri, recorded)))).toBe(true);
    const again = deployment.received().slice(before + lost.length);
    const known = new Set(lost.map(({ id }) => id));
    expect(again.filter(({ id, recovered }) => known.has(id) && recovered).length).toBeGreaterThan(4);
    expect(underTwoIds(deployment.received())).toEqual([]);
  });
});

/** Whether a story was first told after so many lines of the wire's record: it may still be under way. */
function isAfter(uri: string, lines: number): boolean {
  return !deployment.simulator
    .record()
    .slice(0, lines)
    .some((sent) => sent.uri === uri);
}
