import { keysOf } from '../judge/keys.ts';
import type { Candidate, Known, KnownArticle, Tombstone, Verdict } from '../judge/verdict.ts';
import type { Claim } from '../store/articles.ts';
import type { Memory } from './memory.ts';

/** What the id keys and articles held when a batch was judged, and what the batch itself made of them so far. */
export class BatchView {
  readonly #memory: Memory;
  readonly #claims = new Map<string, Claim>();
  readonly #articles = new Map<string, KnownArticle | null>();

  private constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Looks at the id keys of stories, at the articles they lead to, and at those that the stories would open. */
  static async open(memory: Memory, candidates: readonly Candidate[]): Promise<BatchView> {
    const view = new BatchView(memory);
    const meanings = candidates.flatMap((each) => [each, ...(each.asStop ? [{ ...each, article: each.asStop }] : [])]);
    const idKeys = [...new Set(meanings.flatMap(keysOf))];
    const [claims] = await Promise.all([
      memory.readClaims(idKeys),
      view.look(candidates.map(({ article }) => article.id)),
    ]);
    for (const [key, claim] of claims) view.#claims.set(key, claim);
    await view.look([...claims.values()].flatMap((claim) => ('article' in claim ? [claim.article] : [])));
    return view;
  }

  /** Loads articles that no id key named: those that the window found. */
  async look(ids: readonly string[]): Promise<void> {
    const unseen = [...new Set(ids)].filter((id) => !this.#articles.has(id));
    if (unseen.length === 0) return;
    for (const id of unseen) this.#articles.set(id, null);
    const found = await this.#memory.readArticles(unseen);
    for (const known of found) this.#articles.set(known.id, known);
    await this.look(found.flatMap(({ head: { mergedInto } }) => (mergedInto === undefined ? [] : [mergedInto])));
  }

  /** What stands under id keys. */
  known(idKeys: readonly string[]): ReadonlyMap<string, Known> {
    const found = new Map<string, Known>();
    for (const key of idKeys) {
      const claim = this.#claims.get(key);
      if (claim === undefined) continue;
      const known = 'article' in claim ? this.article(claim.article) : claim.tombstone;
      if (known) found.set(key, known);
    }
    return found;
  }

  /** An article that was looked at, or null; the one under which it goes on where it was merged. */
  article(id: string): KnownArticle | null {
    const known = this.#articles.get(id) ?? null;
    const { mergedInto } = known?.head ?? {};
    return mergedInto === undefined || mergedInto === id ? known : this.article(mergedInto);
  }

  /** What a verdict makes of articles and id keys, for the stories judged after it. */
  remember(verdict: Verdict, known: KnownArticle | null, tombstone: Tombstone | null): void {
    if (known !== null) this.#articles.set(known.id, known);
    const claim = tombstone === null ? { article: verdict.articleId } : { tombstone };
    for (const key of verdict.claims) this.#claims.set(key, claim);
  }
}
