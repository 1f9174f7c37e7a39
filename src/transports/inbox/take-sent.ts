import type { FetchedCapture } from '../../article/capture.ts';
import { type Inbox, placeIn } from '../../store/inbox.ts';
import type { FetchContext } from '../contract/transport.ts';

const AT_ONCE = 50;
const MAX_BYTES = 40_000_000;

/** What was sent for a feed and is in no receipt yet, in order of arrival, as far as one receipt holds it. */
export async function takeSent({ feed, bookmark, inbox }: FetchContext): Promise<readonly FetchedCapture[]> {
  const captures: FetchedCapture[] = [];
  let size = 0;
  for (const { place, bytes, contentType, receivedAt } of await inbox.after(feed.id, placeIn(bookmark), AT_ONCE)) {
    size += bytes.byteLength;
    if (captures.length > 0 && size > MAX_BYTES) break;
    const facts = { contentType, url: null, contentLocation: null, filename: null, receivedAt };
    captures.push({ capture: { bytes, ...facts }, bookmark: { ...bookmark, inbox: place }, holds: String(place) });
  }
  return captures;
}

/** Lets go of what a capture held in the inbox. */
export const dropSent = (inbox: Inbox, feed: string, holds: string): Promise<void> => inbox.drop(feed, Number(holds));
