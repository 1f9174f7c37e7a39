import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { renderDocument } from '../../renderers/contract/render-document.ts';
import ninjs from '../../renderers/ninjs.ts';
import { readRevisions } from '../../store/articles.ts';
import { readGates } from '../../store/gates.ts';
import type { Store } from '../../store/store.ts';
import { type LogEntry, readLogAfter } from '../../store/wire-log.ts';

const DAY_MS = 86_400_000;
const PAGE = 500;
const NO_AGENCY = 'others';

/** One version of a day that is kept, as it is brought again. */
export interface KeptVersion {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The code of its agency. */
  readonly agency: string;
  /** An ninjs document. */
  readonly document: string;
}

/**
 * Every version that came on a day (epoch milliseconds of its beginning), in order. What is held, withheld or withdrawn
 * at `now` is left out with all its versions.
 */
export async function readKeptDay(store: Store, day: number, now: number): Promise<readonly KeptVersion[]> {
  const entries: LogEntry[] = [];
  for (let position = `${day}-0`; ; ) {
    const page = await readLogAfter(store, position, PAGE);
    const ofDay = page.filter((entry) => instantOf(entry) < day + DAY_MS);
    entries.push(...ofDay.filter(({ kind }) => kind === 'revision'));
    if (ofDay.length < PAGE) break;
    position = ofDay.at(-1)?.position ?? position;
  }
  const ids = [...new Set(entries.map(({ article }) => article))];
  const gates = await readGates(store, ids, now);
  const open = entries.filter(({ article }) => gates.get(article)?.state === 'open');
  const revisions = await readRevisions(
    store,
    open.map(({ revisionId }) => revisionId),
  );
  return revisions.flatMap((article, at) => {
    const entry = open[at];
    if (article === null || entry === undefined) return [];
    const document = renderDocument(ninjs, article, { bare: false });
    return [{ at: instantOf(entry), agency: entry.agency || NO_AGENCY, document }];
  });
}

const instantOf = ({ position }: LogEntry): number => Number(position.split('-')[0]);

/** The folder of an agency's copy. */
export const folderOf = (folder: string, agency: string): string => join(folder, 'wire', agency);

/** Puts each version into its agency's folder at its time, so many times faster, until all are there or the signal. */
export async function playDay(
  versions: readonly KeptVersion[],
  { folder, speed, signal }: { folder: string; speed: number; signal: AbortSignal },
): Promise<void> {
  for (const { agency } of versions) mkdirSync(folderOf(folder, agency), { recursive: true });
  let before = versions[0]?.at ?? 0;
  for (const [number, { at, agency, document }] of versions.entries()) {
    await wait(Math.max(0, at - before) / speed, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    before = at;
    const name = `${String(number).padStart(6, '0')}.json`;
    const beside = join(folder, name);
    writeFileSync(beside, document);
    renameSync(beside, join(folderOf(folder, agency), name));
  }
}
