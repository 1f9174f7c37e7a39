import { canonicalJson, sha256 } from '../article/content.ts';
import { auditMember, MOST_KEPT } from './audit.ts';
import { keys } from './keys.ts';
import type { Order } from './operator-decision.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';
import type { LogEntry } from './wire-log.ts';

/** The same act of the same person for the same reason within so long is one act. */
const ONE_ACT_SECONDS = 60;

/** What an operator did that makes no revision and concerns destinations. */
export interface Action {
  readonly act: NonNullable<LogEntry['act']>;
  /** The log's entry of the article's current revision: what the action is about. */
  readonly entry: LogEntry;
  /** One destination, or null for all that have the article. */
  readonly to: string | null;
  /** The rights do not allow it, and the operator takes it upon them. */
  readonly overrides?: boolean;
}

/**
 * Puts an action into the wire log and the audit. Asked twice it is done once.
 * @returns its position; null where the article has another revision since it was read
 */
export async function appendAction(store: Store, action: Action, order: Order): Promise<string | null> {
  const { act, entry, to, overrides = false } = action;
  const { position: _, unknown: __, ...fields } = entry;
  const { by, reason, now } = order;
  const written = { ...fields, kind: 'action', act, to: to ?? '', by, ...(overrides ? { overrides: '1' } : {}) };
  const name = sha256(canonicalJson([act, entry.revisionId, to, by, reason])).slice(0, 40);
  const of = to === null ? entry.article : `${entry.article} ${to}`;
  const reply = String(
    await runScript(
      store.redis,
      'append-action',
      [keys.log, keys.audit, keys.acted(name), keys.article(entry.article)],
      [
        entry.revisionId,
        ONE_ACT_SECONDS,
        auditMember({ at: now, by, act, reason, of }),
        now,
        MOST_KEPT,
        ...Object.entries(written).flatMap(([field, value]) => [field, String(value)]),
      ],
    ),
  );
  return reply === 'moved' ? null : reply;
}
