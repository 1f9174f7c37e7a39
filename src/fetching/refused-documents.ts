import type { FetchedCapture } from '../article/capture.ts';
import { sha256 } from '../article/content.ts';
import { cutText } from '../article/cut-text.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { discardDeadLetter, keepDeadLetter } from '../store/dead-letters.ts';
import type { Begun, RefusedDocument } from '../store/fetch-turns.ts';
import { receiptId } from '../store/receipts.ts';
import type { RefusedFile } from '../transports/contract/transport.ts';
import type { ReceiptDependencies } from './read-receipt.ts';

type BegunFetch = Extract<Begun, { state: 'begun' }>;

/** A refused document that comes unchanged is not read again before this is over: a later version may know it. */
const REFUSED_FOR_MS = 3_600_000;

/** What is known of a document that was refused at the fetch before and came again as it was; null for any other. */
export function knownRefusal(
  { refused }: BegunFetch,
  { format }: FeedSettings,
  captures: readonly FetchedCapture[],
  now: number,
): RefusedDocument | null {
  const [only] = captures;
  if (refused === null || only === undefined || captures.length > 1 || only.holds !== null) return null;
  if (refused.format !== format || now - refused.at > REFUSED_FOR_MS) return null;
  return sha256(only.capture.bytes) === refused.sha256 ? refused : null;
}

/** What the feed keeps of a refusal. The same document refused once more is the same letter's: the older one goes. */
export async function refusalOf(
  { store, now }: ReceiptDependencies,
  { id, format }: FeedSettings,
  { refused: before, sequence }: BegunFetch,
  { captures, reason }: { captures: readonly FetchedCapture[]; reason: string },
): Promise<string> {
  const [only] = captures;
  if (only === undefined || captures.length > 1 || only.holds !== null) return '';
  const letter = `${receiptId(id, sequence)}.0`;
  const refused = { sha256: sha256(only.capture.bytes), format, letter, reason: cutText(reason, 500), at: now() };
  if (before?.sha256 === refused.sha256 && before.letter !== letter) await discardDeadLetter(store, before.letter);
  return JSON.stringify(refused satisfies RefusedDocument);
}

/** What a feed says of a document that could not be read. `now`: epoch milliseconds. */
export const badDocument = (
  { failures }: BegunFetch,
  reason: string,
  now: number,
): Record<string, string | number> => ({
  state: 'bad-document',
  failures: failures + 1,
  lastError: cutText(reason, 500),
  lastFailureAt: now,
});

/** What a source holds and cannot be taken is said once each, and is a dead letter. */
export async function keepRefused(
  { store, log, metrics, now }: ReceiptDependencies,
  feed: FeedSettings,
  refused: readonly RefusedFile[],
): Promise<void> {
  for (const { name, reason } of refused) {
    metrics.rejected.inc({ feed: feed.id, kind: 'document' });
    log.warn({ feed: feed.id, file: name, reason }, 'a file was not taken');
    await keepDeadLetter(store, {
      id: `${feed.id}.file.${sha256(name).slice(0, 16)}`,
      kind: 'document',
      reason,
      at: now(),
      fields: { feed: feed.id, file: name },
    });
  }
}
