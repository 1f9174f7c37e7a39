import { describe, expect, test } from 'vitest';
import { readMutated } from './read-anything.ts';

const DOCUMENTS = 2_000;

describe('documents that are broken in every way', () => {
  test(`${DOCUMENTS} of them are read or rejected, none does anything else, and every article is fit to leave`, async () => {
    let read = 0;
    let rejected = 0;
    for (let seed = 1; seed <= DOCUMENTS; seed += 1) {
      if ((await readMutated(seed)).articles === null) rejected += 1;
      else read += 1;
    }
    expect(read + rejected).toBe(DOCUMENTS);
    expect(read).toBeGreaterThan(DOCUMENTS / 4);
    expect(rejected).toBeGreaterThan(0);
  });
});
