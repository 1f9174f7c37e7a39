import { maybeStopsBy } from '../article/stop-words.ts';
import type { AccountMemory, RequestLimit } from '../store/accounts.ts';

/** So many documents of one feed are read from their senders at once by a process; small ones always are. */
const MOST_AT_ONCE = 8;
const SMALL_BYTES = 1_000_000;
const LOOKED_AT_BYTES = 65_536;
const SPAN_MS = 10_000;
const LONG_SPAN_MS = 600_000;
const SECOND_MS = 1_000;

/** Keeps who pushes much for one feed from taking what other feeds need, and lets stops through all the same. */
export class PushAdmission {
  readonly #accounts: AccountMemory;
  readonly #underWay = new Map<string, number>();
  constructor(accounts: AccountMemory) {
    this.#accounts = accounts;
  }

  /**
   * Begins to take a document.
   * @param length as its sender says it, or null
   * @returns what ends it, or null where too many are under way
   */
  begin(feed: string, length: number | null): (() => void) | null {
    const underWay = this.#underWay.get(feed) ?? 0;
    if (underWay >= MOST_AT_ONCE && (length === null || length > SMALL_BYTES)) return null;
    this.#underWay.set(feed, underWay + 1);
    return () => {
      const left = (this.#underWay.get(feed) ?? 1) - 1;
      if (left > 0) this.#underWay.set(feed, left);
      else this.#underWay.delete(feed);
    };
  }

  /**
   * Counts a document against the rate of its feed, over all processes.
   * @param rate documents a second, or null for any
   * @returns 0, or the seconds after which it may be sent again
   */
  async count(feed: string, rate: number | null, bytes: Uint8Array): Promise<number> {
    if (rate === null) return 0;
    const limits = [limitOf(rate)];
    const waitMs = await this.#accounts.countRequest(`push ${feed}`, limits);
    if (waitMs === 0) return 0;
    // Stops have a rate of their own: words alone do not open the door to all that is sent.
    if (looksLikeStop(bytes) && (await this.#accounts.countRequest(`push stops ${feed}`, limits)) === 0) return 0;
    return Math.ceil(waitMs / SECOND_MS);
  }
}

function limitOf(rate: number): RequestLimit {
  const ms = rate * (SPAN_MS / SECOND_MS) >= 1 ? SPAN_MS : LONG_SPAN_MS;
  return { ms, requests: Math.max(1, Math.round((rate * ms) / SECOND_MS)) };
}

function looksLikeStop(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.byteLength, LOOKED_AT_BYTES);
  return maybeStopsBy(Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8'));
}
