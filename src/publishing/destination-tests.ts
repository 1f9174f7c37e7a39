import { randomUUID } from 'node:crypto';
import type { Article } from '../article/article.ts';
import type { AttemptResult } from '../article/attempt.ts';
import { writeEnvelope } from '../article/envelope.ts';
import { describeError } from '../article/failure.ts';
import { EMPTY_ITEM } from '../article/wire-item.ts';
import type { AnyDestination, Delivery } from '../destinations/contract/destination.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import { renderDocument } from '../renderers/contract/render-document.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { DestinationSettings } from '../settings/schema.ts';

const TEST_MS = 23_000;

/** What a test needs from the service. */
interface TestDependencies {
  readonly destinations: ReadonlyMap<string, AnyDestination>;
  readonly renderers: ReadonlyMap<string, Renderer>;
  /** The settings of a destination as they are now; null where there is none. */
  readonly settings: (id: string) => DestinationSettings | null;
  readonly userAgent: string;
  readonly now: () => number;
}

/** Sends a marked test event to a destination: over a connection of its own, past its lanes, kept nowhere. */
export class DestinationTests {
  readonly #dependencies: TestDependencies;

  constructor(dependencies: TestDependencies) {
    this.#dependencies = dependencies;
  }

  /** What the destination answered; null where there is no such destination. */
  async test(id: string): Promise<AttemptResult | null> {
    const { destinations, renderers, settings, userAgent, now } = this.#dependencies;
    const found = settings(id);
    const kind = destinations.get(found?.type ?? '');
    const renderer = renderers.get(found?.document ?? '');
    if (found === null || kind === undefined || renderer === undefined) return null;
    const outlet = kind.open(found, { userAgent });
    try {
      await outlet.connect();
      return await outlet.deliver(testDelivery(renderer, found, now()));
    } catch (error) {
      return { outcome: 'failed', reason: describeError(error), retryAfterMs: null, ambiguous: false };
    } finally {
      await outlet.close();
    }
  }
}

function testDelivery(renderer: Renderer, { bare }: DestinationSettings, now: number): Delivery {
  const article = testArticle(now);
  const event = { type: 'test', timestamp: new Date(now).toISOString() };
  const body = renderDocument(renderer, article, { bare });
  return {
    id: article.revisionId,
    articleId: article.id,
    revision: 1,
    stop: false,
    event,
    article,
    document: {
      contentType: renderer.contentType,
      extension: renderer.extension,
      body: renderer.enveloped ? writeEnvelope(event, body) : body,
      enveloped: renderer.enveloped ?? false,
    },
    attempt: 1,
    traceparent: null,
    now,
    signal: AbortSignal.timeout(TEST_MS),
    isOurs: () => true,
    earlier: () => Promise.resolve([]),
  };
}

/** A story of the class `test`, which no receiver prints. */
function testArticle(now: number): Article {
  const id = `test_${randomUUID()}`;
  const item = {
    ...EMPTY_ITEM,
    uri: `urn:copytaster:test:${id}`,
    headline: 'Copytaster: a test, not for publication',
    body: { kind: 'text', value: 'This is a test of the connection. Do not publish it.' } as const,
    language: 'en',
  };
  const made = normaliseItem(item, {
    feed: { id: 'test', agency: null, standing: 'wire', zone: null, language: null },
    format: 'test',
    receivedAt: now,
    captureSha256: '0'.repeat(64),
    styles: new Map(),
    detectLanguage: null,
  });
  return { ...made, id, revision: 1, revisionId: `${id}_1`, current: true, newsClass: 'test' };
}
