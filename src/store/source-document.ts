import type { Article } from '../article/article.ts';
import { documentShutBy } from './letter-remains.ts';
import {
  type CaptureFacts,
  feedOfReceipt,
  keptReceipts,
  readBytes,
  readReceipt,
  standingReceipts,
} from './receipts.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;
/** A receipt is opened when its documents come. */
const NEAR_MS = 600_000;
const STANDING_LOOKED_THROUGH = 1_000;

/** The document that a revision was read from, as it came. */
export interface SourceDocument {
  /** Null where the document is not kept. */
  readonly facts: CaptureFacts | null;
  readonly bytes: Buffer | null;
  /** Why the bytes are not shown; null where they are. */
  readonly hidden: string | null;
}

/** A document that is kept: the receipt that has it, and its place there. */
export interface KeptDocument {
  readonly receipt: string;
  readonly at: number;
  readonly facts: CaptureFacts;
  /** All documents of the receipt. */
  readonly captures: readonly CaptureFacts[];
}

/** The documents that a revision may have been read from, as far as they are known at `now` (epoch milliseconds). */
export async function findDocuments(
  store: Store,
  revision: Pick<Article, 'provenance' | 'receivedAt'>,
  now: number,
): Promise<readonly KeptDocument[]> {
  const came = Date.parse(revision.receivedAt);
  for (const around of [NEAR_MS, DAY_MS]) {
    const found = await documentsIn(store, await keptReceipts(store, came - around, came + around), revision);
    if (found.length > 0) return found;
  }
  return documentsIn(store, await standingReceipts(store, now, STANDING_LOOKED_THROUGH), revision);
}

async function documentsIn(
  store: Store,
  receipts: readonly string[],
  { provenance: { feed, captureSha256 } }: Pick<Article, 'provenance'>,
): Promise<KeptDocument[]> {
  const ofFeed = receipts.filter((each) => feedOfReceipt(each) === feed);
  const found = await Promise.all(
    ofFeed.map(async (receipt) => ({ receipt, captures: (await readReceipt(store, receipt))?.facts.captures ?? [] })),
  );
  return found.flatMap(({ receipt, captures }) => {
    const at = captures.findIndex(({ sha256 }) => sha256 === captureSha256);
    const facts = captures[at];
    return facts === undefined ? [] : [{ receipt, at, facts, captures }];
  });
}

/** Finds the document of a revision, as far as it is kept and may be seen at `now` (epoch milliseconds). */
export async function readSource(store: Store, revision: Article, now: number): Promise<SourceDocument> {
  for (const { receipt, at, facts } of await findDocuments(store, revision, now)) {
    const shut = await documentShutBy(store, receipt, at, now);
    if (shut !== null) return { facts, bytes: null, hidden: `It is not shown, because of a story in it: ${shut}.` };
    const bytes = await readBytes(store, receipt, at);
    if (bytes !== null) return { facts, bytes, hidden: null };
  }
  return { facts: null, bytes: null, hidden: notKept(store, now - Date.parse(revision.receivedAt)) };
}

/** Why a document is not kept, by its age. */
export function notKept({ rawSeconds }: Store, ageMs: number): string {
  if (rawSeconds === 0)
    return 'It is not kept: documents go when their stories are worked. retention.rawDays in the settings keeps them for some days.';
  return ageMs > rawSeconds * 1_000
    ? 'It is not kept any more: it is older than retention.rawDays.'
    : 'It is not kept: it came before retention.rawDays was set, its feed made it by hand, or it was purged.';
}
