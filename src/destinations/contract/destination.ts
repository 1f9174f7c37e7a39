import type { z } from 'zod';
import type { Article } from '../../article/article.ts';
import type { AttemptResult } from '../../article/attempt.ts';
import type { DeliveryEvent } from '../../article/envelope.ts';
import type { DestinationSettings } from '../../settings/schema.ts';

/** One revision on its way to one destination. */
export interface Delivery {
  /** The revision's id: equal for every retry, replay and recovered delivery. Safe in headers and file names. */
  readonly id: string;
  readonly articleId: string;
  readonly revision: number | null;
  /** A stop: it goes on a connection of its own, past everything else. */
  readonly stop: boolean;
  readonly event: DeliveryEvent;
  /** The article, as far as the destination may know it, for a way out with fields of its own; null where there is none. */
  readonly article: Article | null;
  /** What is sent as it is. */
  readonly document: OutgoingDocument;
  /** Counts from 1. */
  readonly attempt: number;
  /** This attempt in its trace, as W3C Trace Context writes it; null where nobody traces. */
  readonly traceparent: string | null;
  readonly now: number;
  readonly signal: AbortSignal;
  /**
   * False once another publisher may serve the destination, as after a process stood still: what is not written yet must
   * not be written any more, for a stop may have gone out since.
   */
  readonly isOurs: () => boolean;
  /** The revisions of the article before this one, for a stop to take away what stands of them at the destination. */
  readonly earlier: () => Promise<readonly EarlierRevision[]>;
}

/** What the name of a file, a key or a subject is made of. */
export type Named = Pick<Delivery, 'id' | 'articleId' | 'revision' | 'event' | 'article'> & {
  readonly document: Pick<OutgoingDocument, 'extension'>;
};

/** A revision that came before, or may have. */
export interface EarlierRevision {
  readonly named: Named;
  /** The detail of its delivery; null where it was not delivered, or nobody knows. */
  readonly said: string | null;
}

/** What a renderer wrote. */
export interface OutgoingDocument {
  readonly contentType: string;
  /** Of a file that holds it. */
  readonly extension: string;
  readonly body: string;
  /** The body in UTF-8, where it was made for several destinations at once. */
  readonly bytes?: Uint8Array;
  /** True for the JSON of an envelope: what the event says is in it. False: the body has a standard of its own. */
  readonly enveloped: boolean;
}

/** A way out. */
export interface Outlet {
  /**
   * Makes the way out usable: folders, connections. Called before the first attempt and whenever another publisher may
   * have used it in between; after a failure it is called again with growing pauses.
   * @throws what keeps it from being used
   */
  connect(): Promise<void>;
  /** Never throws for what the receiver does: the result says it. */
  deliver(delivery: Delivery): Promise<AttemptResult>;
  close(): Promise<void>;
}

/** One kind of way out: a file in `src/destinations` with this as its default export, made by `defineDestination`. */
export interface Destination<Own extends z.ZodRawShape = z.ZodRawShape> {
  readonly type: string;
  /** One line: where revisions go. */
  readonly summary: string;
  /** The keys that it reads beside those of all destinations; each with its description. */
  readonly settings: z.ZodObject<Own>;
  /**
   * Makes the way out from its settings alone; nothing outside is touched before `connect`.
   * @throws Rejected when the settings cannot work, naming the key and the cure.
   */
  open(settings: DestinationSettings & z.infer<z.ZodObject<Own>>, context: OpenContext): Outlet;
  /** What keeps the destination from working as this machine stands now, with the cure; null where nothing is seen. */
  inspect?(settings: DestinationSettings & z.infer<z.ZodObject<Own>>): string | null;
}

/** What every way out is opened with. */
export interface OpenContext {
  readonly userAgent: string;
}

/** Any kind of way out: its settings were checked by its own schema when the file was read. */
export interface AnyDestination {
  readonly type: string;
  readonly summary: string;
  readonly settings: z.ZodObject;
  open(settings: DestinationSettings, context: OpenContext): Outlet;
  inspect?(settings: DestinationSettings): string | null;
}

/** Makes a kind of way out whose settings carry the keys of its own schema. */
export function defineDestination<Own extends z.ZodRawShape>(destination: Destination<Own>): Destination<Own> {
  return destination;
}
