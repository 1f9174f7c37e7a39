import type { Bookmark } from '../../src/article/capture.ts';
import type { MissingNumbers } from '../../src/article/message-numbers.ts';
import { accountSchema, feedSchema } from '../../src/settings/plugin-settings.ts';
import { accountsOfThisProcess } from '../../src/transports/account/account-memory.ts';
import type { AnyTransport, FetchContext, FetchResult } from '../../src/transports/contract/transport.ts';
import { type ScriptedServer, type SeenRequest, startScriptedServer } from '../receivers/scripted-server.ts';
import { NOTHING_KEPT } from './fetch-context.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);

/** What the interface of a test answers: JSON, or a text, or a status. */
export interface Said {
  readonly status?: number;
  readonly body?: unknown;
  /** Bytes as they are, in the place of `body`. */
  readonly raw?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An interface that answers as a test says, and what was asked of it. */
export interface AgencyInterface {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  answers(by: (asked: SeenRequest) => Said): void;
  close(): Promise<void>;
}

/** Starts it. */
export async function startInterface(): Promise<AgencyInterface> {
  const server: ScriptedServer = await startScriptedServer();
  return {
    url: server.url,
    seen: server.seen,
    answers: (by) =>
      server.script((response, asked) => {
        const { status = 200, body = '', raw, headers = {} } = by(asked);
        const isText = typeof body === 'string';
        const type = isText ? 'application/xml' : 'application/json';
        response
          .writeHead(status, { 'content-type': type, ...headers })
          .end(raw ?? (isText ? body : JSON.stringify(body)));
      }),
    close: () => server.close(),
  };
}

/** One feed that is fetched again and again, and what it remembers. */
export class FetchedFeed {
  bookmark: Bookmark;
  /** What its wire counted past. */
  missing: readonly MissingNumbers[] = [];
  readonly #transport: AnyTransport;
  readonly #own: object;
  readonly #account: object | null;
  readonly #accounts = accountsOfThisProcess();
  constructor(transport: unknown, own: object, { account, bookmark = {} }: { account?: object; bookmark?: Bookmark }) {
    this.#transport = transport as AnyTransport;
    this.#own = own;
    this.#account = account ?? null;
    this.bookmark = bookmark;
  }

  get feed(): FetchContext['feed'] {
    const { settings, account, name } = this.#transport;
    const feed = feedSchema({ settings }).parse({ id: 'wire', allowPrivateAddresses: true, ...this.#own });
    if (account === undefined) return feed as unknown as FetchContext['feed'];
    const all = { id: 'account', transport: name, allowPrivateAddresses: true, ...this.#account };
    return Object.assign(feed, { account: accountSchema(account).parse(all) }) as unknown as FetchContext['feed'];
  }

  async fetch(now = NOW): Promise<FetchResult> {
    const signal = new AbortController().signal;
    const context = { feed: this.feed, bookmark: this.bookmark, sequence: 1, now, signal, userAgent: 'x' };
    const kept = { ...NOTHING_KEPT, accounts: this.#accounts, missing: async () => this.missing };
    const result = await this.#transport.fetch({ ...context, ...kept });
    this.bookmark = result.outcome === 'ok' ? result.captures[0]!.bookmark : (result.bookmark ?? this.bookmark);
    return result;
  }
}

/** What a fetch brought, as texts. */
export const textsOf = (result: FetchResult): readonly string[] =>
  result.outcome === 'ok' ? result.captures.map(({ capture }) => Buffer.from(capture.bytes).toString()) : [];
