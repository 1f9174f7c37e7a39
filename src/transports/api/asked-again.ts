import { z } from 'zod';
import type { MissingNumbers } from '../../article/message-numbers.ts';

/** So long after it was seen a hole is asked for, each time. Numbers overtake each other: what is missing may come yet. */
const ASKED_AFTER_MS = [30_000, 90_000, 600_000, 3_600_000, 21_600_000];

const Kept = z.record(z.string(), z.number());

/** What of the missing was asked for again, and how often. */
export class AskedAgain {
  readonly #times: Map<string, number>;
  #due: readonly MissingNumbers[] = [];
  /** @param kept what `text` gave, or anything else for none */
  constructor(kept: unknown) {
    const parsed = Kept.safeParse(typeof kept === 'string' && kept !== '' ? JSON.parse(kept) : {});
    this.#times = new Map(Object.entries(parsed.data ?? {}));
  }

  /** What is to be asked for now (`now` in epoch milliseconds), the oldest first. It counts as asked for. */
  due(missing: readonly MissingNumbers[], { now, most }: { now: number; most: number }): readonly MissingNumbers[] {
    const standing = new Set(missing.map(nameOf));
    for (const name of this.#times.keys()) if (!standing.has(name)) this.#times.delete(name);
    const due = missing.filter((each) => now - each.since >= (ASKED_AFTER_MS[this.#timesOf(each)] ?? Infinity));
    const some = due.toSorted((one, other) => one.since - other.since).slice(0, most);
    for (const each of some) this.#times.set(nameOf(each), this.#timesOf(each) + 1);
    this.#due = some;
    return some;
  }

  /** It was not asked for after all: it is due again at once. */
  withdraw(each: MissingNumbers): void {
    const times = this.#timesOf(each);
    if (times > 0) this.#times.set(nameOf(each), times - 1);
  }

  /** None of what was due last was asked for. */
  withdrawDue(): void {
    for (const each of this.#due) this.withdraw(each);
    this.#due = [];
  }

  /** For the bookmark. */
  get text(): string {
    return JSON.stringify(Object.fromEntries(this.#times));
  }

  #timesOf(each: MissingNumbers): number {
    return this.#times.get(nameOf(each)) ?? 0;
  }
}

const nameOf = ({ service, from }: MissingNumbers): string => `${service} ${from}`;
