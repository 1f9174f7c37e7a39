import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { readWindowFile, writeWindowFile } from '../data-folder/window-file.ts';
import { featuresOf } from '../similarity/features.ts';
import { FINGERPRINT_VERSION, packFeatures } from '../similarity/fingerprint.ts';
import { PartsReader, PartsWriter } from '../similarity/parts.ts';
import { Window } from '../similarity/window.ts';
import type { WindowEntry } from '../similarity/window-entry.ts';
import { keys } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Reached, RecentCopy } from './recent-copy.ts';

/** A window of fewer entries is built from the log as fast. */
const FEWEST_ENTRIES = 1_000;

/** What a kept window says of itself. */
interface KeptFacts {
  /** Of the code that wrote it: what it would be read as by another. */
  readonly schema: string;
  /** Of the log that it follows: what stood at its ends. */
  readonly log: string;
  readonly windowMs: number;
  readonly reached: Reached;
  readonly parts: readonly unknown[];
}

/**
 * Keeps the window of recent copy in a file, so that a start needs to read of the log only what came after it. The log
 * stays the truth: what was not kept by this very code, or follows another log than this, is not used.
 * @param signal ends the writing
 * @returns false where there is too little to keep
 * @throws what the file system or Redis says
 */
export async function keepWindow(
  path: string,
  recent: RecentCopy,
  store: Store,
  signal: AbortSignal,
): Promise<boolean> {
  if (recent.window.size < FEWEST_ENTRIES) return false;
  const reached = recent.reached;
  const log = await hashOfEnds(store, reached);
  if (log === null) return false;
  const parts = new PartsWriter();
  recent.write(parts);
  const facts: KeptFacts = { schema: schemaOfWindow(), log, windowMs: recent.windowMs, reached, parts: parts.facts };
  await writeWindowFile(path, facts, parts.memory, signal);
  return true;
}

/**
 * Takes up the window that was kept, where it is one of this log.
 * @returns true when it did; what the log has beyond it is still to be read
 */
export async function takeUpWindow(path: string, recent: RecentCopy, store: Store, epoch: string): Promise<boolean> {
  const kept = await readWindowFile<KeptFacts>(
    path,
    async ({ schema, log, windowMs, reached }) =>
      schema === schemaOfWindow() && windowMs === recent.windowMs && log === (await hashOfEnds(store, reached)),
  );
  if (kept === null) return false;
  recent.read(new PartsReader(kept.facts.parts, kept.pieces), kept.facts.reached, epoch);
  return true;
}

/**
 * What the log has where the window begins and ends: entries are only ever added behind and let go in front, so that a
 * log with the same ends has the same between them. Null where it has no entry at the end.
 */
async function hashOfEnds(store: Store, { oldestAt, position, spikedPosition }: Reached): Promise<string | null> {
  const [first, last, spiked] = await Promise.all([
    store.redis.xrange(keys.log, `${oldestAt}-0`, String(oldestAt)),
    store.redis.xrange(keys.log, position, position),
    store.redis.xrange(keys.spikedCopies, spikedPosition, spikedPosition),
  ]);
  if (first.length === 0 || last.length === 0) return null;
  return createHash('sha256')
    .update(JSON.stringify([first, last, spiked]))
    .digest('hex');
}

/** Changes whenever a window would be laid out otherwise, or find by other rules: what a small one becomes says both. */
function schemaOfWindow(): string {
  const window = new Window();
  for (const { entry, headline, body } of SAMPLES) window.add(entry, packFeatures(featuresOf(headline, body, 'SLUG')));
  const parts = new PartsWriter();
  window.write(parts);
  const hash = createHash('sha256').update(`${FINGERPRINT_VERSION} ${endianness()} ${JSON.stringify(parts.facts)}`);
  for (const piece of parts.memory) hash.update(piece);
  return hash.digest('hex');
}

const SAMPLE: WindowEntry = {
  at: 1,
  articleId: 'article',
  revisionId: 'revision',
  lineage: 'lineage',
  agency: 'agency',
  feed: 'feed',
  standing: 'wire',
  language: 'en',
  uri: 'uri',
  alert: true,
  eventId: 'event',
  related: ['other'],
};
const wordsOf = (count: number): string => Array.from({ length: count }, (_, at) => `Word${at} ${at}`).join(' ');
const SAMPLES: readonly { entry: WindowEntry; headline: string; body: string }[] = [
  { entry: SAMPLE, headline: 'A headline of some words', body: wordsOf(20) },
  { entry: { ...SAMPLE, standing: 'web', alert: false }, headline: 'A headline of some words', body: wordsOf(900) },
];
