import { type AuditEntry, READ_HELD } from '../store/audit.ts';
import { NAMELESS } from './callers.ts';

const ANEW_MS = 86_400_000;
const MOST_KEPT = 20_000;

/** Keeps in the audit who saw which held copy: each once a day, however often a page is looked at. */
export class HeldReads {
  readonly #keep: (act: Omit<AuditEntry, 'at'>) => Promise<void>;
  readonly #now: () => number;
  readonly #kept = new Map<string, number>();

  /** @param now epoch milliseconds */
  constructor(keep: (act: Omit<AuditEntry, 'at'>) => Promise<void>, now: () => number) {
    this.#keep = keep;
    this.#now = now;
  }

  /**
   * Keeps that somebody is shown held copy. Ends when it is kept: nothing is shown before.
   * @param seen the articles, or `wire` for who listens to all of it
   * @param where the address that was asked
   */
  async keep(who: string | null, seen: Iterable<string>, where: string): Promise<void> {
    const by = who ?? NAMELESS;
    const at = this.#now();
    for (const of of seen) {
      const key = `${by} ${of}`;
      if (at < (this.#kept.get(key) ?? Number.NEGATIVE_INFINITY) + ANEW_MS) continue;
      await this.#keep({ by, act: READ_HELD, of, reason: `read at ${where}` });
      this.#kept.delete(key);
      this.#kept.set(key, at);
      const [oldest] = this.#kept.keys();
      if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    }
  }
}
