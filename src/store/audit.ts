import { canonicalJson, sha256 } from '../article/content.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Acts that the audit keeps. */
export const MOST_KEPT = 20_000;

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
  const member = auditMember(entry);
  await store.redis
    .multi()
    .zadd(keys.audit, entry.at, member)
    .zremrangebyrank(keys.audit, 0, -MOST_KEPT - 1)
    .exec();
}

/** What people did, the newest first. */
export async function readAudit(store: Store, limit: number): Promise<AuditEntry[]> {
  const members = await store.redis.zrange(keys.audit, '0', String(limit - 1), 'REV');
  return members.map((member) => {
    const { id: _, ...entry } = JSON.parse(member) as AuditEntry & { id: string };
    return entry;
  });
}
