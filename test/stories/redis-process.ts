import { sha256 } from '../../src/article/content.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { type CommitReply, commit } from '../../src/store/commit.ts';
import type { ReceiptItem } from '../../src/store/receipts.ts';
import type { Store } from '../../src/store/store.ts';
import { decisionOf, type ReceivedStory } from '../../src/stories/decide.ts';
import { type Judged, judgeStories } from '../../src/stories/judge-stories.ts';
import { RecentCopy } from '../../src/stories/recent-copy.ts';
import { RedisMemory } from '../../src/stories/redis-memory.ts';
import { type Desk, whole } from './desk.ts';

/** A story that was judged on what Redis held then, to be committed. */
export interface Pending {
  readonly judged: Judged<ReceivedStory>;
  commit(): Promise<CommitReply>;
}

/** One process that judges stories on Redis: its window, and what it commits. */
export class RedisProcess {
  readonly #recent: RecentCopy;
  readonly #store: Store;
  /** How far the stories’ clock is from the one that Redis writes the log by. */
  #began: number | undefined;

  constructor(store: Store, windowMs: number) {
    this.#store = store;
    this.#recent = new RecentCopy(windowMs);
  }

  /** Judges a story that came as an item; `itemId` names it on its feed. */
  async judge(candidate: Candidate, place: Partial<ReceiptItem> & { arrival: string }): Promise<Pending> {
    const { article, standing, now } = candidate;
    this.#began ??= now - Date.now();
    const memory = new RedisMemory(this.#store, this.#recent, { epoch: '', now: now - this.#began });
    const item: ReceiptItem = {
      number: 0,
      capture: 0,
      itemId: article.uri ?? '',
      hash: sha256(`${article.headline}${article.bodyText}`),
      previous: '',
      silent: false,
      item: { ...EMPTY_ITEM, uri: article.uri, headline: article.headline },
      ...place,
    };
    const story = { item, candidate, rejection: null, previous: item.previous };
    const judged = await judgeStories(memory, [story]);
    const context = {
      receipt: 'r',
      feed: article.provenance.feed,
      standing,
      answeredBefore: null,
      recovered: false,
      now,
    };
    const decisions = judged.map((each) => decisionOf(each, context));
    return {
      judged: judged.at(-1) as Judged<ReceivedStory>,
      commit: async () => {
        const reply = await commit(this.#store, decisions, memory.premises);
        if (reply.state === 'committed') this.#recent.append(decisions, reply.positions);
        return reply;
      },
    };
  }
}

/** A desk that remembers in Redis. `windowMs`: how long copy is recent. */
export function redisDesk(store: Store, windowMs: number): Desk {
  const process = new RedisProcess(store, windowMs);
  const last = new Map<string, string>();
  let count = 0;
  return {
    async take(candidate) {
      const item = `${candidate.article.provenance.feed}|${candidate.article.uri}`;
      count += 1;
      const pending = await process.judge(candidate, { arrival: String(count), previous: last.get(item) ?? '' });
      last.set(item, String(count));
      const { state } = await pending.commit();
      if (state !== 'committed') throw new Error(`the story was not committed: ${state}`);
      return whole(pending.judged);
    },
  };
}
