import { isFailure } from '../../article/failure.ts';
import type { FeedSettings } from '../../settings/schema.ts';
import type { Secret } from '../../settings/secret.ts';
import { type Asker, askApi } from '../api/ask-api.ts';
import type { FetchContext } from '../contract/transport.ts';

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
  readonly callback: string;
  readonly secret: Secret;
}

/** What is kept of a subscription: until when the hub has confirmed it, when it was asked, where the hub is. */
export const LEASE = 'websub-lease';
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
  const { feed, accounts, now, signal, userAgent } = context;
  const { id, allowPrivateAddresses } = feed;
  const until = Number((await accounts.read(id, LEASE)) ?? 0);
  const hub = feed.hub ?? (await accounts.read(id, HUB));
  if (hub === null) return 'no hub is known: the feed names none, and neither does hub:';
  if (until - now > RENEWED_BEFORE_MS) return null;
  const lapsed = until > now ? null : 'the hub has not confirmed the subscription';
  if ((await accounts.read(id, ASKED)) !== null) return lapsed;
  await accounts.keep(id, ASKED, 'asked', ASK_AGAIN_MS);
  const asker: Asker = { feed: id, userAgent, allowPrivateAddresses, signal, now: () => now };
  const form = {
    'hub.mode': 'subscribe',
    'hub.topic': feed.url,
    'hub.callback': callbackOf(feed),
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

/** Where the hub reaches us. */
const callbackOf = ({ id, callback }: WebsubFeed): string => `${callback.replace(/\/$/, '')}/v1/websub/${id}`;
