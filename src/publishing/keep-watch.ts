import type { Logger } from 'pino';
import type { DestinationSettings } from '../settings/schema.ts';
import { raiseAlarm } from '../store/alarms.ts';
import { expireLanes, type Gap, gapAlarm, listGaps, scanLanes, type WaitingLane } from '../store/gaps.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
const EXPIRED_AT_ONCE = 200;
/** How often lanes are looked at: a tenth of what is kept, within these bounds. */
const LEAST_EVERY_MS = 1_000;
const MOST_EVERY_MS = 600_000;

/** What looking after `keep` needs. */
interface KeepDependencies {
  readonly store: Store;
  readonly log: Logger;
  /** What Redis may use in all (bytes); null where no limit is known. */
  readonly memoryLimit: () => Promise<number | null>;
}

/**
 * Gives up what waits at a destination for longer than its `keep` says, or takes more than its share of memory: the
 * oldest first, into a gap that an alarm reports. Stops and embargoes are never given up.
 */
export class KeepWatch {
  readonly #dependencies: KeepDependencies;
  readonly #lookedAt = new Map<string, number>();

  constructor(dependencies: KeepDependencies) {
    this.#dependencies = dependencies;
  }

  /** Looks at each destination whose time has come, at `now` (epoch milliseconds). Returns stories given up, by destination. */
  async check(destinations: readonly DestinationSettings[], now: number): Promise<ReadonlyMap<string, number>> {
    const givenUp = new Map<string, number>();
    for (const destination of destinations) {
      const everyMs = Math.min(Math.max((destination.keep.days * DAY_MS) / 10, LEAST_EVERY_MS), MOST_EVERY_MS);
      if (now - (this.#lookedAt.get(destination.id) ?? Number.NEGATIVE_INFINITY) < everyMs) continue;
      this.#lookedAt.set(destination.id, now);
      const articles = await this.#lookAt(destination, now);
      if (articles > 0) givenUp.set(destination.id, articles);
    }
    return givenUp;
  }

  async #lookAt({ id, keep }: DestinationSettings, now: number): Promise<number> {
    const { store, memoryLimit } = this.#dependencies;
    const lanes = await readWaiting(store, id);
    const before = now - keep.days * DAY_MS;
    const old = lanes.filter(({ since }) => since < before);
    let expired = await this.#expire(id, old, { before, passed: 'days' });
    const limit = await memoryLimit();
    if (limit !== null) {
      const young = lanes.slice(old.length);
      const over = lanesOver(young, limit * keep.memoryShare);
      const last = over.at(-1);
      if (last !== undefined) expired += await this.#expire(id, over, { before: last.since + 1, passed: 'memory' });
    }
    if (expired > 0) await this.#announce(id);
    return expired;
  }

  async #expire(
    id: string,
    lanes: readonly WaitingLane[],
    what: { readonly before: number; readonly passed: Gap['passed'] },
  ): Promise<number> {
    let expired = 0;
    for (let from = 0; from < lanes.length; from += EXPIRED_AT_ONCE) {
      const articles = lanes.slice(from, from + EXPIRED_AT_ONCE).map(({ article }) => article);
      expired += (await expireLanes(this.#dependencies.store, id, { articles, ...what })).articles;
    }
    return expired;
  }

  async #announce(id: string): Promise<void> {
    const { store, log } = this.#dependencies;
    const gaps = await listGaps(store, id);
    const articles = gaps.reduce((sum, gap) => sum + gap.articles, 0);
    const from = new Date(Math.min(...gaps.map((gap) => gap.from))).toISOString();
    const problem = `destination ${id} missed ${articles} stories since ${from}: they waited longer than its keep allows`;
    log.error({ destination: id, articles, cure: GAP_CURE }, 'stories were given up');
    await raiseAlarm(store, { key: gapAlarm(id), problem, cure: GAP_CURE });
  }
}

const GAP_CURE =
  'mend the receiver or raise keep; copytaster destinations shows the gap, copytaster replay from its beginning sends it and ends it';

/** All lanes that wait at a destination, those that wait longest first. */
async function readWaiting(store: Store, id: string): Promise<WaitingLane[]> {
  const found = new Map<string, WaitingLane>();
  let place = '0';
  do {
    const { lanes, next } = await scanLanes(store, id, place);
    for (const lane of lanes) found.set(lane.article, lane);
    place = next;
  } while (place !== '0');
  return [...found.values()].sort((one, other) => one.since - other.since);
}

/** Of lanes in order of age, those that must go so that the others take no more than so many bytes. */
function lanesOver(lanes: readonly WaitingLane[], mostBytes: number): WaitingLane[] {
  let bytes = lanes.reduce((sum, lane) => sum + lane.bytes, 0);
  const over: WaitingLane[] = [];
  for (const lane of lanes) {
    if (bytes <= mostBytes) break;
    over.push(lane);
    bytes -= lane.bytes;
  }
  return over;
}
