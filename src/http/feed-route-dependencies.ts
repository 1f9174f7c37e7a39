import type { FeedSettings } from '../settings/schema.ts';
import type { AccountMemory } from '../store/accounts.ts';
import type { Inbox } from '../store/inbox.ts';

/** Whatever is wrong with Redis, the sender is to keep what was sent, and to send it again. */
export class NotKept extends Error {
  readonly statusCode = 503;
}

/** What the routes by which others send us documents need from the service. */
export interface FeedRouteDependencies {
  readonly feeds: () => ReadonlyMap<string, FeedSettings>;
  readonly inbox: Inbox;
  readonly accounts: AccountMemory;
  /** True while nothing more can be taken: Redis is nearly full, or the service ends. */
  readonly shut: () => boolean;
  readonly now: () => number;
}
