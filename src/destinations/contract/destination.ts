import type { Envelope } from '../../article/envelope.ts';
import type { DestinationSettings } from '../../settings/schema.ts';

/** One revision on its way to one destination. */
export interface Delivery {
  /** The revision's id: equal for every retry, replay and recovered delivery. Safe in headers and file names. */
  readonly id: string;
  readonly articleId: string;
  readonly revision: number | null;
  readonly envelope: Envelope;
  /** Counts from 1. */
  readonly attempt: number;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** How an attempt ended. */
export type AttemptResult =
  | { readonly outcome: 'delivered'; readonly detail: string }
  /** Worth trying again; `retryAfterMs` where the receiver named a time. */
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly retryAfterMs: number | null;
      readonly ambiguous: boolean;
    }
  /** The receiver will never take this one (400, 404, 413, 422 …). */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The receiver wants nothing any more (410). */
  | { readonly outcome: 'gone'; readonly reason: string };

/** An open way out. */
export interface Outlet {
  /** Never throws for what the receiver does: the result says it. */
  deliver(delivery: Delivery): Promise<AttemptResult>;
  close(): Promise<void>;
}

/** One kind of way out: a file in `src/destinations` with this as its default export. */
export interface Destination {
  readonly type: string;
  /** @throws Rejected when the settings cannot work, naming the key and the cure. */
  open(settings: DestinationSettings, context: { readonly userAgent: string }): Promise<Outlet>;
}
