import { createHash } from 'node:crypto';

/** One delivery as a receiver outside the service wrote it down. */
export interface Receipt {
  /** Epoch milliseconds, on the receiver's clock where it has one. */
  readonly at: number;
  /** The id under which it was delivered. */
  readonly id: string;
  readonly type: string;
  readonly articleId: string;
  readonly revision: number | null;
  readonly uri: string;
  /** What tells the story from every other, as it stands in the text; empty without text. */
  readonly marker: string;
  /** A short hash of each paragraph of the text. */
  readonly says: readonly string[];
  readonly embargoedUntil: string | null;
  /** Sent once more after Redis lost what it had confirmed. */
  readonly recovered: boolean;
}

/** The short hash by which a paragraph is known in a receipt. */
export function hashOf(paragraph: string): string {
  return createHash('sha1').update(paragraph).digest('base64url').slice(0, 8);
}

/** The envelope of a delivery, as far as a receipt needs it. */
interface Delivered {
  readonly id?: string;
  readonly type: string;
  readonly timestamp: string;
  readonly recovered?: boolean;
  readonly data: {
    readonly id?: string;
    readonly revision?: number | null;
    readonly uri?: string;
    readonly bodyText?: string;
    readonly embargoedUntil?: string | null;
  };
}

/** A receipt of one delivered envelope. `id` and `at` are taken from the envelope where the receiver has none. */
export function receiptOf(json: string, given: { id?: string; at?: number } = {}): Receipt {
  const { id = '', type, timestamp, recovered = false, data } = JSON.parse(json) as Delivered;
  const text = data.bodyText ?? '';
  return {
    at: given.at ?? Date.parse(timestamp),
    id: given.id ?? id,
    type,
    articleId: data.id ?? '',
    revision: data.revision ?? null,
    uri: data.uri ?? '',
    marker: /\bdocket \d+-\d+\b/.exec(text)?.[0] ?? '',
    says: text === '' ? [] : text.split('\n\n').map(hashOf),
    embargoedUntil: data.embargoedUntil ?? null,
    recovered,
  };
}
