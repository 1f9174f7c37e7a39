import type { ToldAlarm } from '../alarm-ways/contract/alarm-notice.ts';
import { keepTold, readTold } from '../store/alarms.ts';
import type { Store } from '../store/store.ts';

/** Remembers what each way was told, so that it is told nothing twice. */
export interface ToldMemory {
  read(way: string): Promise<ReadonlyMap<string, ToldAlarm>>;
  /** Alarms that it was told of now, and those whose end it was told. */
  keep(way: string, began: readonly ToldAlarm[], ended: readonly ToldAlarm[]): Promise<void>;
}

/** The memory that all processes share. */
export const toldInRedis = (store: Store): ToldMemory => ({
  async read(way) {
    const kept = Object.entries(await readTold(store, way));
    return new Map(kept.map(([key, text]) => [key, JSON.parse(text) as ToldAlarm]));
  },
  keep: (way, began, ended) =>
    keepTold(
      store,
      way,
      Object.fromEntries(began.map((each) => [each.key, JSON.stringify(each)])),
      ended.map(({ key }) => key),
    ),
});

/** A memory of this process alone, for what is told while Redis does not answer. */
export function toldHere(): ToldMemory {
  const ways = new Map<string, Map<string, ToldAlarm>>();
  const of = (way: string): Map<string, ToldAlarm> => {
    const told = ways.get(way) ?? new Map<string, ToldAlarm>();
    ways.set(way, told);
    return told;
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
