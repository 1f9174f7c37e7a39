import { randomBytes } from 'node:crypto';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The record of an ended session is kept so much longer than its cookie: clocks of machines differ. */
const LONGER_MS = 600_000;

/** What all processes must know of sessions. */
export interface Sessions {
  /** What cookies are signed with: one key for all processes, made when it is first asked for. */
  key(): Promise<Buffer>;
  /** Ends a session whose cookie is good for so many milliseconds yet. */
  end(session: string, leftMs: number): Promise<void>;
  hasEnded(session: string): Promise<boolean>;
}

/** Sessions as the store knows them. The key is read once. */
export function sessionsIn({ redis }: Store): Sessions {
  let key: Promise<Buffer> | null = null;
  return {
    key() {
      key ??= readKey(redis).catch((error: unknown) => {
        key = null;
        throw error;
      });
      return key;
    },
    async end(session, leftMs) {
      await redis.set(keys.endedSession(session), '1', 'PX', Math.max(0, leftMs) + LONGER_MS);
    },
    hasEnded: async (session) => (await redis.exists(keys.endedSession(session))) === 1,
  };
}

async function readKey(redis: Store['redis']): Promise<Buffer> {
  await redis.setnx(keys.sessionKey, randomBytes(32).toString('hex'));
  return Buffer.from((await redis.get(keys.sessionKey)) ?? '', 'hex');
}
