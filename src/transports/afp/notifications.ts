import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import { describeError, isFailure } from '../../article/failure.ts';
import type { AccountSettings, FeedSettings } from '../../settings/schema.ts';
import type { AccountMemory } from '../../store/accounts.ts';
import type { FetchContext } from '../contract/transport.ts';
import type { AfpAccount, AfpApi } from './afp-api-client.ts';
import { type AfpQuery, notifiedQuery } from './afp-page.ts';

/** Registered anew after so long, in case AFP has forgotten it. */
const RENEWED_AFTER_MS = 86_400_000;
const ASK_AGAIN_MS = 300_000;
const HINT_KEPT_MS = 3_600_000;
/** A feed is not asked for more often than this, however much AFP tells of. */
const ASKED_EVERY_MS = 2_000;

/** What is kept of a feed that AFP tells of: the last hint, up to when hints were followed, and when it was asked. */
const HINT = 'afp-hint';
const FOLLOWED = 'afp-followed';
const ASKED_FOR = 'afp-asked-for';
const REGISTERED = 'afp-registered';

/** What is agreed with AFP for one feed. */
export const ServiceNote = z.object({
  transport: z.literal('afp-api'),
  service: z.string(),
  href: z.string(),
  query: z.string(),
});

/** The keys of a feed that AFP tells of. */
export interface NotifiedFeed extends FeedSettings, AfpQuery {
  readonly notify: boolean;
  readonly account: AfpAccount & AccountSettings;
}

/** What AFP shows when it tells of a document: made from the account's secret, so every process knows it. */
export function notificationPassword({ clientSecret }: AfpAccount, feed: string): string {
  return createHmac('sha256', clientSecret.reveal()).update(`copytaster notification\n${feed}`).digest('hex');
}

/** Notes that AFP told of something. */
export async function keepHint(accounts: AccountMemory, feed: string, now: number): Promise<void> {
  await accounts.keep(feed, HINT, String(now), HINT_KEPT_MS);
}

/** Notes that the feed is asked for now: what was told of until now is in the answer, or comes at the next turn. */
export async function followHints({ feed, accounts, now }: FetchContext<FeedSettings>): Promise<void> {
  await accounts.keep(feed.id, FOLLOWED, String(now), HINT_KEPT_MS);
}

/** True, once in a while, when AFP told of something since the feed was asked for. */
export async function hasHint(accounts: AccountMemory, feed: string): Promise<boolean> {
  const hint = await accounts.read(feed, HINT);
  if (hint === null || Number(hint) < Number(await accounts.read(feed, FOLLOWED))) return false;
  if ((await accounts.read(feed, ASKED_FOR)) !== null) return false;
  await accounts.keep(feed, ASKED_FOR, 'yes', ASKED_EVERY_MS);
  return true;
}

/** Has AFP tell us of what the feed would find. @returns what is wrong with that, or null: polling goes on */
export async function keepRegistered(context: FetchContext<NotifiedFeed>, api: AfpApi): Promise<string | null> {
  const { feed, accounts, publicUrl } = context;
  const kept = (await accounts.agreements()).get(feed.id);
  if (!feed.notify && kept === undefined) return null;
  if (feed.notify && publicUrl === null) return 'AFP cannot reach us: write http.publicUrl';
  const note = feed.notify ? noteOf(feed, publicUrl as string) : null;
  if (note === kept && (await accounts.read(feed.id, REGISTERED)) !== null) return null;
  try {
    if (kept !== undefined && note !== kept) await deleteService(api, kept);
    if (note === null) await accounts.endAgreement(feed.id, kept as string);
    else await register(context, api, note);
    return null;
  } catch (error) {
    if (!isFailure(error, 'FeedDown')) throw error;
    await accounts.keep(feed.id, REGISTERED, 'refused', ASK_AGAIN_MS);
    return `AFP does not tell us of new documents: ${describeError(error)}`;
  }
}

/** Has AFP tell us of nothing more by a service. @throws FeedDown, Snoozed */
export async function deleteService(api: AfpApi, note: string): Promise<void> {
  const { service } = ServiceNote.parse(JSON.parse(note));
  await api.notification('DELETE', `service/delete?${new URLSearchParams({ service })}`);
}

async function register({ feed, accounts }: FetchContext<NotifiedFeed>, api: AfpApi, note: string): Promise<void> {
  const { service, href } = ServiceNote.parse(JSON.parse(note));
  await accounts.agree(feed.id, note);
  await api.notification('POST', 'service/register', {
    name: service,
    type: 'rest',
    datas: { href, user: feed.id, password: notificationPassword(feed.account, feed.id) },
  });
  const words = new URLSearchParams({ name: service, service });
  await api.notification('POST', `subscription/add?${words}`, { query: notifiedQuery(feed) });
  await accounts.keep(feed.id, REGISTERED, 'registered', RENEWED_AFTER_MS);
}

/** The name is the installation's own: two may read by one account. */
function noteOf(feed: NotifiedFeed, publicUrl: string): string {
  const href = `${publicUrl.replace(/\/$/, '')}/v1/afp/${feed.id}`;
  const service = `copytaster-${feed.id}-${sha256(href).slice(0, 8)}`;
  const query = sha256(JSON.stringify(notifiedQuery(feed))).slice(0, 16);
  return JSON.stringify({ transport: 'afp-api', service, href, query } satisfies z.infer<typeof ServiceNote>);
}
