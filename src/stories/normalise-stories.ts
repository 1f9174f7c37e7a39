import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import { describeError } from '../article/failure.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import type { NormaliseContext } from '../normalise/normalise-context.ts';
import { stopReadIn } from '../normalise/stop-read-in.ts';
import { unmappedScheme } from '../normalise/vocabulary/map-subjects.ts';
import type { Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { ReceiptFacts, ReceiptItem } from '../store/receipts.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Normalised } from './decide.ts';
import { wayGiver } from './give-way.ts';
import { isOverTime, runWithin } from './run-within.ts';

/** What normalising needs from the service. */
export interface NormaliseDependencies {
  readonly metrics: Metrics;
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly detectLanguage: ((text: string) => string | null) | null;
  readonly vocabulary: Vocabulary;
  /** Told how many milliseconds of the processor normalising so many stories of a feed has taken. */
  readonly noteCost: (feed: string, usedMs: number, stories: number) => void;
  readonly now: () => number;
}

/** A chunk of usual stories takes a third of it; in one that takes longer there is trouble. */
const CHUNK_MS = 250;
/** So long nothing else is answered at the most. */
const ITEM_MS = 1_000;

/**
 * Where stories take too long together each has its time, and one that needs more is let go. Between two of them
 * everything else of the process has its turn.
 */
export async function normaliseStories(
  dependencies: NormaliseDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  items: readonly ReceiptItem[],
): Promise<Normalised[]> {
  const normalise = (item: ReceiptItem): Normalised => normaliseStory(dependencies, feed, facts, item);
  const cost = { usedMs: 0 };
  try {
    return costed(cost, () => runWithin(CHUNK_MS, () => items.map(normalise)));
  } catch (error) {
    if (!isOverTime(error)) throw error;
    const giveWay = wayGiver();
    const made: Normalised[] = [];
    for (const item of items) {
      await giveWay();
      made.push(costed(cost, () => normaliseAlone(item, normalise)));
    }
    return made;
  } finally {
    dependencies.noteCost(feed.id, cost.usedMs, items.length);
  }
}

function normaliseAlone(item: ReceiptItem, normalise: (item: ReceiptItem) => Normalised): Normalised {
  try {
    return runWithin(ITEM_MS, () => normalise(item));
  } catch (error) {
    if (!isOverTime(error)) throw error;
    return { item, article: null, rejection: `took longer than ${ITEM_MS} ms to normalise` };
  }
}

/** Adds to the cost what the work takes of the processor. */
function costed<Value>(cost: { usedMs: number }, work: () => Value): Value {
  const before = process.threadCpuUsage();
  try {
    return work();
  } finally {
    const { user, system } = process.threadCpuUsage(before);
    cost.usedMs += (user + system) / 1_000;
  }
}

function normaliseStory(
  dependencies: NormaliseDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  item: ReceiptItem,
): Normalised {
  const capture = facts.captures[item.capture];
  try {
    const context: NormaliseContext = {
      feed: { id: feed.id, agency: feed.agency, standing: feed.standing, zone: feed.zone, language: feed.language },
      format: capture?.format ?? 'unknown',
      receivedAt: capture?.receivedAt ?? dependencies.now(),
      captureSha256: capture?.sha256 ?? '',
      styles: dependencies.styles,
      detectLanguage: dependencies.detectLanguage,
      vocabulary: dependencies.vocabulary,
    };
    const article: Article = normaliseItem(item.item, context);
    for (const subject of article.subjects) {
      if (unmappedScheme(subject) !== null) dependencies.metrics.subjectsUnmapped.inc({ feed: feed.id });
    }
    return { item, article, stop: stopReadIn(item.item, context, article), rejection: null };
  } catch (error) {
    return { item, article: null, rejection: describeError(error) };
  }
}
