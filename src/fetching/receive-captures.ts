import type { Bookmark, Capture, FetchedCapture } from '../article/capture.ts';
import { sha256 } from '../article/content.ts';
import { Snoozed } from '../article/failure.ts';
import { type MessageNumber, numbersOf } from '../article/message-numbers.ts';
import type { ReadAnswer } from '../formats/contract/read-document.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Begun, Overran } from '../store/fetch-turns.ts';
import { keepCounts } from '../store/message-counts.ts';
import { type CaptureFacts, openReceipt, packCaptures, type ReceiptFacts } from '../store/receipts.ts';
import { reached } from '../telemetry/crash-points.ts';
import { currentStep } from '../telemetry/traces.ts';
import { maybeStops } from './gather-items.ts';
import { type FetchOlder, findOverrun } from './overrun.ts';
import { type Listing, readListing } from './read-listing.ts';
import { beginReading, type ReceiptDependencies, type Received, readIntoReceipt } from './read-receipt.ts';
import { sayProblems } from './rejections.ts';

/** What taking in what a fetch brought needs from the service. */
export interface ReceiveDependencies extends ReceiptDependencies {
  /** True until the feed was fetched once since Redis lost writes. `first`: this seems to be its first fetch. */
  readonly recovering: (feed: string, first: boolean) => Promise<boolean>;
  /** The feed was fetched; `begunAt`: by a fetch that found nothing new, which counts if it began after the loss. */
  readonly recovered: (feed: string, begunAt?: number) => Promise<void>;
}

/** One fetch of a feed, from when it was begun. */
interface Turn {
  readonly token: string;
  readonly begun: Extract<Begun, { state: 'begun' }>;
}

/** What a fetch brought. */
interface Brought {
  readonly captures: readonly FetchedCapture[];
  /** They are a list of the newest that goes on where the last one was. */
  readonly continues?: boolean | undefined;
  /** Null where there is nothing older to be had. */
  readonly fetchOlder: FetchOlder | null;
  /** Numbers by which the interface itself counts what it lists. */
  readonly numbers?: readonly MessageNumber[];
}

/** What came of it. */
export interface Taken extends Received {
  readonly isNews: boolean;
  /** What may be missing since the last fetch, in a sentence, or null. */
  readonly gap: string | null;
  readonly overran: Overran | null;
}

/**
 * Puts what a fetch brought into a receipt and adds jobs for its items. A listing without news needs none: all that it says
 * is committed.
 */
export async function receiveCaptures(
  dependencies: ReceiveDependencies,
  feed: FeedSettings,
  turn: Turn,
  { captures, continues = false, fetchOlder, numbers = [] }: Brought,
): Promise<Taken> {
  const { begun } = turn;
  const [only] = captures;
  if (only === undefined) {
    await countNumbers(dependencies, feed.id, numbers, []);
    return { hintMs: null, refused: null, isNews: true, gap: null, overran: null };
  }
  const last = { answeredAt: begun.answeredAt, names: namesListed(dependencies, feed.id) };
  const reading = isListing(dependencies, feed, begun, captures) ? readListing(dependencies, feed, only.capture) : null;
  const listing = (await reading?.catch(() => null)) ?? null;
  if (listing !== null && !listing.isNews) return nothingNew(dependencies, feed, listing, { only, numbers });
  const own =
    reading === null
      ? captures.map(({ capture }) => beginReading(dependencies, feed, capture))
      : [reading.then(({ answer }) => answer)];
  for (const answer of own) answer.catch(() => undefined);
  const list = continues && !begun.first ? await own[0]?.catch(() => null) : null;
  const overrun = list == null ? null : await findOverrun(dependencies, feed, list, { last, fetchOlder });
  const older = overrun?.older ?? [];
  const kept = [
    ...older.map(({ capture }) => ({ capture, bookmark: {}, holds: null })),
    ...captures.map((each) => withoutKnown(each, listing)),
  ];
  const facts = await keepCaptures(dependencies, feed, turn, { captures, kept, beside: listing?.beside ?? [] });
  if (facts === null) throw new Snoozed(`feed ${feed.id}: another process took the feed`, dependencies.now() + 1_000);
  reached('capture-stored');
  await dependencies.recovered(feed.id);
  const answers = [...older.map(({ answer }) => Promise.resolve(answer)), ...own];
  await countNumbers(dependencies, feed.id, numbers, answers);
  const received = await readIntoReceipt(dependencies, feed, facts, { answers, first: begun.first });
  return { ...received, isNews: true, gap: overrun?.gap ?? null, overran: overrun?.overran ?? null };
}

/** The names of the items that a feed listed last. */
function namesListed({ slices }: ReceiveDependencies, feed: string): ReadonlySet<string> {
  return new Set([...slices.of(feed).values()].flatMap(({ calledBy }) => calledBy));
}

async function nothingNew(
  dependencies: ReceiveDependencies,
  feed: FeedSettings,
  { answer }: Listing,
  { only, numbers }: { readonly only: FetchedCapture; readonly numbers: readonly MessageNumber[] },
): Promise<Taken> {
  await countNumbers(dependencies, feed.id, numbers, []);
  sayProblems(dependencies, feed.id, only.capture.filename, answer);
  await dependencies.recovered(feed.id);
  return { hintMs: answer.feed?.pollHintMs ?? null, refused: null, isNews: false, gap: null, overran: null };
}

/** What goes into a receipt. `kept`: what is kept of the captures, with older parts of a list before them. */
interface Keeping {
  readonly captures: readonly FetchedCapture[];
  readonly kept: readonly FetchedCapture[];
  /** Short names of the items that were left out of a listing. */
  readonly beside: readonly string[];
}

/** Opens the receipt of a fetch with the bytes that it brought. Null when the fetch's lease is gone. */
async function keepCaptures(
  dependencies: ReceiveDependencies,
  feed: FeedSettings,
  { token, begun }: Turn,
  { captures, kept, beside }: Keeping,
): Promise<ReceiptFacts | null> {
  const [recovering, packed] = await Promise.all([dependencies.recovering(feed.id, begun.first), packCaptures(kept)]);
  const traceparent = currentStep();
  const facts: ReceiptFacts = {
    feed: feed.id,
    sequence: begun.sequence,
    captures: kept.map(({ capture }) => factsOf(capture, beside)),
    holds: captures.flatMap(({ holds }) => (holds === null ? [] : [{ name: holds, error: null }])),
    silent: begun.first && !recovering && feed.onFirstPoll === 'record',
    recovered: recovering,
    ...(begun.answeredAt === null ? {} : { answeredBefore: begun.answeredAt }),
    chunks: [],
    bookmark: bookmarkOf(captures),
    ...(traceparent === null ? {} : { traceparent }),
  };
  const isOpened = await openReceipt(dependencies.store, { token, facts, packed, now: dependencies.now() });
  return isOpened ? facts : null;
}

function factsOf(
  { bytes, contentType, url, contentLocation, filename, receivedAt }: Capture,
  beside: readonly string[],
): CaptureFacts {
  return {
    sha256: sha256(bytes),
    contentType,
    url,
    contentLocation,
    filename,
    receivedAt,
    format: null,
    error: null,
    ...(beside.length === 0 ? {} : { beside }),
  };
}

/**
 * Looks at the numbers that the interface counts and the items of a wire carry; what cannot be read has none. A number
 * counts as come only when its item is in a receipt: until then it must be missing for whoever fetches next.
 */
async function countNumbers(
  { store, now }: ReceiveDependencies,
  feed: string,
  counted: readonly MessageNumber[],
  answers: readonly Promise<ReadAnswer>[],
): Promise<void> {
  const read = await Promise.allSettled(answers);
  const items = read.flatMap((each) => (each.status === 'fulfilled' ? each.value.items : []));
  await keepCounts(store, feed, [...counted, ...numbersOf(items)], now());
}

/** What the transport wants remembered of all that it brought. */
export function bookmarkOf(captures: readonly FetchedCapture[]): Bookmark {
  return Object.assign({}, ...captures.map((capture) => capture.bookmark)) as Bookmark;
}

/** True for one document that stays where it is: fetched again, it lists again what is not committed. */
function isListing(
  { onlyStops }: ReceiveDependencies,
  { fullText }: FeedSettings,
  { first }: Turn['begun'],
  captures: readonly FetchedCapture[],
): boolean {
  return captures.length === 1 && captures[0]?.holds === null && !first && fullText !== 'page' && !onlyStops();
}

/** The capture without the items that came before as they are now and are committed. */
function withoutKnown(each: FetchedCapture, listing: Listing | null): FetchedCapture {
  const rest = listing?.answer.slices?.rest ?? null;
  if (listing === null || rest === null || listing.answer.passedOver.length > 0) return each;
  return { ...each, capture: { ...each.capture, bytes: rest } };
}

/** Those of the captures that hold a stop. The others are not kept: they stay where they are, and are fetched again. */
export async function capturesWithStops(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  captures: readonly FetchedCapture[],
): Promise<readonly FetchedCapture[]> {
  const found = await Promise.all(
    captures.map(async (each) => {
      const read = await beginReading(dependencies, feed, each.capture).catch(() => null);
      return read?.items.some(maybeStops) ? [each] : [];
    }),
  );
  return found.flat();
}
