import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that takes longer lets everything else of the process have its turn before it goes on. */
const MOST_AT_A_STRETCH_MS = 50;

/** Makes what is asked between two pieces of work: the rest of the process has a turn where they have taken long. */
export function wayGiver(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < MOST_AT_A_STRETCH_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
