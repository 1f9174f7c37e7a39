import { z } from 'zod';

/** An item that is listed and cannot be had is asked for again for so long. */
const GIVEN_UP_AFTER_MS = 600_000;
/** While so many wait, nothing more is listed. */
const MOST = 1_000;

const Kept = z.array(z.tuple([z.string(), z.number()]));

/** Items that were listed and could not be had yet, with the instant of the first attempt. */
export class PendingItems {
  readonly #since: Map<string, number>;
  /** @param kept what `text` gave, or anything else for none */
  constructor(kept: unknown) {
    const parsed = Kept.safeParse(typeof kept === 'string' && kept !== '' ? JSON.parse(kept) : []);
    this.#since = new Map(parsed.data ?? []);
  }

  get ids(): readonly string[] {
    return [...this.#since.keys()];
  }

  /** True while so many items wait that no more are to be listed. */
  get isFull(): boolean {
    return this.#since.size >= MOST;
  }

  /** Notes that an item was not asked for, since the interface asked for patience: that is no attempt. */
  wait(id: string, now: number): void {
    this.#since.set(id, now);
  }

  /** Notes that an item could not be had. False when it was tried for long enough: it is given up. */
  retry(id: string, now: number): boolean {
    const since = this.#since.get(id) ?? now;
    if (now - since >= GIVEN_UP_AFTER_MS) {
      this.#since.delete(id);
      return false;
    }
    this.#since.set(id, since);
    return true;
  }

  done(id: string): void {
    this.#since.delete(id);
  }

  /** For the bookmark. */
  get text(): string {
    return JSON.stringify([...this.#since]);
  }
}
