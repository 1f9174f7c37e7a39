import type { Alarm } from '../store/alarms.ts';

/** Where so many destinations, and so large a share of them, fail at once, it has one cause. */
const TOGETHER = 3;
const TOGETHER_SHARE = 0.6;
const OF_A_DESTINATION = /^destination\.(.+)\.(?:failing|connect|lagging)$/;
const OF_A_FEED = /^(?:silent|feed-down):/;
const LINE = 'line';

/** Alarms as they are to be sent: all that stand, and the keys of those that are a part of another. */
export interface Causes {
  readonly alarms: readonly Alarm[];
  readonly covered: ReadonlySet<string>;
}

/**
 * Finds what fails for one cause. Where most destinations fail at once, one alarm of our own line stands for all of
 * them; where the line to the feeds is down, theirs are a part of it.
 * @param destinations how many there are
 */
export function joinByCause(standing: readonly Alarm[], destinations: number): Causes {
  const failing = standing.filter(({ key }) => OF_A_DESTINATION.test(key));
  const names = [...new Set(failing.map(({ key }) => OF_A_DESTINATION.exec(key)?.[1] ?? ''))];
  const together = names.length >= TOGETHER && names.length >= destinations * TOGETHER_SHARE;
  const lineIsDown = standing.some(({ key }) => key === LINE);
  const covered = [
    ...(together ? failing : []),
    ...(lineIsDown ? standing.filter(({ key }) => OF_A_FEED.test(key)) : []),
  ];
  return {
    alarms: together ? [...standing, ownLine(names, destinations)] : standing,
    covered: new Set(covered.map(({ key }) => key)),
  };
}

const ownLine = (names: readonly string[], all: number): Alarm => ({
  key: 'destinations-line',
  problem: `${names.length} of ${all} destinations fail at once (${names.join(', ')}): it is our own line, not theirs; nothing is lost, their stories wait`,
  cure: 'look at the network, the proxy and the name servers of this machine',
});
