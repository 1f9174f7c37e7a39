import type { Features } from './features.ts';
import { featuresIn, featureWordsIn, unpackInto } from './fingerprint.ts';
import type { PartsReader, PartsWriter } from './parts.ts';
import { hashText } from './tokens.ts';
import type { WindowCandidate, WindowEntry } from './window-entry.ts';

/** In words of four bytes. */
const CHUNK_WORDS = 1 << 18;
const FIRST_ROOM = 1_024;
/** Of a record: how many bytes of text it has, two hashes of its event, one of whose wire it came by, then features. */
const TEXT_BYTES = 0;
const EVENT = 1;
const EVENT_AGAIN = 2;
const WIRE_OF = 3;
const FEATURES = 4;
/** Of entries that were read lately, so many are kept as objects. */
const KEPT_READ = 1_024;

/** A part of the memory in which records stand one after another. */
interface Chunk {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly bytes: Buffer;
  /** Its last entry. */
  last: number;
}

/**
 * The entries of a window with their features, in few large pieces of memory: as objects of their own they would take
 * twice as much, and all of them would be looked through whenever memory is collected. Entries are numbered upwards from
 * 0, and let go in the same order.
 */
export class PackedEntries {
  #chunks: Chunk[] = [];
  /** How many chunks were let go. */
  #chunksGone = 0;
  #used = CHUNK_WORDS;
  /** Of each entry, from `#first` on: its instant, its chunk, where its record begins there, where its text begins. */
  #times = new Float64Array(FIRST_ROOM);
  #inChunk = new Int32Array(FIRST_ROOM);
  #records = new Int32Array(FIRST_ROOM);
  #texts = new Int32Array(FIRST_ROOM);
  #first = 0;
  #next = 0;
  #oldest = 0;
  readonly #read: (Read | undefined)[] = Array.from({ length: KEPT_READ });

  /** The number of the oldest entry, and the one that the next will have. */
  get oldest(): number {
    return this.#oldest;
  }

  get next(): number {
    return this.#next;
  }

  /** @returns the entry's number, or -1 where its fingerprint is of another version or not whole */
  add(entry: WindowEntry, fingerprint: Uint8Array): number {
    const needed = featureWordsIn(fingerprint);
    if (needed === 0) return -1;
    const text = textOf(entry);
    // A unit of UTF-16 is three bytes at the most.
    const chunk = this.#chunkFor(FEATURES + needed + Math.ceil((3 * text.length) / 4));
    const record = this.#used;
    const written = unpackInto(chunk.words, record + FEATURES, fingerprint);
    if (written === 0) return -1;
    const textAt = record + FEATURES + written;
    const textBytes = chunk.bytes.write(text, 4 * textAt);
    const { words } = chunk;
    words[record + TEXT_BYTES] = textBytes;
    [words[record + EVENT], words[record + EVENT_AGAIN]] = hashesOf(entry.eventId);
    words[record + WIRE_OF] = entry.standing === 'wire' ? hashText(entry.agency ?? '') : 0;
    this.#used = textAt + Math.ceil(textBytes / 4);
    const number = this.#next;
    const at = this.#placeFor(number);
    this.#times[at] = entry.at;
    this.#inChunk[at] = this.#chunksGone + this.#chunks.length - 1;
    this.#records[at] = record;
    this.#texts[at] = textAt;
    chunk.last = number;
    this.#next += 1;
    return number;
  }

  /** Log time of an entry, epoch milliseconds. */
  timeOf(number: number): number {
    return this.#times[number - this.#first] as number;
  }

  /** An entry with its features, each read when it is asked for. */
  at(number: number): WindowCandidate {
    const kept = this.#read[number % KEPT_READ];
    if (kept?.number === number) return kept;
    const read = new Read(this, number);
    this.#read[number % KEPT_READ] = read;
    return read;
  }

  featuresOf(number: number): Features {
    return featuresIn(this.#chunkOf(number).words, this.#recordOf(number) + FEATURES);
  }

  entryOf(number: number): WindowEntry {
    const { words, bytes } = this.#chunkOf(number);
    const begin = 4 * (this.#texts[number - this.#first] as number);
    const text = bytes.toString('utf8', begin, begin + (words[this.#recordOf(number) + TEXT_BYTES] as number));
    return entryFrom(text, this.timeOf(number));
  }

  /** A hash of the event that an entry reports. */
  eventHashOf(number: number): number {
    return this.#chunkOf(number).words[this.#recordOf(number) + EVENT] as number;
  }

  /** Whether two entries report the same event. */
  areOfOneEvent(one: number, other: number): boolean {
    const [first, second] = [this.#chunkOf(one).words, this.#chunkOf(other).words];
    const [at, otherAt] = [this.#recordOf(one), this.#recordOf(other)];
    return first[at + EVENT] === second[otherAt + EVENT] && first[at + EVENT_AGAIN] === second[otherAt + EVENT_AGAIN];
  }

  /** False for an entry that did not come by the wire of an agency; `wire`: `wireHashOf` its code. */
  mayBeOfWire(number: number, wire: number): boolean {
    return this.#chunkOf(number).words[this.#recordOf(number) + WIRE_OF] === wire;
  }

  /** Lets go of the oldest entry. */
  dropOldest(): void {
    this.#read[this.#oldest % KEPT_READ] = undefined;
    this.#oldest += 1;
    const gone = this.#chunks.findIndex(({ last }) => last >= this.#oldest);
    if (gone > 0) {
      this.#chunks = this.#chunks.slice(gone);
      this.#chunksGone += gone;
    }
    if (this.#oldest - this.#first > Math.max(FIRST_ROOM, this.#times.length / 2)) this.#moveColumns();
  }

  write(to: PartsWriter): void {
    const [begin, end] = [this.#oldest - this.#first, this.#next - this.#first];
    to.note([this.#chunksGone, this.#used, this.#oldest, this.#next, this.#chunks.map(({ last }) => last)]);
    for (const { words } of this.#chunks) to.give(words);
    to.give(this.#times.subarray(begin, end));
    for (const column of [this.#inChunk, this.#records, this.#texts]) to.give(column.subarray(begin, end));
  }

  read(from: PartsReader): void {
    const [chunksGone, used, oldest, next, lasts] = from.fact<[number, number, number, number, number[]]>();
    this.#chunksGone = chunksGone;
    this.#used = used;
    this.#first = oldest;
    this.#oldest = oldest;
    this.#next = next;
    this.#chunks = lasts.map((last) => ({ ...chunkIn(new Uint32Array(from.piece())), last }));
    this.#times = new Float64Array(from.piece());
    this.#inChunk = new Int32Array(from.piece());
    this.#records = new Int32Array(from.piece());
    this.#texts = new Int32Array(from.piece());
    this.#read.fill(undefined);
  }

  #chunkOf(number: number): Chunk {
    return this.#chunks[(this.#inChunk[number - this.#first] as number) - this.#chunksGone] as Chunk;
  }

  #recordOf(number: number): number {
    return this.#records[number - this.#first] as number;
  }

  /** The chunk in which so many words more have room. */
  #chunkFor(words: number): Chunk {
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used + words <= last.words.length) return last;
    const chunk = chunkIn(new Uint32Array(Math.max(CHUNK_WORDS, words)));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }

  #placeFor(number: number): number {
    const at = number - this.#first;
    if (at >= this.#times.length) this.#resizeColumns(Math.max(FIRST_ROOM, this.#times.length * 2), 0);
    return at;
  }

  #moveColumns(): void {
    const gone = this.#oldest - this.#first;
    this.#first = this.#oldest;
    this.#resizeColumns(Math.max(FIRST_ROOM, 2 * (this.#next - this.#first)), gone);
  }

  #resizeColumns(length: number, gone: number): void {
    const end = this.#next - this.#first + gone;
    const times = new Float64Array(length);
    times.set(this.#times.subarray(gone, end));
    this.#times = times;
    const moved = [this.#inChunk, this.#records, this.#texts].map((column) => {
      const larger = new Int32Array(length);
      larger.set(column.subarray(gone, end));
      return larger;
    });
    [this.#inChunk, this.#records, this.#texts] = moved as [
      Int32Array<ArrayBuffer>,
      Int32Array<ArrayBuffer>,
      Int32Array<ArrayBuffer>,
    ];
  }
}

const chunkIn = (words: Uint32Array<ArrayBuffer>): Chunk => ({ words, bytes: Buffer.from(words.buffer), last: -1 });

/** An entry that reads its parts when they are asked for. */
class Read implements WindowCandidate {
  readonly number: number;
  readonly #entries: PackedEntries;
  #entry: WindowEntry | null = null;
  #features: Features | null = null;

  constructor(entries: PackedEntries, number: number) {
    this.#entries = entries;
    this.number = number;
  }

  get entry(): WindowEntry {
    this.#entry ??= this.#entries.entryOf(this.number);
    return this.#entry;
  }

  get features(): Features {
    this.#features ??= this.#entries.featuresOf(this.number);
    return this.#features;
  }
}

/** What `mayBeOfWire` knows an agency by. */
export const wireHashOf = (agency: string): number => hashText(agency);

/** Two hashes of a text that say nothing of each other. */
const hashesOf = (text: string): [number, number] => [hashText(text), hashText(`\n${text}`)];

/** Most lines of copy begin with the article itself. */
function textOf(entry: WindowEntry): string {
  const { articleId, revisionId, lineage, agency, feed, standing, language, uri, alert, eventId, related } = entry;
  const own = lineage === articleId ? 0 : lineage;
  return JSON.stringify([
    articleId,
    revisionId,
    own,
    agency,
    feed,
    standing,
    language,
    uri,
    alert ? 1 : 0,
    eventId,
    ...related,
  ]);
}

type Text = [
  string,
  string,
  string | 0,
  string | null,
  string,
  WindowEntry['standing'],
  string,
  string,
  0 | 1,
  string,
  ...string[],
];

function entryFrom(text: string, at: number): WindowEntry {
  const [articleId, revisionId, own, agency, feed, standing, language, uri, alert, eventId, ...related] = JSON.parse(
    text,
  ) as Text;
  const lineage = own === 0 ? articleId : own;
  return {
    at,
    articleId,
    revisionId,
    lineage,
    agency,
    feed,
    standing,
    language,
    uri,
    alert: alert === 1,
    eventId,
    related,
  };
}
