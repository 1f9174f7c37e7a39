import { z } from 'zod';
import type { FeedSettings } from '../../settings/schema.ts';
import { type Asker, askApi, refuseStatus } from '../api/ask-api.ts';
import type { LeaveContext, LeftFeed } from '../contract/transport.ts';

/** What is agreed with a hub for one feed. */
export const SubscriptionNote = z.object({
  transport: z.literal('websub'),
  hub: z.string(),
  topic: z.string(),
  callback: z.string(),
});
export type SubscriptionNote = z.infer<typeof SubscriptionNote>;

/** Under this name stands the topic that a hub may confirm not to send any more. */
export const LEAVING = 'websub-leaving';
const CONFIRMED_WITHIN_MS = 3_600_000;

interface HubFeed {
  readonly url: string;
  readonly hub?: string | undefined;
  readonly allowPrivateAddresses: boolean;
}

/** A hub that the settings name may have a private address, and one on the feed's own host; what a document names may not. */
export function mayBePrivate(feed: HubFeed, hub: string): boolean {
  if (!feed.allowPrivateAddresses) return false;
  return hub === feed.hub || new URL(hub).hostname === new URL(feed.url).hostname;
}

/**
 * Asks a hub to send nothing more for a feed; it asks back whether that is true.
 * @throws FeedDown, Snoozed when it is to be asked again
 */
export async function unsubscribe({ id, note, settings }: LeftFeed, context: LeaveContext): Promise<void> {
  const { hub, topic, callback } = SubscriptionNote.parse(JSON.parse(note));
  const { accounts, userAgent, signal, now } = context;
  const allowPrivateAddresses = settings !== null && mayBePrivate(settings as FeedSettings & HubFeed, hub);
  const asker: Asker = { feed: id, userAgent, allowPrivateAddresses, signal, now: () => now };
  await accounts.keep(id, LEAVING, topic, CONFIRMED_WITHIN_MS);
  const form = { 'hub.mode': 'unsubscribe', 'hub.topic': topic, 'hub.callback': callback };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  refuseStatus(asker, 'hub', await askApi(asker, { what: 'hub', method: 'POST', url: hub, headers, body }));
}
