/** The steps between a fetch and the end of a story after which a test may have the process kill itself, in order. */
export const CRASH_POINTS = [
  'fetch-begun',
  'fetch-answered',
  'capture-stored',
  'document-read',
  'receipt-filled',
  'stories-queued',
  'fetch-ended',
  'items-opened',
  'normalised',
  'judged',
  'committed',
  'stories-worked',
  'log-read',
  'lanes-entered',
  'head-claimed',
  'attempted',
  'settled',
  'releases-read',
  'released',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

let armed: { readonly point: CrashPoint; left: number } | null = null;

/**
 * Arms one point: `judged`, or `judged:3` for the third time it is reached.
 * @throws for a name that is no point
 */
export function armCrashPoint(word: string): void {
  const [name = '', count = '1'] = word.split(':');
  const point = CRASH_POINTS.find((each) => each === name);
  if (point === undefined) throw new Error(`there is no crash point "${name}"`);
  armed = { point, left: Number(count) };
}

/** Called at each point: kills the process where the point is armed, else does nothing. */
export function reached(point: CrashPoint): void {
  if (armed === null || armed.point !== point) return;
  armed.left -= 1;
  if (armed.left <= 0) process.kill(process.pid, 'SIGKILL');
}
