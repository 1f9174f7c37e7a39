import { expect, test } from 'vitest';
import { Postings } from '../../src/similarity/postings.ts';

const HASHES = 3_000;
const DOCUMENTS = 4_000;
const LIVING = 300;
const HELD = 60;
const LOOKED_AT = 5;

/** Numbers that are the same each time, from 0 up to a limit. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function holdersIn(postings: Postings, hash: number, limit: number): number[] {
  const found: number[] = [];
  postings.each(hash, limit, (document) => found.push(document) > 0);
  return found;
}

test('postings know who holds a hash, the newest first, however many came and went', () => {
  const draw = numbersFrom(7);
  const postings = new Postings(LOOKED_AT);
  const held: (readonly number[])[] = [];
  const holders = new Map<number, number[]>();
  let largest = 0;
  for (let document = 0; document < DOCUMENTS; document += 1) {
    const hashes = [...new Set(Array.from({ length: HELD }, () => (draw(HASHES) * 0x9e3779b1) >>> 0))];
    held.push(hashes);
    for (const hash of hashes) {
      postings.add(hash, document);
      holders.set(hash, [document, ...(holders.get(hash) ?? [])]);
    }
    if (document < LIVING) continue;
    for (const hash of held[document - LIVING] as readonly number[]) {
      postings.release(hash, document - LIVING);
      holders.get(hash)?.pop();
    }
    largest = Math.max(largest, postings.bytes);
    const asked = (draw(HASHES) * 0x9e3779b1) >>> 0;
    const expected = holders.get(asked) ?? [];
    expect([document, postings.count(asked)]).toEqual([document, expected.length]);
    expect(holdersIn(postings, asked, LOOKED_AT)).toEqual(expected.slice(0, LOOKED_AT));
  }
  for (const [hash, expected] of holders) expect(postings.count(hash)).toBe(expected.length);
  expect(largest).toBeLessThan(1 << 20);
});
