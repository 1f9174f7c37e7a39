import type { Bookmark, FetchedCapture } from '../article/capture.ts';
import { canonicalJson, sha256 } from '../article/content.ts';
import type { WireItem } from '../article/wire-item.ts';
import { keys } from './keys.ts';
import { pack, packBytes, unpack, unpackBytes } from './packing.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** Stories a job carries at the most. */
export const CHUNK_ITEMS = 25;
const LOOKED_UP_AT_ONCE = 1_000;

/** What a receipt says of one capture. */
export interface CaptureFacts {
  readonly sha256: string;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly contentLocation: string | null;
  readonly filename: string | null;
  readonly receivedAt: number;
  readonly format: string | null;
  readonly error: string | null;
  /** Short names of the items that stand in it side by side, where there are several. */
  readonly beside?: readonly string[];
  /** The item whose page it is; not there for what the transport brought. */
  readonly pageOf?: string;
}

/** What a receipt says of itself. */
export interface ReceiptFacts {
  readonly feed: string;
  readonly sequence: number;
  readonly captures: readonly CaptureFacts[];
  readonly holds: readonly { readonly name: string; readonly error: string | null }[];
  /** Recorded without being sent: the first poll of a feed whose history nobody asked for. */
  readonly silent: boolean;
  readonly recovered: boolean;
  /** When the source had answered the time before; not there where it never did. */
  readonly answeredBefore?: number;
  readonly chunks: readonly (readonly number[])[];
  /** The chunks that run before all others; not there in receipts of earlier versions. */
  readonly urgent?: readonly number[];
  /** Saved once all is committed, if the fetch is the feed's newest; not there in receipts of earlier versions. */
  readonly bookmark?: Bookmark;
  /** The step of a trace that fetched it. */
  readonly traceparent?: string;
}

/** One item of a receipt, waiting to be worked. */
export interface ReceiptItem {
  readonly number: number;
  readonly capture: number;
  readonly itemId: string;
  readonly hash: string;
  /** The arrival before this one of the same item on this feed, or empty. */
  readonly previous: string;
  readonly arrival: string;
  readonly silent: boolean;
  readonly item: WireItem;
}

/** A chunk of a receipt as it was filled, in the process that filled it. */
export interface ChunkInHand {
  readonly facts: ReceiptFacts;
  readonly items: readonly ReceiptItem[];
}

/** The receipt's name: one for every fetch of a feed. */
export function receiptId(feed: string, sequence: number): string {
  return `${feed}.${sequence}`;
}

/** Makes the bytes of a fetch ready to be kept. */
export function packCaptures(captures: readonly FetchedCapture[]): Promise<readonly Buffer[]> {
  return Promise.all(captures.map(({ capture }) => packBytes(capture.bytes)));
}

/** Keeps the bytes of a fetch before anything is made of them. False when the fetch's lease is gone. */
export async function openReceipt(
  store: Store,
  { token, facts, packed, now }: { token: string; facts: ReceiptFacts; packed: readonly Buffer[]; now: number },
): Promise<boolean> {
  const id = receiptId(facts.feed, facts.sequence);
  const answer = await runScript(
    store.redis,
    'open-receipt',
    [keys.feed(facts.feed), keys.receipt(id), keys.receipts],
    [token, id, now, JSON.stringify(facts), ...packed],
  );
  return answer === 1;
}

/** Keeps the bytes of one more capture, the last of `facts`, before anything is read in it. */
export async function addCapture(store: Store, facts: ReceiptFacts, bytes: Uint8Array): Promise<void> {
  const id = receiptId(facts.feed, facts.sequence);
  await runScript(
    store.redis,
    'add-capture',
    [keys.receipt(id)],
    [JSON.stringify(facts), facts.captures.length - 1, await packBytes(bytes)],
  );
}

/** An item as a format gave it, on its way into a receipt. */
export interface ReadItem {
  readonly capture: number;
  readonly itemId: string;
  readonly silent: boolean;
  /** Of everything the item says. */
  readonly hash: string;
  readonly item: WireItem;
}

/**
 * Leaves out the items whose content is already committed from this feed, and chains the others: each names the
 * arrival before it, so that A, B, A again are three arrivals. Versions of one item stay in one chunk, in order.
 */
export async function chainItems(
  store: Store,
  feed: string,
  items: readonly ReadItem[],
): Promise<readonly (readonly ReceiptItem[])[]> {
  const ids = [...new Set(items.map(({ itemId }) => itemId))];
  const last = new Map(ids.map((id, at) => [id, at] as const));
  const seenKeys = ids.map((id) => keys.seen(feed, id));
  const seen = await readSeen(store, seenKeys, true);
  const state = ids.map((_, at) => parseSeen(seen[at] ?? null));
  const groups = new Map<string, ReceiptItem[]>();
  let number = 0;
  for (const { capture, itemId, silent, hash, item } of items) {
    const at = last.get(itemId) as number;
    const before = state[at] as { hash: string; arrival: string };
    if (before.hash === hash) continue;
    const arrival = sha256(canonicalJson([feed, itemId, hash, before.arrival])).slice(0, 32);
    const entry = { number, capture, itemId, hash, previous: before.arrival, arrival, silent, item };
    number += 1;
    state[at] = { hash, arrival };
    const group = item.uri ?? itemId;
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return chunked([...groups.values()]);
}

function chunked(groups: readonly (readonly ReceiptItem[])[]): ReceiptItem[][] {
  const chunks: ReceiptItem[][] = [];
  for (const group of groups) {
    const open = chunks.at(-1);
    if (open !== undefined && open.length + group.length <= CHUNK_ITEMS) open.push(...group);
    else chunks.push([...group]);
  }
  return chunks;
}

/**
 * The content hashes under which items were last committed from their feed; empty for those that never were.
 * @param seenKeys the key of each item
 * @param refresh writes anew for how long they are known
 */
export async function seenHashes(store: Store, seenKeys: readonly string[], refresh = false): Promise<string[]> {
  return (await readSeen(store, seenKeys, refresh)).map((seen) => parseSeen(seen).hash);
}

async function readSeen(store: Store, seenKeys: readonly string[], refresh: boolean): Promise<(string | null)[]> {
  const answers: Promise<unknown>[] = [];
  for (let at = 0; at < seenKeys.length; at += LOOKED_UP_AT_ONCE) {
    const asked = seenKeys.slice(at, at + LOOKED_UP_AT_ONCE);
    answers.push(refresh ? runScript(store.redis, 'see-items', asked, [store.keepSeconds]) : store.redis.mget(asked));
  }
  return ((await Promise.all(answers)) as (string | null)[][]).flat();
}

function parseSeen(value: string | null): { hash: string; arrival: string } {
  const [hash = '', arrival = ''] = (value ?? '|').split('|');
  return { hash, arrival };
}

/** Puts the items into their receipt and closes it when there are none. True when items wait to be worked. */
export async function fillReceipt(
  store: Store,
  {
    facts,
    chunks,
    bookmark,
    keepBytes,
    learnt,
  }: {
    facts: ReceiptFacts;
    chunks: readonly (readonly ReceiptItem[])[];
    bookmark: Bookmark;
    keepBytes: boolean;
    learnt: Readonly<Record<string, string | number>>;
  },
): Promise<'open' | 'closed' | 'filled-before'> {
  const id = receiptId(facts.feed, facts.sequence);
  const count = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const pairs = Object.entries(learnt).flatMap(([field, value]) => [field, String(value)]);
  const answer = await runScript(
    store.redis,
    'fill-receipt',
    [keys.feed(facts.feed), keys.receipt(id), keys.open(id), keys.receipts, keys.keptReceipts],
    [
      id,
      JSON.stringify(facts),
      JSON.stringify(bookmark),
      facts.sequence,
      keepBytes ? store.keepSeconds : store.rawSeconds,
      JSON.stringify(pairs),
      count,
      ...chunks.map((chunk) => pack(chunk)),
    ],
  );
  return answer === 2 ? 'closed' : answer === 1 ? 'open' : 'filled-before';
}

/** A receipt as it stands: `unread` has bytes only, `open` has items to work. */
export interface Receipt {
  readonly id: string;
  readonly state: 'unread' | 'open' | 'closed';
  readonly at: number;
  readonly facts: ReceiptFacts;
}

/** One receipt, or null when it is done and gone. */
export async function readReceipt(store: Store, id: string): Promise<Receipt | null> {
  const [state, at, facts] = await store.redis.hmget(keys.receipt(id), 'state', 'at', 'facts');
  if (!state || !facts) return null;
  return { id, state: state as Receipt['state'], at: Number(at), facts: JSON.parse(facts) as ReceiptFacts };
}

/** The bytes of a receipt's capture, or null. @throws Damaged */
export async function readBytes(store: Store, id: string, capture: number): Promise<Buffer | null> {
  const bytes = await store.redis.hgetBuffer(keys.receipt(id), `bytes:${capture}`);
  return bytes === null ? null : unpackBytes(bytes);
}

/** Lets a receipt go that cannot be read any more. What was open in it comes again with the feed's next fetch. */
export async function abandonReceipt(store: Store, feed: string, id: string): Promise<void> {
  const scriptKeys = [keys.feed(feed), keys.receipt(id), keys.open(id), keys.receipts];
  await runScript(store.redis, 'abandon-receipt', scriptKeys, [id]);
}

/** One item of a receipt, worked or not, or null. */
export async function readItem(store: Store, id: string, number: number): Promise<ReceiptItem | null> {
  const receipt = await readReceipt(store, id);
  const chunk = receipt?.facts.chunks.findIndex((numbers) => numbers.includes(number)) ?? -1;
  if (chunk < 0) return null;
  const packed = await store.redis.hgetBuffer(keys.receipt(id), `chunk:${chunk}`);
  return (packed && unpack<ReceiptItem[]>(packed).find((item) => item.number === number)) ?? null;
}

/** Every item of a receipt, worked or not. @throws Damaged */
export async function readItemsOf(store: Store, id: string): Promise<ReceiptItem[]> {
  const fields = await store.redis.hkeys(keys.receipt(id));
  const chunks = fields.filter((field) => field.startsWith('chunk:'));
  const packed = await Promise.all(chunks.map((field) => store.redis.hgetBuffer(keys.receipt(id), field)));
  return packed.flatMap((bytes) => (bytes === null ? [] : unpack<ReceiptItem[]>(bytes)));
}

/** The items of one chunk that are still open, in order. @throws Damaged */
export async function readOpenItems(store: Store, id: string, chunk: number): Promise<ReceiptItem[]> {
  const [packed, open] = await Promise.all([
    store.redis.hgetBuffer(keys.receipt(id), `chunk:${chunk}`),
    store.redis.smembers(keys.open(id)),
  ]);
  if (packed === null) return [];
  const waiting = new Set(open.map(Number));
  return unpack<ReceiptItem[]>(packed).filter(({ number }) => waiting.has(number));
}

/**
 * The chunks of an open receipt that are to be worked still. Where all of their items are done nobody closed the receipt,
 * and whoever works one of them does.
 */
export async function openChunks(
  store: Store,
  { id, facts: { chunks, urgent = [] } }: Receipt,
): Promise<{ chunk: number; urgent: boolean }[]> {
  const open = new Set((await store.redis.smembers(keys.open(id))).map(Number));
  return chunks.flatMap((numbers, chunk) =>
    numbers.some((number) => open.has(number)) || (open.size === 0 && chunk === 0)
      ? [{ chunk, urgent: urgent.includes(chunk) }]
      : [],
  );
}

/**
 * Notes that an item is worked alone, because workers of its chunk died.
 * @param deaths how often one did so far
 * @returns how many of them had this item in hand, as far as is known
 */
export async function beginItem(store: Store, id: string, number: number, deaths: number): Promise<number> {
  return Number(await runScript(store.redis, 'begin-item', [keys.receipt(id)], [number, deaths]));
}

/** Receipts whose bytes are kept though they are closed, opened from `from` to `to` (epoch milliseconds), oldest first. */
export async function keptReceipts(store: Store, from: number, to: number): Promise<string[]> {
  return await store.redis.zrange(keys.keptReceipts, String(from), String(to), 'BYSCORE');
}

/** The feed of a receipt. */
export function feedOfReceipt(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}

/** How many receipts are not closed yet. */
export function countStandingReceipts(store: Store): Promise<number> {
  return store.redis.zcard(keys.receipts);
}

/** Receipts opened before `before` (epoch milliseconds) and not closed yet, oldest first. */
export async function standingReceipts(store: Store, before: number, limit: number): Promise<string[]> {
  return await store.redis.zrangebyscore(keys.receipts, 0, before, 'LIMIT', 0, limit);
}
