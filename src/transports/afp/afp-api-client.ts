import { z } from 'zod';
import { FeedDown, Snoozed } from '../../article/failure.ts';
import type { HttpAnswer } from '../../network/client.ts';
import type { Secret } from '../../settings/secret.ts';
import type { AccountSession, IssuedToken } from '../account/account-session.ts';
import {
  type ApiRequest,
  type Asker,
  askApi,
  JsonRecord,
  readJson,
  refuseStatus,
  retryAfterMs,
} from '../api/ask-api.ts';

/** The keys of an AFP account that the interface is asked with. */
export interface AfpAccount {
  readonly id: string;
  readonly url: string;
  readonly clientId: Secret;
  readonly clientSecret: Secret;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
}

const Token = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.coerce.number().positive().catch(3_600),
});
/** Errors stand inside answers of any status, 200 too. */
const Envelope = z.looseObject({ response: JsonRecord.nullish(), error: JsonRecord.nullish() });

type Request = Omit<ApiRequest, 'what'>;

const QUOTA_WAIT_MS = 60_000;
const EXPIRED = /token|unauthori[sz]ed|expired/i;

/** AFP's interface, asked by one account. */
export class AfpApi {
  readonly #account: AfpAccount;
  readonly #asker: Asker;
  readonly #session: AccountSession;
  constructor(account: AfpAccount, asker: Asker, session: AccountSession) {
    this.#account = account;
    this.#asker = asker;
    this.#session = session;
  }

  /** The `response` of a search. @throws FeedDown, Snoozed */
  async search(body: JsonRecord): Promise<JsonRecord> {
    const answer = await this.#asLoggedIn('afp search', (token) => ({
      method: 'POST',
      url: this.#address('/v1/api/search?wt=json').href,
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }));
    const { response } = this.#readEnvelope('afp search', answer);
    if (response == null)
      throw new FeedDown(`feed ${this.#asker.feed}: afp search: answered without a response`, 'bad-document');
    return response;
  }

  /** What is at an address that the interface named, relative to its own. @throws FeedDown, Snoozed */
  async get(address: string): Promise<HttpAnswer> {
    const url = this.#address(address);
    const answer = await this.#asLoggedIn('afp document', (token) => ({
      method: 'GET',
      url: url.href,
      headers: bearer(token),
    }));
    refuseStatus(this.#asker, 'afp document', answer);
    return answer;
  }

  /** Asks the notification centre. @throws FeedDown, Snoozed */
  async notification(method: 'POST' | 'DELETE', path: string, body?: JsonRecord): Promise<void> {
    const answer = await this.#asLoggedIn('afp notification', (token) => ({
      method,
      url: this.#address(`/notification/api/${path}`).href,
      headers: { ...bearer(token), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }));
    this.#readEnvelope('afp notification', answer);
  }

  /** An address of the interface. The token is sent to AFP's own host alone. @throws FeedDown for any other */
  #address(address: string): URL {
    const base = new URL(this.#account.url);
    const url = new URL(address, base);
    if (url.origin !== base.origin)
      throw new FeedDown(`feed ${this.#asker.feed}: afp document: its address leads to ${url.host}`, 'bad-document');
    return url;
  }

  /** A token that is refused is renewed once, and the same request made again. */
  async #asLoggedIn(what: string, requestOf: (token: string) => Request): Promise<HttpAnswer> {
    const login = (refresh: string | null): Promise<IssuedToken> => this.#login(refresh);
    const token = await this.#session.token(login);
    const answer = await this.#ask(what, requestOf(token));
    if (!refusesToken(answer)) return answer;
    return this.#ask(what, requestOf(await this.#session.token(login, token)));
  }

  async #ask(what: string, request: Request): Promise<HttpAnswer> {
    await this.#session.request();
    return askApi(this.#asker, { what, ...request });
  }

  async #login(refresh: string | null): Promise<IssuedToken> {
    const { clientId, clientSecret, username, password, id } = this.#account;
    const basic = Buffer.from(`${clientId.reveal()}:${clientSecret.reveal()}`, 'utf8').toString('base64');
    const answer = await this.#ask('afp login', {
      method: 'POST',
      url: this.#address('/oauth/token').href,
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(grantOf(refresh, username, password)).toString(),
    });
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      throw new FeedDown(`account ${id}: afp login: refused (${answer.status})`, 'login');
    refuseStatus(this.#asker, 'afp login', answer);
    const token = readJson(this.#asker, 'afp login', answer, Token);
    return {
      access: token.access_token,
      refresh: token.refresh_token ?? null,
      lifeMs: token.expires_in * 1_000,
    };
  }

  #readEnvelope(what: string, answer: HttpAnswer): z.infer<typeof Envelope> {
    // AFP answers 503 where others answer 429.
    if (answer.status === 503) {
      const answered = this.#asker.now();
      throw new Snoozed(
        `feed ${this.#asker.feed}: ${what}: over what the account may ask (503)`,
        answered + (retryAfterMs(answer.headers, answered) ?? QUOTA_WAIT_MS),
      );
    }
    refuseStatus(this.#asker, what, answer);
    const envelope = readJson(this.#asker, what, answer, Envelope);
    if (envelope.error == null) return envelope;
    const words = String(envelope.error.message ?? envelope.error.type ?? envelope.error.error_type ?? '').slice(
      0,
      200,
    );
    const code = Number(envelope.error.code);
    throw new FeedDown(
      `feed ${this.#asker.feed}: ${what}: answered error ${code}: ${words}`,
      code >= 400 && code < 500 ? 'blocked' : 'server',
    );
  }
}

const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: 'application/json',
});

function grantOf(refresh: string | null, username?: string, password?: Secret): Record<string, string> {
  if (refresh !== null) return { grant_type: 'refresh_token', refresh_token: refresh };
  if (username === undefined || password === undefined) return { grant_type: 'client_credentials' };
  return { grant_type: 'password', username, password: password.reveal() };
}

function refusesToken({ status, body }: HttpAnswer): boolean {
  if (status === 401) return true;
  if (status !== 200 || body.length > 4_096) return false;
  const parsed = Envelope.safeParse(jsonOrNull(body));
  return parsed.success && parsed.data.error != null && EXPIRED.test(String(parsed.data.error.message ?? ''));
}

function jsonOrNull(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
