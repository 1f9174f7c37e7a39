import { stringify } from 'yaml';
import { z } from 'zod';
import { AlarmRules, AlarmSettings, AlarmWaySettings } from './alarm-settings.ts';
import { type ConfigurablePlugin, FeedAccount, type SettingsPlugins } from './plugin-settings.ts';
import { AccountSettings, DestinationSettings, FeedSettings, ServiceSettings } from './schema.ts';

const HEAD = `# Copytaster's settings, and their reference: every setting stands here with its default or an example.
# Texts may use \${NAME} and \${NAME:-default} from the environment; NAME_FILE names a file that holds the value of NAME.
# Check a changed file with:  npm run -s copytaster -- check --config FILE
`;
const WIDTH = 110;

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** The commented settings file that is the reference: what every key means, its default, an entry of each plug-in. */
export function renderReference({ transports, destinations, alarmWays }: SettingsPlugins): string {
  return [
    HEAD,
    ...Object.entries(propertiesOf(ServiceSettings)).map(([name, schema]) =>
      name === 'alarms' ? renderAlarms(alarmWays) : renderSection(name, schema),
    ),
    ...wrap('Each account is one login; the feeds that name it share its token and what it may ask.', ''),
    'accounts: []',
    ...renderEntries({
      kindKey: 'transport',
      common: AccountSettings,
      plugins: accountsOf(transports),
      what: 'account',
    }),
    '# Each feed brings the copy of one source.',
    'feeds: []',
    ...renderEntries({ kindKey: 'transport', common: FeedSettings, plugins: transports, what: 'feed' }),
    '# Each destination receives every revision once, in order.',
    'destinations: []',
    ...renderEntries({ kindKey: 'type', common: DestinationSettings, plugins: destinations, what: 'destination' }),
  ].join('\n');
}

/** The transports whose feeds log in, each with the keys of an account in place of a feed's. */
function accountsOf(transports: SettingsPlugins['transports']): ReadonlyMap<string, ConfigurablePlugin> {
  return new Map(
    [...transports].flatMap(([name, { account }]) =>
      account === undefined ? [] : [[name, { summary: 'is logged in to so', settings: account }] as const],
    ),
  );
}

/** A key of a plug-in: what it means, its default or an example. */
export interface DescribedKey {
  readonly key: string;
  readonly description: string;
  readonly example: unknown;
}

/** The keys of one plug-in; those of its accounts as `account.…`. */
export function describeKeys(plugin: ConfigurablePlugin): DescribedKey[] {
  const { account } = plugin;
  return [
    ...describeProperties(propertiesOf(plugin.settings)),
    ...(account === undefined
      ? []
      : describeProperties(propertiesOf(account)).map((each) => ({ ...each, key: `account.${each.key}` }))),
  ];
}

function describeProperties(properties: Readonly<Record<string, JsonSchema>>): DescribedKey[] {
  return Object.entries(properties).map(([key, schema]) => ({
    key,
    description: schema.description ?? '',
    example: exampleOf(schema),
  }));
}

/** The keys of one plug-in, a line each, as the settings reference shows them. */
export function renderPlugin(name: string, plugin: ConfigurablePlugin): string[] {
  const { account } = plugin;
  const own = Object.entries(feedKeysOf(name, plugin)).map(([key, schema]) => renderKey(key, schema, '  '));
  if (account === undefined) return own;
  return [
    ...own,
    'An entry of accounts: for it has id:, transport:, and',
    ...Object.entries(propertiesOf(account)).map(([key, schema]) => renderKey(key, schema, '  ')),
  ];
}

/** The keys of one entry beside those that all have. */
function feedKeysOf(
  name: string,
  { account: login, settings }: ConfigurablePlugin,
): Readonly<Record<string, JsonSchema>> {
  const { account } = propertiesOf(FeedAccount);
  const own = propertiesOf(settings);
  return login === undefined ? own : { account: { ...account, example: `${name}-1` }, ...own };
}

function renderSection(name: string, schema: JsonSchema): string {
  const words = schema.description === undefined ? [] : wrap(schema.description, '');
  if (schema.properties === undefined || schema.description !== undefined)
    return [...words, `${name}: ${inline(exampleOf(schema))}`, ''].join('\n');
  const lines = Object.entries(schema.properties).flatMap(([key, each]) => [
    ...wrap(each.description ?? '', '  '),
    each.example === '${REDIS_URL:-}' ? `  ${key}: ${each.example}` : renderLine(key, each, '  '),
  ]);
  return [...words, `${name}:`, ...lines, ''].join('\n');
}

function renderAlarms(ways: SettingsPlugins['alarmWays']): string {
  const { ways: list, rules, ...own } = propertiesOf(AlarmSettings);
  const lines = (properties: Readonly<Record<string, JsonSchema>>, indent: string): string[] =>
    Object.entries(properties).flatMap(([key, schema]) => [
      ...wrap(schema.description ?? '', indent),
      renderLine(key, schema, indent),
    ]);
  return [
    'alarms:',
    ...lines(own, '  '),
    ...wrap(rules?.description ?? '', '  '),
    '  rules:',
    ...lines(propertiesOf(AlarmRules), '    '),
    ...wrap(list?.description ?? '', '  '),
    '  ways:',
    '    - { id: log, type: log }',
    ...renderEntries({ kindKey: 'type', common: AlarmWaySettings, plugins: ways, what: 'way', indent: '    ' }),
  ].join('\n');
}

function renderEntries(parts: {
  readonly kindKey: string;
  readonly common: z.ZodObject;
  readonly plugins: ReadonlyMap<string, ConfigurablePlugin>;
  readonly what: string;
  readonly indent?: string;
}): string[] {
  const { kindKey, common, plugins, what, indent = '  ' } = parts;
  const inner = `${indent}  `;
  const [first] = plugins.keys();
  const { id: _, [kindKey]: __, ...shared } = propertiesOf(common);
  return [...plugins].flatMap(([name, plugin]) => [
    ...wrap(`${kindKey}: ${name} ${plugin.summary}.`, ''),
    commented(`${indent}- id: ${name}-1`),
    commented(`${inner}${kindKey}: ${name}`),
    ...Object.entries(feedKeysOf(name, plugin)).map(([key, schema]) => commented(renderKey(key, schema, inner))),
    ...(name === first
      ? [
          `#   What every ${what} may have:`,
          ...Object.entries(shared).map(([key, schema]) => commented(renderKey(key, schema, inner))),
        ]
      : []),
    '',
  ]);
}

/** A key with its default; one that is not set from the start shows an example behind a comment mark. */
const renderLine = (key: string, schema: JsonSchema, indent: string): string =>
  `${indent}${schema.default === undefined || schema.default === null ? '# ' : ''}${key}: ${inline(exampleOf(schema))}`;

const commented = (line: string): string => `# ${line}`;

function renderKey(key: string, schema: JsonSchema, indent: string): string {
  const line = `${indent}${key}: ${inline(exampleOf(schema))}`;
  return schema.description === undefined ? line : `${line.padEnd(44)} # ${schema.description}`;
}

function exampleOf(schema: JsonSchema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default === undefined || schema.properties === undefined) return schema.default;
  const inner = Object.entries(schema.properties).map(([key, each]) => [key, exampleOf(each)] as const);
  return { ...Object.fromEntries(inner.filter(([, value]) => value !== undefined)), ...(schema.default as object) };
}

/** A value on one line of YAML. */
function inline(value: unknown): string {
  if (typeof value === 'string' && value.startsWith('${')) return value.endsWith('}') ? value : JSON.stringify(value);
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trim();
}

function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].filter((each) => each !== '').map((each) => `${indent}# ${each}`);
}

function propertiesOf(schema: z.ZodObject): Readonly<Record<string, JsonSchema>> {
  return (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema).properties ?? {};
}
