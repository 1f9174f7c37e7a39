import { expect, test } from 'vitest';
import { isOverTime, runWithin } from '../../src/stories/run-within.ts';

test('work gives what it makes, and throws what it throws', () => {
  expect(runWithin(1_000, () => 7)).toBe(7);
  expect(() =>
    runWithin(1_000, () => {
      throw new RangeError('not this');
    }),
  ).toThrow(RangeError);
});

test('work is stopped in the middle of a pattern when its time is over', () => {
  let thrown: unknown;
  try {
    runWithin(50, () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`));
  } catch (error) {
    thrown = error;
  }
  expect(isOverTime(thrown)).toBe(true);
  expect(runWithin(1_000, () => 'goes on')).toBe('goes on');
});

test('work that others kept from the processor is begun anew', () => {
  const sleeping = new Int32Array(new SharedArrayBuffer(4));
  let begun = 0;
  const value = runWithin(200, () => {
    begun += 1;
    // Asleep the thread uses none of the processor, as when another process has it.
    if (begun === 1) for (let naps = 0; naps < 20; naps += 1) Atomics.wait(sleeping, 0, 0, 50);
    return 'done';
  });
  expect([value, begun]).toEqual(['done', 2]);
});

test('work has more time by the clock when it is begun anew', () => {
  const sleeping = new Int32Array(new SharedArrayBuffer(4));
  let begun = 0;
  const value = runWithin(200, () => {
    begun += 1;
    for (let naps = 0; naps < 6; naps += 1) Atomics.wait(sleeping, 0, 0, 50);
    return 'done';
  });
  expect([value, begun >= 2]).toEqual(['done', true]);
});
