import pino from 'pino';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/store/commit.ts';
import { tellOfStory } from '../../src/stories/tell-of-story.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';

/** What is logged at `error` of a story that was decided so. */
function loggedOf(verdict: Record<string, unknown>): Record<string, unknown>[] {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const decision = {
    ...{ feed: 'wire', receipt: 'wire.1', item: { arrival: 'a1' }, article: { uri: 'tag:wire.example,2026:1' } },
    ...{ rejection: null, tombstone: null, verdict: { action: 'revise', rule: 'same-id', evidence: {}, ...verdict } },
  } as unknown as Decision;
  tellOfStory({ log, metrics: createMetrics() }, decision);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a stop whose text stands in other articles is logged with their ids and with what to do', () => {
  expect(loggedOf({ evidence: { carriedBy: ['art_2', 'art_3'] } })).toMatchObject([
    {
      msg: 'articles that may still be published contain text of a stopped one',
      carriedBy: ['art_2', 'art_3'],
      cure: expect.stringContaining('copytaster withdraw ARTICLE'),
    },
  ]);
  expect(loggedOf({ evidence: { carriedBy: [] } })).toEqual([]);
});
