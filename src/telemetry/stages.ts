import type { Attributes } from '@opentelemetry/api';
import type { Metrics } from './metrics.ts';
import { type TraceParent, traced } from './traces.ts';

/** What is done to a story on its way, in this order. */
export const STAGES = ['fetch', 'read', 'normalise', 'judge', 'commit', 'deliver'] as const;
export type Stage = (typeof STAGES)[number];

/** Does the work of a stage: how long it took is counted, and it is a step of the trace. What it throws passes through. */
export async function inStage<Result>(
  { stage: durations }: Pick<Metrics, 'stage'>,
  {
    stage,
    facts = {},
    parent,
  }: { readonly stage: Stage; readonly facts?: Attributes; readonly parent?: TraceParent | null },
  work: () => Promise<Result> | Result,
): Promise<Result> {
  const stop = durations.startTimer({ stage });
  try {
    return await traced({ name: stage, facts, parent }, async () => work());
  } finally {
    stop();
  }
}
