import { emptyInbox } from '../../src/store/inbox.ts';
import { accountsOfThisProcess } from '../../src/transports/account/account-memory.ts';

/** What a fetch is made with beside the feed, where nothing of it is kept. */
export const NOTHING_KEPT = {
  accounts: accountsOfThisProcess(),
  inbox: emptyInbox(),
  publicUrl: null,
  missing: async () => [],
};

/** What a transport may look at outside a fetch, likewise. */
export const BESIDE = { inbox: emptyInbox(), userAgent: 'x', accounts: accountsOfThisProcess() };
