import type { Logger } from 'pino';
import type { PassedOver, ReadAnswer } from '../formats/contract/read-document.ts';
import { countAgain, keepDeadLetter } from '../store/dead-letters.ts';
import { type ReceiptFacts, receiptId } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { ToldProblems } from './told-problems.ts';

/** What letting go of what cannot be read needs from the service. */
export interface RejectionDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly told: ToldProblems;
  readonly now: () => number;
}

/** One document of a receipt. */
interface Place {
  readonly facts: ReceiptFacts;
  readonly capture: number;
}

/** Of one document no more problems are told one by one. */
const MOST_SAID = 20;

/** Says what could not be read in a document; of one that is polled again, only where that is something else. */
export function sayProblems(
  { log, told }: Pick<RejectionDependencies, 'log' | 'told'>,
  feed: string,
  file: string | null,
  { decoded, problems }: Pick<ReadAnswer, 'decoded' | 'problems'>,
): void {
  const all = [...decoded.repairs, ...problems];
  if (file === null && !told.isNews(feed, all)) return;
  for (const problem of all.slice(0, MOST_SAID))
    log.warn({ feed, file, problem }, 'part of a document could not be read');
  if (all.length > MOST_SAID)
    log.warn({ feed, file, problems: all.length - MOST_SAID }, 'more parts of a document could not be read');
}

/**
 * Keeps a letter of an item that was too much. The same item at every poll is one letter, counted.
 * @returns true where it is new, and the bytes of its document are to be kept
 */
export async function rejectItem(
  { store, log, metrics, now }: RejectionDependencies,
  place: Place,
  { at, sha256: hash, reason }: PassedOver,
): Promise<boolean> {
  const { feed } = place.facts;
  metrics.rejected.inc({ feed, kind: 'item' });
  const id = `${feed}.item.${hash.slice(0, 16)}`;
  if (await countAgain(store, id, now())) return false;
  const said = `item ${at + 1}: ${reason}`;
  const { url, file } = fieldsOf(place);
  log.warn({ feed, file, url, reason: said }, 'item rejected');
  await keepDeadLetter(store, { id, kind: 'document', reason: said, at: now(), fields: fieldsOf(place) });
  return true;
}

/** Keeps a letter of a document that cannot be read. */
export async function rejectDocument(
  { store, log, metrics, now }: RejectionDependencies,
  place: Place,
  reason: string,
): Promise<void> {
  const { feed, receipt, url, file } = fieldsOf(place);
  metrics.rejected.inc({ feed: place.facts.feed, kind: 'document' });
  log.warn({ feed, receipt, file, url, reason }, 'document rejected');
  const id = `${receipt}.${place.capture}`;
  await keepDeadLetter(store, { id, kind: 'document', reason, at: now(), fields: fieldsOf(place) });
}

function fieldsOf({ facts, capture }: Place) {
  const { sha256 = '', url = '', filename = '' } = facts.captures[capture] ?? {};
  return {
    feed: facts.feed,
    receipt: receiptId(facts.feed, facts.sequence),
    capture: String(capture),
    sha256,
    url: url ?? '',
    file: filename ?? '',
  };
}
