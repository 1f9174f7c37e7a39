/** The steps between a fetch and the end of a story after which a test may have the process die, in order. */
export const KILL_POINTS = [
  'fetch-begun',
  'fetch-answered',
  'capture-stored',
  'document-read',
  'receipt-filled',
  'stories-rung',
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
  'releases-looked-at',
  'released',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

let armed: { readonly point: KillPoint; left: number } | null = null;

/**
 * Arms one point: `judged`, or `judged:3` for the third time it is reached.
 * @throws for a name that is no point
 */
export function armKillPoint(word: string): void {
  const [name = '', count = '1'] = word.split(':');
  const point = KILL_POINTS.find((each) => each === name);
  if (point === undefined) throw new Error(`there is no kill point "${name}"`);
  armed = { point, left: Number(count) };
}

/** Called where a point is. The process kills itself there when the point is armed; else nothing happens. */
export function reached(point: KillPoint): void {
  if (armed === null || armed.point !== point) return;
  armed.left -= 1;
  if (armed.left <= 0) process.kill(process.pid, 'SIGKILL');
}
