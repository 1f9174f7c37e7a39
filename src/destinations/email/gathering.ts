import type { AttemptResult } from '../../article/attempt.ts';

/** Gathers what comes within a time and sends it at once; all that was gathered shares the result. */
export class Gathering<Item> {
  readonly #waitMs: number;
  readonly #send: (items: readonly Item[]) => Promise<AttemptResult>;
  #open: { readonly items: Item[]; readonly result: Promise<AttemptResult>; readonly finish: () => void } | null = null;

  constructor(waitMs: number, send: (items: readonly Item[]) => Promise<AttemptResult>) {
    this.#waitMs = waitMs;
    this.#send = send;
  }

  /** Resolves when the item was sent with the others. */
  add(item: Item): Promise<AttemptResult> {
    this.#open ??= this.#begin();
    this.#open.items.push(item);
    return this.#open.result;
  }

  /** Sends what is gathered now. */
  async end(): Promise<void> {
    const open = this.#open;
    open?.finish();
    await open?.result;
  }

  #begin() {
    const items: Item[] = [];
    let finish: () => void = () => undefined;
    const gathered = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#waitMs);
      finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const result = gathered.then(() => {
      this.#open = null;
      return this.#send(items);
    });
    return { items, result, finish };
  }
}
