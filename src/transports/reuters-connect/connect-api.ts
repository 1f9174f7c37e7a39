import { z } from 'zod';
import { FeedDown } from '../../article/failure.ts';
import type { HttpAnswer } from '../../network/client.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountSession, IssuedToken } from '../account/account-session.ts';
import { type Asker, askApi, JsonRecord, readJson, refuseStatus } from '../api/ask-api.ts';

/** The keys of a Reuters Connect account that the interface is asked with. */
export interface ConnectAccount {
  readonly id: string;
  readonly url: string;
  readonly tokenUrl: string;
  readonly audience: string;
  readonly scope: string;
  readonly clientId: Secret;
  readonly clientSecret: Secret;
}

/** The interface does not know the cursor any more. */
export class CursorGone extends Error {
  override readonly name = 'CursorGone';
}

const Token = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(3_600),
});
const Answer = z.looseObject({
  data: JsonRecord.nullish(),
  errors: z.array(z.looseObject({ message: z.string().catch('without a message') })).nullish(),
});

/** Reuters' clients meet both for a token that has ended. */
const REFUSED = new Set([401, 419]);

/** Reuters Connect, asked by one account. */
export class ConnectApi {
  readonly #account: ConnectAccount;
  readonly #asker: Asker;
  readonly #session: AccountSession;
  constructor(account: ConnectAccount, asker: Asker, session: AccountSession) {
    this.#account = account;
    this.#asker = asker;
    this.#session = session;
  }

  /**
   * The data of one query; the same query is sent again with a new token where the old one is refused. What has its
   * field is used, whatever errors stand beside it.
   * @throws CursorGone, FeedDown, Snoozed
   */
  async query(what: string, field: string, query: string): Promise<JsonRecord> {
    const login = (): Promise<IssuedToken> => this.#login();
    const token = await this.#session.token(login);
    let answer = await this.#send(what, query, token);
    if (REFUSED.has(answer.status)) answer = await this.#send(what, query, await this.#session.token(login, token));
    refuseStatus(this.#asker, what, answer);
    const { data, errors } = readJson(this.#asker, what, answer, Answer);
    if (data != null && (data[field] != null || !errors?.length)) return data;
    const words =
      (errors ?? [])
        .map(({ message }) => message)
        .join('; ')
        .slice(0, 300) || 'without data';
    if (/cursor/i.test(words)) throw new CursorGone(words);
    throw new FeedDown(`feed ${this.#asker.feed}: ${what}: answered ${words}`, stateOf(words));
  }

  async #send(what: string, query: string, token: string): Promise<HttpAnswer> {
    await this.#session.request();
    return askApi(this.#asker, {
      what,
      method: 'POST',
      url: this.#account.url,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
  }

  async #login(): Promise<IssuedToken> {
    const { id, tokenUrl, audience, scope, clientId, clientSecret } = this.#account;
    const what = 'reuters login';
    const answer = await askApi(this.#asker, {
      what,
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: clientId.reveal(),
        client_secret: clientSecret.reveal(),
        audience,
        scope,
      }),
    });
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new FeedDown(`account ${id}: ${what}: refused (${answer.status})`, 'login');
    refuseStatus(this.#asker, what, answer);
    const token = readJson(this.#asker, what, answer, Token);
    return { access: token.access_token, refresh: null, lifeMs: token.expires_in * 1_000 };
  }
}

function stateOf(words: string): 'gone' | 'blocked' | 'server' {
  if (/not found|does not exist|404/i.test(words)) return 'gone';
  return /denied|forbidden|unauthori[sz]ed|not entitled|permission/i.test(words) ? 'blocked' : 'server';
}
