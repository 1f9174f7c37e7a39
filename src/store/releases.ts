import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { revisionId } from '../article/revision.ts';
import { reached } from '../telemetry/crash-points.ts';
import { packArticle, readRevisions } from './articles.ts';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

const RELEASED_AT_ONCE = 200;
/** The clocks of this machine and of Redis are at most so far apart; the script goes by that of Redis. */
const CLOCKS_APART_MS = 5_000;

/** An embargo that is waited for. */
interface Waiting {
  readonly member: string;
  readonly article: string;
  readonly revisionId: string;
}

/**
 * Ends every embargo that has passed, on the server's clock: the held revision is released under its own id, or, where
 * the story had been sent before and was stopped, a revision of its own says that it may run again.
 * @returns the ids of the articles released
 */
export async function releaseDue(store: Store, now: number): Promise<string[]> {
  const latest = now + CLOCKS_APART_MS;
  const members = await store.redis.zrangebyscore(keys.releases, 0, latest, 'LIMIT', 0, RELEASED_AT_ONCE);
  if (members.length === 0) return [];
  const waiting = members.map(parseMember);
  const held = await readRevisions(
    store,
    waiting.map((each) => each.revisionId),
  );
  reached('releases-read');
  const released = new Set<string>();
  const others: Waiting[] = [];
  for (const [at, each] of waiting.entries()) {
    const revision = held[at] ?? null;
    if (revision === null || !(await wasStopped(store, revision))) others.push(each);
    else if (await liftEmbargo(store, each, revision)) released.add(each.article);
  }
  for (const article of await releaseAll(store, others)) released.add(article);
  if (released.size > 0) reached('released');
  return [...released];
}

function parseMember(member: string): Waiting {
  const at = member.indexOf('|');
  return { member, article: member.slice(0, at), revisionId: member.slice(at + 1) };
}

async function releaseAll(store: Store, waiting: readonly Waiting[]): Promise<string[]> {
  if (waiting.length === 0) return [];
  const scriptKeys = [
    keys.releases,
    keys.log,
    ...waiting.map(({ article }) => keys.article(article)),
    ...waiting.map((each) => keys.stop(each.revisionId)),
  ];
  const members = waiting.map(({ member }) => member);
  return (await runScript(store.redis, 'release-due', scriptKeys, members)) as string[];
}

/** True where the embargo came over a story that may have been sent: whoever had it got a stop. */
async function wasStopped(store: Store, held: Article): Promise<boolean> {
  if ((await store.redis.exists(keys.stop(held.revisionId))) === 1) return true;
  const then = Date.parse(held.receivedAt);
  for (let id = held.previousRevisionId; id !== null; ) {
    const [before = null] = await readRevisions(store, [id]);
    if (before === null || gateOf(before, then).state === 'open') return true;
    id = before.previousRevisionId;
  }
  return false;
}

async function liftEmbargo(store: Store, { member, article }: Waiting, held: Article): Promise<boolean> {
  const lifted: Article = {
    ...held,
    revision: (held.revision ?? 0) + 1,
    previousRevisionId: held.revisionId,
    change: 'embargo-lift',
    changed: [],
    marked: false,
  };
  const id = revisionId(lifted);
  const body = packArticle({ ...lifted, revisionId: id });
  const written = await runScript(
    store.redis,
    'lift-embargo',
    [
      keys.releases,
      keys.log,
      keys.article(article),
      keys.revision(held.revisionId),
      keys.revision(id),
      keys.revisions(article),
    ],
    [member, held.revisionId, id, body, lifted.revision ?? 0, store.keepSeconds],
  );
  return written === 1;
}

/** The next instant at which an embargo passes (epoch milliseconds), or null where none is waited for. */
export async function nextRelease(store: Store): Promise<number | null> {
  const [, score] = await store.redis.zrange(keys.releases, '0', '0', 'WITHSCORES');
  return score === undefined || score === 'inf' ? null : Number(score);
}
