import { clearAlarm, raiseAlarm, readAlarms } from '../store/alarms.ts';
import { type OwedStop, owedStops } from '../store/stops.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const SUFFIX = '.stops';
const alarmOf = (destination: string) => `destination.${destination}${SUFFIX}` as const;

/** Counts the stops that destinations owe a confirmation of, and raises an alarm for each that owes one for too long. */
export class StopWatch {
  readonly #store: Store;
  readonly #metrics: Metrics;
  #alarmed: ReadonlySet<string> = new Set();

  constructor(store: Store, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
  }

  /**
   * Checks which stops are owed at `now` (epoch milliseconds). Returns the destinations that became overdue.
   * @param overdueMs a stop that was not confirmed for so long is an alarm
   */
  async check(now: number, overdueMs: number): Promise<string[]> {
    const owed = await owedStops(this.#store, now);
    this.#metrics.stopsUnconfirmed.reset();
    const overdue = new Set<string>();
    for (const destination of new Set(owed.map((each) => each.destination))) {
      const stops = owed.filter((each) => each.destination === destination);
      this.#metrics.stopsUnconfirmed.set({ destination }, stops.length);
      const late = stops.filter(({ since }) => now - since >= overdueMs);
      if (late.length === 0) continue;
      overdue.add(destination);
      await raiseAlarm(this.#store, {
        key: alarmOf(destination),
        problem: problemOf(destination, late),
        cure: STOPS_CURE,
      });
    }
    const kept = new Set<string>([...overdue].map(alarmOf));
    for (const { key } of await readAlarms(this.#store, now))
      if (key.endsWith(SUFFIX) && !kept.has(key)) await clearAlarm(this.#store, key);
    const fresh = [...overdue].filter((destination) => !this.#alarmed.has(destination));
    this.#alarmed = overdue;
    return fresh;
  }
}

/** What an operator does about a stop that is not confirmed. */
export const STOPS_CURE =
  'see copytaster stops; mend the receiver, or tell its desk by telephone and sign the stop off';

function problemOf(destination: string, late: readonly OwedStop[]): string {
  const stops = late.length === 1 ? 'a stop' : `${late.length} stops`;
  return `destination ${destination} has not confirmed ${stops} since ${new Date(late[0]?.since ?? 0).toISOString()}`;
}
