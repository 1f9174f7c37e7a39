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
   * The receiver lets us not in, or has nothing at this address (401, 403, 404): the story's fault only where it takes
   * others meanwhile.
   */
  | { readonly outcome: 'denied'; readonly reason: string; readonly body?: string }
  /** The receiver will never take this one (400, 413, 422 …). */
  | { readonly outcome: 'refused'; readonly reason: string; readonly body?: string }
  /**
   * Neither the story's doing nor the receiver's, as when another process serves the destination by now: it is made again
   * as if it had not been made. `ambiguous`: the receiver may have it all the same.
   */
  | { readonly outcome: 'put-back'; readonly reason: string; readonly ambiguous: boolean }
  /** The receiver wants nothing any more (410). */
  | { readonly outcome: 'gone'; readonly reason: string };
