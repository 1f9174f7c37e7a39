import pino from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import type { Delivery } from '../../src/destinations/contract/destination.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { type SendDependencies, sendHead } from '../../src/publishing/send-head.ts';
import { SharedRevisions } from '../../src/publishing/shared-revisions.ts';
import canonical from '../../src/renderers/canonical.ts';
import type { DestinationSettings } from '../../src/settings/schema.ts';
import { packArticle } from '../../src/store/articles.ts';
import type { LaneEntry } from '../../src/store/lanes.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { useTestStore } from '../test-store.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const LATER = new Date(NOW + 60_000).toISOString();
const EARLIER = new Date(NOW - 60_000).toISOString();
const made = normaliseItem(
  { ...EMPTY_ITEM, uri: 'tag:example.org,2026:1', headline: 'A story' },
  {
    feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
    format: 'rss',
    receivedAt: NOW,
    captureSha256: 'a'.repeat(64),
    styles: new Map(),
    detectLanguage: () => null,
  },
);

const store = useTestStore();
const delivered: Delivery[] = [];
beforeEach(() => void delivered.splice(0));

const send = async (
  article: Partial<Article>,
  entry: Partial<LaneEntry>,
  embargo: DestinationSettings['embargo'] = 'hold',
) => {
  const dependencies: SendDependencies = {
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    destination: { id: 'desk', embargo, bare: false, timeout: 1_000 } as DestinationSettings,
    renderer: canonical,
    outlet: {
      async connect() {},
      async deliver(delivery) {
        delivered.push(delivery);
        return { outcome: 'delivered' } as never;
      },
      async close() {},
    },
    store,
    revisions: new SharedRevisions(store),
    now: () => NOW,
    isOurs: () => true,
  };
  const head = { revisionId: 'r1', kind: 'revision', stop: false, recovered: false, ...entry } as LaneEntry;
  const body = packArticle({ ...made, ...article });
  return await sendHead(dependencies, { attempt: 'a1', entry: head, failures: 0, refusals: 0, has: false, body });
};

describe('a revision whose gate is shut when its turn comes, whatever the log said of it', () => {
  test.each([
    ['its embargo ends later', { embargoedUntil: LATER }, 'hold'],
    ['its embargo is told in words', { embargoText: 'Not before the speech' }, 'hold'],
    ['its embargo is told in words', { embargoText: 'Not before the speech' }, 'pass'],
  ] as const)('is not sent where %s (embargo: %s, %s)', async (_, article, embargo) => {
    expect((await send(article, {}, embargo)).result).toBeNull();
    expect(delivered).toEqual([]);
  });

  test.each([
    ['its embargo is over', { embargoedUntil: EARLIER }, {}, 'hold'],
    ['its owner honours the instant', { embargoedUntil: LATER }, {}, 'pass'],
    ['it is released by a person', { embargoText: 'Not before the speech' }, { kind: 'release' }, 'hold'],
  ] as const)('is sent where %s', async (_, article, entry, embargo) => {
    expect((await send(article, entry, embargo)).result).toMatchObject({ outcome: 'delivered' });
    expect(delivered).toHaveLength(1);
  });

  test.each(['withheld', 'canceled'] as const)('that is %s shows no text, also in its stop', async (pubStatus) => {
    await send({ pubStatus, headline: 'What nobody may read' }, { stop: true });
    expect(delivered).toHaveLength(1);
    for (const said of [delivered[0]?.document.body, JSON.stringify(delivered[0]?.article)])
      expect(said).not.toContain('What nobody may read');
  });
});
