import { sha256 } from '../../article/content.ts';
import { isFailure } from '../../article/failure.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountMemory } from '../../store/accounts.ts';
import { type Asker, askApi } from '../api/ask-api.ts';
import type { FetchContext } from '../contract/transport.ts';
import { knownLinks } from './publisher-links.ts';
import { mayBePrivate, SubscriptionNote, unsubscribe } from './unsubscribe.ts';

const LEASE_SECONDS = 864_000;
const ASK_AGAIN_MS = 300_000;
/** The lease is renewed when so little of it is left. */
const RENEWED_BEFORE_MS = 86_400_000;

/** The keys of a feed that a hub is subscribed to by. */
export interface WebsubFeed extends FeedSettings {
  readonly url: string;
  readonly hub?: string | undefined;
  readonly callback?: string | undefined;
  readonly secret: Secret;
}

/** What is kept of a subscription: until when the hub has confirmed which topic, when it was asked, why it was denied. */
const LEASE = 'websub-lease';
const ASKED = 'websub-asked';
const DENIED = 'websub-denied';
const DENIED_FOR_MS = 3_600_000;

/** Subscribes, or renews the lease before it ends. @returns what is wrong with the hub, or null: polling goes on */
export async function keepSubscribed(context: FetchContext<WebsubFeed>): Promise<string | null> {
  const { feed, accounts, now } = context;
  const links = await knownLinks(accounts, feed);
  const hub = feed.hub ?? links.hub;
  if (hub === null) return 'no hub is known: the feed names none, and neither does hub:';
  const callback = callbackOf(context);
  if (callback === null) return 'no hub can reach us: write http.publicUrl, or callback:';
  const note = { transport: 'websub', hub, topic: links.self ?? feed.url, callback } as const;
  await leaveAnother(context, note);
  const denied = await accounts.read(feed.id, DENIED);
  if (denied !== null) return `the hub denies the subscription: ${denied}`;
  const until = await leaseOf(accounts, feed.id, note.topic);
  if (until - now > RENEWED_BEFORE_MS) return null;
  const lapsed = until > now ? null : 'the hub has not confirmed the subscription';
  if ((await accounts.read(feed.id, ASKED)) === nameOf(note)) return lapsed;
  await accounts.keep(feed.id, ASKED, nameOf(note), ASK_AGAIN_MS);
  await accounts.agree(feed.id, JSON.stringify(note));
  return ask(context, note);
}

/** Until when the hub has confirmed that it sends what this topic brings, in epoch milliseconds; 0 where it has not. */
async function leaseOf(accounts: AccountMemory, feed: string, topic: string): Promise<number> {
  const [until, of] = ((await accounts.read(feed, LEASE)) ?? '').split(' ');
  return of === sha256(topic) ? Number(until) : 0;
}

/** What the hub knows the feed by. */
export async function topicOf(accounts: AccountMemory, feed: WebsubFeed): Promise<string> {
  return (await knownLinks(accounts, feed)).self ?? feed.url;
}

/** Keeps that the hub has confirmed a topic. */
export async function keepLease(
  accounts: AccountMemory,
  { id }: WebsubFeed,
  { topic, now, lifeMs }: { topic: string; now: number; lifeMs: number },
): Promise<void> {
  await accounts.keep(id, LEASE, `${now + lifeMs} ${sha256(topic)}`, lifeMs);
}

/** Keeps that the hub has denied the subscription, or has ended it: it is asked again after an hour. */
export async function keepDenial(accounts: AccountMemory, { id }: WebsubFeed, reason: string): Promise<void> {
  await accounts.keep(id, DENIED, reason, DENIED_FOR_MS);
  await accounts.keep(id, LEASE, '', 1);
}

/** What was agreed for another address of the feed, or with another hub, is ended first. */
async function leaveAnother(context: FetchContext<WebsubFeed>, note: SubscriptionNote): Promise<void> {
  const { feed, accounts } = context;
  const kept = (await accounts.agreements()).get(feed.id);
  const parsed = kept === undefined ? null : SubscriptionNote.safeParse(JSON.parse(kept));
  if (kept === undefined || !parsed?.success || nameOf(parsed.data) === nameOf(note)) return;
  await unsubscribe({ id: feed.id, note: kept, settings: feed }, context).catch((error: unknown) => {
    if (!isFailure(error, 'FeedDown')) throw error;
  });
}

const nameOf = ({ hub, topic, callback }: SubscriptionNote): string => sha256([hub, topic, callback].join('\n'));

async function ask(
  { feed, now, signal, userAgent }: FetchContext<WebsubFeed>,
  { hub, topic, callback }: SubscriptionNote,
): Promise<string | null> {
  const { id } = feed;
  const allowPrivateAddresses = mayBePrivate(feed, hub);
  const asker: Asker = { feed: id, userAgent, allowPrivateAddresses, signal, now: () => now };
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.callback': callback,
    'hub.secret': feed.secret.reveal(),
    'hub.lease_seconds': String(LEASE_SECONDS),
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  try {
    const { status } = await askApi(asker, { what: 'hub', method: 'POST', url: hub, headers, body });
    return status >= 200 && status < 300 ? null : `the hub refused the subscription (${status})`;
  } catch (error) {
    if (!isFailure(error, 'FeedDown')) throw error;
    return 'the hub does not answer';
  }
}

/** Where the hub reaches us, or null. */
function callbackOf({ feed, publicUrl }: FetchContext<WebsubFeed>): string | null {
  const own = feed.callback ?? publicUrl;
  return own === null ? null : `${own.replace(/\/$/, '')}/v1/websub/${feed.id}`;
}
