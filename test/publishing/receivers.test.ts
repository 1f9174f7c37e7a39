import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers, takes } from '../faults/webhook-receivers.ts';
import { wireStory } from '../faults/wire-story.ts';
import { type RunningService, until } from '../running-service.ts';
import { WireAndReceivers } from './wire-and-receivers.ts';

const STORIES = 60;
const PER_SECOND = 10;
const deployment = new WireAndReceivers();
const { receivers } = deployment;
const uris = Array.from({ length: STORIES }, (_, at) => wireStory(at + 1).uri);
let service: RunningService;

/** Attempts at the limited desk, in epoch milliseconds, by whether it took them. */
const taken: number[] = [];
const asked: number[] = [];

beforeAll(async () => {
  await deployment.start();
  receivers.setBehaviour('limited', (response, attempt, receipt) => {
    const now = Date.now();
    if (taken.filter((at) => now - at < 1_000).length >= PER_SECOND) {
      asked.push(now);
      return void response.writeHead(429, { 'retry-after': '1' }).end();
    }
    taken.push(now);
    takes(response, attempt, receipt);
  });
  let count = 0;
  receivers.setBehaviour('half', (response, attempt, receipt) => {
    count += 1;
    (count % 2 === 0 ? answers(500) : takes)(response, attempt, receipt);
  });
  receivers.setBehaviour('moved', answers(404));
  receivers.setBehaviour('locked', answers(401));
  receivers.setBehaviour('twice', (response, attempt, receipt) =>
    (receipt.uri === uris[0] && attempt <= 2 ? answers(500) : takes)(response, attempt, receipt),
  );
  deployment.addToFeed(...uris.map((_, at) => wireStory(at + 1)));
  service = await deployment.publishTo([
    ...['limited', 'half', 'moved', 'locked', 'twice'].map((name) => receivers.settings(name)),
    { ...receivers.settings('slow'), rate: '20/s' },
    { ...receivers.settings('french'), filter: { languages: ['fr'] } },
    { ...receivers.settings('misspelt'), filter: { agencies: ['reuter'] } },
  ]);
}, 60_000);
afterAll(() => deployment.close());

const hasAll = (name: string, acked: () => number = () => receivers.urisSentTo(name).size): Promise<boolean> =>
  until(() => receivers.urisSentTo(name).size === STORIES && acked() >= STORIES, 60_000);
const deadLetters = (): number =>
  (JSON.parse(deployment.run('dead-letters', 'list', '--json').stdout) as { count: number }).count;
const said = (message: string, destination: string) =>
  service.log.filter((line) => line.msg === message && line.destination === destination);
interface Problem {
  readonly problem: string;
}
const degraded = async (): Promise<string[]> =>
  ((await service.get('/readyz')).body.degraded as Problem[]).map(({ problem }) => problem);

describe('a receiver that allows ten a second', () => {
  test('gets everything at about that pace, and has not failed', async () => {
    expect(await hasAll('limited', () => taken.length)).toBe(true);
    expect(taken).toHaveLength(STORIES);
    expect(asked.length).toBeGreaterThan(0);
    expect(said('breaker changed', 'limited')).toEqual([]);
    expect(said('delivery failed', 'limited')).toEqual([]);
    expect(said('the receiver asks for a slower pace', 'limited').length).toBeGreaterThan(0);
    expect((taken.at(-1) ?? 0) - (taken[0] ?? 0)).toBeLessThan(30_000);
    expect(asked.length).toBeLessThan(3 * STORIES);
    expect(deadLetters()).toBe(0);
  });
});

describe('a receiver that the settings limit', () => {
  test('gets no more than so many a second', async () => {
    expect(await hasAll('slow')).toBe(true);
    const times = receivers.sentTo('slow').map(({ at }) => at);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
    expect(most).toBeLessThanOrEqual(26);
  });
});

describe('a filter', () => {
  test('that nothing can pass is warned of by check', () => {
    const { status, stdout } = deployment.run('check');
    expect(status).toBe(0);
    expect(stdout).toContain('destination misspelt: filter.agencies: reuter lets nothing pass');
    expect(stdout).not.toContain('destination french');
  });

  test('counts what it let not pass, by its key', async () => {
    interface Shown {
      readonly id: string;
      readonly filtered: Record<string, number>;
    }
    const filtered = (): Record<string, unknown> =>
      Object.fromEntries(
        (JSON.parse(deployment.run('destinations', '--json').stdout) as Shown[]).map((shown) => [
          shown.id,
          shown.filtered,
        ]),
      );
    expect(await until(() => (filtered().french as Record<string, number>).languages === STORIES, 20_000)).toBe(true);
    expect(filtered()).toMatchObject({ misspelt: { agencies: STORIES }, twice: {} });
    expect(receivers.urisSentTo('french').size + receivers.urisSentTo('misspelt').size).toBe(0);
  });
});

describe('a receiver that fails every second request', () => {
  test('gets nearly everything soon, and its breaker never opens', async () => {
    expect(await until(() => Math.ceil(receivers.sentTo('half').length / 2) >= 0.9 * STORIES, 50_000)).toBe(true);
    expect(said('breaker changed', 'half')).toEqual([]);
  });
});

describe('a story that its receiver fails to take twice', () => {
  test('comes within seconds, for the receiver takes all others', async () => {
    const attempts = () => receivers.sentTo('twice').filter(({ uri }) => uri === uris[0]);
    expect(await until(() => attempts().length === 3, 30_000)).toBe(true);
    const [first, , third] = attempts();
    expect((third?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(15_000);
  });
});

describe.each(['moved', 'locked'])('a receiver that denies everything (%s)', (name) => {
  test('is paused with an alarm; no story is given up', async () => {
    expect(await until(() => said('destination paused', name).length > 0, 30_000)).toBe(true);
    expect(said('destination paused', name)).toEqual([expect.objectContaining({ level: 'error' })]);
    expect(deadLetters()).toBe(0);
    expect(await degraded()).toContainEqual(
      expect.stringMatching(new RegExp(`destination ${name} is paused: the receiver denied everything`)),
    );
  });

  test('gets everything once an operator has mended it', async () => {
    receivers.setBehaviour(name, takes);
    deployment.run('destinations', 'resume', name);
    expect(await hasAll(name)).toBe(true);
    expect((await degraded()).filter((problem) => problem.includes(name))).toEqual([]);
  });
});
