import type { Article, Standing } from '../article/article.ts';
import type { Features } from './features.ts';
import { unpackFeatures } from './fingerprint.ts';
import { Postings } from './postings.ts';

/** One revision in the window of recent copy: features only, never text. */
export interface WindowEntry {
  readonly logId: string;
  /** Log time, epoch milliseconds. */
  readonly at: number;
  readonly articleId: string;
  readonly revisionId: string;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  readonly agency: string | null;
  readonly feed: string;
  readonly standing: Standing;
  readonly language: string;
  readonly uri: string;
  readonly alert: boolean;
  readonly eventId: string;
  /** Other articles whose text it carries. */
  readonly related: readonly string[];
  readonly fingerprint: Uint8Array;
}

/** The entry of an article that became current; `at` in epoch milliseconds of log time. */
export function entryOf(
  article: Article,
  place: Pick<WindowEntry, 'logId' | 'at' | 'lineage' | 'standing' | 'fingerprint'>,
): WindowEntry {
  return {
    ...place,
    articleId: article.id,
    revisionId: article.revisionId,
    agency: article.agency?.code ?? null,
    feed: article.provenance.feed,
    language: article.language,
    uri: article.uri ?? article.id,
    alert: article.newsClass === 'alert',
    eventId: article.eventId ?? '',
    related: article.related.map(({ id }) => id),
  };
}

/** An entry that may be the same copy as a story, with its features. */
export interface WindowCandidate {
  readonly entry: WindowEntry;
  readonly features: Features;
}

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

  get size(): number {
    return this.#entries.length - this.#gone;
  }

  #gone = 0;
  readonly #weights = new Float64Array(WEIGHTS_KEPT);
  #weightsFor = -1;
  readonly #lines = new Map<string, WindowEntry>();
  readonly #carriers = new Map<string, string[]>();
  readonly #alerts: WindowCandidate[] = [];
  /** Kept between questions, all zero: what each entry shares with the story asked about. */
  #scores = new Float64Array(0);
  #shared = new Uint16Array(0);

  /** Bytes of the index, beside the features themselves. */
  get indexBytes(): number {
    return this.#shingles.bytes + this.#words.bytes + this.#headlines.bytes;
  }

  /** Adds an entry; one whose fingerprint is of another version cannot be compared and is left out. */
  add(entry: WindowEntry): void {
    const features = unpackFeatures(entry.fingerprint);
    if (features === null) return;
    const number = this.#first + this.#entries.length;
    this.#entries.push({ entry, features });
    if (entry.alert) this.#alerts.push({ entry, features });
    if (entry.agency !== null && entry.standing === 'wire') this.#lines.set(`${entry.lineage}|${entry.agency}`, entry);
    for (const id of entry.related) {
      const carriers = this.#carriers.get(id);
      if (carriers === undefined) this.#carriers.set(id, [entry.articleId]);
      else carriers.push(entry.articleId);
    }
    for (const hash of indexed(features)) this.#shingles.add(hash, number);
    for (const hash of wordsOf(features)) this.#words.add(hash, number);
    if (features.headline.length > 0) this.#headlines.add(features.headlineHash, number);
  }

  /** Lets entries go that are older than `at` (epoch milliseconds of log time). */
  evictBefore(at: number): void {
    while (this.#gone < this.#entries.length && (this.#entries[this.#gone] as WindowCandidate).entry.at < at) {
      const number = this.#first + this.#gone;
      const { entry, features } = this.#entries[this.#gone] as WindowCandidate;
      const line = `${entry.lineage}|${entry.agency}`;
      if (entry.alert) this.#alerts.shift();
      if (this.#lines.get(line) === entry) this.#lines.delete(line);
      for (const id of entry.related) this.#dropCarrier(id);
      for (const hash of indexed(features)) this.#shingles.release(hash, number);
      for (const hash of wordsOf(features)) this.#words.release(hash, number);
      if (features.headline.length > 0) this.#headlines.release(features.headlineHash, number);
      this.#gone += 1;
    }
    if (this.#gone > 1_024 && this.#gone > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#gone);
      this.#first += this.#gone;
      this.#gone = 0;
    }
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

  /** The entries that share the rarest shingles with a story, and those with the same headline; best first. */
  candidates(features: Features): WindowCandidate[] {
    if (this.#scores.length < this.#entries.length) {
      this.#scores = new Float64Array(this.#entries.length * 2);
      this.#shared = new Uint16Array(this.#entries.length * 2);
    }
    const scores = this.#scores;
    const shared = this.#shared;
    const touched: number[] = [];
    for (const hash of features.shingles) {
      const count = this.#shingles.count(hash);
      if (count === 0 || count > COMMON_SHINGLE) continue;
      const weight = this.#weight(count);
      this.#shingles.each(hash, NEWEST_VISITED, (number) => {
        const at = number - this.#first;
        if (shared[at] === 0) touched.push(at);
        scores[at] = (scores[at] as number) + weight;
        shared[at] = (shared[at] as number) + 1;
      });
    }
    const fewest = features.shingleCount <= SHORT_STORY ? 1 : FEWEST_SHARED;
    const ranked = touched
      .filter((at) => (shared[at] as number) >= fewest)
      .map((at) => [at + this.#first, scores[at] as number] as const)
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .slice(0, CANDIDATES);
    for (const at of touched) {
      scores[at] = 0;
      shared[at] = 0;
    }
    const best = ranked.filter(([, score]) => score >= (ranked[0]?.[1] ?? 0) * LEAST_OF_BEST);
    const numbers = new Set(best.map(([number]) => number));
    if (features.headline.length > 2) this.#headlines.each(features.headlineHash, 4, (number) => numbers.add(number));
    return [...numbers].map((number) => this.#at(number));
  }

  /** The entries that share the rarest words of headline, top and figures with a story; best first. */
  sharingWords(features: Features): WindowCandidate[] {
    const scores = new Map<number, number>();
    for (const hash of new Set([...features.headline, ...features.names])) {
      const count = this.#words.count(hash);
      if (count === 0 || count > COMMON_WORD) continue;
      const weight = this.#weight(count);
      this.#words.each(hash, COMMON_WORD, (number) => scores.set(number, (scores.get(number) ?? 0) + weight));
    }
    const best = [...scores].sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, CANDIDATES);
    return best.map(([number]) => this.#at(number));
  }

  /** The newest entry of a line of copy that is one agency's own. */
  ofLine(lineage: string, agency: string): WindowEntry | null {
    return this.#lines.get(`${lineage}|${agency}`) ?? null;
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

  #at(number: number): WindowCandidate {
    return this.#entries[number - this.#first] as WindowCandidate;
  }
}

const findsCandidates = (hash: number, features: Features): boolean =>
  features.shingleCount <= SHORT_STORY || (hash & (INDEXED_ONE_IN - 1)) === 0;

function indexed(features: Features): readonly number[] {
  return [...features.shingles].filter((hash) => findsCandidates(hash, features));
}

function* wordsOf(features: Features): Generator<number> {
  yield* features.headline;
  yield* features.names;
  yield* features.numbers;
}
