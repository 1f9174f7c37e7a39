import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { FeedSettings } from '../settings/schema.ts';
import { type CommitReply, commit, type Decision } from '../store/commit.ts';
import { CHUNK_ITEMS, type ReceiptFacts } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/crash-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inStage } from '../telemetry/stages.ts';
import { decisionOf, type Normalised, type ReceivedStory, receivedStory } from './decide.ts';
import { readHabits } from './feed-habits.ts';
import { judgeStories } from './judge-stories.ts';
import type { Turns } from './one-at-a-time.ts';
import type { RecentCopy } from './recent-copy.ts';
import { RedisMemory } from './redis-memory.ts';
import { traceStories } from './story-steps.ts';

/** What judging and committing needs from the service. */
export interface CommitDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly recent: RecentCopy;
  /** Judging and committing take turns within a process: they would only lose to each other. */
  readonly turns: Turns;
  readonly epoch: () => string;
  readonly now: () => number;
}

/** Stories of one receipt that are to be judged and committed. */
export interface ChunkStories {
  readonly receipt: string;
  readonly feed: FeedSettings;
  readonly facts: ReceiptFacts;
  readonly stories: readonly Normalised[];
}

/** What was judged of them, and whether it was written. */
export interface Committed {
  readonly decisions: readonly Decision[];
  readonly reply: CommitReply;
}

interface Waiting {
  readonly chunk: ChunkStories;
  /** Runs something as a step of the trace in which the chunk came. */
  readonly inItsTrace: <Value>(run: () => Value) => Value;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Judges and commits stories, those of several receipts together where they wait for the same turn: in the order in which
 * they came, and no more than one commit takes.
 */
export class CommitTurns {
  readonly #dependencies: CommitDependencies;
  readonly #waiting: Waiting[] = [];

  constructor(dependencies: CommitDependencies) {
    this.#dependencies = dependencies;
  }

  /** Resolves when the chunk's turn is over, whether its stories were written or not. */
  take(chunk: ChunkStories): Promise<Committed> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ chunk, inItsTrace: AsyncLocalStorage.snapshot(), resolve, reject });
      void this.#dependencies.turns.take(() => this.#workNext());
    });
  }

  /** Nothing waits any more where an earlier turn took it along. */
  async #workNext(): Promise<void> {
    const together = this.#waiting.splice(0, fitting(this.#waiting));
    if (together.length < 2 || !(await this.#work(together))) for (const each of together) await this.#work([each]);
  }

  /** False where several chunks were not written together: one of them may be the reason, so that each is tried alone. */
  async #work(together: readonly Waiting[]): Promise<boolean> {
    try {
      const committed = await judgeAndCommit(this.#dependencies, together);
      if (together.length > 1 && committed.some(({ reply }) => reply.state !== 'committed')) return false;
      for (const [at, each] of together.entries()) each.resolve(committed[at] as Committed);
    } catch (error) {
      for (const each of together) each.reject(error);
    }
    return true;
  }
}

/** How many of those that wait longest fit into one commit; one at the least, where there is one. */
function fitting(waiting: readonly Waiting[]): number {
  let left = CHUNK_ITEMS;
  const end = waiting.findIndex(({ chunk }) => {
    left -= chunk.stories.length;
    return left < 0;
  });
  return end < 0 ? waiting.length : Math.max(1, end);
}

/** @returns an answer for each chunk, in order */
async function judgeAndCommit(
  dependencies: CommitDependencies,
  together: readonly Waiting[],
): Promise<readonly Committed[]> {
  const { store, log, metrics, recent } = dependencies;
  const now = dependencies.now();
  const memory = new RedisMemory(store, recent, { epoch: dependencies.epoch(), now });
  const received = await Promise.all(together.map(({ chunk }) => receivedStories(store, chunk, now)));
  const stories = received.flat();
  const judged = await inStage(metrics, { stage: 'judge', facts: { stories: stories.length } }, () =>
    judgeStories(memory, stories),
  );
  if (memory.builtFrom !== null && memory.builtFrom > 0)
    log.info({ entries: memory.builtFrom }, 'window of recent copy built');
  const steps = together.map(({ chunk, inItsTrace }, at) => {
    const own = new Set(received[at]);
    const decided = judged.filter(({ story }) => own.has(story)).map((each) => decisionOf(each, contextOf(chunk, now)));
    return inItsTrace(() => traceStories(decided));
  });
  const decisions = steps.flatMap((step) => step.decisions);
  reached('judged');
  const reply = await inStage(metrics, { stage: 'commit', facts: { stories: decisions.length } }, () =>
    commit(store, decisions, memory.premises),
  );
  for (const { end } of steps) end(reply.state);
  reached('committed');
  if (reply.state === 'committed') recent.append(decisions, reply.positions);
  return steps.map((step) => ({ decisions: step.decisions, reply }));
}

async function receivedStories(
  store: Store,
  { feed, facts, stories }: ChunkStories,
  now: number,
): Promise<readonly ReceivedStory[]> {
  const habits = await readHabits(store, feed.id, now);
  return stories.map((story) => receivedStory(story, feed, facts, { now, ...habits }));
}

function contextOf({ receipt, feed, facts }: ChunkStories, now: number): Parameters<typeof decisionOf>[1] {
  return {
    receipt,
    feed: feed.id,
    standing: feed.standing,
    recovered: facts.recovered,
    answeredBefore: facts.answeredBefore ?? null,
    now,
  };
}
