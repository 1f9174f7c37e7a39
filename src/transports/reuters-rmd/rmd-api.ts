import { FeedDown, Rejected } from '../../article/failure.ts';
import type { RmdListing } from '../../formats/reuters/rmd-listing.ts';
import type { HttpAnswer } from '../../network/client.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountSession, IssuedToken } from '../account/account-session.ts';
import { type Asker, answeredAt, askApi, refuseHalf, refuseStatus, textOfAnswer } from '../api/ask-api.ts';
import type { BroughtItem } from '../api/bring-items.ts';

/** The keys of a Reuters account that the interface is asked with. */
export interface RmdAccount {
  readonly id: string;
  readonly url: string;
  readonly loginUrl: string;
  readonly username: string;
  readonly password: Secret;
}

/** Reuters lets a token live for a day and says it nowhere. */
const TOKEN_MS = 86_400_000;
/** The poll token is no longer valid. */
const POLL_TOKEN_INVALID = '2100';
const REFUSED = new Set([401, 403]);

/** What a channel lists, and when that was by the clock of Reuters (epoch milliseconds). */
export interface ListedChannel extends RmdListing {
  readonly listedAt: number;
}

/** The interface does not know the poll token any more. */
export class PollTokenGone extends Error {
  override readonly name = 'PollTokenGone';
}

/** The older REST interface of Reuters. The token travels in the address, which therefore stands nowhere. */
export class RmdApi {
  readonly #account: RmdAccount;
  readonly #asker: Asker;
  readonly #session: AccountSession;
  /** A new token was refused as well: it is not the token that is wrong. */
  #tokenIsFresh = false;
  constructor(account: RmdAccount, asker: Asker, session: AccountSession) {
    this.#account = account;
    this.#asker = asker;
    this.#session = session;
  }

  /** What a channel lists. @throws PollTokenGone, FeedDown, Snoozed */
  async items(query: Readonly<Record<string, string>>): Promise<ListedChannel> {
    const what = 'reuters items';
    const answer = await this.#call(what, 'items', query);
    refuseStatus(this.#asker, what, answer);
    const listing = await this.#listing(what, answer);
    if (listing.statusCode !== '30') {
      const now = this.#asker.now();
      return { ...listing, listedAt: Math.min(now, answeredAt(answer.headers, now)) };
    }
    const words = listing.errors.map(({ code, text }) => `${code ?? ''} ${text ?? ''}`.trim()).join('; ');
    if (listing.errors.some(({ code }) => code === POLL_TOKEN_INVALID)) throw new PollTokenGone(words);
    throw new FeedDown(`feed ${this.#asker.feed}: ${what}: answered failure (30): ${words}`, 'server');
  }

  /** One version by its versioned id: by the guid Reuters gives whichever is newest. @throws FeedDown, Snoozed */
  async item(id: string): Promise<BroughtItem> {
    const what = 'reuters item';
    const answer = await this.#call(what, 'item', { id });
    if (answer.status === 403) return { state: 'refused', reason: 'the account may not have it (403)' };
    refuseStatus(this.#asker, what, answer);
    refuseHalf(this.#asker, what, answer);
    const { body } = answer;
    const beginning = Buffer.from(body.subarray(0, 2_048)).toString('latin1');
    if (/<status\b[^>]{0,200}\bcode="30"/.test(beginning))
      throw new FeedDown(`feed ${this.#asker.feed}: ${what}: is not to be had`, 'gone');
    return { state: 'item', bytes: body, contentType: 'application/xml', url: null };
  }

  async #listing(what: string, answer: HttpAnswer): Promise<RmdListing> {
    const { readRmdListing } = await import('../../formats/reuters/rmd-listing.ts');
    try {
      return readRmdListing(textOfAnswer(answer));
    } catch (cause) {
      if (!(cause instanceof Rejected)) throw cause;
      throw new FeedDown(`feed ${this.#asker.feed}: ${what}`, 'bad-document', { cause });
    }
  }

  async #call(what: string, call: string, query: Readonly<Record<string, string>>): Promise<HttpAnswer> {
    const login = (): Promise<IssuedToken> => this.#login();
    const ask = async (token: string): Promise<HttpAnswer> => {
      await this.#session.request();
      const url = `${this.#account.url.replace(/\/$/, '')}/${call}?${new URLSearchParams({ ...query, token })}`;
      return askApi(this.#asker, { what, method: 'GET', url, headers: {} });
    };
    const token = await this.#session.token(login);
    const answer = await ask(token);
    if (!REFUSED.has(answer.status) || this.#tokenIsFresh) return answer;
    const again = await ask(await this.#session.token(login, token));
    this.#tokenIsFresh = REFUSED.has(again.status);
    return again;
  }

  async #login(): Promise<IssuedToken> {
    const { id, loginUrl, username, password } = this.#account;
    const what = 'reuters login';
    const query = new URLSearchParams({ username, password: password.reveal() });
    const answer = await askApi(this.#asker, { what, method: 'GET', url: `${loginUrl}?${query}`, headers: {} });
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new FeedDown(`account ${id}: ${what}: refused (${answer.status})`, 'login');
    refuseStatus(this.#asker, what, answer);
    const text = new TextDecoder().decode(answer.body.subarray(0, 65_536));
    const access = /<authToken\b[^<>]{0,200}>\s*([^<\s]{1,2000})\s*<\/authToken>/.exec(text)?.[1];
    if (access === undefined) refuseHalf(this.#asker, what, answer);
    if (access === undefined) throw new FeedDown(`account ${id}: ${what}: answered without a token`, 'login');
    return { access: access.replaceAll('&amp;', '&'), refresh: null, lifeMs: TOKEN_MS };
  }
}
