import { namesBeside } from '../article/beside.ts';
import { describeError, isFailure } from '../article/failure.ts';
import { idInFeed } from '../article/id-in-feed.ts';
import { maybeStopsBy } from '../article/stop-words.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { ReadAnswer } from '../formats/contract/read-document.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { CaptureFacts, ReadItem, ReceiptFacts } from '../store/receipts.ts';
import { type RejectionDependencies, rejectDocument, rejectItem, sayProblems } from './rejections.ts';

/** Words that make an item go down the fast lane. A suspicion is enough: the judge decides. */
const SUSPECT =
  /\b(kill|withdraw|withdrawn|withheld|canceled|cancelled|embargo|annulation|anulaci|إلغاء|alert|urgent|flash)/i;

/** What the documents of a receipt gave, one after the other. */
export interface Gathered {
  readonly captures: readonly CaptureFacts[];
  readonly items: readonly ReadItem[];
  readonly hintMs: number | null;
  /** One of them was cut short. */
  readonly partial: boolean;
  /** One of them held items that were too much to be read, and are kept for the first time. */
  readonly passedOver: boolean;
}

/** The items of the documents, in the order in which they are worked; what cannot be read becomes a dead letter. */
export async function gatherItems(
  dependencies: RejectionDependencies,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
): Promise<Gathered> {
  const gathered: Gathering = { captures: [], items: [], hintMs: null, partial: false, passedOver: false };
  for (const [at, capture] of facts.captures.entries()) {
    const answering = answers[at] ?? null;
    if (answering === null) {
      gathered.captures.push(capture);
      continue;
    }
    try {
      await takeAnswer(dependencies, gathered, { facts, capture: at }, await answering);
    } catch (error) {
      if (isFailure(error, 'RetryLater')) throw error;
      const reason = describeError(error);
      gathered.captures[at] = { ...capture, error: reason };
      await rejectDocument(dependencies, { facts, capture: at }, reason);
    }
  }
  return gathered;
}

/** What has been gathered so far. */
type Gathering = {
  -readonly [Fact in keyof Gathered]: Gathered[Fact] extends readonly (infer Each)[] ? Each[] : Gathered[Fact];
};

async function takeAnswer(
  dependencies: RejectionDependencies,
  gathered: Gathering,
  { facts, capture: at }: { readonly facts: ReceiptFacts; readonly capture: number },
  answer: ReadAnswer,
): Promise<void> {
  const capture = facts.captures[at] as CaptureFacts;
  const beside = namesBeside(answer.items, capture.beside);
  gathered.captures.push({ ...capture, format: answer.format, ...(beside === undefined ? {} : { beside }) });
  gathered.hintMs = answer.feed?.pollHintMs ?? gathered.hintMs;
  gathered.partial ||= answer.feed?.partial ?? false;
  const read = answer.items.map((item, place) => ({ item, hash: answer.hashes[place] as string }));
  for (const { item, hash } of inOrder(read, answer.order))
    gathered.items.push({ capture: at, itemId: idInFeed(item), silent: facts.silent, hash, item });
  sayProblems(dependencies, facts.feed, capture.filename, answer);
  for (const item of answer.passedOver)
    gathered.passedOver = (await rejectItem(dependencies, { facts, capture: at }, item)) || gathered.passedOver;
}

/** What happened first is worked first. */
export function inOrder<Item>(items: readonly Item[], order: ReadAnswer['order']): readonly Item[] {
  return order === 'newest-first' ? items.toReversed() : items;
}

/** With `send: N`, only the newest N of a first poll are sent; the others are recorded. */
export function limitFirstPoll(items: readonly ReadItem[], feed: FeedSettings, first: boolean): readonly ReadItem[] {
  if (!first || typeof feed.onFirstPoll === 'string') return items;
  const silentUpTo = items.length - feed.onFirstPoll.send;
  return items.map((item, at) => (at < silentUpTo ? { ...item, silent: true } : item));
}

/** True for an item that may stop another. */
export function maybeStops({ signals, headline, withdraws }: WireItem): boolean {
  return (
    withdraws.length > 0 ||
    maybeStopsBy(headline ?? '') ||
    signals.some(({ kind, value }) => kind.startsWith('kill') || maybeStopsBy(value))
  );
}

/** Of a listing that is fetched again the stops alone are taken; a file that holds one is taken whole. */
export function stopsAmong(items: readonly ReadItem[], { holds }: ReceiptFacts): readonly ReadItem[] {
  return holds.length > 0 ? items : items.filter(({ item }) => maybeStops(item));
}

/** True for an item that runs before all others. */
export function isSuspect({ item }: { item: WireItem }): boolean {
  return item.signals.some(({ value }) => SUSPECT.test(value)) || SUSPECT.test(item.headline ?? '');
}
