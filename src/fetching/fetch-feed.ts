import { randomUUID } from 'node:crypto';
import type { Bookmark } from '../article/capture.ts';
import { Snoozed } from '../article/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { AccountMemory } from '../store/accounts.ts';
import { countAgain } from '../store/dead-letters.ts';
import { type AskedFeed, type Begun, beginFetch, keepFetch } from '../store/fetch-turns.ts';
import { keepCounts, readMissing } from '../store/message-counts.ts';
import { reached } from '../telemetry/crash-points.ts';
import { inStage } from '../telemetry/stages.ts';
import {
  type AnyTransport,
  type FetchContext,
  type FetchResult,
  type PollHints,
  seesNews,
} from '../transports/contract/transport.ts';
import { type EndDependencies, endTurn, type FetchEnd, failureOf, type Turn } from './end-turn.ts';
import type { FetchOlder } from './overrun.ts';
import { resumeReceipt } from './read-receipt.ts';
import { bookmarkOf, capturesWithStops, type ReceiveDependencies, receiveCaptures } from './receive-captures.ts';
import { badDocument, keepRefused, knownRefusal, refusalOf } from './refused-documents.ts';

/** How long a feed stands still after a process died in its fetch; a fetch that goes on keeps its lease. */
export const LEASE_MS = 15_000;
const KEEP_EVERY_MS = 5_000;

/** What fetching needs from the service. */
export interface FetchDependencies extends ReceiveDependencies, EndDependencies {
  readonly accounts: AccountMemory;
  /** Our own address, as sources reach it, or null. */
  readonly publicUrl: () => string | null;
}

/** One fetch of a feed that somebody asked for. */
export async function fetchFeed(dependencies: FetchDependencies, feed: FeedSettings): Promise<void> {
  const token = randomUUID();
  const { shortestMs } = askedFeed(dependencies, feed);
  const begun = await beginFetch(dependencies.store, feed.id, { token, leaseMs: LEASE_MS, shortestMs });
  if (begun.state === 'leased')
    throw new Snoozed(`feed ${feed.id}: is being fetched elsewhere`, Math.min(begun.until, dependencies.now() + 5_000));
  await goOnWith(dependencies, feed, token, begun);
}

/** The feed as it is asked for. One that can see its news for itself may be asked at any time. */
export function askedFeed({ transports }: FetchDependencies, feed: FeedSettings): AskedFeed {
  return { id: feed.id, shortestMs: seesNews(transports.get(feed.transport), feed) ? 0 : feed.every.min };
}

/** What is to be done with a feed that was asked for: bytes into a receipt, items read once, jobs added. */
export async function goOnWith(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  token: string,
  begun: Begun,
): Promise<void> {
  if (begun.state === 'open') return resumeReceipt(dependencies, feed, begun.receipt);
  if (begun.state !== 'begun') return;
  const transport = dependencies.transports.get(feed.transport);
  if (transport === undefined) throw new Error(`feed ${feed.id}: there is no transport ${feed.transport}`);
  reached('fetch-begun');
  const turn: Turn = { token, begun, at: dependencies.now() };
  const keeping = setInterval(() => {
    keepFetch(dependencies.store, feed.id, token, LEASE_MS).catch(() => undefined);
  }, KEEP_EVERY_MS);
  try {
    await endTurn(dependencies, feed, turn, await takeTurn(dependencies, feed, turn, transport));
    reached('fetch-ended');
  } catch (error) {
    await endTurn(dependencies, feed, turn, failureOf(dependencies, feed, turn, error));
  } finally {
    clearInterval(keeping);
  }
}

/** Asks the source and takes in what it answers. @throws FeedDown, Snoozed, and whatever else kept it from being fetched */
async function takeTurn(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  turn: Turn,
  transport: AnyTransport,
): Promise<FetchEnd> {
  const { begun } = turn;
  const result = await inStage(dependencies.metrics, { stage: 'fetch', facts: { feed: feed.id } }, () =>
    transport.fetch(contextOf(dependencies, feed, begun)),
  );
  const { outcome, hints } = result;
  const gap = gapLearnt(dependencies, feed, hints);
  dependencies.metrics.fetches.inc({ feed: feed.id, outcome });
  await keepRefused(dependencies, feed, result.refused ?? []);
  const said = { hintMs: hints.waitMs, notBefore: notBeforeOf(hints, dependencies.now()) };
  if (outcome === 'unchanged') {
    await keepCounts(dependencies.store, feed.id, result.numbers ?? [], dependencies.now());
    await dependencies.recovered(feed.id, turn.at);
    const facts = { lastOkAt: dependencies.now(), state: 'unchanged', failures: 0, notice: hints.notice ?? '' };
    return { ...said, outcome, learnt: { ...bookmarkLearnt(result.bookmark), ...gap, ...facts } };
  }
  reached('fetch-answered');
  const known = knownRefusal(begun, feed, result.captures, dependencies.now());
  if (known !== null) {
    await countAgain(dependencies.store, known.letter, dependencies.now());
    const learnt = { ...gap, ...badDocument(begun, known.reason, dependencies.now()) };
    return { ...said, outcome: 'failed', learnt };
  }
  const end = await takeCaptures(dependencies, feed, turn, {
    result,
    fetchOlder: olderOf(dependencies, feed, transport, begun),
  });
  return { ...said, ...end, learnt: { notice: hints.notice ?? '', ...gap, ...end.learnt } };
}

type Answered = Extract<FetchResult, { captures: unknown }>;

/** Takes in the documents that a source answered with. */
async function takeCaptures(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  { token, begun }: Turn,
  { result, fetchOlder }: { readonly result: Answered; readonly fetchOlder: FetchOlder | null },
): Promise<Omit<FetchEnd, 'notBefore'>> {
  const captures = dependencies.onlyStops()
    ? await capturesWithStops(dependencies, feed, result.captures)
    : result.captures;
  const { continues, numbers = [] } = result;
  const brought = { captures, continues, fetchOlder, numbers };
  const taken = await receiveCaptures(dependencies, feed, { token, begun }, brought);
  const { refused, overran } = taken;
  const learnt = {
    ...(taken.isNews ? {} : bookmarkLearnt(bookmarkOf(captures))),
    ...(taken.gap === null ? {} : gapLearnt(dependencies, feed, { gap: taken.gap })),
    ...(overran === null ? {} : { overran: JSON.stringify(overran) }),
  };
  const hintMs = overran === null ? (result.hints.waitMs ?? taken.hintMs) : null;
  if (refused === null) {
    const facts = { lastOkAt: dependencies.now(), state: 'ok', failures: 0, refused: '' };
    return { outcome: 'ok', hintMs, overran, learnt: { ...learnt, ...facts } };
  }
  const facts = {
    ...badDocument(begun, refused, dependencies.now()),
    refused: await refusalOf(dependencies, feed, begun, { captures: result.captures, reason: refused }),
  };
  return { outcome: 'failed', hintMs, overran, learnt: { ...learnt, ...facts } };
}

const bookmarkLearnt = (bookmark: Bookmark | undefined): Record<string, string> =>
  bookmark === undefined ? {} : { bookmark: JSON.stringify(bookmark), firstPollDone: '1' };

function contextOf(
  { store, now, signal, userAgent, accounts, inbox, publicUrl }: FetchDependencies,
  feed: FeedSettings,
  { bookmark, sequence }: Turn['begun'],
): FetchContext {
  return {
    ...{ feed, bookmark, sequence, signal, userAgent, accounts, inbox },
    now: now(),
    publicUrl: publicUrl(),
    missing: () => readMissing(store, feed.id),
  };
}

/** Asks for what a list showed before, where the transport can. */
function olderOf(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  transport: AnyTransport,
  begun: Turn['begun'],
): FetchOlder | null {
  const { fetchOlder } = transport;
  return fetchOlder === undefined ? null : (address) => fetchOlder(contextOf(dependencies, feed, begun), address);
}

/** What the source let go of before we read it stays with the feed, is said aloud and counted. */
function gapLearnt(
  { log, metrics, now }: FetchDependencies,
  feed: FeedSettings,
  { gap }: Pick<PollHints, 'gap'>,
): Record<string, string | number> {
  if (gap === undefined) return {};
  metrics.gaps.inc({ feed: feed.id });
  log.warn({ feed: feed.id, gap }, 'copy may be missing');
  return { lastGap: gap, lastGapAt: now() };
}

/** Retry-After is a promise; how long an answer is fresh (max-age) only sets the pace. */
const notBeforeOf = ({ retryAfterMs = null }: PollHints, now: number): number | null =>
  retryAfterMs === null ? null : now + retryAfterMs;
