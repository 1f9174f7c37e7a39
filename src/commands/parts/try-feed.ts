import { loadPlugins } from '../../registry.ts';
import { USER_AGENT } from '../../service/version.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import { emptyInbox } from '../../store/inbox.ts';
import { accountsOfThisProcess } from '../../transports/account/account-memory.ts';
import type { FetchResult } from '../../transports/contract/transport.ts';

/**
 * Fetches a feed once as the service would at its first turn: it logs in and reads one page. Nothing is kept, and
 * nothing is taken away at the source.
 * @throws FeedDown, Snoozed
 */
export async function tryFeed(feed: FeedSettings, signal: AbortSignal): Promise<FetchResult> {
  const transport = (await loadPlugins('transports')).get(feed.transport);
  if (transport === undefined) throw new Error(`feed ${feed.id}: there is no transport ${feed.transport}`);
  return transport.fetch({
    feed: 'pages' in feed ? Object.assign({}, feed, { pages: 1 }) : feed,
    bookmark: {},
    sequence: 1,
    now: Date.now(),
    signal,
    userAgent: USER_AGENT,
    accounts: accountsOfThisProcess(),
    inbox: emptyInbox(),
    publicUrl: null,
    missing: async () => [],
    isTrial: true,
  });
}
