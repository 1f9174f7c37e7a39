// A campaign of random faults by seed, one every 10 to 20 s: `npm run test:faults -- --minutes 60 --seed 1 --rate 50`.
// Ends by itself with a table and a line of JSON, and with 1 when a promise was broken: something was lost, invented,
// doubled, out of order, early, or told after its kill, or a stop was not confirmed.
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { brokenPromises, PROMISES } from './checker.ts';
import { randomFrom } from './deployment.ts';
import { FAULTS } from './faults.ts';

const LEAST_PAUSE_MS = 8_000;
const PAUSE_SPREAD_MS = 8_000;
const PATIENCE_MS = 120_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '50' },
  },
});
const seed = Number(values.seed);
const random = randomFrom(seed);
const end = Date.now() + Number(values.minutes) * 60_000;

function* drawn(): Iterable<string> {
  const names = Object.keys(FAULTS);
  while (Date.now() < end) yield names[Math.floor(random() * names.length)] as string;
}

const outcome = await runCampaign({
  seed,
  rate: Number(values.rate),
  plan: drawn(),
  pauseMs: () => LEAST_PAUSE_MS + random() * PAUSE_SPREAD_MS,
  patienceMs: PATIENCE_MS,
  say: (text) => void process.stderr.write(`${new Date().toISOString()} ${text}\n`),
});
const { faults, ...counts } = outcome;
const row = (name: string, count: unknown): string => `${name.padEnd(52)}${String(count).padStart(10)}\n`;
for (const [name, count] of Object.entries(faults)) process.stdout.write(row(name, count));
for (const [name, count] of Object.entries(counts))
  process.stdout.write(row(name, Array.isArray(count) ? count.length : count));
const short = Object.fromEntries(PROMISES.map((name) => [name, outcome[name].length]));
const { unconfirmed } = outcome;
const broken = { ...brokenPromises(outcome), ...(unconfirmed.length === 0 ? {} : { unconfirmed }) };
for (const [name, which] of Object.entries(broken))
  process.stdout.write(`${name}: ${which.slice(0, 50).join('\n  ')}\n`);
process.stdout.write(
  `${JSON.stringify({ ...outcome, ...short, unconfirmed: unconfirmed.length, gaveUp: outcome.gaveUp.length })}\n`,
);
process.exit(Object.keys(broken).length > 0 ? 1 : 0);
