import { gateOf } from '../article/embargo.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { readArticle, readHeadEntry } from '../store/articles.ts';
import type { DeadLetter } from '../store/dead-letters.ts';
import { type Retried, reopenDocument, reopenItem, resend } from '../store/retry.ts';
import type { Store } from '../store/store.ts';
import { laneEntryOf } from './lane-entry.ts';

/**
 * Tries a dead letter again: a document is read again, an item worked again, and for a delivery the article's current
 * revision is sent.
 */
export async function retryLetter(
  store: Store,
  letter: DeadLetter,
  destinations: ReadonlyMap<string, DestinationSettings>,
): Promise<Retried> {
  if (letter.kind === 'document') return reopenDocument(store, letter);
  if (letter.kind === 'item') return reopenItem(store, letter);
  const destination = destinations.get(letter.fields.destination ?? '');
  const id = letter.fields.article ?? '';
  const [article, entry] = await Promise.all([readArticle(store, id), readHeadEntry(store, id)]);
  if (destination === undefined || article === null || entry === null) return 'no-receipt';
  const kind = KINDS[gateOf(article, Date.now()).state];
  return resend(store, letter, { ...laneEntryOf({ ...entry, kind }, destination), passes: true, why: '' });
}

const KINDS = { open: 'revision', held: 'held', withheld: 'withdrawal', withdrawn: 'withdrawal' } as const;
