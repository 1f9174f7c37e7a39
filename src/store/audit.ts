import { canonicalJson, sha256 } from '../article/content.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Acts that the audit keeps, and as many times that somebody read held copy. */
export const MOST_KEPT = 20_000;

/** The word of the audit for who saw held copy. */
export const READ_HELD = 'read-held';

/** Something that a person did. */
export interface AuditEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: string;
  /** The word of the act: hold, release, withdraw, sign-off … */
  readonly act: string;
  readonly reason: string;
  /** What it was done to: an article, a destination, a letter. */
  readonly of: string;
}

/** An entry as the audit holds it. */
export function auditMember(entry: AuditEntry): string {
  return canonicalJson({ ...entry, id: sha256(canonicalJson(entry)).slice(0, 16) });
}

/** Keeps what a person did; the same act written twice stands once. */
export async function writeAudit(store: Store, entry: AuditEntry): Promise<void> {
  const key = entry.act === READ_HELD ? keys.auditOfReads : keys.audit;
  await store.redis
    .multi()
    .zadd(key, entry.at, auditMember(entry))
    .zremrangebyrank(key, 0, -MOST_KEPT - 1)
    .exec();
}

/** What people did, the newest first. @param shown `reads`: who read held copy, too */
export async function readAudit(
  store: Store,
  { limit, reads }: { readonly limit: number; readonly reads: boolean },
): Promise<AuditEntry[]> {
  const from = reads ? [keys.audit, keys.auditOfReads] : [keys.audit];
  const found = await Promise.all(from.map((key) => store.redis.zrange(key, '0', String(limit - 1), 'REV')));
  return found
    .flat()
    .map((member) => {
      const { id: _, ...entry } = JSON.parse(member) as AuditEntry & { id: string };
      return entry;
    })
    .sort((one, other) => other.at - one.at)
    .slice(0, limit);
}
