/** A piece of memory as numbers of one kind. */
type Piece = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** Takes what structures consist of, one after the other: what is few as values of JSON, what is much as it lies in memory. */
export class PartsWriter {
  readonly facts: unknown[] = [];
  readonly memory: Piece[] = [];

  note(fact: unknown): void {
    this.facts.push(fact);
  }

  give(piece: Piece): void {
    this.memory.push(piece);
  }
}

/** Gives what a `PartsWriter` took, in the same order. */
export class PartsReader {
  readonly #facts: readonly unknown[];
  readonly #memory: readonly ArrayBuffer[];
  #fact = 0;
  #piece = 0;

  constructor(facts: readonly unknown[], memory: readonly ArrayBuffer[]) {
    this.#facts = facts;
    this.#memory = memory;
  }

  fact<Fact>(): Fact {
    this.#fact += 1;
    return this.#facts[this.#fact - 1] as Fact;
  }

  piece(): ArrayBuffer {
    this.#piece += 1;
    return this.#memory[this.#piece - 1] as ArrayBuffer;
  }
}
