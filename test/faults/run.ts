// A campaign of random faults by seed: `npm run test:faults -- --minutes 30 --seed 1 [--rate 50]`. Ends with 1 when
// anything was lost, invented, doubled, out of order, early or told after its kill.
import { parseArgs } from 'node:util';
import { FAULTS, runCampaign } from './campaign.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '50' },
  },
});
let state = Number(values.seed);
const names = Object.keys(FAULTS);
const SECONDS_APART = 13;
const plan = Array.from({ length: Math.ceil((Number(values.minutes) * 60) / (SECONDS_APART + 2)) }, () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return names[Math.floor((state / 2 ** 32) * names.length)] as string;
});
const outcome = await runCampaign({
  seed: Number(values.seed),
  rate: Number(values.rate),
  plan,
  everyMs: SECONDS_APART * 1_000,
  say: (text) => void process.stderr.write(`${new Date().toISOString()} ${text}\n`),
});
process.stdout.write(`${JSON.stringify(outcome)}\n`);
const { lost, unexpected, duplicated, inverted, early, afterKill } = outcome;
process.exit([lost, unexpected, duplicated, inverted, early, afterKill].some((each) => each.length > 0) ? 1 : 0);
