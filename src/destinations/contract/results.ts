import type { AttemptResult } from '../../article/attempt.ts';
import { describeError } from '../../article/failure.ts';

/** Delivered, with what the receiver said. */
export const delivered = (detail: string): AttemptResult => ({ outcome: 'delivered', detail });

/** Worth another attempt. `ambiguous`: the receiver may have it all the same. */
export function failed(error: unknown, ambiguous: boolean, cures: Cures = []): AttemptResult {
  const words = typeof error === 'string' ? error : describeError(error);
  const cure = cures.find(([pattern]) => pattern.test(words))?.[1];
  const reason = cure === undefined ? words : `${words} (${cure})`;
  return { outcome: 'failed', reason, retryAfterMs: null, ambiguous };
}

/** Never worth another attempt of this revision. */
export const refused = (reason: string): AttemptResult => ({ outcome: 'refused', reason });

/** Nothing was tried: this process may not, or may not now. */
export const putBack = (reason: string): AttemptResult => ({ outcome: 'put-back', reason, ambiguous: false });

/** What an error of the receiver's side means to who runs this one. */
export type Cures = readonly (readonly [error: RegExp, cure: string])[];

/** The signal's end as a rejection, so that whatever a library waits for is left behind in time. */
export async function within<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Whoever stopped waiting does not hear how it ends.
  work.catch(() => undefined);
  if (signal.aborted) throw new Error('there was no time left');
  let stop: () => void = () => undefined;
  const end = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('no answer in time'));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
