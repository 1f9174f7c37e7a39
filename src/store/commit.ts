import type { Article, Duplicate } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import type { Known, Verdict } from '../judge/verdict.ts';
import { licenceEndOf } from '../routing/rights.ts';
import { type ArticleRecord, articleClaim, packArticle, recordFields, tombstoneClaim } from './articles.ts';
import { namesOf, shortRecord } from './decisions.ts';
import { keys } from './keys.ts';
import type { ReceiptItem } from './receipts.ts';
import { runScript } from './scripts.ts';
import { type Store, TOMBSTONE_SECONDS } from './store.ts';
import { entryFields, entryKindOf } from './wire-log.ts';

/** A story that was judged, ready to be written. */
export interface Decision {
  readonly item: ReceiptItem;
  readonly receipt: string;
  readonly feed: string;
  /** Null when the item was rejected. */
  readonly verdict: Verdict | null;
  /** The article as it will stand; null when the item was rejected. */
  readonly article: Article | null;
  readonly contentHash: string;
  readonly fingerprint: Uint8Array | null;
  readonly standing: 'wire' | 'partner' | 'web';
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  readonly record: ArticleRecord | null;
  readonly duplicate: Duplicate | null;
  readonly tombstone: Extract<Known, { kind: 'tombstone' }> | null;
  readonly rejection: string | null;
  readonly recovered: boolean;
  /** When the feed had answered before it brought this; null where that is not known. */
  readonly answeredBefore: number | null;
  readonly now: number;
  /** The step of a trace that commits it. */
  readonly trace?: string | null;
}

/** What the judge saw, which must still be so when its verdicts are written. */
export interface Premises {
  readonly epoch: string;
  /** Position of the wire log's newest entry, or null when no verdict depends on recent copy. */
  readonly head: string | null;
  /** Id keys with the values they held; empty where they held nothing. */
  readonly ids: ReadonlyMap<string, string>;
  /** Article ids with the head revision they had; empty where there was none. */
  readonly heads: ReadonlyMap<string, string>;
}

export type CommitReply =
  | {
      readonly state: 'committed';
      readonly positions: readonly string[];
      readonly closed: readonly string[];
      readonly at: number;
    }
  | { readonly state: 'known'; readonly numbers: readonly number[] }
  | { readonly state: 'epoch'; readonly epoch: string }
  | { readonly state: 'behind'; readonly head: string }
  | { readonly state: 'moved'; readonly key: string }
  /** What one of the stories says cannot be written: tried again it is refused again. */
  | { readonly state: 'refused'; readonly reason: string };

/**
 * Writes up to 25 judged stories at once: all or none. Sent twice, the second time changes nothing, because every
 * story's arrival is looked up before anything else. `alsoClose`: receipts (to their feeds) to close when they are empty.
 */
export async function commit(
  store: Store,
  decisions: readonly Decision[],
  premises: Premises,
  alsoClose: ReadonlyMap<string, string> = new Map(),
): Promise<CommitReply> {
  const plan = new Plan(store.keepSeconds);
  const stories = decisions.map((decision) => planStory(plan, decision, premises.epoch));
  const receipts = new Map([...alsoClose, ...decisions.map(({ receipt, feed }) => [receipt, feed] as const)]);
  const body = {
    stories,
    epoch: premises.epoch,
    epochKey: plan.key(keys.epoch),
    head: premises.head,
    logKey: plan.key(keys.log),
    copiesKey: plan.key(keys.spikedCopies),
    spikeKey: plan.key(keys.spike),
    deadKey: plan.key(keys.deadLetters),
    releasesKey: plan.key(keys.releases),
    licencesKey: plan.key(keys.licences),
    receiptsKey: plan.key(keys.receipts),
    keptKey: plan.key(keys.keptReceipts),
    keep: store.keepSeconds,
    expect: [...premises.ids].map(([key, value]) => ({ k: plan.key(keys.id(key)), v: value })),
    heads: [...premises.heads].map(([id, value]) => ({ k: plan.key(keys.article(id)), v: value })),
    receipts: [...receipts].map(([id, feed]) => ({
      id,
      k: plan.key(keys.receipt(id)),
      open: plan.key(keys.open(id)),
      feed: plan.key(keys.feed(feed)),
    })),
  };
  const reply = await runScript(store.redis, 'commit', plan.keys, [JSON.stringify(body), ...plan.bytes]);
  const parsed = JSON.parse(String(reply)) as CommitReply;
  // Lua writes an empty list as an object.
  return parsed.state === 'committed' ? { ...parsed, closed: Object.values(parsed.closed) } : parsed;
}

/** The keys and bytes that a plan points to by number. */
class Plan {
  readonly keys: string[] = [];
  readonly bytes: Buffer[] = [];
  readonly keep: number;
  readonly #numbers = new Map<string, number>();
  constructor(keep: number) {
    this.keep = keep;
  }
  key(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.keys.push(name);
    this.#numbers.set(name, this.keys.length);
    return this.keys.length;
  }
  /** ARGV[1] is the plan itself. */
  attach(bytes: Buffer): number {
    this.bytes.push(bytes);
    return this.bytes.length + 1;
  }
}

function planStory(plan: Plan, decision: Decision, epoch: string): Record<string, unknown> {
  const { item, feed, receipt, verdict, article } = decision;
  const returned = verdict?.rule === 'returned-text';
  return {
    number: item.number,
    arrival: plan.key(keys.arrival(item.arrival)),
    open: plan.key(keys.open(receipt)),
    receipt: plan.key(keys.receipt(receipt)),
    seen: plan.key(keys.seen(feed, item.itemId)),
    // Text that returns to an earlier state counts when a second poll shows it, so it must not count as seen yet.
    seenValue: `${returned ? 'returned' : item.hash}|${item.arrival}`,
    result: JSON.stringify(resultOf(decision)),
    names: article === null ? [] : namesOf(article).map((word) => plan.key(keys.named(word))),
    arrivalId: item.arrival,
    claims: verdict === null ? [] : claimsOf(plan, decision, verdict),
    ...(verdict === null ? planRejection(plan, decision) : {}),
    ...(verdict !== null && article !== null ? planRevision(plan, decision, { verdict, article, epoch }) : {}),
  };
}

/** What is remembered of an arrival, for whoever asks why. What says nothing is left out. */
function resultOf({ item, feed, verdict, article, rejection, answeredBefore, now }: Decision): Record<string, unknown> {
  const uri = article?.uri ?? item.item.uri;
  const evidence = verdict?.evidence ?? {};
  return shortRecord({
    at: now,
    feed,
    itemId: item.itemId === uri ? null : item.itemId,
    uri,
    headline: article?.headline ?? item.item.headline,
    action: verdict?.action ?? 'reject',
    relation: verdict?.relation ?? null,
    change: verdict?.change ?? null,
    articleId: verdict?.articleId ?? null,
    revisionId: article?.revisionId ?? null,
    rule: verdict?.rule ?? 'rejected',
    reason: verdict?.reason ?? rejection,
    of: verdict?.of ?? null,
    evidence: Object.keys(evidence).length === 0 ? null : evidence,
    previous: item.previous === '' ? null : item.previous,
    answeredBefore,
  });
}

function claimsOf(plan: Plan, { tombstone }: Decision, verdict: Verdict): Record<string, unknown>[] {
  const value = tombstone === null ? articleClaim(verdict.articleId) : tombstoneClaim(tombstone);
  const keep = tombstone === null ? plan.keep : TOMBSTONE_SECONDS;
  return verdict.claims.map((claim) => ({ k: plan.key(keys.id(claim)), v: value, keep }));
}

function planRejection(plan: Plan, { item, feed, receipt, rejection, now }: Decision): Record<string, unknown> {
  const id = item.arrival;
  const fields = {
    kind: 'item',
    feed,
    receipt,
    item: String(item.number),
    itemId: item.itemId,
    reason: rejection ?? '',
    at: now,
  };
  return {
    dead: {
      k: plan.key(keys.deadLetter(id)),
      id,
      fields: Object.entries(fields).flatMap(([field, value]) => [field, String(value)]),
    },
  };
}

/** What was judged of an arrival, and the article that it became. */
interface JudgedArticle {
  readonly verdict: Verdict;
  readonly article: Article;
  readonly epoch: string;
}

function planRevision(plan: Plan, decision: Decision, judged: JudgedArticle): Record<string, unknown> {
  const { verdict, article, epoch } = judged;
  const { item, contentHash: hash, standing, lineage, recovered, now, trace } = decision;
  const kind = entryKindOf(gateOf(article, now));
  const entry = entryFields(article, { kind, hash, standing, lineage, silent: item.silent, recovered, epoch, trace });
  const revision = planStored(plan, decision, article);
  const copy = decision.fingerprint === null ? {} : { copy: Object.entries(entry).flat() };
  // A kill of a story that was never seen goes to all who may have it from elsewhere.
  if (verdict.action === 'tombstone') return { revision, log: Object.entries({ ...entry, unknown: '1' }).flat() };
  if (verdict.action !== 'publish' && verdict.action !== 'revise')
    return { ...(isKept(verdict) ? { revision, ...copy } : {}), ...planNotSent(plan, decision, verdict) };
  return { revision, log: Object.entries(entry).flat(), ...planHead(plan, decision, article) };
}

function planStored(
  plan: Plan,
  { item, contentHash, fingerprint }: Decision,
  article: Article,
): Record<string, unknown> {
  return {
    k: plan.key(keys.revision(article.revisionId)),
    id: article.revisionId,
    list: plan.key(keys.revisions(article.id)),
    fields: ['article', article.id, 'arrival', item.arrival, 'hash', contentHash],
    body: plan.attach(packArticle(article)),
    ...(fingerprint === null ? {} : { fingerprint: plan.attach(Buffer.from(fingerprint)) }),
  };
}

function planNotSent(plan: Plan, { item, duplicate }: Decision, verdict: Verdict): Record<string, unknown> {
  return {
    ...(verdict.action === 'late' ? {} : { spike: item.arrival }),
    ...(duplicate === null
      ? {}
      : { duplicate: { k: plan.key(keys.duplicates(verdict.articleId)), v: JSON.stringify(duplicate) } }),
  };
}

/** What makes a revision the one that its article shows, and when its gate opens or its licence ends. */
function planHead(plan: Plan, { record, now }: Decision, article: Article): Record<string, unknown> {
  const gate = gateOf(article, now);
  const end = licenceEndOf(article);
  const previous = article.previousRevisionId;
  const member = `${article.id}|${article.revisionId}`;
  const isOrWillBeOpen = gate.state === 'open' || gate.state === 'held';
  return {
    article: {
      k: plan.key(keys.article(article.id)),
      fields: recordFields(record as ArticleRecord, article.revisionId),
    },
    ...(previous === null ? {} : { unhold: `${article.id}|${previous}` }),
    ...(gate.state === 'held' ? { hold: { at: gate.until ?? '+inf', member } } : {}),
    ...(end !== null && isOrWillBeOpen ? { licence: { at: end, member } } : {}),
  };
}

/** What is not sent is kept, to be sent after all; of the very same item's own words there is nothing to keep. */
function isKept({ action, rule }: Verdict): boolean {
  return action !== 'tombstone' && rule !== 'same-id-same-content';
}
