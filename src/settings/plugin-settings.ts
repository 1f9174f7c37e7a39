import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { AlarmSettings, AlarmWaySettings } from './alarm-settings.ts';
import { AccountSettings, DestinationSettings, FeedSettings, ServiceSettings, type Settings } from './schema.ts';
import { Id } from './setting-values.ts';

/** A plug-in as far as settings go: what it is, and the keys that it reads beside those that all of its kind have. */
export interface ConfigurablePlugin {
  readonly summary: string;
  readonly settings: z.ZodObject;
  /** The keys of the accounts that its feeds log in with; not there where it needs none. */
  readonly account?: z.ZodObject;
}

/** The plug-ins that settings name. */
export interface SettingsPlugins {
  readonly transports: ReadonlyMap<string, ConfigurablePlugin>;
  readonly destinations: ReadonlyMap<string, ConfigurablePlugin>;
  /** The names of formats, agencies and documents, which have no settings of their own. */
  readonly formats: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
  readonly renderers: ReadonlySet<string>;
  readonly alarmWays: ReadonlyMap<string, ConfigurablePlugin>;
}

/** The schema of one feed that comes by this transport: the keys of all feeds and the transport's own. */
export function feedSchema<Own extends z.ZodRawShape>(transport: { readonly settings: z.ZodObject<Own> }) {
  return z.strictObject({ ...FeedSettings.shape, ...transport.settings.shape });
}

/** The schema of one account of this transport: the keys of all accounts and the transport's own. */
export function accountSchema<Own extends z.ZodRawShape>(account: z.ZodObject<Own>) {
  return z.strictObject({ ...AccountSettings.shape, ...account.shape });
}

/** The key of a feed that names its account. */
export const FeedAccount = z.strictObject({
  account: Id.describe('the account of accounts: that it logs in with').meta({ example: 'afp-api-1' }),
});

const feedEntrySchema = (transport: ConfigurablePlugin): z.ZodObject =>
  feedSchema(
    transport.account === undefined
      ? transport
      : { settings: z.strictObject({ ...FeedAccount.shape, ...transport.settings.shape }) },
  );

/** The schema of one destination of this type: the keys of all destinations and the type's own. */
export function destinationSchema<Own extends z.ZodRawShape>(destination: { readonly settings: z.ZodObject<Own> }) {
  return z.strictObject({ ...DestinationSettings.shape, ...destination.settings.shape });
}

/** The schema of one way of this type: the keys of all ways and the type's own. */
export function alarmWaySchema<Own extends z.ZodRawShape>(way: { readonly settings: z.ZodObject<Own> }) {
  return z.strictObject({ ...AlarmWaySettings.shape, ...way.settings.shape });
}

const schemas = new WeakMap<SettingsPlugins, z.ZodType<Settings>>();

/** The schema of the whole file, made once for a set of plug-ins. */
export function settingsSchema(plugins: SettingsPlugins): z.ZodType<Settings> {
  const schema = schemas.get(plugins) ?? makeSettingsSchema(plugins);
  schemas.set(plugins, schema);
  return schema;
}

/** Each feed is checked by its transport's schema, each destination by its type's. */
function makeSettingsSchema(plugins: SettingsPlugins): z.ZodType<Settings> {
  return z
    .strictObject({
      ...ServiceSettings.shape,
      alarms: alarmsSchema(plugins).prefault({}),
      accounts: listOf(accountsSchema(plugins)),
      feeds: listOf(feedsSchema(plugins)),
      destinations: listOf(destinationsSchema(plugins)),
    })
    .transform((settings, context): Settings => {
      const named = settings.feeds.map((feed, at) =>
        withItsAccount(feed, settings.accounts, (message) => {
          context.addIssue({ code: 'custom', path: ['feeds', at, 'account'], message });
        }),
      );
      return { ...settings, feeds: named };
    });
}

function listOf<Entry extends { id: string }>(entry: z.ZodType<Entry>) {
  return z.array(entry).default([]).superRefine(refuseRepeatedIds);
}

function feedsSchema({ transports, formats, agencies }: SettingsPlugins): z.ZodType<FeedSettings> {
  return entrySchema<FeedSettings>({
    kindKey: 'transport',
    what: 'transport',
    defaultKind: FeedSettings.shape.transport.parse(undefined),
    kinds: transports,
    schemaOf: feedEntrySchema,
    names: {
      format: { what: 'format', known: ['auto', ...formats.keys()] },
      agency: { what: 'agency', known: [...agencies.keys()] },
      speaksFor: { what: 'agency', known: [...agencies.keys()] },
    },
  });
}

function destinationsSchema({ destinations, renderers }: SettingsPlugins): z.ZodType<DestinationSettings> {
  return entrySchema<DestinationSettings>({
    kindKey: 'type',
    what: 'destination type',
    defaultKind: undefined,
    kinds: destinations,
    schemaOf: destinationSchema,
    names: { document: { what: 'document', known: [...renderers.keys()] } },
  });
}

function accountsSchema({ transports }: SettingsPlugins): z.ZodType<AccountSettings> {
  return entrySchema<AccountSettings>({
    kindKey: 'transport',
    what: 'transport with accounts',
    defaultKind: undefined,
    kinds: new Map([...transports].filter(([, { account }]) => account !== undefined)),
    schemaOf: ({ account }) => accountSchema(account as z.ZodObject),
    names: {},
  });
}

function alarmsSchema({ alarmWays }: SettingsPlugins) {
  const ways = entrySchema<AlarmWaySettings>({
    kindKey: 'type',
    what: 'way of alarms',
    defaultKind: undefined,
    kinds: alarmWays,
    schemaOf: alarmWaySchema,
    names: {},
  });
  return AlarmSettings.extend({
    ways: z
      .array(ways)
      .prefault([{ id: 'log', type: 'log' }])
      .superRefine(refuseRepeatedIds),
  });
}

/** A feed that names an account carries it: a changed account is a changed feed. */
function withItsAccount(
  feed: FeedSettings,
  accounts: readonly AccountSettings[],
  refuse: (message: string) => void,
): FeedSettings {
  if (!('account' in feed)) return feed;
  const name = String(feed.account);
  const account = accounts.find(({ id }) => id === name);
  if (account === undefined)
    refuse(
      unknownName(
        'account',
        name,
        accounts.map(({ id }) => id),
      ),
    );
  else if (account.transport !== feed.transport)
    refuse(`the account "${name}" is of ${account.transport}; name one of ${feed.transport}`);
  else return { ...feed, account } as FeedSettings;
  return feed;
}

/** How the entries of one list are checked. */
interface EntryRules {
  /** The key that names the plug-in. */
  readonly kindKey: 'transport' | 'type';
  readonly what: string;
  readonly defaultKind: string | undefined;
  readonly kinds: ReadonlyMap<string, ConfigurablePlugin>;
  readonly schemaOf: (plugin: ConfigurablePlugin) => z.ZodObject;
  /** The values that a key may have, where they are names of plug-ins. */
  readonly names: Readonly<Record<string, { readonly what: string; readonly known: readonly string[] }>>;
}

function entrySchema<Entry>(rules: EntryRules): z.ZodType<Entry> {
  return z
    .record(z.string(), z.unknown(), { error: 'write a block of settings' })
    .transform((given, context): Entry => {
      const { entry, problems } = checkEntry(given, rules);
      for (const { path, message } of problems) context.addIssue({ code: 'custom', path, message });
      return entry === null ? z.NEVER : (entry as Entry);
    });
}

/** Checks one entry by the schema of the plug-in that it names. */
function checkEntry(
  given: Readonly<Record<string, unknown>>,
  rules: EntryRules,
): { entry: unknown; problems: EntryProblem[] } {
  const kind = given[rules.kindKey] ?? rules.defaultKind;
  const plugin = typeof kind === 'string' ? rules.kinds.get(kind) : undefined;
  if (plugin === undefined) return { entry: null, problems: [unknownKind(kind, rules)] };
  const names = unknownNames(given, rules);
  const schema = rules.schemaOf(plugin);
  const parsed = schema.safeParse(given);
  if (parsed.success) return { entry: parsed.data, problems: names };
  const issues = parsed.error.issues.flatMap((issue) =>
    describeEntryIssue(issue, given, { rules, kind: String(kind), schema }),
  );
  return { entry: null, problems: [...names, ...issues] };
}

function unknownKind(kind: unknown, { kindKey, what, kinds }: EntryRules): EntryProblem {
  const known = [...kinds.keys()];
  const message =
    kind === undefined ? `write ${kindKey}: and one of ${known.join(', ')}` : unknownName(what, String(kind), known);
  return { path: [kindKey], message };
}

/** The plug-ins that an entry names and that do not exist. */
function unknownNames(given: Readonly<Record<string, unknown>>, { names }: EntryRules): EntryProblem[] {
  return Object.entries(names).flatMap(([key, { what, known }]) =>
    [given[key]]
      .flat()
      .filter((name): name is string => typeof name === 'string' && !known.includes(name))
      .map((name) => ({ path: [key], message: unknownName(what, name, known) })),
  );
}

/** A place in an entry, and what is wrong there. */
interface EntryProblem {
  readonly path: PropertyKey[];
  readonly message: string;
}

function describeEntryIssue(
  issue: z.core.$ZodIssue,
  given: Readonly<Record<string, unknown>>,
  { rules, kind, schema }: { rules: EntryRules; kind: string; schema: z.ZodObject },
): EntryProblem[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0)
    return issue.keys.map((key) => ({ path: [key], message: describeUnknownKey(key, { rules, kind, schema }) }));
  const [key] = issue.path;
  if (issue.code === 'invalid_type' && issue.path.length === 1 && given[String(key)] === undefined)
    return [{ path: [], message: `${kind} needs ${String(key)}:` }];
  return [{ path: [...issue.path], message: describeIssue(issue) }];
}

function describeUnknownKey(
  key: string,
  { rules, kind, schema }: { rules: EntryRules; kind: string; schema: z.ZodObject },
): string {
  const owners = [...rules.kinds].filter(([, plugin]) => key in rules.schemaOf(plugin).shape).map(([name]) => name);
  if (owners.length > 0) return `${kind} has no ${key}:, which belongs to ${owners.join(', ')}; remove it`;
  return unknownKey(key, Object.keys(schema.shape));
}

/** What is wrong by an issue of the validator, in our words. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `write ${EXPECTED[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `write one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code === 'too_small') return `write ${issue.minimum} or more`;
  if (issue.code === 'too_big') return `write ${issue.maximum} or less`;
  return issue.message;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of settings',
  record: 'a block of settings',
};

/** Says that there is no such key, and which one may have been meant. */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return `there is no such setting (${key}); ${near === null ? 'remove it' : `did you mean ${near}?`}`;
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return `there is no ${what} "${name}"; ${near === null ? '' : `did you mean ${near}? `}write one of ${known.join(', ')}`;
}

/** The known word that a mistyped one is nearest to, or null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((each) => ({ each, apart: distance(word.toLowerCase(), each.toLowerCase()) }))
    .sort((one, other) => one.apart - other.apart);
  const best = ranked[0];
  return best !== undefined && best.apart <= Math.ceil(word.length / 3) ? best.each : null;
}

function refuseRepeatedIds(entries: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  for (const [at, { id }] of entries.entries())
    if (entries.findIndex((other) => other.id === id) !== at)
      context.addIssue({ code: 'custom', path: [at, 'id'], message: `"${id}" is used twice; give each its own id` });
}
