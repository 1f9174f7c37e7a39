import type { z } from 'zod';
import { cutText } from '../article/cut-text.ts';
import { isFailure } from '../article/failure.ts';
import type { Order } from '../store/operator-decision.ts';
import type { ActBody } from './act-documents.ts';
import { NAMELESS } from './callers.ts';
import type { Answer, RouteContext } from './route.ts';

/** What is asked of an act. */
export interface AskedAct {
  readonly path: { readonly id: string };
  readonly body: z.infer<typeof ActBody>;
  readonly who: string | null;
}

/** Who asks for an act, why and when. The name of the token goes before the name that the request gives. */
export function orderOf({ body, who }: AskedAct, { now }: Pick<RouteContext, 'now'>): Order {
  return { by: who ?? body.by ?? NAMELESS, reason: body.reason, now: now() };
}

/** What an act answers; one that cannot be done is a conflict, with the reason, unless there is nothing to do it to. */
export async function answerAct(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isFailure(error, 'Rejected')) throw error;
    const problem = cutText(error.message, 500);
    return error.isMissing ? { missing: problem } : { problem, status: 409 };
  }
}
