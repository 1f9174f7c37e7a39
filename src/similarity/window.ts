import type { Features } from './features.ts';
import { unpackFeatures } from './fingerprint.ts';
import { Inquiry } from './inquiry.ts';
import { LatestOfEvent } from './latest-of-event.ts';
import { Postings } from './postings.ts';
import { bareTerm, type Sketch, weightOf } from './sketch.ts';
import { Tally } from './tally.ts';
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
const WEIGHTS_KEPT = 256;
const OTHER_LINES_COUNTED = 3;
const ALERTS_LOOKED_AT = 50;
/** Until the window has stories of its own, terms are as rare as among so many. */
const STORIES_SUPPOSED = 200;
const COMMON_TERM = 400;
const EVENT_CANDIDATES = 16;
/** An event drifts: a story is compared with its last reports. */
const LATEST_OF_EVENT = 8;

/**
 * Recent copy, as a function of the wire log's entries alone: whether it grew entry by entry or was rebuilt at a later
 * position, it finds the same.
 */
export class Window {
  #entries: WindowCandidate[] = [];
  #first = 0;
  readonly #shingles = new Postings();
  readonly #words = new Postings();
  readonly #headlines = new Postings();
  readonly #terms = new Postings();
  readonly #latest = new LatestOfEvent(LATEST_OF_EVENT);

  get size(): number {
    return this.#entries.length - this.#gone;
  }

  #gone = 0;
  readonly #weights = new Float64Array(WEIGHTS_KEPT);
  #weightsFor = -1;
  readonly #rarities = new Float64Array(COMMON_TERM + 1);
  #raritiesFor = -1;
  readonly #lines = new Map<string, WindowEntry>();
  readonly #carriers = new Map<string, string[]>();
  /** Of each slug the lines of copy under it, and how many entries each has. */
  readonly #slugs = new Map<number, Map<string, number>>();
  readonly #alerts: WindowCandidate[] = [];
  readonly #tally = new Tally();
  /** Room for the documents that hold one hash. */
  readonly #holders = new Int32Array(COMMON_TERM);
  readonly #newestHolders = this.#holders.subarray(0, NEWEST_VISITED);
  readonly #wordHolders = this.#holders.subarray(0, COMMON_WORD);
  /** The last question, as long as nothing was added or dropped. */
  #inquiry: Inquiry | null = null;

  /** Bytes of the index, beside the features themselves. */
  get indexBytes(): number {
    return this.#shingles.bytes + this.#words.bytes + this.#headlines.bytes + this.#terms.bytes;
  }

  /** Adds an entry; one whose fingerprint is of another version cannot be compared and is left out. */
  add(entry: WindowEntry, fingerprint: Uint8Array): void {
    const features = unpackFeatures(fingerprint);
    if (features === null) return;
    this.#inquiry = null;
    const number = this.#first + this.#entries.length;
    const candidate = { entry, features };
    this.#entries.push(candidate);
    this.#latest.add(entry.eventId, number);
    this.#addToIndex(features, number);
    this.#addToLists(candidate);
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

  /** Makes an entry known as an alert, as the newest of its line of copy, under its slug, and by what it is related to. */
  #addToLists(candidate: WindowCandidate): void {
    const { entry, features } = candidate;
    if (entry.alert) this.#alerts.push(candidate);
    if (entry.agency !== null && entry.standing === 'wire') this.#lines.set(lineOf(entry), entry);
    this.#countSlug(features.slugHash, entry.lineage, 1);
    for (const id of entry.related) {
      const carriers = this.#carriers.get(id);
      if (carriers === undefined) this.#carriers.set(id, [entry.articleId]);
      else carriers.push(entry.articleId);
    }
  }

  /** Drops the entries that are older than `at` (epoch milliseconds of log time). */
  evictBefore(at: number): void {
    const before = this.#gone;
    while (this.#gone < this.#entries.length && (this.#entries[this.#gone] as WindowCandidate).entry.at < at) {
      const candidate = this.#entries[this.#gone] as WindowCandidate;
      this.#removeFromIndex(candidate.features, this.#first + this.#gone);
      this.#removeFromLists(candidate);
      this.#latest.drop(candidate.entry.eventId);
      this.#gone += 1;
    }
    if (this.#gone !== before) this.#inquiry = null;
    if (this.#gone > 1_024 && this.#gone > this.#entries.length / 2) this.#freeEvicted();
  }

  #removeFromIndex(features: Features, number: number): void {
    for (const hash of features.shingles) if (findsCandidates(hash, features)) this.#shingles.release(hash, number);
    for (const words of wordsOf(features)) for (const hash of words) this.#words.release(hash, number);
    if (features.headline.length > 0) this.#headlines.release(features.headlineHash, number);
    for (const term of features.sketch) this.#terms.release(bareTerm(term), number);
  }

  #removeFromLists({ entry, features }: WindowCandidate): void {
    if (entry.alert) this.#alerts.shift();
    if (this.#lines.get(lineOf(entry)) === entry) this.#lines.delete(lineOf(entry));
    for (const id of entry.related) this.#dropCarrier(id);
    this.#countSlug(features.slugHash, entry.lineage, -1);
  }

  /** Gives back the memory of entries that were dropped. */
  #freeEvicted(): void {
    this.#entries = this.#entries.slice(this.#gone);
    this.#first += this.#gone;
    this.#latest.forgetBefore(this.#first);
    this.#gone = 0;
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
    tally.reserve(this.#entries.length);
    const holders = this.#holders;
    const latest = this.#latest;
    const first = this.#first;
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
    return tally.takeBest(EVENT_CANDIDATES, 1).map(({ document }) => this.#at(document + this.#first));
  }

  #countSlug(slugHash: number, lineage: string, by: number): void {
    if (slugHash === 0) return;
    const lines = this.#slugs.get(slugHash) ?? new Map<string, number>();
    const count = (lines.get(lineage) ?? 0) + by;
    if (count > 0) lines.set(lineage, count);
    else lines.delete(lineage);
    if (lines.size > 0) this.#slugs.set(slugHash, lines);
    else this.#slugs.delete(slugHash);
  }

  /** How many lines of copy stand under a slug: one that many share names none of them. */
  linesUnderSlug({ slugHash }: Pick<Features, 'slugHash'>): number {
    return this.#slugs.get(slugHash)?.size ?? 0;
  }

  /** The lines of copy under a slug, by its hash. */
  linesUnder(slugHash: number): string[] {
    return [...(this.#slugs.get(slugHash)?.keys() ?? [])];
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
    if (count >= WEIGHTS_KEPT) return Math.log(1 + (this.size + 1) / (count + 1));
    if (this.#weightsFor !== this.size) {
      this.#weightsFor = this.size;
      this.#weights.fill(0);
    }
    const kept = this.#weights[count] as number;
    if (kept !== 0) return kept;
    const weight = Math.log(1 + (this.size + 1) / (count + 1));
    this.#weights[count] = weight;
    return weight;
  }

  /** Other lines of copy that carried the very same headline, up to three. */
  sameHeadlineElsewhere(features: Features, lineage: string): number {
    const lines = new Set<string>();
    if (features.headline.length === 0) return 0;
    this.#headlines.each(features.headlineHash, 64, (number) => {
      const line = this.#at(number).entry.lineage;
      if (line !== lineage) lines.add(line);
    });
    return Math.min(OTHER_LINES_COUNTED, lines.size);
  }

  /** Whether a revision of an article carried the very same headline. */
  sameHeadlineIn(features: Features, articleId: string): boolean {
    let seen = false;
    if (features.headline.length === 0) return false;
    this.#headlines.each(features.headlineHash, 64, (number) => {
      seen ||= this.#at(number).entry.articleId === articleId;
    });
    return seen;
  }

  /** The entries under the very same headline, the newest first. */
  withHeadline(features: Features): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    if (features.headline.length > 0)
      this.#headlines.each(features.headlineHash, 64, (number) => {
        found.push(this.#at(number));
      });
    return found;
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
    const first = this.#first;
    tally.reserve(this.#entries.length);
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
    if (features.headline.length > 2) this.#headlines.each(features.headlineHash, 4, (number) => numbers.add(number));
    return Array.from(numbers, (number) => this.#at(number));
  }

  /** The entries that share the rarest words of headline, top and figures with a story; best first. */
  sharingWords(features: Features): WindowCandidate[] {
    const tally = this.#tally;
    const first = this.#first;
    tally.reserve(this.#entries.length);
    for (const hash of new Set([...features.headline, ...features.names])) {
      const place = this.#words.find(hash);
      const count = this.#words.countAt(place);
      if (count === 0 || count > COMMON_WORD) continue;
      this.#tallyHolders(this.#words, place, this.#wordHolders, this.#weight(count));
    }
    return tally.takeBest(CANDIDATES, 1).map(({ document }) => this.#at(document + first));
  }

  /** Adds a weight to all that hold a hash, the newest first, as many as there is room for. */
  #tallyHolders(postings: Postings, place: number, holders: Int32Array, weight: number): void {
    const count = postings.readAt(place, holders);
    for (let at = 0; at < count; at += 1) this.#tally.add((holders[at] as number) - this.#first, weight);
  }

  /** The newest entry of a line of copy that is one agency's own. */
  ofLine(lineage: string, agency: string): WindowEntry | null {
    return this.#lines.get(lineOf({ lineage, agency })) ?? null;
  }

  /** Alerts of an agency since an instant (epoch milliseconds of log time), the newest first. */
  alertsSince(agency: string, since: number): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    for (let at = this.#alerts.length - 1; at >= 0 && found.length < ALERTS_LOOKED_AT; at -= 1) {
      const candidate = this.#alerts[at] as WindowCandidate;
      if (candidate.entry.at < since) break;
      if (candidate.entry.agency === agency) found.push(candidate);
    }
    return found;
  }

  /** The last revisions of an agency's own stories, the newest first. */
  recentOf(agency: string, most: number): WindowCandidate[] {
    const found: WindowCandidate[] = [];
    for (let at = this.#entries.length - 1; at >= this.#gone && found.length < most; at -= 1) {
      const candidate = this.#entries[at] as WindowCandidate;
      if (candidate.entry.agency === agency && candidate.entry.standing === 'wire') found.push(candidate);
    }
    return found;
  }

  #at(number: number): WindowCandidate {
    return this.#entries[number - this.#first] as WindowCandidate;
  }
}

const findsCandidates = (hash: number, features: Features): boolean =>
  features.shingleCount <= SHORT_STORY || (hash & (INDEXED_ONE_IN - 1)) === 0;

/** What names a line of copy that is one agency's own. */
const lineOf = ({ lineage, agency }: Pick<WindowEntry, 'lineage' | 'agency'>): string => `${lineage}|${agency}`;

const wordsOf = ({ headline, names, numbers }: Features): readonly Uint32Array[] => [headline, names, numbers];
