import type { KnownArticle } from '../judge/verdict.ts';
import { Window } from '../similarity/window.ts';
import { entryOf } from '../similarity/window-entry.ts';
import type { Claim } from '../store/articles.ts';
import type { Judged } from './judge-stories.ts';
import type { Memory } from './memory.ts';

/** The memory of the judge in maps, for one process and as long as it runs. */
export class MapMemory implements Memory {
  readonly #window = new Window();
  readonly #spikedCopies = new Window();
  readonly #windowMs: number;
  readonly #claims = new Map<string, Claim>();
  readonly #articles = new Map<string, KnownArticle>();
  readonly #returned = new Set<string>();

  /** @param windowMs how long copy is recent */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  async window(): Promise<Window> {
    return this.#window;
  }

  spikedCopies(): Window {
    return this.#spikedCopies;
  }

  async readClaims(idKeys: readonly string[]): Promise<ReadonlyMap<string, Claim>> {
    return new Map(
      idKeys.flatMap((key) => {
        const claim = this.#claims.get(key);
        return claim === undefined ? [] : [[key, claim] as const];
      }),
    );
  }

  async readArticles(ids: readonly string[]): Promise<readonly KnownArticle[]> {
    return ids.flatMap((id) => this.#articles.get(id) ?? []);
  }

  async readReturned(arrivals: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(arrivals.filter((arrival) => this.#returned.has(arrival)));
  }

  /** Forgets recent copy that is older than the window at `now`, in epoch milliseconds. */
  passTo(now: number): void {
    for (const window of [this.#window, this.#spikedCopies]) window.evictBefore(now - this.#windowMs);
  }

  /** Takes up what was judged. `arrival`: what the item's next arrival will name as the one before it. */
  commit({ story, verdict, article, known, tombstone, lineage, fingerprint }: Judged, arrival: string): void {
    if (verdict === null || article === null || story.candidate === null) return;
    const { now, standing } = story.candidate;
    if (known !== null) this.#articles.set(known.id, known);
    for (const key of verdict.claims)
      this.#claims.set(key, tombstone === null ? { article: verdict.articleId } : { tombstone });
    if (verdict.rule === 'returned-text') this.#returned.add(arrival);
    if (fingerprint === null) return;
    const place = { at: now, lineage, standing };
    (article.current ? this.#window : this.#spikedCopies).add(entryOf(article, place), fingerprint);
  }
}
