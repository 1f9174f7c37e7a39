import { describe, expect, test } from 'vitest';
import { FAULTS, runCampaign } from './campaign.ts';

describe('with every fault done to it once', () => {
  test('nothing is lost, invented, doubled, out of order, early, or told after its kill', async () => {
    const outcome = await runCampaign({ seed: 4, rate: 5, plan: Object.keys(FAULTS), everyMs: 1_500 });
    const { lost, unexpected, duplicated, inverted, early, afterKill, checked } = outcome;
    expect({ lost, unexpected, duplicated, inverted, early, afterKill }).toEqual({
      lost: [],
      unexpected: [],
      duplicated: [],
      inverted: [],
      early: [],
      afterKill: [],
    });
    expect(checked).toBeGreaterThan(60);
  }, 240_000);
});
