/** How an attempt ended. */
export type AttemptResult =
  | { readonly outcome: 'delivered'; readonly detail: string }
  /** Worth trying again; `retryAfterMs` where the receiver named a time. */
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly retryAfterMs: number | null;
      readonly ambiguous: boolean;
      /** The beginning of what was answered. */
      readonly body?: string;
    }
  /** The receiver asks for a slower pace (429, or 503 with a time): nobody failed, all that is meant for it waits. */
  | { readonly outcome: 'paced'; readonly reason: string; readonly retryAfterMs: number | null }
  /**
   * The receiver does not let us in, or has nothing at this address (401, 403, 404): the story is at fault only where
   * others are accepted meanwhile.
   */
  | { readonly outcome: 'denied'; readonly reason: string; readonly body?: string }
  /** The receiver will never take this one (400, 413, 422 …). */
  | { readonly outcome: 'refused'; readonly reason: string; readonly body?: string }
  /**
   * Nobody's failure, as when another process has taken the destination over: the attempt is made again and this one is
   * not counted. `ambiguous`: the receiver may have it all the same.
   */
  | { readonly outcome: 'put-back'; readonly reason: string; readonly ambiguous: boolean }
  /** The receiver wants nothing any more (410). */
  | { readonly outcome: 'gone'; readonly reason: string };
