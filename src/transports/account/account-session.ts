import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { sha256 } from '../../article/content.ts';
import { FeedDown, isFailure, Snoozed } from '../../article/failure.ts';
import type { AccountSettings } from '../../settings/schema.ts';
import type { AccountMemory, RequestLimit } from '../../store/accounts.ts';
import { seal, unseal } from './sealed.ts';

const TURN_MS = 12_000;
const CHECK_AGAIN_MS = 250;
const WAITED_FOR_MS = 30_000;
/** A token is renewed when so much of its life is left, and at the latest so long before its end. */
const RENEWED_AT_SHARE = 0.1;
const RENEWED_BEFORE_MS = 300_000;
/** A login that was refused is not tried again so soon: agencies lock accounts. */
const REFUSED_FOR_MS = 300_000;
const SHORTEST_KEPT_MS = 60_000;
/** A turn waits so long for its place among the requests of the account; else it ends. */
const PATIENCE_MS = 2_000;

/** A token as an agency gave it. */
export interface IssuedToken {
  readonly access: string;
  /** What a new one is had for without the password, or null. */
  readonly refresh: string | null;
  readonly lifeMs: number;
}

const KeptToken = z.object({
  access: z.string(),
  refresh: z.string().nullable(),
  issuedAt: z.number(),
  endsAt: z.number(),
});
type KeptToken = z.infer<typeof KeptToken>;

/** What a session is opened with. */
export interface SessionParts {
  readonly account: AccountSettings;
  /** What the account logs in with: what is kept of it is sealed with this. */
  readonly secret: string;
  /** What the agency allows, where the settings say nothing else. */
  readonly allowed: { readonly perMinute?: number; readonly perHour?: number };
  readonly memory: AccountMemory;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** One account as one fetch uses it. What it keeps is shared by all feeds and processes. */
export class AccountSession {
  readonly #parts: SessionParts;
  readonly #holder = randomUUID();
  readonly #limits: readonly RequestLimit[];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { perMinute = parts.allowed.perMinute, perHour = parts.allowed.perHour } = parts.account.requests;
    this.#limits = [
      ...(perMinute === undefined ? [] : [{ ms: 60_000, requests: perMinute }]),
      ...(perHour === undefined ? [] : [{ ms: 3_600_000, requests: perHour }]),
    ];
  }

  /**
   * Counts a request that is about to be made, and waits a little for its place.
   * @throws Snoozed until when the account may ask again
   */
  async request(): Promise<void> {
    const { account, memory, now, signal } = this.#parts;
    for (let waited = 0; ; ) {
      const waitMs = await memory.countRequest(account.id, this.#limits);
      if (waitMs === 0) return;
      if (waited + waitMs > PATIENCE_MS)
        throw new Snoozed(`account ${account.id}: has asked as much as it may for now`, now() + waitMs);
      waited += waitMs;
      await wait(waitMs, undefined, { signal });
    }
  }

  /**
   * A token that lasts. One process at a time gets a new one, before the old one ends.
   * @param login gets one, by what refreshes the old one where there is that
   * @param refused the token that the agency does not take any more, or null
   * @throws FeedDown `login` where the agency refuses the account, Snoozed where another process takes long
   */
  async token(login: (refresh: string | null) => Promise<IssuedToken>, refused: string | null = null): Promise<string> {
    const { account, memory, now, signal } = this.#parts;
    for (let waitedMs = 0; waitedMs <= WAITED_FOR_MS; waitedMs += CHECK_AGAIN_MS) {
      const kept = await this.#kept();
      if (kept !== null && kept.access !== refused && now() < renewAt(kept)) return kept.access;
      await this.#refuseWhatWasRefused();
      if (await memory.takeTurn(account.id, this.#holder, TURN_MS)) {
        try {
          return await this.#renew(login, refused);
        } finally {
          await memory.endTurn(account.id, this.#holder);
        }
      }
      if (kept !== null && kept.access !== refused && now() < kept.endsAt) return kept.access;
      await wait(CHECK_AGAIN_MS, undefined, { signal });
    }
    throw new Snoozed(`account ${account.id}: another process is logging in`, now() + CHECK_AGAIN_MS);
  }

  async #renew(login: (refresh: string | null) => Promise<IssuedToken>, refused: string | null): Promise<string> {
    const { account, memory, now, secret } = this.#parts;
    const kept = await this.#kept();
    if (kept !== null && kept.access !== refused && now() < renewAt(kept)) return kept.access;
    try {
      const issued = await login(kept?.refresh ?? null).catch((error: unknown) => {
        if (kept?.refresh == null || !isFailure(error, 'FeedDown')) throw error;
        return login(null);
      });
      const token: KeptToken = {
        access: issued.access,
        refresh: issued.refresh,
        issuedAt: now(),
        endsAt: now() + issued.lifeMs,
      };
      await memory.keep(
        account.id,
        'token',
        seal(JSON.stringify(token), secret),
        Math.max(SHORTEST_KEPT_MS, issued.lifeMs),
      );
      return issued.access;
    } catch (error) {
      if (isFailure(error, 'FeedDown') && error.state === 'login')
        await memory.keep(account.id, 'refused', `${sha256(secret)} ${now() + REFUSED_FOR_MS}`, REFUSED_FOR_MS);
      throw error;
    }
  }

  async #refuseWhatWasRefused(): Promise<void> {
    const { account, memory, secret } = this.#parts;
    const [credentials, until] = ((await memory.read(account.id, 'refused')) ?? '').split(' ');
    if (credentials !== sha256(secret)) return;
    throw new FeedDown(
      `account ${account.id}: its login was refused; correct it in accounts:, or ask the agency`,
      'login',
      { notBefore: Number(until) },
    );
  }

  async #kept(): Promise<KeptToken | null> {
    const { account, memory, secret } = this.#parts;
    const sealed = await memory.read(account.id, 'token');
    const text = sealed === null ? null : unseal(sealed, secret);
    return text === null ? null : KeptToken.parse(JSON.parse(text));
  }
}

function renewAt({ issuedAt, endsAt }: KeptToken): number {
  return endsAt - Math.min(RENEWED_BEFORE_MS, (endsAt - issuedAt) * RENEWED_AT_SHARE);
}
