import { itemHash } from '../../article/item-hash.ts';
import { limitItem } from '../../article/item-limits.ts';
import type { WireItem } from '../../article/wire-item.ts';
import { guardText } from '../../decode/binary.ts';
import { type Decoded, decodeBytes, unpackBytes } from '../../decode/decode.ts';
import { wholeStrings } from '../../decode/whole-text.ts';
import { chooseFormat } from './choose-format.ts';
import { type FeedFacts, type Format, type ItemSlice, type ItemWatch, UNWATCHED } from './format.ts';
import { leftOut } from './left-out.ts';
import { orderOf } from './listed-order.ts';

/** A document as it came: bytes, and what was said of them. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly contentLocation: string | null;
  readonly filename: string | null;
  /** A format's name, or `auto`. */
  readonly format: string;
  /** No more items are read: the newest of a list. All of them where nothing is said. */
  readonly maxItems?: number;
  /** Hashes of slices that need not be read again. Where nothing is said no slices are given either. */
  readonly known?: readonly string[];
}

/** An item that was too much to be read: its place from 0, the hash of what it is made of, and why. */
export interface PassedOver {
  readonly at: number;
  readonly sha256: string;
  readonly reason: string;
}

/** Who follows the reading of a document. */
export interface ReadWatch extends Pick<ItemWatch, 'begins'> {
  /** Told when the last item was read: what is done from then on is done for all of them. */
  ended(): void;
}

/** What was read in a document. */
export interface ReadAnswer {
  readonly format: string;
  /** What the format carries: an agency's wire or a page. */
  readonly carries: Format['carries'];
  /** How this document lists its items. */
  readonly order: Format['order'];
  /** As the document lists them. */
  readonly items: readonly WireItem[];
  /** Of everything that each item says, in the order of `items`. */
  readonly hashes: readonly string[];
  readonly feed: FeedFacts | null;
  /** The listing by its slices; null where none were asked for or it has none. */
  readonly slices: ReadSlices | null;
  /** Items and places that could not be read, a line each. */
  readonly problems: readonly string[];
  readonly passedOver: readonly PassedOver[];
  /** How the bytes became text, with what had to be repaired. */
  readonly decoded: Omit<Decoded, 'text'>;
}

/** The slices of a listing: of the items that were read, in their order, and those that were known. */
export interface ReadSlices {
  readonly read: readonly ItemSlice[];
  readonly known: readonly string[];
  /** The document's bytes without the slices that were known; null where they are the whole of it, or it is not UTF-8. */
  readonly rest: Uint8Array | null;
}

/**
 * Reads one document: refuses what is no text, decodes its bytes, chooses its format, reads its items. Every string of
 * what comes out is whole Unicode without control characters.
 * @param formats the formats that may be chosen, by name
 * @param reader told of each item that is begun, and when the last one was read
 * @throws Rejected when it is no text, when no format knows it, or nothing of it can be read
 */
export async function readDocument(
  formats: ReadonlyMap<string, Format>,
  request: ReadRequest,
  reader: ReadWatch = UNFOLLOWED,
): Promise<ReadAnswer> {
  const { contentType, url, contentLocation, filename } = request;
  const { bytes, repairs } = unpackBytes(request.bytes);
  guardText(bytes);
  const { text, ...decoded } = decodeBytes(bytes, contentType);
  const watch = { mostItems: request.maxItems ?? UNWATCHED.mostItems, begins: reader.begins };
  const known = request.known === undefined ? {} : { known: new Set(request.known) };
  const document = { text, contentType, url, contentLocation, filename, watch, ...known };
  const format = chooseFormat(formats, document, request.format);
  const { items: read, feed, problems, slices } = await format.read(document);
  reader.ended();
  const isPlain = decoded.charsetSource === 'utf-8' && Buffer.byteLength(text) === bytes.length;
  const order = orderOf(format.order, read);
  const newest = newestOf(read, order, watch.mostItems);
  const items = wholeStrings(newest.map(limitItem));
  return {
    format: format.name,
    carries: format.carries,
    order,
    items,
    hashes: items.map(itemHash),
    feed: wholeStrings(feed),
    slices:
      slices === undefined
        ? null
        : { ...slices, rest: slices.rest !== null && isPlain ? Buffer.from(slices.rest) : null },
    problems: wholeStrings([...problems, ...leftOut(read.length, newest.length)]),
    passedOver: [],
    decoded: { ...decoded, repairs: [...repairs, ...decoded.repairs] },
  };
}

const UNFOLLOWED: ReadWatch = { begins: UNWATCHED.begins, ended: () => undefined };

function newestOf<Item>(items: readonly Item[], order: Format['order'], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return order === 'newest-first' ? items.slice(0, most) : items.slice(-most);
}
