import type { Article, Duplicate } from '../article/article.ts';
import { contentHash } from '../article/content.ts';
import { describeError } from '../article/failure.ts';
import { findCopy } from '../judge/copy.ts';
import { lineageOf, tombstoneOf } from '../judge/desk.ts';
import type { Features } from '../judge/features.ts';
import { featuresOfArticle, packFeatures, unpackFeatures } from '../judge/fingerprint.ts';
import { judge } from '../judge/judge.ts';
import { keysOf } from '../judge/keys.ts';
import type { FoundCopy } from '../judge/near-copy.ts';
import { findNeighbours } from '../judge/neighbours.ts';
import { knownAfter, settleArticle } from '../judge/settle.ts';
import type { Candidate, Known, KnownArticle, Tombstone, Verdict } from '../judge/verdict.ts';
import { entryOf, type Window, type WindowCandidate } from '../judge/window.ts';
import { type ArticleRecord, articleClaim, parseClaim, readKnown, tombstoneClaim } from '../store/articles.ts';
import type { Decision, Premises } from '../store/commit.ts';
import { keys } from '../store/keys.ts';
import type { ReceiptItem } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';

/** A story that was normalised, or the reason why it could not be. */
export interface Normalised {
  readonly item: ReceiptItem;
  readonly article: Article | null;
  readonly rejection: string | null;
}

/** Under what authority and at what time a batch is judged. */
export interface JudgeContext {
  readonly receipt: string;
  readonly feed: string;
  readonly speaksFor: readonly string[];
  readonly standing: 'wire' | 'partner' | 'web';
  readonly recovered: boolean;
  readonly epoch: string;
  readonly head: string | null;
  readonly now: number;
}

/** What the id keys and articles held when a batch was judged, and what the batch itself made of them so far. */
class Sight {
  readonly ids = new Map<string, string>();
  readonly heads = new Map<string, string>();
  readonly #claims = new Map<string, string>();
  readonly #articles = new Map<string, KnownArticle>();

  /** Looks at the id keys, at the articles they lead to, and at those that the stories would open. */
  static async take(store: Store, idKeys: readonly string[], opened: readonly string[]): Promise<Sight> {
    const sight = new Sight();
    if (idKeys.length === 0) return sight;
    const [values] = await Promise.all([store.redis.mget(idKeys.map(keys.id)), sight.look(store, opened)]);
    for (const [at, key] of idKeys.entries()) sight.ids.set(key, values[at] ?? '');
    const articles = new Set<string>();
    for (const value of sight.ids.values()) {
      const claim = value === '' ? null : parseClaim(value);
      if (claim !== null && 'article' in claim) articles.add(claim.article);
    }
    await sight.look(store, [...articles]);
    return sight;
  }

  /** Loads articles that no id key named: those that the window found. */
  async look(store: Store, articles: readonly string[]): Promise<void> {
    const unseen = articles.filter((id) => !this.heads.has(id));
    if (unseen.length === 0) return;
    for (const known of await readKnown(store, unseen)) {
      this.#articles.set(known.id, known);
      this.heads.set(known.id, known.head.revisionId);
    }
    for (const id of unseen) if (!this.heads.has(id)) this.heads.set(id, '');
  }

  known(idKeys: readonly string[]): ReadonlyMap<string, Known> {
    const found = new Map<string, Known>();
    for (const key of idKeys) {
      const value = this.#claims.get(key) ?? this.ids.get(key) ?? '';
      if (value === '') continue;
      const claim = parseClaim(value);
      const known = 'article' in claim ? this.#articles.get(claim.article) : claim.tombstone;
      if (known !== undefined) found.set(key, known);
    }
    return found;
  }

  article(id: string): KnownArticle | null {
    return this.#articles.get(id) ?? null;
  }

  remember(verdict: Verdict, known: KnownArticle | null, tombstone: Tombstone | null): void {
    if (known !== null) this.#articles.set(known.id, known);
    const value = tombstone === null ? articleClaim(verdict.articleId) : tombstoneClaim(tombstone);
    for (const claim of verdict.claims) this.#claims.set(claim, value);
  }
}

/** Stories on their way to be judged, and what the store knows of them. */
export interface Batch {
  readonly stories: readonly Normalised[];
  readonly candidates: readonly (Candidate | null)[];
  readonly idKeys: readonly (readonly string[])[];
  readonly sight: Sight;
  readonly returned: ReadonlySet<string>;
}

/** Looks up what the store knows of up to 25 stories. */
export async function openBatch(
  store: Store,
  stories: readonly Normalised[],
  context: Pick<JudgeContext, 'speaksFor' | 'standing' | 'now'>,
): Promise<Batch> {
  const candidates = stories.map((story) => story.article && candidateOf(story.article, context));
  const idKeys = candidates.map((candidate) => (candidate === null ? [] : keysOf(candidate)));
  const opened = candidates.flatMap((candidate) => (candidate === null ? [] : [candidate.article.id]));
  const [sight, returned] = await Promise.all([
    Sight.take(store, [...new Set(idKeys.flat())], [...new Set(opened)]),
    readReturned(store, stories),
  ]);
  return { stories, candidates, idKeys, sight, returned };
}

/**
 * Judges the stories of a batch against what is known and against each other, in order.
 * @returns the decisions and what they rest on, for the commit
 */
export async function judgeBatch(
  store: Store,
  { stories, candidates, idKeys, sight, returned }: Batch,
  window: Window,
  context: JudgeContext,
): Promise<{ decisions: Decision[]; premises: Premises }> {
  const decisions: Decision[] = [];
  const batch: WindowCandidate[] = [];
  for (const [at, story] of stories.entries()) {
    const candidate = candidates[at];
    if (candidate === null || candidate === undefined) {
      decisions.push(rejected(story, context, story.rejection ?? 'no article'));
      continue;
    }
    try {
      const features = featuresOfArticle(candidate.article);
      const copy = await lookForCopy(store, candidate, features, { window, batch, sight });
      const verdict = countReturn(
        judge(candidate, sight.known(idKeys[at] ?? []), {
          copy,
          neighbours: () => findNeighbours(candidate, features, window, batch),
          carriersOf: (id) => window.carriersOf(id),
        }),
        returned.has(story.item.previous),
      );
      await sight.look(store, [verdict.articleId]);
      const decision = decide(story, candidate, verdict, { sight, context, features, copy });
      decisions.push(decision);
      if (decision.fingerprint !== null) batch.push(asCandidate(decision, candidate.now));
    } catch (error) {
      decisions.push(rejected(story, context, `judge: ${describeError(error)}`));
    }
  }
  const premises = { epoch: context.epoch, head: context.head, ids: sight.ids, heads: sight.heads };
  return { decisions, premises };
}

async function lookForCopy(
  store: Store,
  candidate: Candidate,
  features: Features,
  { window, batch, sight }: { window: Window; batch: readonly WindowCandidate[]; sight: Sight },
): Promise<FoundCopy | null> {
  const found = findCopy(candidate, features, window, batch);
  if (found === null) return null;
  const ownId = found.ownLine?.articleId ?? null;
  await sight.look(store, [found.entry.articleId, ...(ownId === null ? [] : [ownId])]);
  return {
    ...found,
    matched: sight.article(found.entry.articleId),
    own: ownId === null ? null : sight.article(ownId),
  };
}

/** A story of this batch as the window will hold it, for those judged after it. */
function asCandidate({ article, lineage, standing, fingerprint }: Decision, at: number): WindowCandidate {
  return {
    features: unpackFeatures(fingerprint as Uint8Array) as Features,
    entry: entryOf(article as Article, { logId: '', at, lineage, standing }),
  };
}

function candidateOf(
  article: Article,
  { speaksFor, standing, now }: Pick<JudgeContext, 'speaksFor' | 'standing' | 'now'>,
): Candidate {
  return { article, speaksFor, standing, now };
}

/** A text that returns to an earlier state counts when two polls in a row show it. */
function countReturn(verdict: Verdict, shownBefore: boolean): Verdict {
  if (verdict.rule !== 'returned-text' || !shownBefore) return verdict;
  return {
    ...verdict,
    action: 'revise',
    relation: 'version',
    change: 'update',
    rule: 'returned-text-confirmed',
    reason: 'the text returned to an earlier state and two polls in a row show it',
  };
}

async function readReturned(store: Store, stories: readonly Normalised[]): Promise<ReadonlySet<string>> {
  const previous = stories.map(({ item }) => item.previous).filter((arrival) => arrival !== '');
  if (previous.length === 0) return new Set();
  const records = await store.redis.mget(previous.map(keys.arrival));
  return new Set(previous.filter((_, at) => records[at]?.includes('"rule":"returned-text"')));
}

function rejected({ item }: Normalised, context: JudgeContext, reason: string): Decision {
  return {
    item,
    receipt: context.receipt,
    feed: context.feed,
    verdict: null,
    article: null,
    contentHash: '',
    fingerprint: null,
    standing: context.standing,
    lineage: '',
    record: null,
    duplicate: null,
    tombstone: null,
    rejection: reason,
    recovered: context.recovered,
    now: context.now,
  };
}

function decide(
  { item }: Normalised,
  candidate: Candidate,
  verdict: Verdict,
  {
    sight,
    context,
    features,
    copy,
  }: { sight: Sight; context: JudgeContext; features: Features; copy: FoundCopy | null },
): Decision {
  const known = sight.article(verdict.articleId);
  const article = settleArticle(candidate.article, verdict, known);
  const becomesHead = verdict.action === 'publish' || verdict.action === 'revise';
  const after = becomesHead ? knownAfter(article, known, candidate) : null;
  const tombstone = verdict.action === 'tombstone' ? tombstoneOf(article, context.now) : null;
  sight.remember(verdict, after, tombstone);
  return {
    item,
    receipt: context.receipt,
    feed: context.feed,
    verdict,
    article,
    contentHash: contentHash(article),
    fingerprint:
      becomesHead && article.bodyText + (article.headline ?? '') !== ''
        ? packFeatures(verdict.rule === 'take-joined' ? featuresOfArticle(article) : features)
        : null,
    standing: context.standing,
    lineage: lineageOf(verdict, copy),
    record: after === null ? null : recordOf(after),
    duplicate: verdict.action === 'spike' && known !== null ? duplicateOf(article, verdict) : null,
    tombstone,
    rejection: null,
    recovered: context.recovered,
    now: context.now,
  };
}

function recordOf({ feed, standing, agency, recent }: KnownArticle): ArticleRecord {
  return { feed, standing, agency: agency ?? '', recent };
}

function duplicateOf(article: Article, verdict: Verdict): Duplicate {
  return {
    uri: article.uri,
    feed: article.provenance.feed,
    relation: verdict.relation,
    mark: article.changeNote,
    receivedAt: article.receivedAt,
  };
}
