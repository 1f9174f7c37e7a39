const FIRST_ROOM = 1_024;

interface Event {
  /** Numbers of its last entries, the oldest first. */
  readonly latest: number[];
  standing: number;
}

/** Which entries are among the last reports of their event. Entries are numbered upwards and let go in the same order. */
export class LatestOfEvent {
  readonly #most: number;
  readonly #events = new Map<string, Event>();
  #flags = new Uint8Array(FIRST_ROOM);
  #first = 0;

  /** @param most how many entries of an event are its last ones */
  constructor(most: number) {
    this.#most = most;
  }

  add(eventId: string, number: number): void {
    const event = this.#events.get(eventId) ?? { latest: [], standing: 0 };
    event.latest.push(number);
    event.standing += 1;
    this.#events.set(eventId, event);
    this.#reserve(number);
    this.#flags[number - this.#first] = 1;
    const passed = event.latest.length > this.#most ? event.latest.shift() : undefined;
    if (passed !== undefined && passed >= this.#first) this.#flags[passed - this.#first] = 0;
  }

  /** An entry of the event, the oldest of all, is let go. */
  drop(eventId: string): void {
    const event = this.#events.get(eventId);
    if (event === undefined || event.standing <= 1) this.#events.delete(eventId);
    else event.standing -= 1;
  }

  /** True for one of the event's last entries. */
  has(number: number): boolean {
    return this.#flags[number - this.#first] === 1;
  }

  /** Entries below this number are not asked for any more. */
  forgetBefore(first: number): void {
    this.#flags = this.#flags.slice(first - this.#first);
    this.#first = first;
  }

  #reserve(number: number): void {
    const needed = number - this.#first + 1;
    if (needed <= this.#flags.length) return;
    const larger = new Uint8Array(Math.max(FIRST_ROOM, needed * 2));
    larger.set(this.#flags);
    this.#flags = larger;
  }
}
