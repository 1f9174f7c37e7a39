// The benchmark of the whole service: `npm run bench -- [--stories 4500] [--window 100000] [--only burst,steady,…]
// [--history FILE] [--compare COMMIT]`. Everything runs on loopback, in processes of its own, with default settings, and
// ends by itself. With --compare each measurement runs on both commits, one after the other. The last line is JSON.
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { currentCommit, withCheckout } from './service/checkouts.ts';
import { type Burst, measureBurst } from './service/measure-burst.ts';
import { measureDestinations } from './service/measure-destinations.ts';
import { measureBeside } from './service/measure-floors.ts';
import { measureReads } from './service/measure-reads.ts';
import { measureRestart } from './service/measure-restart.ts';
import { measureIdle, measureSteady } from './service/measure-steady.ts';
import { ROOT, stopAll } from './service/processes.ts';

type Figures = Readonly<Record<string, number>>;

const { values } = parseArgs({
  options: {
    stories: { type: 'string', default: '4500' },
    window: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
    history: { type: 'string' },
    compare: { type: 'string' },
  },
});
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const stories = Number(values.stories);
const burst: Burst = { stories, feeds: 10, warm: Math.min(1_500, Math.floor(stories / 300) * 100) };

/** What stands beside the service, measured in the same run. */
const standards: Readonly<Record<string, () => Promise<Figures>>> = {
  floors: async () => ({
    floorStoryMs: await measureBeside('floor.ts', burst),
    naiveStoryMs: await measureBeside('naive.ts', burst),
  }),
};

/** The measurements by their names. Each gets the checkout whose service runs. */
const measurements: Readonly<Record<string, (root: string) => Promise<Figures>>> = {
  burst: (root) => measureBurst(root, burst),
  reads: (root) => measureBurst(root, { ...burst, stories: 600, warm: 300 }, measureReads).then(onlyReads),
  steady: async (root) => {
    const ten = await measureSteady(root, { feeds: 10, interval: '500ms', perSecond: 50, seconds: 12 });
    return {
      steadyStoryMs: ten.storyMs,
      steadyPolls: ten.polls,
      steadyStories: ten.stories,
      steadyP50Ms: ten.p50Ms,
      steadyP99Ms: ten.p99Ms,
      memoryMb: ten.peakMb,
    };
  },
  'steady-200': async (root) => {
    const many = await measureSteady(root, { feeds: 200, interval: '10s', perSecond: 50, seconds: 12 });
    return { steady200StoryMs: many.storyMs };
  },
  latency: async (root) => {
    const one = await measureSteady(root, { feeds: 1, interval: '500ms', perSecond: 50, seconds: 10 });
    const slow = await measureSteady(root, { feeds: 1, interval: '500ms', perSecond: 1, seconds: 15 });
    return { latencyP50Ms: one.p50Ms, latencyP99Ms: one.p99Ms, latencySlowP50Ms: slow.p50Ms };
  },
  idle: (root) => measureIdle(root, { feeds: 300, interval: '10s', seconds: 12 }),
  destinations: measureDestinations,
  restart: (root) => measureRestart(root, Number(values.window)),
};

const onlyReads = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([name]) => /^(api|page)/.test(name)));

/** What follows from several measurements. */
function ratiosOf(figures: Figures): Figures {
  const { burstStoryMs, floorStoryMs, naiveStoryMs, steadyStoryMs, steadyPolls, steadyStories } = figures;
  const ratio = (name: string, a: number | undefined, b: number | undefined): Figures =>
    a === undefined || b === undefined ? {} : { [name]: a / b };
  const perStory = burstStoryMs ?? 0;
  return {
    ...ratio('burstOverFloor', burstStoryMs, floorStoryMs),
    ...ratio('naiveOverFloor', naiveStoryMs, floorStoryMs),
    // A poll of a hundred listed items with few new ones: what is left once the new ones are paid at the burst's price.
    ...(steadyStoryMs === undefined || burstStoryMs === undefined
      ? {}
      : ratio('pollNewMs', (steadyStoryMs - perStory) * (steadyStories ?? 0), steadyPolls)),
  };
}

async function measure(roots: readonly string[]): Promise<Figures[]> {
  const chosen = (name: string): boolean => values.only === '' || values.only.split(',').includes(name);
  const floors: Figures = chosen('floors') ? await standards.floors!() : {};
  const figures: Record<string, number>[] = roots.map(() => ({ ...floors }));
  for (const [name, run] of Object.entries(measurements)) {
    if (!chosen(name)) continue;
    for (const [at, root] of roots.entries()) {
      say(`${name}${roots.length > 1 ? (at === 0 ? ', this' : `, ${values.compare}`) : ''}`);
      Object.assign(figures[at] as object, await run(root));
    }
  }
  return figures.map((each) => ({ ...each, ...ratiosOf(each) }));
}

const rounded = (facts: Figures): Figures =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Math.round(value * 1_000) / 1_000]));

function report([own = {}, other]: readonly Figures[]): void {
  for (const [name, value] of Object.entries(rounded(own))) {
    const before = other === undefined ? undefined : rounded(other)[name];
    const comparison = before === undefined ? '' : `${String(before).padEnd(12)}${(value / before).toFixed(2)}`;
    say(`  ${name.padEnd(28)}${String(value).padEnd(12)}${comparison}`);
  }
  const commit = currentCommit();
  const compared = other === undefined ? {} : { compared: { commit: values.compare, ...rounded(other) } };
  const line = JSON.stringify({ commit, stories, ...rounded(own), ...compared });
  if (values.history !== undefined)
    appendFileSync(values.history, `${JSON.stringify({ at: new Date().toISOString(), ...JSON.parse(line) })}\n`);
  process.stdout.write(`${line}\n`);
}

try {
  report(
    values.compare === undefined
      ? await measure([ROOT])
      : await withCheckout(values.compare, (other) => measure([ROOT, other])),
  );
} finally {
  await stopAll();
}
