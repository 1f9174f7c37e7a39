import { Rejected } from '../article/failure.ts';
import { type Filter, refusedByFilter } from '../routing/filter.ts';
import { auditMember, MOST_KEPT } from './audit.ts';
import { keys } from './keys.ts';
import type { Order } from './operator-decision.ts';
import type { Store } from './store.ts';
import { ENTRY_SCHEMA, type LogEntry, readLogAfter } from './wire-log.ts';

const PAGE = 500;
const WRITTEN_AT_ONCE = 1_000;

/** Which part of the wire log is sent again. Instants in epoch milliseconds. */
export interface ReplayRange {
  readonly since: number;
  readonly until: number;
  /** Narrower than what the destination gets anyway; null for all of that. */
  readonly filter: Partial<Filter> | null;
}

/** What a replay consists of: one place of the log for each article, that of its last entry in the range. */
export interface ReplayPlan {
  /** Entries in the range that fit. */
  readonly entries: number;
  /** Those articles of them that are stopped in the range. */
  readonly stops: number;
  /** Positions, in their order. */
  readonly positions: readonly string[];
}

const SENT: ReadonlySet<string> = new Set(['revision', 'release', 'withdrawal']);

/** Reads the log and counts what would be sent again; nothing is written. */
export async function planReplay(store: Store, { since, until, filter }: ReplayRange): Promise<ReplayPlan> {
  const last = new Map<string, LogEntry>();
  let entries = 0;
  for (let position = `${Math.max(0, since - 1)}-18446744073709551615`; ; ) {
    const page = await readLogAfter(store, position, PAGE);
    const within = page.filter((entry) => instantOf(entry) < until);
    for (const entry of within) {
      if (!isSentAgain(entry, filter)) continue;
      entries += 1;
      last.delete(entry.article);
      last.set(entry.article, entry);
    }
    if (within.length < PAGE) break;
    position = page.at(-1)?.position ?? position;
  }
  const squashed = [...last.values()];
  return {
    entries,
    stops: squashed.filter(({ kind }) => kind === 'withdrawal').length,
    positions: squashed.map(({ position }) => position),
  };
}

const instantOf = ({ position }: LogEntry): number => Number.parseInt(position, 10);

function isSentAgain(entry: LogEntry, filter: ReplayRange['filter']): boolean {
  if (entry.schema !== ENTRY_SCHEMA || !SENT.has(entry.kind) || entry.silent === '1') return false;
  if (entry.newsClass === 'test') return false;
  if (filter === null || entry.kind === 'withdrawal') return true;
  const newsClasses = filter.newsClasses ?? [entry.newsClass];
  return refusedByFilter({ ...entry, subjects: entry.subjects.split(' ') }, { ...filter, newsClasses }) === null;
}

/**
 * Gives a destination the places of a replay; its publisher sends them behind all other copy. It is in the wire log and
 * the audit.
 * @throws Rejected where a replay is under way there
 */
export async function beginReplay(
  store: Store,
  destination: string,
  { positions }: ReplayPlan,
  { by, reason, now }: Order,
): Promise<void> {
  const waiting = await countReplay(store, destination);
  if (waiting > 0) throw new Rejected(`${destination}: a replay is under way there, ${waiting} articles are to come`);
  const fields = {
    schema: ENTRY_SCHEMA,
    kind: 'action',
    act: 'replay',
    to: destination,
    by,
    article: '',
    revisionId: '',
  };
  const rest = { revision: '0', subjects: '', language: '', related: '' };
  const pipeline = store.redis.multi();
  for (let at = 0; at < positions.length; at += WRITTEN_AT_ONCE)
    pipeline.rpush(keys.replay(destination), ...positions.slice(at, at + WRITTEN_AT_ONCE));
  pipeline.xadd(keys.log, '*', ...Object.entries({ ...fields, ...rest }).flat());
  pipeline.zadd(keys.audit, now, auditMember({ at: now, by, act: 'replay', reason, of: destination }));
  pipeline.zremrangebyrank(keys.audit, 0, -MOST_KEPT - 1);
  await pipeline.exec();
}

/** How many articles a replay still has to send to a destination. */
export function countReplay(store: Store, destination: string): Promise<number> {
  return store.redis.llen(keys.replay(destination));
}

/** The next places of a destination's replay. */
export function nextOfReplay(store: Store, destination: string, limit: number): Promise<string[]> {
  return store.redis.lrange(keys.replay(destination), 0, limit - 1);
}
