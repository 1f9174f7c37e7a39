// How many stories a second one thread judges, by the size of the window, and what a story costs there.
//
//   node test/bench/judge.ts
//
// The stream is its own: stories of about 220 words, one in five a repeat, a version or a trimmed copy of an earlier one.
import { findCopy } from '../../src/judge/copy.ts';
import { findNeighbours } from '../../src/judge/neighbours.ts';
import type { Candidate } from '../../src/judge/verdict.ts';
import { featuresOf } from '../../src/similarity/features.ts';
import { packFeatures } from '../../src/similarity/fingerprint.ts';
import { Window } from '../../src/similarity/window.ts';

const SIZES = [10_000, 100_000] as const;
const MEASURED = 3_000;
/** Judged before the clock runs: a service is measured as it runs, not as it starts. */
const WARMING = 2_000;
const VOCABULARY = 30_000;

let seed = 11;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

/** Words as common as language has them: the nth word about 1/n as often as the first. */
const word = (): string => {
  const rank = Math.floor(VOCABULARY ** random());
  return rank % 17 === 0 ? String(rank) : `${rank % 5 === 0 ? 'W' : 'w'}${rank.toString(36)}`;
};
const words = (count: number): string[] => Array.from({ length: count }, word);

interface Story {
  readonly headline: string;
  readonly body: string;
}

function storyAfter(earlier: readonly Story[]): Story {
  const before = random() < 0.2 ? earlier[Math.floor(random() * earlier.length)] : undefined;
  if (before === undefined) return { headline: words(8).join(' '), body: words(220).join(' ') };
  const kept = before.body.split(' ');
  const kind = random();
  if (kind < 0.3) return before;
  if (kind < 0.6) return { headline: before.headline, body: kept.slice(0, 90).join(' ') };
  return { headline: words(8).join(' '), body: [...words(40), ...kept].join(' ') };
}

const ARTICLE = { language: 'en', agency: { code: 'reuters', name: 'Reuters' }, marked: false } as Candidate['article'];
const ENTRY = {
  revisionId: '',
  agency: 'reuters',
  feed: 'bench',
  standing: 'wire',
  language: 'en',
  uri: '',
  alert: false,
  eventId: '',
  related: [],
} as const;

const results: Record<string, number>[] = [];
for (const size of SIZES) {
  const window = new Window();
  const recent: Story[] = [];
  let bytes = 0;
  const before = process.memoryUsage();
  const take = (number: number, story: Story): void => {
    const features = featuresOf(story.headline, story.body);
    const candidate: Candidate = {
      article: { ...ARTICLE, headline: story.headline, bodyText: story.body },
      now: number * 1_000,
      standing: 'wire',
      speaksFor: [],
      saidUsable: false,
    };
    if (findCopy(candidate, features, window) === null) findNeighbours(candidate, features, window);
    const fingerprint = packFeatures(features);
    bytes += fingerprint.length;
    window.add({ ...ENTRY, at: number * 1_000, articleId: `a${number}`, lineage: `a${number}` }, fingerprint);
    window.evictBefore((number - size) * 1_000);
  };
  const next = (number: number): Story => {
    const story = storyAfter(recent);
    if (recent.length < 500) recent.push(story);
    else recent[number % 500] = story;
    return story;
  };
  const stored = Array.from({ length: size }, (_, number) => {
    const story = next(number);
    return packFeatures(featuresOf(story.headline, story.body));
  });
  const fill = process.cpuUsage();
  for (const [number, fingerprint] of stored.entries())
    window.add({ ...ENTRY, at: number * 1_000, articleId: `a${number}`, lineage: `a${number}` }, fingerprint);
  const filled = process.cpuUsage(fill);
  const arriving = Array.from({ length: WARMING + MEASURED }, (_, number) => next(number));
  for (const [number, story] of arriving.slice(0, WARMING).entries()) take(size + number, story);
  bytes = 0;
  const start = process.cpuUsage();
  for (const [number, story] of arriving.slice(WARMING).entries()) take(size + WARMING + number, story);
  const spent = process.cpuUsage(start);
  const after = process.memoryUsage();
  results.push({
    window: size,
    storiesPerSecond: Math.round(MEASURED / ((spent.user + spent.system) / 1e6)),
    rebuildSeconds: Math.round((filled.user + filled.system) / 1e5) / 10,
    fingerprintBytes: Math.round(bytes / MEASURED),
    windowBytesPerStory: Math.round(
      (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / size,
    ),
  });
}
for (const each of results)
  process.stderr.write(
    `${Object.entries(each)
      .map(([name, value]) => `${name} ${value}`)
      .join('   ')}\n`,
  );
process.stdout.write(`${JSON.stringify(results)}\n`);
