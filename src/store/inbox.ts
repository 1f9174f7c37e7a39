import type { Bookmark } from '../article/capture.ts';
import { sha256 } from '../article/content.ts';
import { keys } from './keys.ts';
import { packBytes, unpackBytes } from './packing.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** So many documents may wait in one inbox. */
const MOST_WAITING = 2_000;
/** A document that is sent again under its key within this time is the same. */
const KEY_KEPT_MS = 86_400_000;

/** A document that somebody sent us for a feed. */
export interface SentDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly receivedAt: number;
}

/** A document that waits in an inbox: `place` orders it among all of its feed. */
export interface WaitingDocument extends SentDocument {
  readonly place: number;
}

/** What came of a document: `known` was kept before under this key, `differs` is another one under a known key. */
export type PutOutcome = 'taken' | 'known' | 'differs' | 'full';

/** Where documents wait that were sent for feeds, until a fetch has put them into a receipt that is done. */
export interface Inbox {
  /** @param id names this request: put twice, it counts once. @param key what the sender calls the document, or null */
  put(feed: string, id: string, key: string | null, document: SentDocument): Promise<PutOutcome>;
  /** The documents behind a place, in order of arrival. */
  after(feed: string, place: number, most: number): Promise<readonly WaitingDocument[]>;
  /** Forgets what stands at a place. */
  drop(feed: string, place: number): Promise<void>;
  /** True when something waits that no receipt holds. */
  hasNews(feed: string): Promise<boolean>;
}

/** The place up to which a feed has taken its inbox, from its bookmark. */
export const placeIn = (bookmark: Bookmark): number => Number(bookmark.inbox ?? 0);

/** The inboxes in Redis. */
export function inboxIn(store: Store): Inbox {
  const { redis } = store;
  return {
    async put(feed, id, key, { bytes, contentType, receivedAt }) {
      const known = keys.inboxKey(feed, key ?? id);
      const facts = JSON.stringify({ contentType, receivedAt });
      return (await runScript(
        redis,
        'put-in-inbox',
        [keys.inbox(feed), keys.inboxBytes(feed), known],
        [sha256(bytes), MOST_WAITING, KEY_KEPT_MS, facts, await packBytes(bytes)],
      )) as PutOutcome;
    },
    async after(feed, place, most) {
      const found = await redis.zrangebyscore(keys.inbox(feed), `(${place}`, '+inf', 'WITHSCORES', 'LIMIT', 0, most);
      const waiting: WaitingDocument[] = [];
      for (let at = 0; at < found.length; at += 2) {
        const score = Number(found[at + 1]);
        const { contentType, receivedAt } = JSON.parse(String(found[at]).split('|').slice(1).join('|')) as SentDocument;
        const packed = await redis.hgetBuffer(keys.inboxBytes(feed), String(score));
        if (packed !== null) waiting.push({ place: score, bytes: await unpackBytes(packed), contentType, receivedAt });
      }
      return waiting;
    },
    async drop(feed, place) {
      await redis.zremrangebyscore(keys.inbox(feed), place, place);
      await redis.hdel(keys.inboxBytes(feed), String(place));
    },
    async hasNews(feed) {
      const [last, held] = await Promise.all([
        redis.zrevrange(keys.inbox(feed), 0, 0, 'WITHSCORES'),
        redis.hmget(keys.feed(feed), 'bookmark', 'openReceipt'),
      ]);
      if (last[1] === undefined || held[1]) return false;
      return Number(last[1]) > placeIn(JSON.parse(held[0] ?? '{}') as Bookmark);
    },
  };
}

/** Inboxes that hold nothing: to try a feed. */
export function emptyInbox(): Inbox {
  return {
    put: async () => 'full',
    after: async () => [],
    drop: async () => undefined,
    hasNews: async () => false,
  };
}
