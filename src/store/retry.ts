import type { DeadLetter } from './dead-letters.ts';
import { keys } from './keys.ts';
import type { LaneEntry } from './lanes.ts';
import { readReceipt } from './receipts.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** What became of a letter that was to be tried again. Where it was opened, sent or had nothing to send, the letter goes. */
export type Retried =
  /** The item or document is worked again within seconds. */
  | 'opened'
  | 'sent-again'
  /** A later revision waits for this destination: it goes instead. */
  | 'later-waits'
  /** The destination has the current revision. */
  | 'delivered-since'
  /** The feed has another receipt open: try again in a moment. */
  | 'busy'
  /** The settings do not name its destination any more. The article is kept. */
  | 'no-destination'
  /** There is no such letter, or what it was about is not kept any more. */
  | 'gone'
  | 'no-receipt';

/** Sends an article's current revision to the destination that refused one. */
export async function resend(store: Store, letter: DeadLetter, entry: LaneEntry): Promise<Retried> {
  const destination = letter.fields.destination ?? '';
  const { article, revisionId } = entry;
  return (await runScript(
    store.redis,
    'resend',
    [
      keys.lane(destination, article),
      keys.due(destination),
      keys.got(destination),
      keys.revision(revisionId),
      keys.deadLetters,
      keys.deadLetter(letter.id),
    ],
    [destination, article, letter.id, JSON.stringify(entry)],
  )) as Retried;
}

/** Works a rejected item again. The letter's id is the item's arrival. */
export async function reopenItem(store: Store, { id, fields }: DeadLetter): Promise<Retried> {
  const { receipt = '', feed = '', itemId = '', item = '' } = fields;
  return (await runScript(
    store.redis,
    'reopen-item',
    [
      keys.receipt(receipt),
      keys.open(receipt),
      keys.receipts,
      keys.arrival(id),
      keys.seen(feed, itemId),
      keys.deadLetters,
      keys.deadLetter(id),
    ],
    [receipt, item, id],
  )) as Retried;
}

/** Reads a rejected document again, by the formats of now. Items that were committed from it are closed at once. */
export async function reopenDocument(store: Store, { id, fields }: DeadLetter): Promise<Retried> {
  const { receipt: name = '', feed = '' } = fields;
  const receipt = await readReceipt(store, name);
  if (receipt === null) return 'no-receipt';
  const captures = receipt.facts.captures.map((capture) => ({ ...capture, error: null }));
  const holds = receipt.facts.holds.map((hold) => ({ ...hold, error: null }));
  const facts = { ...receipt.facts, captures, holds, chunks: [] };
  return (await runScript(
    store.redis,
    'reopen-document',
    [keys.feed(feed), keys.receipt(name), keys.open(name), keys.receipts, keys.deadLetters, keys.deadLetter(id)],
    [name, JSON.stringify(facts), id],
  )) as Retried;
}
