import { statSync, truncateSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PREFIX } from '../../src/queue/queues.ts';
import { until } from '../running-service.ts';
import { type Delivery, WatchedHouse } from './watched-house.ts';

const LOST = /^redis lost writes/;

let house: WatchedHouse;

beforeAll(async () => {
  house = await WatchedHouse.start({ processes: ['fetch,stories,http', 'fetch,stories,publish,http'], rate: 6 });
});
afterAll(() => house.close());

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
    expect(await house.flows()).toBe(true);
    const client = house.redis.connect();
    const standing = await client.zcard(`${PREFIX}:fetch:repeat`);
    expect(standing).toBeGreaterThan(0);
    const doomed = await client.keys(`${PREFIX}*`);
    expect(doomed.length).toBeGreaterThan(10);
    const told = house.simulator.record().length;
    await client.unlink(...doomed);
    expect(await house.flows(30_000)).toBe(true);
    expect(await until(async () => (await client.zcard(`${PREFIX}:fetch:repeat`)) === standing)).toBe(true);
    const later = house.simulator.record().length;
    expect(await until(() => house.missing().every((uri) => isAfter(uri, later)), 30_000)).toBe(true);
    expect(later).toBeGreaterThan(told);
    client.disconnect();
    expect(house.said(LOST)).toEqual([]);
  });

  test('a FLUSHALL is an alarm in each process; what comes again comes under its id, marked as recovered', async () => {
    const before = house.received();
    const client = house.redis.connect();
    await client.flushall();
    client.disconnect();
    expect(await house.flows(30_000)).toBe(true);
    for (const service of house.services)
      expect(service.log.filter(({ msg }) => LOST.test(msg))).toEqual([expect.objectContaining({ kind: 'reset' })]);
    expect(await house.metric('copytaster_redis_losses_total', 'kind="reset"')).toBe(2);
    const told = house.simulator.record().length;
    expect(await until(() => house.missing().every((uri) => isAfter(uri, told)), 30_000)).toBe(true);
    const known = new Set(before.map(({ id }) => id));
    const again = house
      .received()
      .slice(before.length)
      .filter(({ id }) => known.has(id));
    expect(again.length).toBeGreaterThan(10);
    expect(again.filter(({ recovered }) => !recovered)).toEqual([]);
    expect(underTwoIds(house.received())).toEqual([]);
    const last = house.received().at(-1)!;
    expect(await until(() => house.received().at(-1)!.id !== last.id && !house.received().at(-1)!.recovered)).toBe(
      true,
    );
  }, 120_000);

  test('an append-only file that lost its last seconds is noticed, and the feeds give again what it lost', async () => {
    const losses = house.said(LOST).length;
    const before = house.received().length;
    const size = statSync(house.redis.appendOnlyFile).size;
    await wait(2_500);
    expect(await until(() => house.received().length > before + 10)).toBe(true);
    const epochs = await house.metric('copytaster_epoch_changes_total', 'state="changed"');
    await house.redis.kill();
    const lost = house.received().slice(before);
    truncateSync(house.redis.appendOnlyFile, size + 17);
    await house.redis.start();
    expect(await house.flows(30_000)).toBe(true);
    expect(await until(() => house.said(LOST).length - losses >= 2)).toBe(true);
    for (const line of house.services.flatMap(({ log }) =>
      log.filter(({ msg, kind }) => LOST.test(msg) && kind !== 'reset'),
    )) {
      expect(line).toMatchObject({ kind: 'cut' });
      expect(line.lostMs).toBeGreaterThan(1_500);
    }
    expect(house.said(LOST).length - losses).toBe(2);
    expect(await house.metric('copytaster_redis_losses_total', 'kind="cut"')).toBe(2);
    expect(await house.metric('copytaster_epoch_changes_total', 'state="changed"')).toBeGreaterThan(epochs);
    const told = house.simulator.record().length;
    expect(await until(() => house.missing().every((uri) => isAfter(uri, told)), 30_000)).toBe(true);
    const again = house.received().slice(before + lost.length);
    const known = new Set(lost.map(({ id }) => id));
    expect(again.filter(({ id, recovered }) => known.has(id) && recovered).length).toBeGreaterThan(4);
    expect(underTwoIds(house.received())).toEqual([]);
  }, 120_000);
});

/** Whether a story was first told after so many lines of the wire's record: it may still be under way. */
function isAfter(uri: string, lines: number): boolean {
  return !house.simulator
    .record()
    .slice(0, lines)
    .some((sent) => sent.uri === uri);
}
