import { sha256 } from '../../article/content.ts';
import { isFailure } from '../../article/failure.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountMemory } from '../../store/accounts.ts';
import { type Asker, askApi } from '../api/ask-api.ts';
import type { FetchContext } from '../contract/transport.ts';
import { mayBePrivate, SubscriptionNote, unsubscribe } from './unsubscribe.ts';

const LEASE_SECONDS = 864_000;
const ASK_AGAIN_MS = 300_000;
/** The lease is renewed when so little of it is left. */
const RENEWED_BEFORE_MS = 86_400_000;
const HUB_KEPT_MS = 7 * 86_400_000;
const LOOKED_AT = 65_536;
const HUB_LINK = /<(?:[\w-]{1,20}:)?link\b[^<>]{0,500}\brel=["']hub["'][^<>]{0,500}>/i;

/** The keys of a feed that a hub is subscribed to by. */
export interface WebsubFeed extends FeedSettings {
  readonly url: string;
  readonly hub?: string | undefined;
  readonly callback?: string | undefined;
  readonly secret: Secret;
}

/** What is kept of a subscription: until when the hub has confirmed which topic, when it was asked, where the hub is. */
const LEASE = 'websub-lease';
const ASKED = 'websub-asked';
const HUB = 'websub-hub';

/** Remembers the hub that a document names. */
export async function rememberHub({ feed, accounts }: FetchContext<WebsubFeed>, bytes: Uint8Array): Promise<void> {
  const beginning = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('utf8');
  const link = HUB_LINK.exec(beginning)?.[0] ?? '';
  const address = /\bhref=["']([^"'<>\s]{1,2000})["']/i.exec(link)?.[1]?.replaceAll('&amp;', '&');
  if (address !== undefined && URL.canParse(address)) await accounts.keep(feed.id, HUB, address, HUB_KEPT_MS);
}

/** Subscribes, or renews the lease before it ends. @returns what is wrong with the hub, or null: polling goes on */
export async function keepSubscribed(context: FetchContext<WebsubFeed>): Promise<string | null> {
  const { feed, accounts, now } = context;
  const hub = feed.hub ?? (await accounts.read(feed.id, HUB));
  if (hub === null) return 'no hub is known: the feed names none, and neither does hub:';
  const callback = callbackOf(context);
  if (callback === null) return 'no hub can reach us: write http.publicUrl, or callback:';
  const note = { transport: 'websub', hub, topic: feed.url, callback } as const;
  await leaveAnother(context, note);
  const until = await leaseOf(accounts, feed.id, feed.url);
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

/** Keeps that the hub has confirmed. */
export async function keepLease(
  accounts: AccountMemory,
  { id, url }: WebsubFeed,
  { now, lifeMs }: { now: number; lifeMs: number },
): Promise<void> {
  await accounts.keep(id, LEASE, `${now + lifeMs} ${sha256(url)}`, lifeMs);
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
