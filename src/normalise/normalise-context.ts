import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Standing } from '../article/article.ts';
import type { Vocabulary } from './vocabulary/vocabulary.ts';

/** What is known of an item beside itself. */
export interface NormaliseContext {
  readonly feed: {
    readonly id: string;
    readonly agency: string | null;
    readonly standing: Standing;
    readonly zone: string | null;
    readonly language: string | null;
  };
  readonly format: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly captureSha256: string;
  readonly styles: ReadonlyMap<string, HouseStyle>;
  readonly detectLanguage: ((text: string) => string | null) | null;
  /** The Media Topics that an operator imported; the built-in table where it is missing. */
  readonly vocabulary?: Vocabulary;
  /** What reads like the notice of a stop is one. */
  readonly readsNotices?: boolean;
}
