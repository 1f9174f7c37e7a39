import type { KnownArticle } from '../judge/verdict.ts';
import type { Window } from '../similarity/window.ts';
import type { Claim } from '../store/articles.ts';

/** What judging remembers of earlier stories: kept in Redis by the service, in maps by the command and by tests. */
export interface Memory {
  /** Recent copy, up to the moment of asking. */
  window(): Promise<Window>;
  /** Copies that were spiked though their text differs, each in the name of the article that it was spiked for. */
  spikedCopies(): Window;
  /** What stands under id keys; a key under which nothing stands is not in the answer. */
  readClaims(idKeys: readonly string[]): Promise<ReadonlyMap<string, Claim>>;
  /** Those of the articles that are known, each with its head revision. */
  readArticles(ids: readonly string[]): Promise<readonly KnownArticle[]>;
  /** Those of the arrivals at which a text returned to an earlier state. */
  readReturned(arrivals: readonly string[]): Promise<ReadonlySet<string>>;
}
