import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Receipt } from '../faults/receipt.ts';
import { answers, takes } from '../faults/webhook-receivers.ts';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

const deployment = new WireAndReceivers();
const { receivers } = deployment;
/** Some seconds, as a part of a day. */
const KEEP = { days: 4 / 86_400 };
let service: RunningService;
let isAway = true;

const taken: Receipt[] = [];
const takenOf = (number: number): string[] =>
  taken.filter(({ uri }) => uri === wireStory(number).uri).map(({ type }) => type);
async function report(): Promise<{ waiting: number; gaps: { id: string; articles: number; toldAt: number | null }[] }> {
  return (await service.get('/v1/destinations/away')).body as unknown as Awaited<ReturnType<typeof report>>;
}

beforeAll(async () => {
  await deployment.start();
  receivers.setBehaviour('away', (response, attempt, receipt) => {
    if (isAway) return answers(500)(response, attempt, receipt);
    taken.push(receipt);
    takes(response, attempt, receipt);
  });
  service = await deployment.publishTo([{ ...receivers.settings('away'), keep: KEEP }, receivers.settings('well')]);
}, 60_000);
afterAll(() => deployment.close());

describe('a destination that takes nothing for longer than it keeps', () => {
  test('loses what waited into a gap that an alarm tells of, but no stop', async () => {
    deployment.addToFeed(wireStory(1), wireStory(2), wireStory(3));
    expect(await until(() => receivers.urisSentTo('well').size === 3)).toBe(true);
    deployment.addToFeed(wireStory(3, { version: 2, status: 'canceled' }));
    expect(await until(async () => ((await report()).gaps[0]?.articles ?? 0) >= 2, 60_000)).toBe(true);
    const { body } = await service.get('/v1/stops');
    expect((body.stops as { uri: string }[]).map(({ uri }) => uri)).toContain(wireStory(3).uri);
    const ready = await service.get('/readyz');
    expect(JSON.stringify(ready.body.degraded)).toMatch(/destination away missed [23] stories/);
    expect(deployment.run('destinations').stdout).toMatch(/away .* [23] from /);
  }, 200_000);

  test('gets the stop, what is new and a record of the gap when it is back', async () => {
    isAway = false;
    expect(await until(() => takenOf(3).includes('article.withdrawal'), 60_000)).toBe(true);
    deployment.addToFeed(wireStory(4));
    expect(await until(() => takenOf(4).length > 0, 60_000)).toBe(true);
    expect(await until(async () => (await report()).gaps[0]?.toldAt !== null, 60_000)).toBe(true);
    expect(takenOf(1)).toEqual([]);
    expect(taken.filter(({ type }) => type === 'gap.expired')).toHaveLength(1);
  }, 200_000);
});
