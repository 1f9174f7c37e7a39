// What the search index costs: node test/bench/search.ts --stories 300000
// Prints CPU a story while indexing, the size of the file beside the text, and how long searches take.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../../src/article/article.ts';
import { SearchIndex } from '../../src/search/full-text.ts';
import { readQuery } from '../../src/search/search-query.ts';
import { storyWords } from '../../src/search/story-words.ts';
import { articleOf } from '../search/articles.ts';

const { values } = parseArgs({ options: { stories: { type: 'string', default: '60000' } } });
const STORIES = Number(values.stories);
/** As the index takes them from the log. */
const BATCH = 200;
const VOCABULARY = 150_000;
const BODY_WORDS = 360;
const SEARCHES = 400;
const BEGAN = Date.UTC(2026, 9, 1);
/** Stories come so far apart: 300,000 in a month. */
const APART_MS = 8_640;

let seed = 20261126;
/** From 0 to 1, the same in every run. */
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

const SYLLABLES = 'ka to mi res na del or shu ve lin par do tis e gan bu ment tion ar co st in al er re'.split(' ');

/** Frequent words are short, as in every language. */
function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

const WORDS = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank));
/** A word by Zipf's law: the second is half as frequent as the first. */
const aWord = (): string => WORDS[Math.min(VOCABULARY - 1, Math.floor(VOCABULARY ** random()) - 1)] ?? 'the';
const words = (count: number): string => Array.from({ length: count }, aWord).join(' ');

/** Somebody who asks for the beginning of a word asks for one that has an end. */
function aLongWord(): string {
  for (;;) {
    const word = aWord();
    if (word.length > 5) return word;
  }
}

const AGENCIES = ['afp', 'reuters', 'ap', 'dpa'];
const LANGUAGES = ['en', 'fr', 'de', 'es'];

function aStory(number: number): Article {
  const code = AGENCIES[number % AGENCIES.length] as string;
  const headline = words(9);
  return articleOf(headline, `${words(120)}\n${words(BODY_WORDS - 120)}`, {
    id: `01J${String(number).padStart(8, '0')}${code.padEnd(15, 'x')}`.slice(0, 26),
    uri: `urn:newsml:${code}.example:20261126:story-${number}`,
    slugline: words(3),
    byline: words(2),
    agency: { code, name: code.toUpperCase() },
    language: LANGUAGES[number % LANGUAGES.length] as string,
  });
}

const folder = mkdtempSync(join(tmpdir(), 'ct-search-bench-'));
const index = SearchIndex.openAnew(join(folder, 'search.sqlite'));
const positionOf = (number: number): string => `${BEGAN + number * APART_MS}-0`;

let textBytes = 0;
let words_ms = 0;
let index_ms = 0;
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
for (let from = 0; from < STORIES; from += BATCH) {
  const stories = Array.from({ length: Math.min(BATCH, STORIES - from) }, (_, at) => aStory(from + at));
  for (const { headline, slugline, byline, bodyText } of stories)
    textBytes += Buffer.byteLength([headline, slugline, byline, bodyText].join('\n'));
  const began = cpuMs();
  const folded = stories.map((story) => storyWords(story, 'open'));
  const ready = cpuMs();
  index.write(
    () => {
      for (const [at, story] of stories.entries()) index.put(story.id, folded[at] as never, positionOf(from + at));
    },
    { position: positionOf(from + stories.length - 1), revisionId: 'r' },
  );
  words_ms += ready - began;
  index_ms += cpuMs() - ready;
}

const fileBytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
const now = BEGAN + STORIES * APART_MS;

/** As a desk asks: frequent words and rare ones, phrases, beginnings of words, filters, both orders. */
const QUERIES: readonly (() => string)[] = [
  () => aWord(),
  () => `${aWord()} ${aWord()}`,
  () => `"${aWord()} ${aWord()}"`,
  () => `agency:afp ${aWord()}`,
  () => `${aLongWord().slice(0, 4)}*`,
  () => `headline:${aWord()} lang:fr`,
  () => `${aWord()} since:2d`,
  () => '',
];
const took = Array.from({ length: SEARCHES }, (_, at) => {
  const query = readQuery((QUERIES[at % QUERIES.length] as () => string)(), now);
  const began = performance.now();
  index.search({ ...query, seesHeld: false, order: at % 3 === 0 ? 'best' : 'newest', limit: 50, after: null });
  return { at: at % QUERIES.length, ms: performance.now() - began };
});
const sorted = took.map(({ ms }) => ms).sort((one, other) => one - other);
const share = (part: number): string => (sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(1);
const slowest = QUERIES.map((_, at) =>
  Math.max(...took.filter((each) => each.at === at).map(({ ms }) => ms)).toFixed(1),
);

process.stdout.write(
  `${[
    `${STORIES} stories, ${(textBytes / STORIES).toFixed(0)} bytes of text each`,
    `indexing: ${((words_ms + index_ms) / STORIES).toFixed(3)} ms of CPU a story (folding ${(words_ms / STORIES).toFixed(3)}, writing ${(index_ms / STORIES).toFixed(3)})`,
    `on disk: ${(fileBytes / 1e6).toFixed(0)} MB, ${(fileBytes / textBytes).toFixed(2)} of the text`,
    `searches: p50 ${share(0.5)} ms, p95 ${share(0.95)} ms, p99 ${share(0.99)} ms; slowest by kind: ${slowest.join(', ')} ms`,
  ].join('\n')}\n`,
);
index.close();
rmSync(folder, { recursive: true });
