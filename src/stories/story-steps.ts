import type { Decision } from '../store/commit.ts';
import { beginStep } from '../telemetry/traces.ts';

/**
 * Makes each story a step of the trace under way: the steps of its receivers hang at it.
 * @returns the decisions with their steps, and what ends these
 */
export function traceStories(decisions: readonly Decision[]): {
  readonly decisions: readonly Decision[];
  readonly end: (state: string) => void;
} {
  const steps = decisions.map(({ item, feed, receipt }) =>
    beginStep('story', { feed, receipt, arrival: item.arrival, uri: item.item.uri ?? '' }),
  );
  return {
    decisions: decisions.map((decision, at) => ({ ...decision, trace: steps[at]?.traceparent ?? null })),
    end(state) {
      for (const [at, { article, verdict }] of decisions.entries())
        steps[at]?.end({
          state,
          action: verdict?.action ?? 'reject',
          rule: verdict?.rule ?? 'rejected',
          ...(article === null ? {} : { article: article.id, revisionId: article.revisionId }),
        });
    },
  };
}
