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
import { inStage } from '../telemetry/stages.ts';
import type { Normalised } from './decide.ts';
import { isOverTime, runWithin } from './run-within.ts';

/** So long nothing else is answered at the most. */
const TOGETHER_MS = 1_500;
const ITEM_MS = 1_000;

/** What normalising stories needs from the service. */
export interface NormalisingDependencies {
  readonly metrics: Metrics;
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly detectLanguage: ((text: string) => string | null) | null;
  readonly vocabulary: Vocabulary;
  /** Told how many milliseconds of the processor normalising stories of a feed has taken. */
  readonly noteCost: (feed: string, usedMs: number) => void;
  readonly now: () => number;
}

/** Where the items come from. */
export interface ItemSource {
  readonly feed: FeedSettings;
  readonly facts: ReceiptFacts;
}

/**
 * Makes the items of a receipt into articles. Where they take too long together each has its time, and one that needs
 * more is let go.
 */
export function normaliseStories(
  dependencies: NormalisingDependencies,
  source: ItemSource,
  items: readonly ReceiptItem[],
): Promise<Normalised[]> {
  const normalise = (item: ReceiptItem): Normalised => normaliseStory(dependencies, source, item);
  const facts = { stories: items.length };
  return inStage(dependencies.metrics, { stage: 'normalise', facts }, () => {
    const before = process.threadCpuUsage();
    try {
      return runWithin(TOGETHER_MS, () => items.map(normalise));
    } catch (error) {
      if (!isOverTime(error)) throw error;
      return oneByOne(items, normalise);
    } finally {
      const { user, system } = process.threadCpuUsage(before);
      dependencies.noteCost(source.feed.id, (user + system) / 1_000);
    }
  });
}

function oneByOne(items: readonly ReceiptItem[], normalise: (item: ReceiptItem) => Normalised): Normalised[] {
  return items.map((item) => {
    try {
      return runWithin(ITEM_MS, () => normalise(item));
    } catch (error) {
      if (!isOverTime(error)) throw error;
      return { item, article: null, rejection: `took longer than ${ITEM_MS} ms to normalise` };
    }
  });
}

function normaliseStory(
  dependencies: NormalisingDependencies,
  { feed, facts }: ItemSource,
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
