import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import type { AccessToken, TrustedUser } from '../settings/schema.ts';
import type { Sessions } from '../store/sessions.ts';
import { allows, findToken, hashOf, type Scope } from './tokens.ts';

const SESSION_MS = 12 * 3_600_000;
export const SESSION_COOKIE = 'copytaster';
/** What a page's write requests carry, so that no other page can make them. */
export const FORGERY_HEADER = 'x-copytaster-forgery';

/** Who is named where there is no token and nobody says who they are. */
export const NAMELESS = 'somebody on this machine';

/** Who may call, as the settings say it now. */
export interface Admission {
  readonly hosts: readonly string[];
  /** None, and no trusted user: whoever reaches the address may do all; it is a loopback address then. */
  readonly tokens: readonly AccessToken[];
  readonly trustedUser: TrustedUser | null;
}

/** Who makes a request, and how that is known. */
export interface Caller {
  readonly name: string | null;
  readonly by: 'token' | 'session' | 'proxy' | 'open' | 'nothing';
  readonly scopes: readonly Scope[];
  /** What part of the wire the caller may have; absent for the whole of it. */
  readonly terms?: NonNullable<AccessToken['terms']>;
}

/** What of a request tells who makes it. */
export interface CallingRequest {
  readonly headers: IncomingHttpHeaders;
  readonly address: string;
}

const NOBODY: Caller = { name: null, by: 'nothing', scopes: [] };
const ALL: readonly Scope[] = ['read', 'act', 'admin'];

/** Whether nobody is asked who they are. */
export function isOpen({ tokens, trustedUser }: Admission): boolean {
  return tokens.length === 0 && trustedUser === null;
}

/** Tells who calls: by a token, by the cookie of who logged in with one, or by what a trusted proxy says. */
export class Callers {
  readonly #admission: () => Admission;
  readonly #sessions: Sessions;
  readonly #now: () => number;

  /** @param sessions what every process knows of sessions */
  constructor(admission: () => Admission, sessions: Sessions, now: () => number) {
    this.#admission = admission;
    this.#sessions = sessions;
    this.#now = now;
  }

  /** @throws where it cannot be asked whether a session has ended */
  async identify({ headers, address }: CallingRequest): Promise<Caller> {
    const admission = this.#admission();
    if (isOpen(admission)) return { name: null, by: 'open', scopes: ALL };
    if (headers.authorization !== undefined) {
      const token = findToken(headers.authorization, admission.tokens);
      return token === null ? NOBODY : callerOf(token, 'token');
    }
    const user = trustedName(admission.trustedUser, headers, address);
    if (user !== null) return { name: user, by: 'proxy', scopes: admission.trustedUser?.users[user] ?? [] };
    const session = await this.#sessionOf(headers.cookie);
    return session === null ? NOBODY : callerOf(session.token, 'session');
  }

  may(caller: Caller, scope: Scope): boolean {
    return allows({ scopes: [...caller.scopes] }, scope);
  }

  /** The value of a session's cookie for the holder of a token, or null where no such token is kept. */
  async logIn(token: string): Promise<{ caller: Caller; cookie: string; seconds: number } | null> {
    const kept = findToken(`Bearer ${token}`, this.#admission().tokens);
    if (kept === null) return null;
    const facts = `${kept.sha256.slice(0, 32)}.${randomBytes(16).toString('hex')}.${this.#now() + SESSION_MS}`;
    const cookie = `${facts}.${await this.#sign(facts)}`;
    return { caller: callerOf(kept, 'session'), cookie, seconds: SESSION_MS / 1_000 };
  }

  /** Ends the session of a cookie wherever the cookie is kept. Gives whose it was, or null where it is none. */
  async logOut(cookie: string | undefined): Promise<string | null> {
    const session = await this.#sessionOf(cookie);
    if (session === null) return null;
    await this.#sessions.end(session.id, session.until - this.#now());
    return session.token.name;
  }

  /** What this caller's write requests must carry in the header against forgery. */
  async forgeryToken(caller: Caller): Promise<string> {
    return this.#sign(`forgery ${caller.by} ${caller.name ?? ''}`);
  }

  /** A token in a header is never sent by a browser of itself; whatever else tells who calls is. */
  async isForged(caller: Caller, headers: IncomingHttpHeaders): Promise<boolean> {
    if (caller.by === 'token') return false;
    const given = headers[FORGERY_HEADER];
    return typeof given !== 'string' || !isEqual(given, await this.forgeryToken(caller));
  }

  async #sessionOf(cookie: string | undefined): Promise<{ id: string; until: number; token: AccessToken } | null> {
    const [, value = ''] = new RegExp(`(?:^|;)[ ]{0,9}${SESSION_COOKIE}=([\\w.-]{1,300})`).exec(cookie ?? '') ?? [];
    const [hash = '', id = '', until = '', signature = ''] = value.split('.');
    if (value === '' || !isEqual(signature, await this.#sign(`${hash}.${id}.${until}`))) return null;
    if (Number(until) < this.#now() || (await this.#sessions.hasEnded(id))) return null;
    const token = this.#admission().tokens.find(({ sha256 }) => sha256.startsWith(hash));
    return token === undefined ? null : { id, until: Number(until), token };
  }

  async #sign(facts: string): Promise<string> {
    return createHmac('sha256', await this.#sessions.key())
      .update(facts)
      .digest('base64url');
  }
}

const callerOf = ({ name, scopes, terms }: AccessToken, by: Caller['by']): Caller => ({
  name,
  by,
  scopes,
  ...(terms === undefined ? {} : { terms }),
});

const isEqual = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));

function trustedName(trusted: TrustedUser | null, headers: IncomingHttpHeaders, address: string): string | null {
  if (trusted === null) return null;
  const name = headers[trusted.header.toLowerCase()];
  if (typeof name !== 'string' || !isFrom(trusted.from, address)) return null;
  return Object.hasOwn(trusted.users, name) ? name : null;
}

function isFrom(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    const family = isIPv6(net) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(bits), family);
  }
  const bare = address.replace(/^::ffff:/i, '');
  return list.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}
