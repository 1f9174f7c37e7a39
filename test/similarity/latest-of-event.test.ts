import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatestOfEvent } from '../../src/similarity/latest-of-event.ts';

const MOST = 3;

/** Of each entry its event, and how many of the oldest are let go before it comes. Two events may have one hash. */
const steps = fc.array(fc.record({ event: fc.integer({ min: 0, max: 5 }), drops: fc.integer({ min: 0, max: 2 }) }), {
  maxLength: 200,
});
const hashOf = (event: number): number => (event >> 1) * 0x01000193;

test('the last entries of an event are those after which fewer than so many came of it, whatever shares its hash', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const latest = new LatestOfEvent(MOST);
      let oldest = 0;
      for (const [number, { event, drops }] of given.entries()) {
        for (const end = Math.min(number, oldest + drops); oldest < end; oldest += 1)
          latest.drop(hashOf(given[oldest]!.event), oldest);
        latest.forgetBefore(oldest);
        latest.add(hashOf(event), number, (other) => given[other]!.event === event);
        const living = given
          .slice(0, number + 1)
          .map((each, at) => ({ ...each, at }))
          .slice(oldest);
        const expected = living.filter(
          (one) => living.filter((other) => other.at > one.at && other.event === one.event).length < MOST,
        );
        expect(living.filter(({ at }) => latest.has(at))).toEqual(expected);
      }
    }),
  );
});
