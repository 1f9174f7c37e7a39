// Fits the weights of the score in src/similarity/score.ts on stories of known lineage, and says how far they can be trusted.
//
//   node test/bench/fit-judge.ts STORIES.ndjson
//
// A story a line, any order: {id, agency, headline, body, published, cluster_id}; `cluster_id` is the same for all copy
// of one text: repeats, versions, excerpts. Agencies with a house style here are taken for that agency's own wire.
import { readFileSync } from 'node:fs';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { loadPlugins } from '../../src/registry.ts';
import { compareFeatures } from '../../src/similarity/compare.ts';
import { featuresOfArticle, packFeatures } from '../../src/similarity/fingerprint.ts';
import { measuresOf } from '../../src/similarity/score.ts';
import { Window } from '../../src/similarity/window.ts';

const WINDOW_MS = 96 * 3_600_000;
const DAY_MS = 86_400_000;
/** Merging two stories does more harm than sending one twice. */
const MERGED_COSTS = 4;
const RIDGE = 2;
const LEAST_OVERLAP = 0.1;
const MARKUP = /<\/?(?:p|br|div|span)\b/i;

interface Story {
  readonly id: string;
  readonly agency: string;
  readonly headline: string;
  readonly body: string;
  readonly published: string;
  readonly cluster_id: string;
}

interface Pair {
  readonly measures: readonly number[];
  readonly same: boolean;
  readonly at: number;
}

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('name a file of stories, a JSON object a line');
const stories = readFileSync(path, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Story)
  .sort((a, b) => (a.published < b.published ? -1 : 1));
const { names, pairs } = await collectPairs(stories);
const middle = pairs[pairs.length >> 1]?.at ?? 0;
const halves = [pairs.filter(({ at }) => at < middle), pairs.filter(({ at }) => at >= middle)] as const;
const weights = learnWeights(pairs);
for (const [at, name] of names.entries()) process.stdout.write(`${name.padEnd(40)}${(weights[at] ?? 0).toFixed(2)}\n`);
for (const [trained, tried] of [halves, [halves[1], halves[0]] as const]) {
  const learned = learnWeights(trained);
  const counts = [0.5, 1, 1.5, 2].map((from) => {
    const linked = tried.filter(({ measures }) => dot(learned, measures) >= from);
    const wrong = linked.filter(({ same }) => !same).length;
    const missed = tried.filter(({ same }) => same).length - (linked.length - wrong);
    return `from ${from}: ${wrong} wrong, ${missed} missed`;
  });
  process.stdout.write(`fitted on the other half, ${tried.length} pairs: ${counts.join('; ')}\n`);
}

async function collectPairs(given: readonly Story[]): Promise<{ names: readonly string[]; pairs: readonly Pair[] }> {
  const styles = await loadPlugins('agencies');
  const window = new Window();
  const lineages = new Map<string, string>();
  const found: Pair[] = [];
  let columns: readonly string[] = [];
  for (const story of given) {
    const now = Date.parse(story.published);
    const style = styles.get(story.agency);
    const article = normaliseItem(
      {
        ...EMPTY_ITEM,
        uri: story.id,
        headline: story.headline,
        body: { kind: MARKUP.test(story.body) ? 'html' : 'text', value: story.body },
      },
      {
        feed: {
          id: story.agency,
          agency: style?.code ?? null,
          standing: style ? 'wire' : 'web',
          zone: null,
          language: 'en',
        },
        format: 'fit',
        receivedAt: now,
        captureSha256: '',
        styles,
        detectLanguage: null,
      },
    );
    const features = featuresOfArticle(article);
    window.evictBefore(now - WINDOW_MS);
    const inquiry = window.inquire(features);
    for (const near of inquiry.near([])) {
      const { entry } = near;
      const comparison = compareFeatures(inquiry, near, window);
      if (comparison.containment < LEAST_OVERLAP) continue;
      const measures = measuresOf({
        comparison,
        daysApart: (now - entry.at) / DAY_MS,
        sameHeadlineElsewhere: window.sameHeadlineElsewhere(features, entry.lineage),
        sameAgency: entry.agency === story.agency,
      });
      columns = Object.keys(measures);
      found.push({
        measures: Object.values(measures),
        same: lineages.get(entry.articleId) === story.cluster_id,
        at: now,
      });
    }
    lineages.set(story.id, story.cluster_id);
    window.add(
      {
        at: now,
        articleId: story.id,
        revisionId: story.id,
        lineage: story.cluster_id,
        agency: story.agency,
        feed: story.agency,
        standing: 'wire',
        language: 'en',
        uri: story.id,
        alert: false,
        eventId: '',
        related: [],
      },
      packFeatures(features),
    );
  }
  return { names: columns, pairs: found };
}

/** Logistic regression with a ridge, by Newton's method. */
function learnWeights(given: readonly Pair[]): number[] {
  const size = given[0]?.measures.length ?? 0;
  const learned = new Array<number>(size).fill(0);
  for (let round = 0; round < 40; round += 1) {
    const gradient = learned.map((weight) => RIDGE * weight);
    const curvature = learned.map((_, row) => learned.map((__, column) => (row === column ? RIDGE : 0)));
    for (const pair of given) addPair(pair, learned, { gradient, curvature });
    const step = solve(curvature, gradient);
    for (const [at, value] of step.entries()) learned[at] = (learned[at] as number) - value;
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return learned;
}

/** Adds what one pair says of the weights as they are to the gradient and the curvature. */
function addPair(
  { measures, same }: Pair,
  learned: readonly number[],
  { gradient, curvature }: { gradient: number[]; curvature: number[][] },
): void {
  const likely = 1 / (1 + Math.exp(-dot(learned, measures)));
  const cost = same ? 1 : MERGED_COSTS;
  const error = cost * (likely - (same ? 1 : 0));
  const slope = cost * likely * (1 - likely);
  for (const [row, value] of measures.entries()) {
    gradient[row] = (gradient[row] as number) + error * value;
    const line = curvature[row] as number[];
    for (const [column, other] of measures.entries()) line[column] = (line[column] as number) + slope * value * other;
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] as number]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.reduce(
      (best, row, at) => (at >= column && Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? at : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let at = column; at <= size; at += 1) rows[row]![at] = rows[row]![at]! - factor * rows[column]![at]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}
