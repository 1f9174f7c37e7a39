import type { Article } from '../article/article.ts';
import { readRevision } from './articles.ts';
import { readArrival } from './decisions.ts';
import { keys } from './keys.ts';
import { type CaptureFacts, type ReceiptItem, readBytes, readItemsOf } from './receipts.ts';
import { findDocuments, type KeptDocument, notKept } from './source-document.ts';
import type { Store } from './store.ts';

/** A document with its bytes. */
export interface WholeDocument {
  readonly facts: CaptureFacts;
  readonly bytes: Buffer;
}

/** What a revision was read from: its item, the document that has it, and the page that completed it, where one did. */
export interface KeptItem {
  readonly item: ReceiptItem;
  readonly document: WholeDocument;
  readonly page: WholeDocument | null;
}

/** Rules by which what stands is not what one document says. */
const MADE_OF_SEVERAL: ReadonlySet<string> = new Set(['take-joined']);
const MOST_BEFORE = 50;

/** Finds what a head was read from, or says why it cannot be read again. `now` in epoch milliseconds. */
export async function findKeptItem(
  store: Store,
  head: Article,
  now: number,
): Promise<KeptItem | { readonly gone: string }> {
  const brought = await arrivalBehind(store, head);
  if (brought === null) return { gone: 'it was made by hand, or what brought it is not known any more' };
  if (MADE_OF_SEVERAL.has(brought.rule)) return { gone: 'its text was joined from several documents' };
  const documents = await findDocuments(store, head, now);
  for (const kept of documents) {
    const item = (await readItemsOf(store, kept.receipt)).find(({ arrival }) => arrival === brought.arrival);
    const document = item && (await wholeDocument(store, kept));
    if (item && document) return { item, document, page: await pageOf(store, kept, item) };
  }
  return { gone: notKept(store, now - Date.parse(head.receivedAt)) };
}

/** The arrival of a feed behind what people did to an article since, or null. */
async function arrivalBehind(store: Store, head: Article): Promise<{ arrival: string; rule: string } | null> {
  let revision: Article | null = head;
  for (let looked = 0; revision !== null && looked < MOST_BEFORE; looked += 1) {
    const arrival = await store.redis.hget(keys.revision(revision.revisionId), 'arrival');
    const record = arrival === null ? null : await readArrival(store, arrival);
    const isOfFeed = record !== null && record.itemId !== arrival;
    if (arrival !== null && isOfFeed && revision.provenance.captureSha256 === head.provenance.captureSha256)
      return { arrival, rule: record.rule };
    const before: string | null = revision.previousRevisionId;
    revision = before === null ? null : await readRevision(store, before);
  }
  return null;
}

async function wholeDocument(store: Store, { receipt, at, facts }: KeptDocument): Promise<WholeDocument | null> {
  const bytes = await readBytes(store, receipt, at);
  return bytes && { facts, bytes };
}

async function pageOf(
  store: Store,
  { receipt, captures }: KeptDocument,
  { itemId }: ReceiptItem,
): Promise<WholeDocument | null> {
  const at = captures.findIndex(({ pageOf: of, error }) => of === itemId && error === null);
  const facts = captures[at];
  return facts === undefined ? null : wholeDocument(store, { receipt, at, facts, captures });
}
