import type { Change } from './article.ts';

/** What is said of every revision that goes out, whatever the way out. */
export interface DeliveryEvent {
  /** `article.` and the change, or `gap.…`. */
  readonly type: string;
  /** When this was made, UTC. */
  readonly timestamp: string;
  readonly recovered?: true;
  readonly replay?: true;
}

/** What a destination receives where the document has no standard of its own. */
export interface Envelope extends DeliveryEvent {
  readonly data: unknown;
}

/** What a revision is to its receiver: `is` says `new` when it is the first that it gets. */
export function eventOf(
  is: Change,
  { timestamp, recovered = false, replay = false }: { timestamp: string; recovered?: boolean; replay?: boolean },
): DeliveryEvent {
  return {
    type: `article.${is}`,
    timestamp,
    ...(recovered ? { recovered } : {}),
    ...(replay ? { replay } : {}),
  } as DeliveryEvent;
}

/** The envelope of one revision around what a renderer made of it, or around the article itself. */
export function envelopeOf(is: Change, data: unknown, times: Parameters<typeof eventOf>[1]): Envelope {
  return { ...eventOf(is, times), data };
}

/** The text of an envelope around data that is JSON text already. */
export function writeEnvelope(event: DeliveryEvent, data: string): string {
  return `${JSON.stringify(event).slice(0, -1)},"data":${data}}`;
}
