import { readRevisions } from './articles.ts';
import { keys } from './keys.ts';
import type { LaneEntry } from './lanes.ts';
import type { Store } from './store.ts';

/** A story that waits for its embargo to pass. Shown to who may act only. */
export interface HeldStory {
  readonly article: string;
  readonly revisionId: string;
  readonly uri: string | null;
  readonly agency: string | null;
  readonly headline: string | null;
  readonly receivedAt: string | null;
  /** When it may run (ISO 8601); null where the copy names no instant: a person decides. */
  readonly until: string | null;
  /** The words of the embargo, where it has any. */
  readonly words: string | null;
  /** The destinations that wait for it. */
  readonly destinations: readonly string[];
}

/** How many stories are held. */
export function countHeld(store: Store): Promise<number> {
  return store.redis.zcard(keys.releases);
}

/** What is held, the next to run first. `destinations`: whose lanes are looked at. */
export async function listHeld(store: Store, destinations: readonly string[], limit: number): Promise<HeldStory[]> {
  const members = await store.redis.zrange(keys.releases, '0', String(limit - 1));
  const pairs = members.map((member) => member.split('|') as [article: string, revisionId: string]);
  const revisions = await readRevisions(
    store,
    pairs.map(([, revisionId]) => revisionId),
  );
  return Promise.all(
    pairs.map(async ([article, revisionId], at): Promise<HeldStory> => {
      const held = revisions[at] ?? null;
      return {
        article,
        revisionId,
        uri: held?.uri ?? null,
        agency: held?.agency?.code ?? null,
        headline: held?.headline ?? null,
        receivedAt: held?.receivedAt ?? null,
        until: held?.embargoedUntil ?? null,
        words: held?.embargoText ?? null,
        destinations: await waitingFor(store, destinations, article),
      };
    }),
  );
}

async function waitingFor(store: Store, destinations: readonly string[], article: string): Promise<string[]> {
  if (destinations.length === 0) return [];
  const lanes = await store.redis.mget(destinations.map((id) => keys.lane(id, article)));
  return destinations.filter((_, at) => {
    const lane = lanes[at];
    return lane && (JSON.parse(lane) as { entries: LaneEntry[] }).entries.some(({ held }) => held);
  });
}
