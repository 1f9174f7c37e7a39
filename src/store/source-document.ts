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
const STANDING_LOOKED_THROUGH = 1_000;

/** The document that a revision was read from, as it came. */
export interface SourceDocument {
  /** Null where the document is not kept. */
  readonly facts: CaptureFacts | null;
  readonly bytes: Buffer | null;
  /** Why the bytes are not shown; null where they are. */
  readonly hidden: string | null;
}

/** Finds the document of a revision, as far as it is kept and may be seen at `now` (epoch milliseconds). */
export async function readSource(store: Store, revision: Article, now: number): Promise<SourceDocument> {
  const { feed, captureSha256 } = revision.provenance;
  const came = Date.parse(revision.receivedAt);
  const receipts = [
    ...(await keptReceipts(store, came - DAY_MS, came + DAY_MS)),
    ...(await standingReceipts(store, now, STANDING_LOOKED_THROUGH)),
  ];
  for (const id of receipts.filter((each) => feedOfReceipt(each) === feed)) {
    const captures = (await readReceipt(store, id))?.facts.captures ?? [];
    const at = captures.findIndex(({ sha256 }) => sha256 === captureSha256);
    const facts = captures[at];
    if (facts === undefined) continue;
    const shut = await documentShutBy(store, id, at, now);
    if (shut !== null) return { facts, bytes: null, hidden: `It is not shown, because of a story in it: ${shut}.` };
    const bytes = await readBytes(store, id, at);
    if (bytes !== null) return { facts, bytes, hidden: null };
  }
  return { facts: null, bytes: null, hidden: notKept(store, now - came) };
}

function notKept({ rawSeconds }: Store, ageMs: number): string {
  if (rawSeconds === 0)
    return 'It is not kept: documents go when their stories are worked. retention.rawDays in the settings keeps them for some days.';
  return ageMs > rawSeconds * 1_000
    ? 'It is not kept any more: it is older than retention.rawDays.'
    : 'It is not kept: it came before retention.rawDays was set, its feed made it by hand, or it was purged.';
}
