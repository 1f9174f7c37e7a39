import { timingSafeEqual } from 'node:crypto';
import { signedHeaders } from './standard-webhooks.ts';

const TOLERANCE_MS = 300_000;

/**
 * What is wrong with the signature of a request (Standard Webhooks), or null when one of the secrets made it.
 * @param headers names in lower case
 */
export function signatureProblem(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): string | null {
  const [id, seconds, given] = ['id', 'timestamp', 'signature'].map((name) => String(headers[`webhook-${name}`] ?? ''));
  if (!id || !seconds) return 'the headers webhook-id and webhook-timestamp are missing';
  if (!given) return 'the header webhook-signature is missing';
  const at = Number(seconds) * 1_000;
  if (!Number.isFinite(at) || Math.abs(now - at) > TOLERANCE_MS)
    return 'webhook-timestamp is more than five minutes from now';
  const expected = (signedHeaders(id, at, body, secrets)['webhook-signature'] ?? '').split(' ');
  const known = given.split(' ').some((one) => expected.some((other) => isEqual(one, other)));
  return known ? null : 'webhook-signature is of another secret, or the body was changed on the way';
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
