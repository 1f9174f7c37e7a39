import type { AccountSettings, FeedSettings } from '../../settings/schema.ts';
import type { Asker } from '../api/ask-api.ts';
import type { FetchContext } from '../contract/transport.ts';
import { AccountSession, type SessionParts } from './account-session.ts';

/** One fetch of a feed that logs in: who asks, and as whom. */
export interface Opened {
  readonly asker: Asker;
  readonly session: AccountSession;
}

/** Opens the account of a feed for one fetch. */
export function openSession(
  context: Pick<
    FetchContext<FeedSettings & { readonly account: AccountSettings }>,
    'feed' | 'signal' | 'userAgent' | 'accounts' | 'now'
  >,
  { secret, allowed }: Pick<SessionParts, 'secret' | 'allowed'>,
): Opened {
  const { feed, signal, userAgent, accounts } = context;
  const began = performance.now();
  const now = (): number => context.now + Math.round(performance.now() - began);
  return {
    asker: { feed: feed.id, userAgent, allowPrivateAddresses: feed.account.allowPrivateAddresses, signal, now },
    session: new AccountSession({ account: feed.account, secret, allowed, memory: accounts, now, signal }),
  };
}
