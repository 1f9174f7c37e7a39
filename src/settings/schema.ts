import { z } from 'zod';
import { Standing } from '../article/article.ts';
import { Filter } from '../routing/filter.ts';
import { RightsMode, Uses } from '../routing/rights.ts';
import { Routes } from '../routing/routes.ts';
import { AlarmSettings, type AlarmWaySettings } from './alarm-settings.ts';
import { readRedisAddress } from './redis-address.ts';
import { Secret } from './secret.ts';
import {
  Bytes,
  Duration,
  HttpAddress,
  Id,
  MOST_DAYS,
  OnFirstPoll,
  ProxyAddress,
  Rate,
  Zone,
} from './setting-values.ts';

/** What every feed has, whatever its transport; the transport's own keys stand beside these in the file. */
export const FeedSettings = z.strictObject({
  id: Id.describe('names the feed everywhere; lower case, digits, hyphens').meta({ example: 'reuters-world' }),
  transport: z.string().default('http-poll').describe('how copy comes in'),
  format: z.string().default('auto').describe("auto, or a format's name"),
  agency: z.string().nullable().default(null).describe('whose house style is tried first').meta({ example: 'reuters' }),
  speaksFor: z
    .array(z.string())
    .default([])
    .describe('whose stories it may revise and kill; empty: copy from elsewhere')
    .meta({ example: ['reuters'] }),
  standing: Standing.default('wire').describe('wire, partner or web'),
  every: z
    .strictObject({ min: Duration, max: Duration })
    .refine(({ min, max }) => min <= max, 'min is longer than max: swap them')
    .prefault({ min: '15s', max: '10m' })
    .describe('how often it is fetched: the shortest and the longest pause')
    .meta({ example: { min: '15s', max: '10m' } }),
  zone: Zone.nullable().default(null).describe('for times without a zone').meta({ example: 'Europe/London' }),
  language: z
    .string()
    .nullable()
    .default(null)
    .describe('for copy that declares none; without it the language is detected')
    .meta({ example: 'en' }),
  fullText: z
    .enum(['feed', 'page'])
    .default('feed')
    .describe('page: where the feed has only a summary, the page it links to is read, politely'),
  onFirstPoll: OnFirstPoll.default('record').describe('record without sending, send, or { send: 20 }'),
  maxItems: z
    .int()
    .min(1)
    .max(100_000)
    .default(5_000)
    .describe('of a document that lists more, the newest are read and the rest is said'),
  allowPrivateAddresses: z.boolean().default(false).describe('true for a server in your own network'),
  group: Id.optional()
    .describe('processes that are started with --groups work the feeds of theirs alone, on a Redis of their own')
    .meta({ example: 'europe' }),
  enabled: z.boolean().default(true).describe('false: not fetched any more; what came stays'),
});
export type FeedSettings = z.infer<typeof FeedSettings>;

/** What every account has, whatever its transport; the transport's own keys stand beside these in the file. */
export const AccountSettings = z.strictObject({
  id: Id.describe('names the account; feeds name it in account:').meta({ example: 'afp-main' }),
  transport: z.string().describe('the transport whose feeds use it'),
  requests: z
    .strictObject({ perMinute: z.int().positive().optional(), perHour: z.int().positive().optional() })
    .default({})
    .describe('what all its feeds together may ask, where it differs from what the agency allows')
    .meta({ example: { perMinute: 60, perHour: 5000 } }),
  allowPrivateAddresses: z.boolean().default(false).describe('true for a server in your own network'),
});
export type AccountSettings = z.infer<typeof AccountSettings>;

/** What copy a receiver may have: a destination, or the holder of a token. */
const ReceiverTerms = z.strictObject({
  filter: Filter.prefault({})
    .describe('what it gets: agencies, languages, priorities, newsClasses, subjects')
    .meta({ example: { agencies: ['reuters', 'afp'], languages: ['en'], newsClasses: ['story', 'alert'] } }),
  routes: Routes.nullable()
    .default(null)
    .describe(
      'beside the filter, rules. match: first (the first rule that fits decides by its send:, and where none fits nothing goes) or all (each must fit). A rule has a name and any of agencies, services (ids of feeds), languages, newsClasses, genres, priorities, places, subjects (with all narrower Media Topics), keywords, headline (words; inflat* is the beginning of one), events, hours; copytaster route explain ID says what each does',
    )
    .meta({
      example: {
        match: 'first',
        rules: [
          { name: 'no sport', send: false, subjects: ['medtop:15000000'] },
          { name: 'economy', subjects: ['medtop:04000000'], headline: ['rate cut', 'inflat*'] },
          { name: 'by day', hours: { from: '07:00', to: '19:00', zone: 'Europe/Berlin', days: ['mon', 'tue'] } },
        ],
      },
    }),
  rights: RightsMode.default('enforce').describe(
    'enforce: what its rights do not allow is kept back and stands on the spike, and the end of a licence is a stop; warn: it is sent, and the log says so',
  ),
  uses: Uses.prefault({})
    .describe(
      'what the receiver does, for restrictions as filed: territories (ISO 3166-1), media (print, magazines, web, tv, radio, mobile, social), archive',
    )
    .meta({ example: { territories: ['DE', 'AT'], media: ['web', 'print'], archive: true } }),
});

/** What every destination has, whatever its type; the type's own keys stand beside these in the file. */
export const DestinationSettings = z.strictObject({
  id: Id.describe('names the destination everywhere; lower case, digits, hyphens').meta({ example: 'cms' }),
  type: z.string().describe('how revisions go out'),
  allowPrivateAddresses: z.boolean().default(false).describe('true for a server in your own network'),
  document: z
    .string()
    .default('canonical')
    .describe('the format that it gets (copytaster render --documents lists them)'),
  bare: z.boolean().default(false).describe('true: documents without dateline, credit and sign-off'),
  ...ReceiverTerms.shape,
  embargo: z
    .enum(['hold', 'pass'])
    .default('hold')
    .describe('hold until the instant; pass: the receiver undertakes to honour it'),
  unknownStops: z
    .enum(['send', 'drop'])
    .default('send')
    .describe('kills of stories never seen here: the receiver may have them from elsewhere'),
  from: z
    .union([z.enum(['now', 'beginning']), z.iso.datetime({ offset: true })], {
      error: 'write now, beginning, or an instant such as 2026-11-03T10:00:00Z',
    })
    .default('now')
    .describe('or beginning (oldest retained revision), or an instant'),
  keep: z
    .strictObject({
      days: z.number().positive().max(MOST_DAYS).default(30),
      memoryShare: z.number().positive().max(1).default(0.2),
    })
    .prefault({})
    .describe(
      'how long what it missed waits for it; then stories it cannot have any more are a gap, which an alarm and gap.expired tell of',
    )
    .meta({ example: { days: 30, memoryShare: 0.2 } }),
  concurrency: z
    .int()
    .min(1)
    .max(256)
    .default(32)
    .describe('articles sent at the same time at most; fewer while the receiver asks for it or fails'),
  rate: Rate.nullable()
    .default(null)
    .describe('at most so many attempts, such as 10/s or 300/m; a receiver may ask for less at any time')
    .meta({ example: '10/s' }),
  timeout: Duration.refine((ms) => ms >= 1_000 && ms <= 300_000, 'write a time from 1s to 5m')
    .prefault('15s')
    .describe('how long one attempt may take in all')
    .meta({ example: '15s' }),
  group: Id.optional()
    .describe('processes that are started with --groups serve the destinations of theirs, and those of no group')
    .meta({ example: 'europe' }),
  enabled: z.boolean().default(true).describe('false: nothing is sent or kept for it'),
});
export type DestinationSettings = z.infer<typeof DestinationSettings>;

/** What is kept of a bearer token: its hash, and what its holder may do. */
export const AccessToken = z
  .strictObject({
    name: z.string().min(1).max(63),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'write the lower-case hex SHA-256 of the token (copytaster token)'),
    scopes: z.array(z.enum(['read', 'act', 'admin'])).min(1, 'write some of read, act, admin'),
    terms: ReceiverTerms.optional().describe(
      'what of the wire its holder may have, as at a destination; without it all',
    ),
  })
  .refine(
    ({ scopes, terms }) => terms === undefined || scopes.every((scope) => scope === 'read'),
    'a token with terms has the scope read alone',
  );
export type AccessToken = z.infer<typeof AccessToken>;

const Scopes = z.array(z.enum(['read', 'act', 'admin'])).min(1, 'write some of read, act, admin');

/** People whom a proxy has logged in. */
export const TrustedUser = z.strictObject({
  header: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/i, 'write the name of a header')
    .default('x-forwarded-user'),
  from: z
    .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'write an address or a network such as 10.0.0.0/8'))
    .min(1, 'write the addresses of the proxy'),
  users: z.record(z.string().min(1).max(200), Scopes).describe('by name; others may do nothing'),
});
export type TrustedUser = z.infer<typeof TrustedUser>;

/** Everything in the file but the keys that depend on plug-ins: of accounts, feeds, destinations, ways of alarms. */
export const ServiceSettings = z.strictObject({
  redis: z
    .strictObject({
      url: z
        .string()
        .refine(
          (value) => value === '' || readRedisAddress(value) !== null,
          'write an address such as redis://host:6379, redis+cluster://host:6379,host:6379 or redis+sentinel://host:26379,host:26379/NAME, or the path of a socket',
        )
        .optional()
        .transform((value) => (value === undefined || value === '' ? null : new Secret(value)))
        .describe(
          'Redis or Valkey: redis://user:password@host:6379/0 (rediss: by TLS); redis+sentinel://host:26379,host:26379/NAME (?sentinelPassword=…); redis+cluster://host:6379 or redis://host:6379,host:6379 for a cluster. Empty: a private server is started in dataFolder.',
        )
        .meta({ example: '${REDIS_URL:-}' }),
      dataFolder: z
        .string()
        .default('.data')
        .describe('Where the private server keeps its data. One service per folder.'),
      fsync: z
        .enum(['always', 'everysec'])
        .default('always')
        .describe(
          'always: every acknowledged write survives a power cut. everysec: faster, the last second may be lost.',
        ),
      memory: Bytes.optional()
        .describe('The limit to count with where the server names none.')
        .meta({ example: '4GB' }),
    })
    .prefault({}),
  http: z
    .strictObject({
      host: z
        .string()
        .default('127.0.0.1')
        .describe('HOST and PORT in the environment stand above these. An address that is not loopback needs tokens.'),
      port: z.coerce.number().int().min(0).max(65535).default(8080).describe('0: any that is free.'),
      hosts: z
        .array(z.string().min(1))
        .default([])
        .describe('Without tokens: names other than localhost that may stand in the Host header, for a proxy.'),
      publicUrl: HttpAddress.nullable()
        .default(null)
        .describe(
          'Our own address as others reach it, where a proxy stands before us: hubs (WebSub) and AFP are told to send there.',
        )
        .meta({ example: 'https://wire.example.net' }),
      tokens: z
        .array(AccessToken)
        .default([])
        .describe(
          'Who may call; without any, whoever is on this machine. `copytaster token --name desk` prints a line for here: { name, sha256, scopes }. Scopes: read (articles, metrics), act (hold, release, retry …), admin (all). With terms: { filter, routes, rights, uses } its holder has a part of the wire, as a destination has, and scope read.',
        ),
      trustedUser: TrustedUser.nullable()
        .default(null)
        .describe(
          'People whom a proxy has logged in: the header that names them, the addresses it may come from, and what each may do.',
        )
        .meta({ example: { header: 'x-forwarded-user', from: ['10.0.0.0/8'], users: { ana: ['read', 'act'] } } }),
    })
    .prefault({}),
  proxy: z
    .strictObject({
      https: ProxyAddress.optional()
        .describe(
          'The proxy that https: addresses are reached through. HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the environment stand above these. Other protocols (FTP, SFTP, mail, queues, Redis) connect directly.',
        )
        .meta({ example: 'http://proxy.example.net:3128' }),
      http: ProxyAddress.optional()
        .describe('The same for http: addresses.')
        .meta({ example: 'http://proxy.example.net:3128' }),
      except: z
        .string()
        .default('')
        .describe('What is reached directly: names with all below them, addresses, networks. This machine always is.')
        .meta({ example: 'example.net,10.0.0.0/8' }),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
        .default('info')
        .describe('trace, debug, info, warn, error or fatal; LOG_LEVEL stands above it.'),
    })
    .prefault({}),
  retention: z
    .strictObject({
      days: z.number().positive().max(MOST_DAYS).default(30),
      bytes: Bytes.prefault('4GB'),
      rawDays: z.number().min(0).default(0),
    })
    .prefault({})
    .describe(
      'How long articles, their ids and what became of them are kept; rawDays: for how long documents are kept as they came once their stories are worked, for the page to show them and for `renormalise`. They take about as much memory again.',
    )
    .meta({ example: { days: 30, bytes: '4GB', rawDays: 0 } }),
  window: Duration.prefault('96h').describe('How far back a story is compared with others.').meta({ example: '96h' }),
  alarms: AlarmSettings.prefault({}),
});

/** The whole file. Accounts, feeds, destinations and ways of alarms also carry the keys of their own plug-in. */
export interface Settings extends Omit<z.infer<typeof ServiceSettings>, 'alarms'> {
  readonly alarms: Omit<z.infer<typeof AlarmSettings>, 'ways'> & { readonly ways: readonly AlarmWaySettings[] };
  readonly accounts: readonly AccountSettings[];
  readonly feeds: readonly FeedSettings[];
  readonly destinations: readonly DestinationSettings[];
}
