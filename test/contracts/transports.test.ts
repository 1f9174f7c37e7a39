import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isFailure } from '../../src/article/failure.ts';
import { loadPlugins, loadSettingsPlugins } from '../../src/registry.ts';
import { settingsSchema } from '../../src/settings/plugin-settings.ts';
import type { FeedSettings } from '../../src/settings/schema.ts';
import { renderReference } from '../../src/settings/yaml-reference.ts';
import { emptyInbox } from '../../src/store/inbox.ts';
import { accountsOfThisProcess } from '../../src/transports/account/account-memory.ts';

const TESTS = join(import.meta.dirname, '..');
const transports = await loadPlugins('transports');
const folder = mkdtempSync(join(tmpdir(), 'ct-transports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ways in that ask nobody: what comes is brought to them. */
const ASKS_NOBODY = new Set(['folder', 'push']);

/** The tests, and the simulated agencies, of which each is read by test/scenario. */
const tests = [TESTS, join(TESTS, '../src/simulator')].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('contracts/'))
    .map((path) => readFileSync(join(root, path), 'utf8')),
);

/** The examples of the reference, at addresses where nobody listens. */
async function feedsOfTheReference(): Promise<ReadonlyMap<string, FeedSettings>> {
  const plugins = await loadSettingsPlugins();
  const text = renderReference(plugins)
    .replace(/^(\w+): \[\]$/gm, '$1:')
    .replace(/^# ( {2}(?:- | {2}).*)$/gm, '$1')
    .replace(/\$\{\w+\}/g, 'x');
  const { accounts, feeds } = parse(text) as Record<'accounts' | 'feeds', Record<string, unknown>[]>;
  const { feeds: read } = settingsSchema(plugins).parse({
    accounts: accounts.map(away),
    feeds: feeds.map((feed) => ({ ...away(feed), allowPrivateAddresses: true })),
  });
  return new Map(read.map((feed) => [feed.transport, feed]));
}

function away(entry: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(entry).map(([key, value]): [string, unknown] => {
    if (key === 'path') return [key, 'transport' in entry && entry.transport === 'folder' ? folder : value];
    if (key === 'host') return [key, '127.0.0.1'];
    if (key === 'port') return [key, 9];
    return [key, typeof value === 'string' && /^https?:/.test(value) ? 'http://127.0.0.1:9/' : value];
  });
  return Object.fromEntries(changed);
}

const feeds = await feedsOfTheReference();

describe.each([...transports])('the way in %s', (name, transport) => {
  test('has the name of its file, a line that says what comes, and an example of every setting', () => {
    expect(transport.name).toBe(name);
    expect(transport.summary).toMatch(/^[a-z].{10,200}[^.]$/);
    expect(feeds.get(name)?.transport).toBe(name);
  });

  test('is tried by a test at a source', () => {
    const named = new RegExp(`transport: '${name}'|transports/${name}\\.ts'|['"]${name}['"]`);
    expect(
      tests.some((source) => named.test(source)),
      `write test/transports/${name}.test.ts`,
    ).toBe(true);
  });

  test('says of a source that is not there that the feed is down, and nothing else', async () => {
    const feed = feeds.get(name);
    if (feed === undefined) throw new Error(`the reference has no feed of ${name}`);
    const outcome = await transport
      .fetch({
        ...{ feed, bookmark: {}, sequence: 1, now: Date.now(), signal: AbortSignal.timeout(30_000) },
        ...{
          userAgent: 'copytaster',
          accounts: accountsOfThisProcess(),
          inbox: emptyInbox(),
          publicUrl: null,
          missing: async () => [],
        },
      })
      .catch((error: unknown) => error);
    if (ASKS_NOBODY.has(name)) expect(outcome).toMatchObject({ hints: expect.anything() });
    else expect(isFailure(outcome, 'FeedDown'), String(outcome)).toBe(true);
  });
});
