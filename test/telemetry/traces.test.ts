import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { keys } from '../../src/store/keys.ts';
import { type Answer, answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const TRACES = join(import.meta.dirname, '../../config/deploy/traces.mjs');

/** A span as OTLP has it in JSON. */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, string | number>> }[];
}

/** What an exporter sends of it. */
interface Exported {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const spans: Span[] = [];
let collector: Server;
let redis: TestRedis;
let simulator: Simulator;
const receivers: ScriptedServer[] = [];
const services: RunningService[] = [];

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    const { resourceSpans } = (await json(request)) as Exported;
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  redis = await startTestRedis();
  simulator = await startSimulator({ seed: 3, rate: 4, scenarios: ['plain'] });
  let asked = 0;
  // One that refused everything would be left alone, and only a few stories would ever be tried at both.
  const refusesEverySecond: Answer = (...given) => {
    asked += 1;
    answer(asked % 2 === 1 ? 503 : 204)(...given);
  };
  for (const answers of [answer(204), refusesEverySecond]) {
    const receiver = await startScriptedServer();
    receiver.script(answers);
    receivers.push(receiver);
  }
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.end()));
  await simulator.close();
  for (const receiver of receivers) await receiver.close();
  await redis.close();
  collector.close();
});

async function start(roles: string, environment: Record<string, string>): Promise<RunningService> {
  const settings = {
    feeds: simulatedFeeds(simulator.url, { min: '500ms', max: '1s' }),
    destinations: receivers.map(({ url }, at) => ({
      id: `desk-${at}`,
      type: 'webhook',
      url,
      allowPrivateAddresses: true,
    })),
  };
  const service = await startService(settings, {
    words: ['--roles', roles],
    environment: { REDIS_URL: redis.path, ...environment },
  });
  services.push(service);
  return service;
}

const factOf = ({ attributes }: Span, key: string): string | number | undefined =>
  Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0];

/** The names of a span and of all that lie above it. */
function wayOf(span: Span): string[] {
  const above = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return above === undefined ? [span.name] : [...wayOf(above), span.name];
}

describe('with the SDK loaded, in processes that do one thing each,', () => {
  test('one trace shows a story from the poll to each receiver', async () => {
    const { port } = collector.address() as AddressInfo;
    const environment = {
      NODE_OPTIONS: `--import=${TRACES}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    };
    await Promise.all(['fetch,http', 'stories,http', 'publish,http'].map((roles) => start(roles, environment)));
    const deliveries = (destination: string): Span[] =>
      spans.filter((span) => span.name === 'deliver' && factOf(span, 'destination') === destination);
    const ofBoth = (): Span[][] =>
      deliveries('desk-0').flatMap((taken) => {
        const story = factOf(taken, 'revisionId');
        const tried = deliveries('desk-1').filter((span) => factOf(span, 'revisionId') === story);
        return tried.some((span) => factOf(span, 'outcome') === 'failed') ? [[taken, ...tried]] : [];
      });
    const whole = (group: readonly Span[]): boolean => group.every((span) => wayOf(span)[0] === 'fetch');
    expect(await until(() => ofBoth().some(whole), 120_000)).toBe(true);
    const group = ofBoth().find(whole)!;
    expect(new Set(group.map(({ traceId }) => traceId)).size).toBe(1);
    for (const span of group) expect(wayOf(span)).toEqual(['fetch', 'stories', 'story', 'deliver']);
    const story = spans.find(({ spanId }) => spanId === group[0]!.parentSpanId)!;
    expect(factOf(story, 'revisionId')).toBe(factOf(group[0]!, 'revisionId'));
    expect([...new Set(group.map((span) => factOf(span, 'outcome')))]).toEqual(['delivered', 'failed']);
  });

  test('a receiver is told the step that it is, as W3C Trace Context writes it', async () => {
    const [receiver] = receivers;
    const isStep = ({ headers }: { headers: Record<string, unknown> }): boolean => {
      const [version, traceId, spanId] = String(headers.traceparent).split('-');
      const span = spans.find((each) => each.spanId === spanId);
      return version === '00' && span?.name === 'deliver' && span.traceId === traceId;
    };
    expect(await until(() => receiver!.seen.some(isStep))).toBe(true);
    expect(receiver!.seen.filter(({ headers }) => headers.traceparent === undefined)).toEqual([]);
  });

  test('what a step says names things by their ids, never by their text', () => {
    const said = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    expect([...said].toSorted()).toEqual(
      'action arrival article attempt chunk destination feed group outcome receipt revision revisionId rule state stories uri'.split(
        ' ',
      ),
    );
  });
});

test('without the SDK nothing is traced, and nothing of it is kept or sent', async () => {
  await Promise.all(services.splice(0).map((service) => service.end()));
  const client = redis.connect();
  await client.flushall();
  const before = receivers[0]!.seen.length;
  await start('fetch,stories,publish,http', {});
  expect(await until(() => receivers[0]!.seen.length > before)).toBe(true);
  expect(receivers[0]!.seen.slice(before).filter(({ headers }) => 'traceparent' in headers)).toEqual([]);
  expect(JSON.stringify(await client.xrange(keys.log, '-', '+'))).not.toContain('"trace"');
});
