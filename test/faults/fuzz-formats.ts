// Mutated documents over all formats: `node --expose-gc test/faults/fuzz-formats.ts [DOCUMENTS] [FIRST-SEED]`.
// Ends with 1 when one does anything but be read or rejected, takes more than two seconds of CPU time, or memory stays
// taken.
import { getHeapSpaceStatistics } from 'node:v8';
import { readMutated } from './read-anything.ts';

const HANG_MS = 2_000;
const MEMORY_LEFT_MB = 40;
const total = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);
/** The heap without compiled code: patterns are compiled as documents first need them, and stay. */
const heapMb = (): number => {
  globalThis.gc?.();
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => !space_name.startsWith('code_'));
  return spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0) / 1_048_576;
};

let failures = 0;
let rejected = 0;
let slowest = { ms: 0, what: '' };
process.on('unhandledRejection', (reason) => {
  failures += 1;
  console.error('unhandled rejection', reason);
});

for (let seed = first; seed < first + 500; seed += 1) await readMutated(seed).catch(() => undefined);
const before = heapMb();
for (let seed = first; seed < first + total; seed += 1) {
  const started = process.cpuUsage();
  try {
    const { articles, name } = await readMutated(seed);
    if (articles === null) rejected += 1;
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1_000;
    if (ms > slowest.ms) slowest = { ms, what: `${name}, seed ${seed}` };
  } catch (error) {
    failures += 1;
    console.error(error);
  }
}
const after = heapMb();
console.log(
  `${total} documents from seed ${first}: ${failures} failed, ${rejected} rejected, slowest ${slowest.ms.toFixed(0)} ms (${slowest.what}), heap ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`,
);
if (failures > 0 || slowest.ms > HANG_MS || after - before > MEMORY_LEFT_MB) process.exit(1);
