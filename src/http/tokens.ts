import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { AccessToken } from '../settings/schema.ts';

/** What a token may do: read the API, act on articles and letters, or all of it. */
export type Scope = AccessToken['scopes'][number];

/** A token to be given to whoever calls, and what is kept of it. The token itself is kept nowhere. */
export function makeToken(name: string, scopes: readonly Scope[]): { token: string; kept: AccessToken } {
  const token = `ct_${randomBytes(32).toString('base64url')}`;
  return { token, kept: { name, sha256: hashOf(token), scopes: [...scopes] } };
}

/** Lower-case hexadecimal SHA-256. A token has 256 random bits, so a fast hash is enough. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token of an Authorization header among those kept, or null. */
export function findToken(header: string | undefined, kept: readonly AccessToken[]): AccessToken | null {
  const [, given] = /^Bearer ([\w-]{1,200})$/i.exec(header ?? '') ?? [];
  if (given === undefined) return null;
  const hash = Buffer.from(hashOf(given), 'hex');
  return kept.find(({ sha256 }) => timingSafeEqual(hash, Buffer.from(sha256, 'hex'))) ?? null;
}

/** True when a token of these scopes may do what needs `scope`. */
export function allows({ scopes }: Pick<AccessToken, 'scopes'>, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes('admin');
}

/**
 * The tokens that a file keeps; where there is no file yet, one token with every right is made and its hash kept.
 * @returns the tokens, and the token just made (to be shown once) or null
 */
export function readOrMakeTokens(path: string): { tokens: readonly AccessToken[]; made: string | null } {
  const { token, kept } = makeToken('first', ['read', 'act', 'admin']);
  const part = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  if (!existsSync(path)) {
    writeFileSync(part, `${JSON.stringify([kept], null, 2)}\n`, { mode: 0o600 });
    try {
      // The file is there with all it says or not at all: services that start together share it.
      linkSync(part, path);
      return { tokens: [kept], made: token };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(part, { force: true });
    }
  }
  return { tokens: AccessToken.array().parse(JSON.parse(readFileSync(path, 'utf8'))), made: null };
}
