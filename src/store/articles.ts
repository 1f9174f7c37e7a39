import type { Article, Duplicate } from '../article/article.ts';
import { Rejected } from '../article/failure.ts';
import { orderKey } from '../article/order.ts';
import type { Known, RecentState } from '../judge/verdict.ts';
import { keys } from './keys.ts';
import { Damaged, packStory, unpack } from './packing.ts';
import type { Store } from './store.ts';
import { type LogEntry, readLogAt } from './wire-log.ts';

/** Why nothing can be done to an article of which nothing is known. */
export const noSuchArticle = (id: string): Rejected =>
  new Rejected(`${id}: there is no such article; explain finds it by its uri`, { isMissing: true });

/** What an article's record holds beside its revisions: where it began, and its states, the newest first. */
export interface ArticleRecord {
  readonly feed: string;
  readonly standing: 'wire' | 'partner' | 'web';
  readonly agency: string;
  readonly recent: readonly RecentState[];
}

/** An id key's value: which article holds it, or the tombstone that stands there. */
export type Claim = { readonly article: string } | { readonly tombstone: Extract<Known, { kind: 'tombstone' }> };

/** Reads an id key's value. */
export function parseClaim(value: string): Claim {
  return value.startsWith('a:') ? { article: value.slice(2) } : { tombstone: JSON.parse(value.slice(2)) };
}

/** An id key's value for an article. */
export function articleClaim(id: string): string {
  return `a:${id}`;
}

/** An id key's value for a tombstone. */
export function tombstoneClaim(tombstone: Extract<Known, { kind: 'tombstone' }>): string {
  return `t:${JSON.stringify(tombstone)}`;
}

/** Those of the articles that stand, each with its head revision. */
export async function readKnown(store: Store, ids: readonly string[]): Promise<Extract<Known, { kind: 'article' }>[]> {
  const pipeline = store.redis.pipeline();
  for (const id of ids) pipeline.hmget(keys.article(id), 'headRevisionId', 'record');
  const standing = ((await pipeline.exec()) ?? []).flatMap(([error, answer], at) => {
    if (error) throw error;
    const [headRevisionId, record] = answer as (string | null)[];
    return headRevisionId && record ? [{ id: ids[at] as string, headRevisionId, record }] : [];
  });
  const heads = await readRevisions(
    store,
    standing.map(({ headRevisionId }) => headRevisionId),
  );
  return standing.flatMap(({ id, record }, at) => {
    const head = heads[at] ?? null;
    if (head === null) return [];
    const { feed, standing, agency, recent } = JSON.parse(record) as ArticleRecord;
    return [
      {
        kind: 'article',
        id,
        agency: agency === '' ? null : agency,
        feed,
        standing,
        head,
        headContentHash: recent[0]?.contentHash ?? '',
        order: orderKey(head),
        recent,
      },
    ];
  });
}

/** An article with its head revision, or null. */
export async function readKnownArticle(store: Store, id: string): Promise<Extract<Known, { kind: 'article' }> | null> {
  return (await readKnown(store, [id]))[0] ?? null;
}

/** The fields of an article's record for the commit script. */
export function recordFields(record: ArticleRecord, headRevisionId: string): string[] {
  return ['headRevisionId', headRevisionId, 'record', JSON.stringify(record)];
}

/** The current revision of an article, or null. */
export function readHeadRevisionId(store: Store, id: string): Promise<string | null> {
  return store.redis.hget(keys.article(id), 'headRevisionId');
}

/** The wire log's entry for an article's current revision, or null. The log is kept as long as articles are. */
export async function readHeadEntry(store: Store, id: string): Promise<LogEntry | null> {
  const position = await store.redis.hget(keys.article(id), 'log');
  const [entry = null] = position ? await readLogAt(store, [position]) : [];
  return entry;
}

/** One revision as it was committed, or null. @throws Damaged */
export async function readRevision(store: Store, revisionId: string): Promise<Article | null> {
  const body = await store.redis.hgetBuffer(keys.revision(revisionId), 'body');
  return body === null ? null : unpackArticle(body);
}

/** Many revisions at once, in the order asked for; null where one is gone or damaged. */
export async function readRevisions(store: Store, ids: readonly string[]): Promise<(Article | null)[]> {
  return (await readRevisionBodies(store, ids)).map((body) => (body === null ? null : whole(body)));
}

/** The bytes of revisions as they are stored, in the order asked for; null where one is gone. */
export async function readRevisionBodies(store: Store, ids: readonly string[]): Promise<(Buffer | null)[]> {
  if (ids.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const id of ids) pipeline.hgetBuffer(keys.revision(id), 'body');
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, body]) => {
    if (error) throw error;
    return body as Buffer | null;
  });
}

function whole(body: Buffer): Article | null {
  try {
    return unpackArticle(body);
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/** The current revision of an article with the duplicates recorded beside it, or null. */
export async function readArticle(store: Store, id: string): Promise<Article | null> {
  const headRevisionId = await readHeadRevisionId(store, id);
  if (!headRevisionId) return null;
  const [[article = null], duplicates] = await Promise.all([
    readRevisions(store, [headRevisionId]),
    store.redis.lrange(keys.duplicates(id), 0, -1),
  ]);
  return article && { ...article, duplicates: duplicates.map((line) => JSON.parse(line) as Duplicate) };
}

/** All revisions of an article, in the order of their arrival, late ones included. */
export async function readArticleRevisions(store: Store, id: string): Promise<Article[]> {
  const ids = await store.redis.zrange(keys.revisions(id), '0', '-1');
  return (await readRevisions(store, ids)).filter((article) => article !== null);
}

/** When the first revision of an article was committed (epoch milliseconds), or null where none is known. */
export async function firstCommitAt(store: Store, id: string): Promise<number | null> {
  const [, score] = await store.redis.zrange(keys.revisions(id), '0', '0', 'WITHSCORES');
  return score === undefined ? null : Number(score);
}

/** How a revision stands with each destination: delivered, superseded, filtered, dead-lettered or expired. */
export async function readEnds(store: Store, revisionId: string): Promise<Record<string, EndState>> {
  const fields = await store.redis.hgetall(keys.revision(revisionId));
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => field.startsWith('end:'))
      .map(([field, value]) => [field.slice(4), JSON.parse(value) as EndState]),
  );
}

export interface EndState {
  readonly state: 'delivered' | 'superseded' | 'filtered' | 'dead-lettered' | 'expired';
  readonly at: number;
  readonly reason?: string;
}

/** A revision from its bytes in the store. @throws Damaged */
export function unpackArticle(body: Buffer): Article {
  return unpack<Article>(body);
}

/** A revision's bytes for the store. */
export function packArticle(article: Article): Buffer {
  return packStory(article);
}
