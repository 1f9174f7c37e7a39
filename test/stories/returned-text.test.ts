import { expect, test } from 'vitest';
import { type Judged, judgeStories } from '../../src/stories/judge-stories.ts';
import { MapMemory } from '../../src/stories/map-memory.ts';
import { candidateOf } from '../judge/candidates.ts';

test.each([
  ['at once where it was sent', true, 'revise'],
  ['at the second poll where it stands in a list', false, 'spike'],
])('a text that returns to an earlier state counts %s', async (_, cameOnce, action) => {
  const memory = new MapMemory(3_600_000);
  const dates = [{ role: 'versionCreated' as const, value: '2026-03-03T08:00:00Z', field: 'versionCreated' }];
  const seen: (string | undefined)[] = [];
  for (const [at, headline] of ['Two cranes close', 'Three cranes close', 'Two cranes close'].entries()) {
    const body = 'The harbour board of Verran closed cranes on Monday after cracks were found in their arms.';
    const candidate = candidateOf({ at, from: 'reuters', id: 'urn:one', headline, body, item: { dates } });
    const judged = await judgeStories(memory, [{ candidate, rejection: null, previous: String(at - 1), cameOnce }]);
    memory.commit(judged[0] as Judged, String(at));
    seen.push(judged[0]?.verdict?.action);
  }
  expect(seen).toEqual(['publish', 'revise', action]);
});
