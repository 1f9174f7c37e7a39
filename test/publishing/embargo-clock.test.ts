import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

const STORIES = 40;
/** What a busy machine may add to the tenth of a second that is promised. */
const LATE_MS = 3_000;

const deployment = new WireAndReceivers();
let services: RunningService[] = [];

beforeAll(async () => {
  await deployment.start();
  const destinations = [deployment.receivers.settings('cms')];
  services = [await deployment.publishTo(destinations), await deployment.publishTo(destinations)];
}, 60_000);
afterAll(() => deployment.close());

const inSeconds = (seconds: number): number => (Math.ceil(Date.now() / 1_000) + seconds) * 1_000;
const embargoed = (first: number, count: number, instant: number) =>
  Array.from({ length: count }, (_, at) => wireStory(first + at, { embargoedUntil: new Date(instant).toISOString() }));
const sentAt = (number: number): number | undefined =>
  deployment.receivers.sentTo('cms').find(({ uri }) => uri === wireStory(number).uri)?.at;
interface Held {
  readonly until: string;
  readonly destinations: readonly string[];
}
const held = async (): Promise<Held[]> => (await services[1]?.get('/v1/embargoes'))?.body.held as Held[];

describe('an embargo', () => {
  test('ends at its instant, never before, for many stories at once', async () => {
    const instant = inSeconds(12);
    deployment.addToFeed(...embargoed(1, STORIES, instant));
    const areEntered = async (): Promise<boolean> => {
      const all = await held();
      return all.length === STORIES && all.every(({ destinations }) => destinations.length === 1);
    };
    expect(await until(areEntered, instant - Date.now() - 500)).toBe(true);
    expect((await held())[0]).toMatchObject({ until: new Date(instant).toISOString(), destinations: ['cms'] });
    expect(deployment.run('embargoes').stdout).toContain(wireStory(1).uri);
    expect(await until(() => deployment.receivers.urisSentTo('cms').size === STORIES)).toBe(true);
    const late = Array.from({ length: STORIES }, (_, at) => (sentAt(at + 1) ?? 0) - instant);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(LATE_MS);
  });

  test('ends within three seconds though its publisher is killed just before', async () => {
    const instant = inSeconds(5);
    deployment.addToFeed(...embargoed(100, 1, instant));
    await wait(instant - 200 - Date.now());
    services[0]?.process.kill('SIGKILL');
    expect(await until(() => sentAt(100) !== undefined)).toBe(true);
    expect((sentAt(100) ?? 0) - instant).toBeGreaterThanOrEqual(0);
    expect((sentAt(100) ?? 0) - instant).toBeLessThan(3_000 + LATE_MS);
  });
});
