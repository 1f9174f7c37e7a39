import type { PartsReader, PartsWriter } from './parts.ts';
import { Postings } from './postings.ts';

const FIRST_ROOM = 1_024;
/** So many entries are looked at for those of one event among others of the same hash. */
const LOOKED_AT = 64;

/** Which entries are among the last reports of their event. Entries are numbered upwards and let go in the same order. */
export class LatestOfEvent {
  readonly #most: number;
  readonly #holders = new Postings(LOOKED_AT);
  readonly #found = new Int32Array(LOOKED_AT);
  #flags = new Uint8Array(FIRST_ROOM);
  #first = 0;

  /** @param most how many entries of an event are its last ones */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * @param event a hash of the event that the entry reports
   * @param isOfEvent whether another entry of the same hash reports the same event
   */
  add(event: number, number: number, isOfEvent: (other: number) => boolean): void {
    const place = this.#holders.find(event);
    const held = this.#holders.readAt(place, this.#found);
    for (let at = 0, newer = 1; at < held; at += 1) {
      const other = this.#found[at] as number;
      if (!isOfEvent(other)) continue;
      newer += 1;
      if (newer <= this.#most) continue;
      this.#flags[other - this.#first] = 0;
      break;
    }
    this.#holders.add(event, number);
    this.#reserve(number);
    this.#flags[number - this.#first] = 1;
  }

  /** An entry of the event, the oldest of all, is let go. */
  drop(event: number, number: number): void {
    this.#holders.release(event, number);
  }

  /** True for one of the event's last entries. */
  has(number: number): boolean {
    return this.#flags[number - this.#first] === 1;
  }

  /** Entries below this number are not asked for any more. */
  forgetBefore(first: number): void {
    if ((first - this.#first) * 2 <= this.#flags.length) return;
    this.#flags = this.#flags.slice(first - this.#first);
    this.#first = first;
  }

  write(to: PartsWriter): void {
    this.#holders.write(to);
    to.note(this.#first);
    to.give(this.#flags);
  }

  read(from: PartsReader): void {
    this.#holders.read(from);
    this.#first = from.fact<number>();
    this.#flags = new Uint8Array(from.piece());
  }

  #reserve(number: number): void {
    const needed = number - this.#first + 1;
    if (needed <= this.#flags.length) return;
    const larger = new Uint8Array(Math.max(FIRST_ROOM, needed * 2));
    larger.set(this.#flags);
    this.#flags = larger;
  }
}
