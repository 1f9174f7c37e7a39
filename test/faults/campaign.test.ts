import { describe, expect, test } from 'vitest';
import { runCampaign } from './campaign.ts';
import { brokenPromises } from './checker.ts';
import { FAULTS } from './faults.ts';

describe('with every fault done to it once', () => {
  test('nothing is lost, invented, doubled, out of order, early, or told after its kill', async () => {
    const outcome = await runCampaign({
      seed: 4,
      rate: 5,
      plan: Object.keys(FAULTS),
      pauseMs: () => 500,
      drainMs: 120_000,
    });
    expect(brokenPromises(outcome)).toEqual({});
    expect(Object.keys(outcome.faults)).toEqual(Object.keys(FAULTS));
    expect(outcome.checked).toBeGreaterThan(200);
    expect(outcome.repeatedUnderOneId).toBeGreaterThan(0);
  }, 400_000);
});
