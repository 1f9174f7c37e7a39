import { createHmac, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** The key of a secret: the bytes that its base64 stands for, with `whsec_` before it or without. */
const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');

/** A new secret, of so many random bytes. */
export function makeSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The three headers that the specification of Standard Webhooks asks for: id, timestamp in seconds, and a `v1` signature
 * for every secret, so that a receiver may hold the old or the new one.
 */
export function signedHeaders(
  id: string,
  timestamp: number,
  body: string | Uint8Array,
  secrets: readonly string[],
): Record<string, string> {
  const seconds = Math.floor(timestamp / 1_000);
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.`).update(body).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }),
  };
}
