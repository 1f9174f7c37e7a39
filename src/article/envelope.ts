import type { Article } from './article.ts';
import { eventTypeOf } from './article.ts';

/** What every destination receives, whatever the way out. */
export interface Envelope {
  /** `article.` and the change, or `gap.…`. */
  readonly type: string;
  /** When this was made, UTC. */
  readonly timestamp: string;
  readonly recovered?: true;
  readonly replay?: true;
  readonly data: unknown;
}

/** The envelope of one revision. `data` is what a renderer made of the article. */
export function envelopeOf(
  article: Article,
  data: unknown,
  { timestamp, recovered = false, replay = false }: { timestamp: string; recovered?: boolean; replay?: boolean },
): Envelope {
  return {
    type: eventTypeOf(article),
    timestamp,
    ...(recovered ? { recovered } : {}),
    ...(replay ? { replay } : {}),
    data,
  } as Envelope;
}
