import { readFileSync } from 'node:fs';
import { describeError } from '../article/failure.ts';
import type { AnyDestination } from '../destinations/contract/destination.ts';
import { loadPlugins, pluginNames } from '../registry.ts';
import { parseYaml } from '../settings/parse-yaml.ts';
import type { DestinationSettings, FeedSettings, Settings } from '../settings/schema.ts';
import { defineCommand } from './parts/define-command.ts';
import { filterWarnings } from './parts/filter-warnings.ts';
import { openToAll } from './parts/open-to-all.ts';
import {
  closedAddresses,
  destinationsOfOneFolder,
  type Finding,
  feedsOfOnePlace,
  feedsWithoutVoice,
} from './parts/settings-findings.ts';

export default defineCommand({
  name: 'check',
  summary: 'check the settings file and name every error in it; with --probe, try every feed and destination once',
  needs: 'settings',
  options: { probe: { kind: 'flag', summary: 'try every feed and destination once' } },
  examples: ['copytaster check --probe'],
  async run({ settings, source, options: { probe }, terminal }) {
    const inFile = placesIn(source.path);
    const problems = [
      ...closedAddresses(settings).map(inFile),
      ...(await examineFeeds(settings.feeds)),
      ...(probe ? await probeFeeds(settings.feeds, terminal.signal) : []),
      ...(await examineAll(settings.destinations, probe)),
    ];
    if (problems.length > 0) return { json: { ok: false, problems }, text: describeProblems(problems), exitCode: 1 };
    const counts = { feeds: settings.feeds.length, destinations: settings.destinations.length };
    const open = openToAll(source.path, settings);
    const warnings = [
      ...(open === null ? [] : [{ file: source.path, problem: open }]),
      ...[...feedsOfOnePlace(settings), ...destinationsOfOneFolder(settings), ...feedsWithoutVoice(settings)].map(
        inFile,
      ),
      ...(await warningsOf(settings)),
    ];
    return {
      json: { ok: true, ...counts, warnings },
      text: `The settings are right: ${counted(counts.feeds, 'feed')}, ${counted(counts.destinations, 'destination')}.\n${describe(warnings)}`,
    };
  },
});

/** Says where in the file a finding stands. */
function placesIn(path: string): (finding: Finding) => Unusable {
  const yaml = parseYaml(readFileSync(path, 'utf8'));
  return ({ keyPath, named, problem }) => {
    const line = 'lineOf' in yaml ? yaml.lineOf(keyPath) : null;
    return { file: line === null ? path : `${path}:${line}`, ...named, problem };
  };
}

/** An account, a feed, a destination or a file that would not work now, or not as it should, and why. */
interface Unusable {
  readonly file?: string;
  readonly account?: string;
  readonly feed?: string;
  readonly destination?: string;
  readonly problem: string;
}

/** What keeps feeds from working that can be seen without asking their source. */
async function examineFeeds(feeds: readonly FeedSettings[]): Promise<Unusable[]> {
  const transports = await loadPlugins('transports');
  return feeds.flatMap((feed) => {
    const problem = feed.enabled ? (transports.get(feed.transport)?.inspect?.(feed) ?? null) : null;
    return problem === null ? [] : [{ feed: feed.id, problem }];
  });
}

/** Each feed is fetched once as at its first turn; nothing is kept of it. */
async function probeFeeds(feeds: readonly FeedSettings[], signal: AbortSignal): Promise<Unusable[]> {
  const { tryFeed } = await import('./parts/try-feed.ts');
  const tried = feeds.filter(({ enabled }) => enabled);
  const results = await Promise.allSettled(tried.map((feed) => tryFeed(feed, signal)));
  return results.flatMap((result, at) => {
    if (result.status === 'fulfilled') return [];
    const feed = tried[at]?.id ?? '';
    return [{ feed, problem: describeError(result.reason).replace(`feed ${feed}: `, '') }];
  });
}

async function examineAll(settings: readonly DestinationSettings[], probe: boolean): Promise<Unusable[]> {
  const kinds = await loadPlugins('destinations');
  const problems = await Promise.all(settings.map((each) => examine(each, kinds.get(each.type), probe)));
  return problems.flatMap((problem, at) =>
    problem === null ? [] : [{ destination: settings[at]?.id ?? '', problem }],
  );
}

const describe = (problems: readonly Unusable[]): string =>
  problems
    .map(({ file, account, feed, destination, problem }) => {
      const named = Object.entries({ account, feed, destination }).flatMap(([what, id]) =>
        id === undefined ? [] : `${what} ${id}`,
      );
      return `  ${[...(file === undefined ? [] : [file]), ...named, problem].join(': ')}\n`;
    })
    .join('');

const describeProblems = (problems: readonly Unusable[]): string =>
  `The settings can be read, but not everything in them works:\n${describe(problems)}`;

/** Values of filters that let nothing pass: an operator may mean them, for a feed that is yet to come. */
async function warningsOf({ feeds, destinations, redis }: Settings): Promise<Unusable[]> {
  const agencies = await pluginNames('agencies');
  const named = destinations.some(({ filter }) => filter.subjects !== undefined);
  const nameable = {
    agencies: new Set([...agencies, ...feeds.flatMap(({ agency }) => agency ?? [])]),
    topics: named ? await topicCodes(redis.dataFolder) : new Set<string>(),
  };
  return destinations.flatMap((each) =>
    filterWarnings(each, nameable).map((problem) => ({ destination: each.id, problem })),
  );
}

/** The vocabulary takes longer to load than a file without subjects takes to check. */
async function topicCodes(dataFolder: string): Promise<ReadonlySet<string>> {
  const [{ loadVocabulary }, { BUILT_IN }] = await Promise.all([
    import('../data-folder/vocabulary-file.ts'),
    import('../normalise/vocabulary/built-in.ts'),
  ]);
  return new Set(Object.keys((loadVocabulary(dataFolder) ?? BUILT_IN).topics));
}

/** What keeps a destination from working, or null. It is connected to only where that was asked for. */
async function examine(
  settings: DestinationSettings,
  kind: AnyDestination | undefined,
  probe: boolean,
): Promise<string | null> {
  if (kind === undefined || !settings.enabled) return null;
  const seen = kind.inspect?.(settings) ?? null;
  if (seen !== null || !probe) return seen;
  const outlet = kind.open(settings, { userAgent: 'copytaster' });
  try {
    await outlet.connect();
    return null;
  } catch (error) {
    return describeError(error);
  } finally {
    await outlet.close();
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
