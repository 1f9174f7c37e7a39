import type { Features } from './features.ts';
import { Inquiry } from './inquiry.ts';
import { LatestOfEvent } from './latest-of-event.ts';
import { PackedEntries, wireHashOf } from './packed-entries.ts';
import type { PartsReader, PartsWriter } from './parts.ts';
import { Postings } from './postings.ts';
import { bareTerm, type Sketch, weightOf } from './sketch.ts';
import { Tally } from './tally.ts';
import { hashText } from './tokens.ts';
import type { WindowCandidate, WindowEntry } from './window-entry.ts';

/** Shingles whose hash is divisible by this find candidates; all kept ones are compared. */
const INDEXED_ONE_IN = 4;
/** Stories of so few shingles are found by any of them. */
const SHORT_STORY = 96;
/** A shingle that more stories hold is a phrase of the trade and finds nobody. */
const COMMON_SHINGLE = 80;
/** Of the stories that hold a shingle the newest are looked at: a chain’s last version is what the next one follows. */
const NEWEST_VISITED = 24;
const CANDIDATES = 12;
const COMMON_WORD = 100;
/** Of a longer story one shared shingle is chance, and so is a small part of what the best candidate shares. */
const FEWEST_SHARED = 2;
const LEAST_OF_BEST = 0.12;
/** How rare a word is, fewer stories cannot say: it is reckoned as if there were so many. */
const FEWEST_STORIES = 300;
const WEIGHTS_KEPT = 256;
const OTHER_LINES_COUNTED = 3;
const ALERTS_LOOKED_AT = 50;
/** Until the window has stories of its own, terms are as rare as among so many. */
const STORIES_SUPPOSED = 200;
const COMMON_TERM = 400;
const EVENT_CANDIDATES = 16;
/** An event drifts: a story is compared with its last reports. */
const LATEST_OF_EVENT = 8;
/** So many entries under a headline, or of a line of copy, are looked at. */
const SAME_LOOKED_AT = 64;

/**
 * Recent copy, as a function of the wire log's entries alone: whether it grew entry by entry or was rebuilt at a later
 * position, it finds the same.
 */
export class Window {
  readonly #entries = new PackedEntries();
  readonly #shingles = new Postings(NEWEST_VISITED);
  readonly #words = new Postings(COMMON_WORD);
  readonly #headlines = new Postings(SAME_LOOKED_AT);
  readonly #terms = new Postings(COMMON_TERM);
  readonly #latest = new LatestOfEvent(LATEST_OF_EVENT);
  /** An agency's own lines of copy, and copy under a slug. */
  readonly #lines = new Postings(SAME_LOOKED_AT);
  readonly #slugs = new Postings(Number.POSITIVE_INFINITY);

  get size(): number {
    return this.#entries.next - this.#entries.oldest;
  }

  /** How many entries were ever added. */
  get added(): number {
    return this.#entries.next;
  }

  readonly #weights = new Float64Array(WEIGHTS_KEPT);
  #weightsFor = -1;
  readonly #rarities = new Float64Array(COMMON_TERM + 1);
  #raritiesFor = -1;
  #carriers = new Map<string, string[]>();
  #alerts: number[] = [];
  readonly #tally = new Tally();
  /** Room for the documents that hold one hash. */
  readonly #holders = new Int32Array(COMMON_TERM);
  readonly #newestHolders = this.#holders.subarray(0, NEWEST_VISITED);
  readonly #wordHolders = this.#holders.subarray(0, COMMON_WORD);
  /** The last question, as long as nothing was added or dropped. */
  #inquiry: Inquiry | null = null;

  /** Bytes of the index, beside the features themselves. */
  get indexBytes(): number {
    return this.#postings.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Adds an entry; one whose fingerprint is of another version cannot be compared and is left out. */
  add(entry: WindowEntry, fingerprint: Uint8Array): void {
    const number = this.#entries.add(entry, fingerprint);
    if (number < 0) return;
    this.#inquiry = null;
    const features = this.#entries.featuresOf(number);
    this.#latest.add(this.#entries.eventHashOf(number), number, (other) => this.#entries.areOfOneEvent(number, other));
    this.#addToIndex(features, number);
    this.#addToLists(entry, features, number);
  }

  /** Makes an entry known by its terms, shingles, words and headline. */
  #addToIndex(features: Features, number: number): void {
    const { sketch, shingles } = features;
    for (const term of sketch) this.#terms.add(bareTerm(term), number);
    for (let index = 0; index < shingles.length; index += 1)
      if (findsCandidates(shingles[index] as number, features)) this.#shingles.add(shingles[index] as number, number);
    for (const words of wordsOf(features)) for (const hash of words) this.#words.add(hash, number);
    if (features.headline.length > 0) this.#headlines.add(features.headlineHash, number);
  }

  /** Makes an entry known as an alert, by its line of copy, under its slug, and by what it is related to. */
  #addToLists(entry: WindowEntry, { slugHash }: Features, number: number): void {
    if (entry.alert) this.#alerts.push(number);
    if (isOwnLine(entry)) this.#lines.add(hashText(lineOf(entry)), number);
    if (slugHash !== 0) this.#slugs.add(slugHash, number);
    for (const id of entry.related) {
      const carriers = this.#carriers.get(id);
      if (carriers === undefined) this.#carriers.set(id, [entry.articleId]);
      else carriers.push(entry.articleId);
    }
  }

  /** Drops the entries that are older than `at` (epoch milliseconds of log time). */
  evictBefore(at: number): void {
    const entries = this.#entries;
    while (entries.oldest < entries.next && entries.timeOf(entries.oldest) < at) {
      const number = entries.oldest;
      const { entry, features } = entries.at(number);
      this.#removeFromIndex(features, number);
      this.#removeFromLists(entry, features, number);
      this.#latest.drop(entries.eventHashOf(number), number);
      entries.dropOldest();
      this.#inquiry = null;
    }
    this.#latest.forgetBefore(entries.oldest);
  }

  #removeFromIndex(features: Features, number: number): void {
    for (const hash of features.shingles) if (findsCandidates(hash, features)) this.#shingles.release(hash, number);
    for (const words of wordsOf(features)) for (const hash of words) this.#words.release(hash, number);
    if (features.headline.length > 0) this.#headlines.release(features.headlineHash, number);
    for (const term of features.sketch) this.#terms.release(bareTerm(term), number);
  }

  #removeFromLists(entry: WindowEntry, { slugHash }: Features, number: number): void {
    if (entry.alert) this.#alerts.shift();
    if (isOwnLine(entry)) this.#lines.release(hashText(lineOf(entry)), number);
    if (slugHash !== 0) this.#slugs.release(slugHash, number);
    for (const id of entry.related) this.#dropCarrier(id);
  }

  /** Log time of the oldest entry, epoch milliseconds; null without one. */
  get oldestAt(): number | null {
    return this.size === 0 ? null : this.#entries.timeOf(this.#entries.oldest);
  }

  /** Gives all that it consists of. What was given is the window's own memory: it changes with the next entry. */
  write(to: PartsWriter): void {
    to.note([...this.#carriers]);
    to.note(this.#alerts);
    for (const part of this.#parts) part.write(to);
  }

  /** Becomes the window that was written. */
  read(from: PartsReader): void {
    this.#carriers = new Map(from.fact<[string, string[]][]>());
    this.#alerts = from.fact<number[]>();
    for (const part of this.#parts) part.read(from);
    this.#inquiry = null;
  }

  get #parts(): readonly (PackedEntries | LatestOfEvent | Postings)[] {
    return [this.#entries, this.#latest, ...this.#postings];
  }

  get #postings(): readonly Postings[] {
    return [this.#shingles, this.#words, this.#headlines, this.#terms, this.#lines, this.#slugs];
  }

  /** How rare a term of a sketch is: a window of few stories knows little of what is common. */
  termWeight(term: number): number {
    return this.#rarity(this.#terms.count(bareTerm(term)));
  }

  /** How rare a term is that so many stories hold. */
  #rarity(count: number): number {
    if (count > COMMON_TERM) return Math.log((this.size + STORIES_SUPPOSED) / (count + 1));
    if (this.#raritiesFor !== this.size) {
      this.#raritiesFor = this.size;
      this.#rarities.fill(Number.NaN);
    }
    const kept = this.#rarities[count] as number;
    if (!Number.isNaN(kept)) return kept;
    const rarity = Math.log((this.size + STORIES_SUPPOSED) / (count + 1));
    this.#rarities[count] = rarity;
    return rarity;
  }

  /** The entries that share the weightiest terms of a sketch, best first: of each event only its last ones. */
  sharingTerms(sketch: Sketch): WindowCandidate[] {
    const tally = this.#tally;
    tally.reserve(this.size);
    const holders = this.#holders;
    const latest = this.#latest;
    const first = this.#entries.oldest;
    for (const term of sketch) {
      const place = this.#terms.find(bareTerm(term));
      const count = this.#terms.countAt(place);
      if (count === 0 || count > COMMON_TERM) continue;
      const weight = weightOf(term) * this.#rarity(count) ** 2;
      const held = this.#terms.readAt(place, holders);
      for (let at = 0; at < held; at += 1) {
        const number = holders[at] as number;
        if (latest.has(number)) tally.add(number - first, weight);
      }
    }
    return tally.takeBest(EVENT_CANDIDATES, 1).map(({ document }) => this.#entries.at(document + first));
  }

  /** How many lines of copy stand under a slug, counted up to `most`: one that many share names none of them. */
  linesUnderSlug({ slugHash }: Pick<Features, 'slugHash'>, most: number): number {
    const lines = new Set<string>();
    if (slugHash !== 0)
      this.#slugs.each(slugHash, this.#slugs.count(slugHash), (number) => {
        lines.add(this.#entries.at(number).entry.lineage);
        return lines.size < most;
      });
    return lines.size;
  }

  #dropCarrier(id: string): void {
    const carriers = this.#carriers.get(id);
    carriers?.shift();
    if (carriers?.length === 0) this.#carriers.delete(id);
  }

  /** Articles that carry text of an article, each once. */
  carriersOf(articleId: string): string[] {
    return [...new Set(this.#carriers.get(articleId) ?? [])].filter((id) => id !== articleId);
  }

  /** How rare a shingle is among the stories of the window: natural logarithm, larger is rarer. */
  shingleWeight(hash: number): number {
    return this.#weight(this.#shingles.count(hash));
  }

  /** How rare a word of headlines, a name or a number is. */
  wordWeight(hash: number): number {
    return this.#weight(this.#words.count(hash));
  }

  #weight(count: number): number {
    if (count >= WEIGHTS_KEPT) return Math.log(1 + (Math.max(this.size, FEWEST_STORIES) + 1) / (count + 1));
    if (this.#weightsFor !== this.size) {
      this.#weightsFor = this.size;
      this.#weights.fill(0);
    }
    const kept = this.#weights[count] as number;
    if (kept !== 0) return kept;
    const weight = Math.log(1 + (Math.max(this.size, FEWEST_STORIES) + 1) / (count + 1));
    this.#weights[count] = weight;
    return weight;
  }

  /** Other lines of copy that carried the very same headline, up to three. */
  sameHeadlineElsewhere(features: Features, lineage: string): number {
    const lines = new Set<string>();
    this.#eachUnderHeadline(features, SAME_LOOKED_AT, (number) => {
      const line = this.#entries.at(number).entry.lineage;
      if (line !== lineage) lines.add(line);
      return lines.size < OTHER_LINES_COUNTED;
    });
    return lines.size;
  }

  /** Whether a revision of an article carried the very same headline. */
  sameHeadlineIn(features: Features, articleId: string): boolean {
    let seen = false;
    this.#eachUnderHeadline(features, SAME_LOOKED_AT, (number) => {
      seen = this.#entries.at(number).entry.articleId === articleId;
      return !seen;
    });
    return seen;
  }

  /** The entries under the very same headline, the newest first. */
  withHeadline(features: Features): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    this.#eachUnderHeadline(features, SAME_LOOKED_AT, (number) => found.push(this.#entries.at(number)) > 0);
    return found;
  }

  #eachUnderHeadline({ headline, headlineHash }: Features, most: number, visit: (number: number) => boolean): void {
    if (headline.length > 0) this.#headlines.each(headlineHash, most, visit);
  }

  /** Looks for what is like a story; the same question again costs nothing until the window changes. */
  inquire(features: Features): Inquiry {
    if (this.#inquiry?.features === features) return this.#inquiry;
    const weights = new Float64Array(features.shingles.length);
    this.#inquiry = new Inquiry(features, weights, this.#candidates(features, weights));
    return this.#inquiry;
  }

  /**
   * The entries that share the rarest shingles with a story, and those with the same headline; best first. Fills in the
   * weights of the story's shingles.
   */
  #candidates(features: Features, weights: Float64Array): WindowCandidate[] {
    const tally = this.#tally;
    const first = this.#entries.oldest;
    tally.reserve(this.size);
    for (let index = 0; index < weights.length; index += 1) {
      const place = this.#shingles.find(features.shingles[index] as number);
      const count = this.#shingles.countAt(place);
      const weight = this.#weight(count);
      weights[index] = weight;
      if (count > 0 && count <= COMMON_SHINGLE) this.#tallyHolders(this.#shingles, place, this.#newestHolders, weight);
    }
    const ranked = tally.takeBest(CANDIDATES, features.shingleCount <= SHORT_STORY ? 1 : FEWEST_SHARED);
    const least = (ranked[0]?.score ?? 0) * LEAST_OF_BEST;
    const numbers = new Set<number>();
    for (const { document, score } of ranked) if (score >= least) numbers.add(document + first);
    if (features.headline.length > 2) this.#eachUnderHeadline(features, 4, (number) => numbers.add(number).size > 0);
    return Array.from(numbers, (number) => this.#entries.at(number));
  }

  /** The entries that share the rarest words of headline, top and figures with a story; best first. */
  sharingWords(features: Features): WindowCandidate[] {
    const tally = this.#tally;
    const first = this.#entries.oldest;
    tally.reserve(this.size);
    for (const hash of new Set([...features.headline, ...features.names])) {
      const place = this.#words.find(hash);
      const count = this.#words.countAt(place);
      if (count === 0 || count > COMMON_WORD) continue;
      this.#tallyHolders(this.#words, place, this.#wordHolders, this.#weight(count));
    }
    return tally.takeBest(CANDIDATES, 1).map(({ document }) => this.#entries.at(document + first));
  }

  /** Adds a weight to all that hold a hash, the newest first, as many as there is room for. */
  #tallyHolders(postings: Postings, place: number, holders: Int32Array, weight: number): void {
    const count = postings.readAt(place, holders);
    const first = this.#entries.oldest;
    for (let at = 0; at < count; at += 1) this.#tally.add((holders[at] as number) - first, weight);
  }

  /** The newest entry of a line of copy that is one agency's own. */
  ofLine(lineage: string, agency: string): WindowEntry | null {
    let newest: WindowEntry | null = null;
    this.#lines.each(hashText(lineOf({ lineage, agency })), SAME_LOOKED_AT, (number) => {
      const { entry } = this.#entries.at(number);
      if (entry.lineage === lineage && entry.agency === agency) newest = entry;
      return newest === null;
    });
    return newest;
  }

  /** Alerts of an agency since an instant (epoch milliseconds of log time), the newest first. */
  alertsSince(agency: string, since: number): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    for (let at = this.#alerts.length - 1; at >= 0 && found.length < ALERTS_LOOKED_AT; at -= 1) {
      const candidate = this.#entries.at(this.#alerts[at] as number);
      if (candidate.entry.at < since) break;
      if (candidate.entry.agency === agency) found.push(candidate);
    }
    return found;
  }

  /** The last revisions of an agency's own stories, the newest first. */
  recentOf(agency: string, most: number): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    const wire = wireHashOf(agency);
    const { oldest, next } = this.#entries;
    for (let number = next - 1; number >= oldest && found.length < most; number -= 1) {
      if (!this.#entries.mayBeOfWire(number, wire)) continue;
      const candidate = this.#entries.at(number);
      if (candidate.entry.agency === agency) found.push(candidate);
    }
    return found;
  }
}

const findsCandidates = (hash: number, features: Features): boolean =>
  features.shingleCount <= SHORT_STORY || (hash & (INDEXED_ONE_IN - 1)) === 0;

const isOwnLine = ({ agency, standing }: WindowEntry): boolean => agency !== null && standing === 'wire';

/** What names a line of copy that is one agency's own. */
const lineOf = ({ lineage, agency }: Pick<WindowEntry, 'lineage' | 'agency'>): string => `${lineage}|${agency}`;

const wordsOf = ({ headline, names, numbers }: Features): readonly Uint32Array[] => [headline, names, numbers];
