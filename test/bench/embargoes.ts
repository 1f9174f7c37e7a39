// How exactly embargoes end: `node test/bench/embargoes.ts [--stories 200] [--seconds 60]`, after a build.
// So many stories are held, their instants spread over so many whole seconds; a receiver that answers at once notes when each
// came. One more is held whose publisher is killed just before. The last line is JSON; lateness in milliseconds.
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { wireStory } from '../faults/wire-story.ts';
import { WireAndReceivers } from '../publishing/wire-and-receivers.ts';
import { until } from '../running-service.ts';

const { values } = parseArgs({
  options: { stories: { type: 'string', default: '200' }, seconds: { type: 'string', default: '60' } },
});
const stories = Number(values.stories);
const stepMs = (Number(values.seconds) * 1_000) / stories;
const BEGINS_IN_MS = 20_000;
const KILLED_BEFORE_MS = 200;

const deployment = new WireAndReceivers();
await deployment.start();
const destinations = [deployment.receivers.settings('cms')];
const first = await deployment.publishTo(destinations);
await deployment.publishTo(destinations);

const begins = Date.now() + BEGINS_IN_MS;
const instants = Array.from({ length: stories }, (_, at) => wholeSecond(begins + at * stepMs));
deployment.addToFeed(
  ...instants.map((instant, at) => wireStory(at, { embargoedUntil: new Date(instant).toISOString() })),
);
const last = instants.at(-1) ?? begins;
await until(() => deployment.receivers.urisSentTo('cms').size >= stories, last - Date.now() + 60_000);
const late = instants.map((instant, at) => receivedAt(at) - instant).sort((one, other) => one - other);

const instant = wholeSecond(Date.now() + 10_000);
deployment.addToFeed(wireStory(stories, { embargoedUntil: new Date(instant).toISOString() }));
await wait(instant - KILLED_BEFORE_MS - Date.now());
first.process.kill('SIGKILL');
await until(() => Number.isFinite(receivedAt(stories)), 60_000);

const share = (part: number): number => late[Math.min(late.length - 1, Math.floor(part * late.length))] ?? 0;
const figures = {
  stories,
  early: late.filter((ms) => ms < 0).length,
  missing: late.filter((ms) => !Number.isFinite(ms)).length,
  p50Ms: share(0.5),
  p99Ms: share(0.99),
  mostMs: share(1),
  afterKillMs: receivedAt(stories) - instant,
};
await deployment.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);

/** Embargoes are kept to the end of the second that they name. */
function wholeSecond(instant: number): number {
  return Math.ceil(instant / 1_000) * 1_000;
}

/** When the receiver got a story, or infinity. */
function receivedAt(number: number): number {
  const { uri } = wireStory(number);
  return deployment.receivers.sentTo('cms').find((receipt) => receipt.uri === uri)?.at ?? Number.POSITIVE_INFINITY;
}
