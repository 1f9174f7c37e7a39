import type { z } from 'zod';
import type { Bookmark, Capture, FetchedCapture } from '../../article/capture.ts';
import type { MessageNumber, MissingNumbers } from '../../article/message-numbers.ts';
import type { AccountSettings, FeedSettings } from '../../settings/schema.ts';
import type { AccountMemory } from '../../store/accounts.ts';
import type { Inbox } from '../../store/inbox.ts';

/** What one fetch of a feed gave. */
export type FetchResult = (
  | { readonly outcome: 'unchanged'; readonly bookmark?: Bookmark }
  | {
      readonly outcome: 'ok';
      readonly captures: readonly FetchedCapture[];
      /** The one document lists the newest of a source that was listed before: sharing nothing with it, it overran. */
      readonly continues?: boolean;
    }
) & {
  readonly hints: PollHints;
  /** What stands at the source and was not taken: each becomes a dead letter. */
  readonly refused?: readonly RefusedFile[];
  /** The Link header of the answer: what the source says of itself beside its document. */
  readonly link?: string | undefined;
  /** Numbers by which the interface itself counts what it lists, beside those that the items carry. */
  readonly numbers?: readonly MessageNumber[];
};

/** Something that cannot be taken as it is. */
export interface RefusedFile {
  readonly name: string;
  readonly reason: string;
}

/** What the answer says about when to come again. */
export interface PollHints {
  /** Milliseconds that the source asks to be left alone, or null. */
  readonly waitMs: number | null;
  /** Milliseconds for which the source must not be asked again (Retry-After), or null. */
  readonly retryAfterMs?: number | null;
  /** What an operator should change in the settings, in a sentence. */
  readonly notice?: string;
  /** The source let go of what we had not read: what may be missing, and how it is asked for. Kept with the feed. */
  readonly gap?: string;
}

/** A feed as its transport gets it. `Own`: the keys of the transport itself. */
export type FeedOf<Own extends z.ZodRawShape> = FeedSettings & z.infer<z.ZodObject<Own>>;

/** The account that a feed logs in with; the keys of the transport's own beside those of all. */
export type AccountOf<Account extends z.ZodRawShape> = AccountSettings & z.infer<z.ZodObject<Account>>;

/** What one fetch is made with. */
export interface FetchContext<Feed = FeedSettings> {
  readonly feed: Feed;
  /** What was saved at the last complete fetch; empty on the first. */
  readonly bookmark: Bookmark;
  /** The last fetch's number on this feed, counting up. */
  readonly sequence: number;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly userAgent: string;
  /** What is kept of accounts across feeds and processes. */
  readonly accounts: AccountMemory;
  readonly inbox: Inbox;
  /** Our own address, as sources reach it that send to us; null where none is set. */
  readonly publicUrl: string | null;
  /** The feed is only tried: nothing is agreed with its source, and nothing is moved or taken away there. */
  readonly isTrial?: boolean;
  /** Numbers that its wire counted past and that did not come: a transport asks again where its interface can. */
  missing(): Promise<readonly MissingNumbers[]>;
}

/** What a transport may look at outside a fetch. */
export type Beside = Pick<FetchContext, 'inbox' | 'userAgent'>;

/** What it may look at to see whether there are news. */
export type BesideNews = Pick<FetchContext, 'inbox' | 'userAgent' | 'accounts'>;

/** What it ends an agreement with. */
export type LeaveContext = Omit<FetchContext, 'feed' | 'bookmark' | 'sequence' | 'inbox' | 'missing'>;

/** A feed that is switched off or has left the settings, and what was agreed with its source. */
export interface LeftFeed {
  readonly id: string;
  readonly note: string;
  /** Its settings, where they are known still. */
  readonly settings: FeedSettings | null;
}

/** What came of the items of a capture that was held. */
export interface CaptureOutcome {
  readonly failed: boolean;
  readonly reason: string | null;
}

/** One way in: a file in `src/transports` with this as its default export, made by `defineTransport`. */
export interface Transport<Own extends z.ZodRawShape, Account extends z.ZodRawShape | null = null> {
  readonly name: string;
  /** One line: what comes in this way. */
  readonly summary: string;
  /** The keys that it reads beside those of all feeds; each with its description. */
  readonly settings: z.ZodObject<Own>;
  /** The keys of the accounts that its feeds log in with, each with its description; a feed names one. */
  readonly account?: Account extends z.ZodRawShape ? z.ZodObject<Account> : undefined;
  /** What keeps a feed from working that can be seen without asking its source, and the cure; null where nothing does. */
  inspect?(feed: FeedWith<Own, Account>): string | null;
  /**
   * One fetch of the feed.
   * @throws FeedDown with the class of the answer when there is no usable document; Snoozed on 429 and 503 with a time.
   */
  fetch(context: FetchContext<FeedWith<Own, Account>>): Promise<FetchResult>;
  /**
   * An older part of a document that a fetch gave, at the address that the document names.
   * @throws as `fetch`
   */
  fetchOlder?(context: FetchContext<FeedWith<Own, Account>>, address: string): Promise<Capture>;
  /**
   * True when a fetch would bring something now. It is asked several times a second, so it asks nobody else; a feed
   * whose transport has it is fetched at once, whatever its shortest interval.
   */
  hasNews?(feed: FeedWith<Own, Account>, now: number, beside: BesideNews): Promise<boolean>;
  /** False for a feed whose source tells us of nothing: it is not asked for news. Without this, all feeds are. */
  isTold?(feed: FeedWith<Own, Account>): boolean;
  /**
   * Ends what was agreed with the source of a feed that is gone. Applied twice, it does no harm.
   * @throws when it is to be tried again
   */
  leave?(left: LeftFeed, context: LeaveContext): Promise<void>;
  /** Lets go of what a capture held, once its receipt is empty. Applied twice, it does nothing the second time. */
  release?(feed: FeedWith<Own, Account>, holds: string, outcome: CaptureOutcome, beside: Beside): Promise<void>;
}

/** A feed with the account that it names, where the transport has accounts. */
export type FeedWith<Own extends z.ZodRawShape, Account extends z.ZodRawShape | null> = FeedOf<Own> &
  (Account extends z.ZodRawShape ? { readonly account: AccountOf<Account> } : unknown);

/** Any transport: the settings of its feeds were checked by its own schema when the file was read. */
export interface AnyTransport {
  readonly name: string;
  readonly summary: string;
  readonly settings: z.ZodObject;
  readonly account?: z.ZodObject;
  inspect?(feed: FeedSettings): string | null;
  fetch(context: FetchContext): Promise<FetchResult>;
  fetchOlder?(context: FetchContext, address: string): Promise<Capture>;
  hasNews?(feed: FeedSettings, now: number, beside: BesideNews): Promise<boolean>;
  isTold?(feed: FeedSettings): boolean;
  leave?(left: LeftFeed, context: LeaveContext): Promise<void>;
  release?(feed: FeedSettings, holds: string, outcome: CaptureOutcome, beside: Beside): Promise<void>;
}

/** Makes a transport whose feeds carry the keys of its own schema. */
export function defineTransport<Own extends z.ZodRawShape, Account extends z.ZodRawShape | null = null>(
  transport: Transport<Own, Account>,
): Transport<Own, Account> {
  return transport;
}

/** Whether the transport can see news of the feed without asking its source. */
export function seesNews(transport: AnyTransport | undefined, feed: FeedSettings): boolean {
  return transport?.hasNews !== undefined && (transport.isTold?.(feed) ?? true);
}
