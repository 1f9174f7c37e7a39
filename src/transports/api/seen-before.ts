import { sha256 } from '../../article/content.ts';

const DIGITS = 12;
const MOST = 1_000;

/** What was had already, as short hashes: interfaces list the same things again and again. */
export class SeenBefore {
  readonly #hashes: Set<string>;
  /** @param kept what `text` gave, or null */
  constructor(kept: unknown) {
    this.#hashes = new Set(typeof kept === 'string' && kept !== '' ? kept.split(' ') : []);
  }

  has(name: string): boolean {
    return this.#hashes.has(hashOf(name));
  }

  /** True where it was not had before; it is from now on. */
  add(name: string): boolean {
    const hash = hashOf(name);
    const isNew = !this.#hashes.delete(hash);
    this.#hashes.add(hash);
    return isNew;
  }

  /** For the bookmark: the last thousand. */
  get text(): string {
    return [...this.#hashes].slice(-MOST).join(' ');
  }
}

const hashOf = (name: string): string => sha256(name).slice(0, DIGITS);
