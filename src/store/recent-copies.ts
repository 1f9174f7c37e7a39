import { keys } from './keys.ts';
import { runScriptForBytes } from './scripts.ts';
import type { Store } from './store.ts';
import type { LogEntry } from './wire-log.ts';

/** The part of an entry of the wire log that says whose copy it is. */
const FIELDS = [
  'article',
  'revisionId',
  'lineage',
  'agency',
  'feed',
  'standing',
  'language',
  'uri',
  'newsClass',
  'event',
  'related',
] as const satisfies readonly (keyof LogEntry)[];

/** A revision as its entry of the wire log describes it, with what it is compared by. */
export interface CopyEntry extends Pick<LogEntry, 'position' | (typeof FIELDS)[number]> {
  readonly fingerprint: Uint8Array;
}

/** Entries that follow a position, as far as they are copy. */
export interface CopyPage {
  /** Of the last entry that was read, or the one read after. */
  readonly last: string;
  /** How many entries were read. */
  readonly read: number;
  readonly copies: readonly CopyEntry[];
}

/** Copy in the wire log after a position (exclusive), oldest first. */
export function readCopiesAfter(store: Store, position: string, limit: number): Promise<CopyPage> {
  return readCopies(store, keys.log, position, limit);
}

/** Copies that were spiked after a position (exclusive), oldest first, in the name of what each was spiked for. */
export function readSpikedCopiesAfter(store: Store, position: string, limit: number): Promise<CopyPage> {
  return readCopies(store, keys.spikedCopies, position, limit);
}

async function readCopies(store: Store, key: string, position: string, limit: number): Promise<CopyPage> {
  const [last, read, copies, fingerprints] = (await runScriptForBytes(
    store.redis,
    'read-copies',
    [key],
    [position, limit, keys.revision(''), ...FIELDS],
  )) as [Buffer, number, Buffer, Buffer];
  let from = 0;
  return {
    last: last.toString(),
    read: Number(read),
    copies: (JSON.parse(copies.toString()) as [string, ...string[]][]).map((row) => {
      const length = Number(row.at(-1));
      from += length;
      return copyOf(row, fingerprints.subarray(from - length, from));
    }),
  };
}

function copyOf([position, ...values]: readonly [string, ...string[]], fingerprint: Uint8Array): CopyEntry {
  const fields = Object.fromEntries(FIELDS.map((field, at) => [field, values[at]]));
  return { ...(fields as Omit<CopyEntry, 'position' | 'fingerprint'>), position, fingerprint };
}
