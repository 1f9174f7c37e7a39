import { z } from 'zod';
import { Secret } from './secret.ts';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const UNIT_BYTES = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** Longer times lead to instants that no clock knows. */
export const MOST_DAYS = 36_500;
const MOST_BYTES = 1e15;

/** "15s", "10m", "96h" to milliseconds. */
export const Duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'write a number and a unit: 500ms, 15s, 10m, 96h, 30d')
  .transform((text) => {
    const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) as unknown as [string, string, keyof typeof UNIT_MS];
    return Number(count) * UNIT_MS[unit];
  })
  .refine((ms) => ms <= MOST_DAYS * UNIT_MS.d, `write ${MOST_DAYS}d or less`);

const PER_SECOND = { s: 1, m: 60, h: 3_600 } as const;

/** "10/s", "300/m" to how many a second. */
export const Rate = z
  .string()
  .regex(/^[1-9]\d{0,6}\/(s|m|h)$/, 'write a number and a unit: 10/s, 300/m, 5000/h')
  .transform((text) => {
    const [count, unit] = text.split('/') as [string, keyof typeof PER_SECOND];
    return Number(count) / PER_SECOND[unit];
  });

/** "4GB", "256MB" to bytes. */
export const Bytes = z
  .string()
  .regex(/^\d+(\.\d+)?(B|KB|MB|GB|TB)$/, 'write a number and a unit: 512KB, 256MB, 4GB')
  .transform((text) => {
    const [, count, unit] = /^([\d.]+)([KMGT]?B)$/.exec(text) as unknown as [string, string, keyof typeof UNIT_BYTES];
    return Math.round(Number(count) * UNIT_BYTES[unit]);
  })
  .refine((bytes) => bytes <= MOST_BYTES, 'write 1000TB or less');

/** The name of a feed or a destination. */
export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens, at most 63');

/** A text that is shown nowhere. */
export const SecretText = z
  .string()
  .min(1, 'write the secret, or leave the setting out')
  .transform((value) => new Secret(value));

const SECRET_BYTES = { least: 24, most: 64 } as const;
const SECRET_CURE = 'copytaster secret makes one';

/**
 * A secret that deliveries are signed with, as Standard Webhooks write it: `whsec_` and the base64 of 24 to 64 bytes, or
 * that base64 alone.
 */
export const SigningSecret = z
  .string()
  .superRefine((text, context) => {
    const wrong = wrongSecret(text);
    if (wrong !== null) context.addIssue({ code: 'custom', message: `${wrong}; ${SECRET_CURE}` });
  })
  .transform((text) => new Secret(text));

function wrongSecret(text: string): string | null {
  const base64 = text.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]{0,200}={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return 'write whsec_ and base64, as the receiver has it';
  const { length } = Buffer.from(base64, 'base64');
  if (length >= SECRET_BYTES.least && length <= SECRET_BYTES.most) return null;
  return `it has ${length} bytes; write one of ${SECRET_BYTES.least} to ${SECRET_BYTES.most}`;
}

/** An http or https address. */
export const HttpAddress = z.url({ protocol: /^https?$/, error: 'write an http:// or https:// address' });

/** Where a proxy is. It may carry a user and a password. */
export const ProxyAddress = z
  .string()
  .refine(
    isProxyAddress,
    'write http://host:port or https://host:port; proxies of other kinds, as SOCKS, are not spoken to',
  )
  .transform((value) => new Secret(value));

function isProxyAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '';
}

/** What becomes of the items of a feed's first fetch. */
export const OnFirstPoll = z.union([z.enum(['record', 'send']), z.strictObject({ send: z.int().positive() })], {
  error: 'write record, send, or { send: 20 }',
});

/** The name of a folder or a file. */
export const Path = z
  .string()
  .min(1, 'write a path')
  .refine((path) => !/\p{Cc}/u.test(path), 'write a path on one line, without control characters');

/** Headers of HTTP by name; their values are secret. */
export const Headers = z.record(
  z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'write the name of a header: letters, digits and hyphens, no spaces'),
  SecretText.refine((value) => !/[\r\n\0]/.test(value.reveal()), 'write the value on one line'),
);

/** An IANA time zone. */
export const Zone = z.string().refine(isZone, 'write an IANA time zone such as Europe/London or UTC');

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
