import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { Rejected } from '../article/failure.ts';
import { shutDocument } from '../article/shut-document.ts';
import { TAG } from '../redis/hash-tags.ts';
import { appendAction } from './append-action.ts';
import { noSuchArticle, packArticle, readArticleRevisions, readHeadEntry, readKnownArticle } from './articles.ts';
import { keys } from './keys.ts';
import type { Order } from './operator-decision.ts';
import type { Store } from './store.ts';

const SCANNED_AT_ONCE = 1_000;

/**
 * Takes the text of a withdrawn article out of every store of ours: all of its revisions, the copies on the spike, the
 * headlines of what was decided, and the documents it came in, as far as they are kept. What stays is that it was there,
 * who got it, and that it was stopped; and the fingerprints by which copies of it are still held.
 * @returns how many revisions and documents were emptied
 * @throws Rejected where there is no such article, or it is not withdrawn
 */
export async function purgeArticle(
  store: Store,
  id: string,
  order: Order,
): Promise<{ revisions: number; documents: number }> {
  const known = await readKnownArticle(store, id);
  if (known === null) throw noSuchArticle(id);
  if (gateOf(known.head, order.now).state !== 'withdrawn')
    throw new Rejected(`${id}: it is not withdrawn; withdraw it first, so that all who have it are told`);
  const entry = await readHeadEntry(store, id);
  const revisions = await readArticleRevisions(store, id);
  for (const revision of revisions) await emptyRevision(store, revision);
  await store.redis.del(keys.duplicates(id));
  const captures = new Set(revisions.map(({ provenance }) => provenance.captureSha256).filter((hash) => hash !== ''));
  const documents = await emptyReceipts(store, captures);
  if (entry !== null) await appendAction(store, { act: 'purge', entry, to: null }, order);
  // The append-only file of Redis still has what was overwritten, until it is rewritten.
  await store.redis.bgrewriteaof().catch(() => undefined);
  return { revisions: revisions.length, documents };
}

async function emptyRevision(store: Store, revision: Article): Promise<void> {
  const { revisionId } = revision;
  const arrival = (await store.redis.hget(keys.revision(revisionId), 'arrival')) ?? '';
  const record = await store.redis.get(keys.arrival(arrival));
  const pipeline = store.redis.multi().hset(keys.revision(revisionId), 'body', packArticle(shutDocument(revision)));
  if (record !== null) {
    const { headline: _, evidence: __, ...facts } = JSON.parse(record) as Record<string, unknown>;
    pipeline.set(keys.arrival(arrival), JSON.stringify(facts), 'KEEPTTL');
  }
  await pipeline.exec();
}

/** Empties the documents that the article came in. Other stories in them were worked, but cannot be read again. */
async function emptyReceipts(store: Store, captures: ReadonlySet<string>): Promise<number> {
  let emptied = 0;
  for (let cursor = '0', began = false; !began || cursor !== '0'; began = true) {
    const [next, found] = await store.redis.scan(cursor, 'MATCH', `${TAG}:receipt:*`, 'COUNT', SCANNED_AT_ONCE);
    cursor = next;
    for (const key of found) if (await holds(store, key, captures)) emptied += await emptyReceipt(store, key);
  }
  return emptied;
}

async function holds(store: Store, key: string, captures: ReadonlySet<string>): Promise<boolean> {
  if ((await store.redis.type(key)) !== 'hash') return false;
  const facts = (await store.redis.hget(key, 'facts')) ?? '';
  return [...captures].some((hash) => facts.includes(hash));
}

/** A document whose stories are not all worked yet is kept: the other stories in it are still to come. */
async function emptyReceipt(store: Store, key: string): Promise<number> {
  const fields = await store.redis.hkeys(key);
  if ((await store.redis.hget(key, 'state')) !== 'closed') return 0;
  const full = fields.filter((field) => /^(?:bytes|chunk):/.test(field));
  if (full.length > 0) await store.redis.hdel(key, ...full);
  return full.length > 0 ? 1 : 0;
}
