import type { FetchedCapture } from '../article/capture.ts';
import { sha256 } from '../article/content.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Begun, RefusedDocument } from '../store/fetch-turns.ts';

/** A refused document that comes unchanged is not read again before this is over: a later version may know it. */
const REFUSED_FOR_MS = 3_600_000;

/** What is known of a document that was refused at the fetch before and came again as it was; null for any other. */
export function knownRefusal(
  { refused }: Pick<Extract<Begun, { state: 'begun' }>, 'refused'>,
  { format }: FeedSettings,
  captures: readonly FetchedCapture[],
  now: number,
): RefusedDocument | null {
  const [only] = captures;
  if (refused === null || only === undefined || captures.length > 1 || only.holds !== null) return null;
  if (refused.format !== format || now - refused.at > REFUSED_FOR_MS) return null;
  return sha256(only.capture.bytes) === refused.sha256 ? refused : null;
}
