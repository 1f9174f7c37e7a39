import { gateOf } from '../article/embargo.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { readArticle, readHeadEntry } from '../store/articles.ts';
import type { DeadLetter } from '../store/dead-letters.ts';
import { type Retried, reopenDocument, reopenItem, resend } from '../store/retry.ts';
import type { Store } from '../store/store.ts';
import { entryKindOf } from '../store/wire-log.ts';
import { laneEntryOf } from './lane-entry.ts';

/** What a letter that is tried again is judged by: the settings, and the time (epoch milliseconds). */
interface RetryContext {
  readonly destinations: ReadonlyMap<string, DestinationSettings>;
  readonly now: number;
}

/**
 * Tries a dead letter again: a document is read again, an item worked again, and for a delivery the article's current
 * revision is sent.
 */
export async function retryLetter(store: Store, letter: DeadLetter, context: RetryContext): Promise<Retried> {
  if (letter.kind === 'document') return reopenDocument(store, letter);
  if (letter.kind === 'item') return reopenItem(store, letter);
  return retryDelivery(store, letter, context);
}

async function retryDelivery(store: Store, letter: DeadLetter, { destinations, now }: RetryContext): Promise<Retried> {
  const destination = destinations.get(letter.fields.destination ?? '');
  if (destination === undefined) return 'no-destination';
  const id = letter.fields.article ?? '';
  const [article, entry] = await Promise.all([readArticle(store, id), readHeadEntry(store, id)]);
  if (article === null || entry === null) return 'no-receipt';
  const kind = entryKindOf(gateOf(article, now));
  return resend(store, letter, { ...laneEntryOf({ ...entry, kind }, destination), passes: true, why: '' });
}
