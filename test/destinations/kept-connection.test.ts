import { describe, expect, test } from 'vitest';
import { KeptConnection } from '../../src/destinations/contract/kept-connection.ts';

interface Line {
  readonly number: number;
  closed: boolean;
}

/** Lines that are opened by hand, so that a test can ask for one while it is still being opened. */
class Exchange {
  readonly lines: Line[] = [];
  readonly #waiting: { resolve(line: Line): void; reject(error: Error): void }[] = [];
  readonly kept = new KeptConnection<Line>({
    open: () => new Promise<Line>((resolve, reject) => this.#waiting.push({ resolve, reject })),
    isClosed: ({ closed }) => closed,
    close: async (line) => {
      line.closed = true;
    },
  });

  connect(): void {
    const line = { number: this.lines.length + 1, closed: false };
    this.lines.push(line);
    this.#waiting.shift()?.resolve(line);
  }

  refuse(reason: string): void {
    this.#waiting.shift()?.reject(new Error(reason));
  }

  get waiting(): number {
    return this.#waiting.length;
  }
}

describe('a kept connection', () => {
  test('is opened once for all who ask while it is being opened', async () => {
    const exchange = new Exchange();
    const asked = [exchange.kept.get(), exchange.kept.get(), exchange.kept.get()];
    expect(exchange.waiting).toBe(1);
    exchange.connect();
    expect((await Promise.all(asked)).map(({ number }) => number)).toEqual([1, 1, 1]);
    expect((await exchange.kept.get()).number).toBe(1);
  });

  test('is opened anew after it broke, was dropped, or could not be opened', async () => {
    const exchange = new Exchange();
    const refused = exchange.kept.get();
    exchange.refuse('nobody answers');
    await expect(refused).rejects.toThrow('nobody answers');
    const first = exchange.kept.get();
    exchange.connect();
    (await first).closed = true;
    const second = exchange.kept.get();
    exchange.connect();
    expect((await second).number).toBe(2);
    await exchange.kept.drop();
    expect((await second).closed).toBe(true);
    const third = exchange.kept.get();
    exchange.connect();
    expect((await third).number).toBe(3);
  });

  test('that is only being opened is closed too when it is not needed any more', async () => {
    const exchange = new Exchange();
    const asked = exchange.kept.get();
    await exchange.kept.end();
    exchange.connect();
    const line = await asked;
    await expect.poll(() => line.closed).toBe(true);
  });
});
