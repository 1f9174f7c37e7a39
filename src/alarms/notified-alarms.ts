import type { NotifiedAlarm } from '../alarm-ways/contract/alarm-notice.ts';
import { keepNotified, readNotified } from '../store/alarms.ts';
import type { Store } from '../store/store.ts';

/** Remembers which alarms were sent by each way, so that none is sent twice. */
export interface NotifiedAlarms {
  read(way: string): Promise<ReadonlyMap<string, NotifiedAlarm>>;
  /** Keeps the alarms that were sent now, and forgets those whose end was sent. */
  keep(way: string, began: readonly NotifiedAlarm[], ended: readonly NotifiedAlarm[]): Promise<void>;
}

/** The memory that all processes share. */
export const notifiedInRedis = (store: Store): NotifiedAlarms => ({
  async read(way) {
    const kept = Object.entries(await readNotified(store, way));
    return new Map(kept.map(([key, text]) => [key, JSON.parse(text) as NotifiedAlarm]));
  },
  keep: (way, began, ended) =>
    keepNotified(
      store,
      way,
      Object.fromEntries(began.map((each) => [each.key, JSON.stringify(each)])),
      ended.map(({ key }) => key),
    ),
});

/** A memory of this process alone, for what is sent while Redis does not answer. */
export function notifiedByThisProcess(): NotifiedAlarms {
  const ways = new Map<string, Map<string, NotifiedAlarm>>();
  const of = (way: string): Map<string, NotifiedAlarm> => {
    const sent = ways.get(way) ?? new Map<string, NotifiedAlarm>();
    ways.set(way, sent);
    return sent;
  };
  return {
    read: (way) => Promise.resolve(of(way)),
    keep(way, began, ended) {
      for (const each of began) of(way).set(each.key, each);
      for (const { key } of ended) of(way).delete(key);
      return Promise.resolve();
    },
  };
}
