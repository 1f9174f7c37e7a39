import { z } from 'zod';
import { NewsClass, Priority, Standing } from '../article/article.ts';
import { Secret } from './secret.ts';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const UNIT_BYTES = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** "15s", "10m", "96h" to milliseconds. */
export const Duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'write a number and a unit: 500ms, 15s, 10m, 96h, 30d')
  .transform((text) => {
    const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) as unknown as [string, string, keyof typeof UNIT_MS];
    return Number(count) * UNIT_MS[unit];
  });

/** "4GB", "256MB" to bytes. */
export const Bytes = z
  .string()
  .regex(/^\d+(\.\d+)?(B|KB|MB|GB|TB)$/, 'write a number and a unit: 512KB, 256MB, 4GB')
  .transform((text) => {
    const [, count, unit] = /^([\d.]+)([KMGT]?B)$/.exec(text) as unknown as [string, string, keyof typeof UNIT_BYTES];
    return Math.round(Number(count) * UNIT_BYTES[unit]);
  });

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens, at most 63');
const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));
const httpUrl = z.url({ protocol: /^https?$/, error: 'write an http:// or https:// address' });
const outUrl = z.url({ protocol: /^(?:https?|rediss?)$/, error: 'write an http://, https:// or redis:// address' });
const zone = z.string().refine(isZone, 'write an IANA time zone such as Europe/London or UTC');

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** One feed. `transport` names a file in src/transports; keys that only some transports read are optional here. */
export const FeedSettings = z.strictObject({
  id,
  transport: z.string().default('http-poll'),
  url: httpUrl.optional(),
  path: z.string().optional(),
  headers: z.record(z.string(), secret).default({}),
  format: z.string().default('auto'),
  agency: z.string().nullable().default(null),
  speaksFor: z.array(z.string()).default([]),
  standing: Standing.default('wire'),
  every: z
    .strictObject({ min: Duration, max: Duration })
    .refine(({ min, max }) => min <= max, 'min is longer than max: swap them')
    .prefault({ min: '15s', max: '10m' }),
  zone: zone.nullable().default(null),
  language: z.string().nullable().default(null),
  fullText: z.enum(['feed', 'page']).default('feed'),
  onFirstPoll: z.union([z.enum(['record', 'send']), z.strictObject({ send: z.int().positive() })]).default('record'),
  allowPrivateAddresses: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
export type FeedSettings = z.infer<typeof FeedSettings>;

/** One destination. `type` names a file in src/destinations. */
export const DestinationSettings = z.strictObject({
  id,
  type: z.string(),
  url: outUrl.optional(),
  path: z.string().optional(),
  stream: z.string().min(1).optional(),
  maxLength: z.int().positive().default(100_000),
  headers: z.record(z.string(), secret).default({}),
  secrets: z.array(secret).default([]),
  allowPrivateAddresses: z.boolean().default(false),
  document: z.string().default('canonical'),
  filter: z
    .strictObject({
      agencies: z.array(z.string()).optional(),
      languages: z.array(z.string()).optional(),
      priorities: z.array(Priority).optional(),
      newsClasses: z.array(NewsClass).default(['story', 'alert']),
      subjects: z.array(z.string()).optional(),
    })
    .prefault({}),
  embargo: z.enum(['hold', 'pass']).default('hold'),
  from: z.union([z.enum(['now', 'beginning']), z.iso.datetime({ offset: true })]).default('now'),
  keep: z
    .strictObject({ days: z.number().positive().default(30), memoryShare: z.number().positive().max(1).default(0.2) })
    .prefault({}),
  concurrency: z.int().min(1).max(64).default(8),
  enabled: z.boolean().default(true),
});
export type DestinationSettings = z.infer<typeof DestinationSettings>;

/** What is kept of a bearer token: its hash, and what its holder may do. */
export const AccessToken = z.strictObject({
  name: z.string().min(1).max(63),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'write the lower-case hex SHA-256 of the token (copytaster token)'),
  scopes: z.array(z.enum(['read', 'act', 'admin'])).min(1, 'write some of read, act, admin'),
});
export type AccessToken = z.infer<typeof AccessToken>;

/** The whole file. */
export const Settings = z.strictObject({
  redis: z
    .strictObject({
      url: z
        .string()
        .optional()
        .transform((value) => (value === undefined || value === '' ? null : new Secret(value))),
      dataFolder: z.string().default('.data'),
      fsync: z.enum(['always', 'everysec']).default('always'),
      memory: Bytes.optional(),
    })
    .prefault({}),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.coerce.number().int().min(0).max(65535).default(8080),
      hosts: z.array(z.string().min(1)).default([]),
      tokens: z.array(AccessToken).default([]),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info') })
    .prefault({}),
  feeds: z.array(FeedSettings).default([]),
  destinations: z.array(DestinationSettings).default([]),
  retention: z.strictObject({ days: z.number().positive().default(30), bytes: Bytes.prefault('4GB') }).prefault({}),
  window: Duration.prefault('96h'),
});
export type Settings = z.infer<typeof Settings>;
