// A reading thread whose format has an item a line: "slow" never ends, "large" takes all memory, "rests" is given no turn for
// a while.
import { parentPort, workerData } from 'node:worker_threads';
import { Rejected } from '../../src/article/failure.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { ReadingPlace } from '../../src/fetching/reading-place.ts';
import type { ThreadMessage, ThreadRequest } from '../../src/fetching/reading-thread.ts';

const place = new ReadingPlace(workerData);
const never = new Int32Array(new SharedArrayBuffer(4));

const RESTS_MS = 600;

function readLine(line: string): typeof EMPTY_ITEM {
  if (line === 'slow') for (;;);
  if (line === 'rests') Atomics.wait(never, 0, 0, RESTS_MS);
  if (line === 'large') for (const held: number[][] = []; ; ) held.push(new Array(1_000_000).fill(held.length));
  return { ...EMPTY_ITEM, headline: line };
}

function answer({ request, passOver }: ThreadRequest): ThreadMessage {
  place.beginDocument();
  const lines = Buffer.from(request.bytes).toString().split('\n');
  const passedOver = passOver.map((at) => ({ at, sha256: lines[at] ?? '', reason: '' }));
  if (lines[0] === 'slow before all') for (;;);
  if (lines[0] === 'no feed') throw new Rejected('there is no feed in it');
  const items = lines.flatMap((line, at) => {
    place.beginItem(at);
    return passOver.includes(at) ? [] : [readLine(line)];
  });
  return {
    kind: 'read',
    usedMs: 1,
    answer: {
      format: 'lines',
      carries: 'wire',
      order: 'as-filed',
      items,
      hashes: [],
      feed: null,
      slices: null,
      problems: [],
      passedOver,
      decoded: { charset: 'utf-8', charsetSource: 'utf-8', repairs: [] },
    },
  };
}

parentPort?.on('message', (request: ThreadRequest) => {
  try {
    parentPort?.postMessage(answer(request));
  } catch (error) {
    const { name, message } = error as Error;
    parentPort?.postMessage({ kind: 'failed', usedMs: 1, name, message, about: {} } satisfies ThreadMessage);
  }
});
parentPort?.postMessage({ kind: 'ready' } satisfies ThreadMessage);
