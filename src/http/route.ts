import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Article } from '../article/article.ts';
import type { AttemptResult } from '../article/attempt.ts';
import type { Problem } from '../redis/readiness.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { Filter } from '../routing/filter.ts';
import type { FoundArticles, SearchOrder } from '../search/full-text.ts';
import type { ActionName } from '../store/actions.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { HeldStory } from '../store/embargoes.ts';
import type { Order } from '../store/operator-decision.ts';
import type { Reach } from '../store/reach.ts';
import type { ArticleFilter, Seeing } from '../store/read-side.ts';
import type { SignedOff, Stop } from '../store/stops.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Asset } from './asset.ts';
import type { Caller, Callers } from './callers.ts';
import type { DeskReader } from './desk-reader.ts';
import type { HeldReads } from './held-reads.ts';
import type { LogInLimit } from './log-in-limit.ts';
import type { Rereader } from './rereader.ts';
import type { RouteReader } from './routing-documents.ts';
import type { TaggedJson } from './tagged-json.ts';
import type { Scope } from './tokens.ts';

/** What the API reads articles from. Gates hold behind it. */
export interface ArticleReader {
  newest(
    query: ArticleFilter & { before: string | null; limit: number; since?: number | null },
    seeing?: Seeing,
  ): Promise<{ articles: Article[]; next: string | null }>;
  /** The same as JSON texts, commas between; null for who reads a part of the wire. */
  newestTexts(
    query: ArticleFilter & { before: string | null; limit: number; since?: number | null },
    seeing?: Seeing,
  ): Promise<{ texts: string; next: string | null } | null>;
  after(
    position: string,
    limit: number,
    filter: ArticleFilter,
    seeing?: Seeing,
  ): Promise<{ entries: { position: string; article: Article }[]; position: string }>;
  article(id: string, seeing?: Seeing): Promise<Article | null>;
  revisions(id: string, seeing?: Seeing): Promise<Article[]>;
  /** The current revisions of these articles, in this order; those that are gone are left out. */
  articles(ids: readonly string[], seeing?: Seeing): Promise<Article[]>;
  /** When the feeds of these revisions had answered before they brought them, in epoch milliseconds; null: not known. */
  answeredBefore(revisionIds: readonly string[]): Promise<(number | null)[]>;
}

/** The full-text index. */
export interface ArticleSearch {
  /** False while it is being built. */
  readonly isComplete: boolean;
  /** Null while too many searches wait. */
  search(order: SearchOrder): Promise<FoundArticles | null>;
}

/** Hands the wire on to those who listen. */
export interface WireStream {
  /** Sends everything after a position to one who listens, until they go, or are not who they were any more. */
  follow(
    listener: ServerResponse,
    asked: { after: string | null; filter: ArticleFilter; seeing: Seeing; isStill: () => Promise<boolean> },
  ): void;
}

/** What the API tells of deliveries. */
export interface DeliveryReader {
  stops(word: string | null, shown: { readonly limit: number; readonly owed: boolean }): Promise<Stop[]>;
  reach(article: string): Promise<Reach | null>;
  embargoes(): Promise<HeldStory[]>;
}

/** What a person may do by hand. */
export interface OperatorActor {
  /** @throws Rejected where it cannot be done */
  act(name: ActionName, article: string, order: Order): Promise<Article>;
  /** @throws Rejected where it is under no embargo, or the instant has passed */
  moveEmbargo(article: string, until: string, order: Order): Promise<Article>;
  /** @throws Rejected where it cannot be sent */
  sendSpiked(arrival: string, order: Order): Promise<Article>;
  /** @throws Rejected where it cannot be sent */
  resend(article: string, to: string | null, order: Order): Promise<Article>;
  /** @throws Rejected where it cannot be done */
  split(article: string, revision: number | null, order: Order): Promise<Article>;
  /** @throws Rejected where it cannot be done */
  merge(article: string, into: string, order: Order): Promise<Article>;
  /** @throws Rejected where the article is not withdrawn */
  purge(article: string, order: Order): Promise<{ revisions: number; documents: number }>;
  /** Null where there is no such destination. @throws Rejected where a replay is under way there */
  replay(
    destination: string,
    asked: { since: number; until: number; filter: Partial<Filter> | null; isTrial: boolean },
    order: Order,
  ): Promise<{ entries: number; articles: number; stops: number; begun: boolean } | null>;
  signOff(stop: string, destination: string, order: Order): Promise<SignedOff>;
  /** What came of it; null, or false, where there is no such thing. */
  retryLetter(id: string, order: Order): Promise<string | null>;
  discardLetter(id: string, order: Order): Promise<boolean>;
  pause(destination: string, order: Order): Promise<boolean>;
  resume(destination: string, order: Order): Promise<boolean>;
  trustIds(feed: string, order: Order): Promise<boolean>;
  audit(shown: { readonly limit: number; readonly reads: boolean }): Promise<AuditEntry[]>;
}

/** Tries destinations out. */
export interface DestinationTester {
  /** Sends a marked test event; null where there is no such destination. */
  test(destination: string): Promise<AttemptResult | null>;
}

/** What the answers are made from. */
export interface RouteContext {
  readonly metrics: Metrics;
  /** Brings the metrics up to date that are read only when somebody looks; never fails, never takes long. */
  readonly refreshMetrics: () => Promise<void>;
  readonly version: string;
  readonly articles: ArticleReader;
  readonly deliveries: DeliveryReader;
  readonly routing: RouteReader;
  readonly acts: OperatorActor;
  readonly rereader: Rereader;
  readonly tests: DestinationTester;
  /** The documents that articles are given as, by name. */
  readonly renderers: ReadonlyMap<string, Renderer>;
  /** Null where this process has no index. */
  readonly search: ArticleSearch | null;
  readonly stream: WireStream;
  readonly desk: DeskReader;
  readonly callers: Callers;
  readonly logIns: LogInLimit;
  /** Keeps in the audit what somebody did. */
  readonly keepAct: (act: Omit<AuditEntry, 'at'>) => Promise<void>;
  /** Keeps in the audit who saw held copy. */
  readonly heldReads: HeldReads;
  /** Epoch milliseconds by the clock of Redis. */
  readonly now: () => number;
  readonly health: () => Promise<readonly Problem[]>;
  /** What a person must look at while stories flow; never fails, never takes long. */
  readonly degraded: () => Promise<readonly Problem[]>;
}

/** What a route answers. A text has its own type; the others become problems, or stay open. */
export type Answer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly text: string; readonly type: string }
  /** JSON that is text already. */
  | { readonly json: TaggedJson }
  | { readonly asset: Asset }
  | { readonly missing: string }
  | { readonly problem: string; readonly status: 400 | 401 | 403 | 406 | 409 | 429 | 503 }
  | { readonly listen: (listener: ServerResponse) => void };

/** What is asked, checked by the route's schemas. */
interface Asked<Path extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly path: z.infer<Path>;
  readonly query: z.infer<Query>;
  readonly body: z.infer<Body>;
  /** The name of the caller's token, or of who logged in; null for who has none. */
  readonly who: string | null;
  /** Whether the caller may do what needs a scope. */
  readonly may: (scope: Scope) => boolean;
  /** The Accept header as it came, or null. */
  readonly accept: string | null;
  /** The whole address that was asked. */
  readonly address: string;
  readonly caller: Caller;
  /** The Cookie header as it came. */
  readonly cookie: string | undefined;
  /** Whether who called would be the same with the same rights now: tokens come and go with the settings. */
  readonly isStill: () => Promise<boolean>;
  /** The address that the request came from, and whether it came encrypted. */
  readonly from: { readonly address: string; readonly encrypted: boolean };
  /** The position of the wire log after which a listener goes on who was cut off. */
  readonly lastEventId: string | null;
}

/** One path of the API: what it takes, who may call it, what it gives. The OpenAPI document is made from these. */
export interface Route<
  Path extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST';
  /** With parameters in braces: `/v1/articles/{id}`. */
  readonly address: string;
  readonly operation: string;
  readonly summary: string;
  /** Null: open to everybody. */
  readonly scope: Scope | null;
  /** Open to who may have a part of the wire: it shows them that part alone. */
  readonly partly?: boolean;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Schemas of the answers by status; a text for a media type that has none. */
  readonly answers: Readonly<Record<number, z.ZodType | string>>;
  answer(asked: Asked<Path, Query, Body>, context: RouteContext): Promise<Answer> | Answer;
}

const Nothing = z.strictObject({});
export const Anything = z.looseObject({});
/** The body of requests that need none. */
export const NoBody = z.unknown();

/** Makes a route: a GET unless it says otherwise; one without `path`, `query` or `body` takes none. */
export function route<
  Path extends z.ZodType = typeof Nothing,
  Query extends z.ZodType = typeof Anything,
  Body extends z.ZodType = typeof NoBody,
>(
  facts: Omit<Route<Path, Query, Body>, 'method' | 'path' | 'query' | 'body'> & {
    method?: 'GET' | 'POST';
    path?: Path;
    query?: Query;
    body?: Body;
  },
): Route {
  return { method: 'GET', path: Nothing, query: Anything, body: NoBody, ...facts } as unknown as Route;
}
