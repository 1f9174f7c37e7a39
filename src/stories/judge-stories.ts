import type { Article } from '../article/article.ts';
import { describeError } from '../article/failure.ts';
import { findCopy, findSpikedCopy } from '../judge/copy.ts';
import { judge, type Surroundings as Round } from '../judge/judge.ts';
import { keysOf, namedNumberKeys, speaks } from '../judge/keys.ts';
import { namedInWords, perhapsMeant, quotedBy, replacedBy } from '../judge/named-in-words.ts';
import { narrowed } from '../judge/narrow-named.ts';
import { type FoundCopy, isSpikedCopy } from '../judge/near-copy.ts';
import { findNeighbours } from '../judge/neighbours.ts';
import { isLabelOfStop } from '../judge/pointers.ts';
import { knownAfter, lineageOf, settleArticle, tombstoneOf } from '../judge/settle.ts';
import { isNotice } from '../judge/stops.ts';
import { toldOf } from '../judge/told-of.ts';
import type { Candidate, KnownArticle, Tombstone, Verdict } from '../judge/verdict.ts';
import { tellsWhoDid } from '../normalise/notices.ts';
import type { Features } from '../similarity/features.ts';
import { featuresOfArticle, packFeatures, unpackFeatures } from '../similarity/fingerprint.ts';
import type { Window } from '../similarity/window.ts';
import { entryOf, type WindowCandidate } from '../similarity/window-entry.ts';
import { BatchView } from './batch-view.ts';
import { wayGiver } from './give-way.ts';
import type { Memory } from './memory.ts';

/** A story to be judged, or the reason why nothing can be made of it. */
export interface Story {
  readonly candidate: Candidate | null;
  readonly rejection: string | null;
  /** The arrival before this one of the same item on its feed, or empty. */
  readonly previous: string;
  /** It came by a way on which everything is sent once: a text that returns to an earlier state is meant so. */
  readonly cameOnce?: boolean;
}

/** What became of one story. */
export interface Judged<Of extends Story = Story> {
  readonly story: Of;
  /** Null where the story was rejected. */
  readonly verdict: Verdict | null;
  /** The article as it stands, or as the duplicate was; null where the story was rejected. */
  readonly article: Article | null;
  /** What is known of the article from now on, where the story became its head. */
  readonly known: KnownArticle | null;
  /** What was known of the article before. */
  readonly before: KnownArticle | null;
  readonly tombstone: Tombstone | null;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  /** Its fingerprint, where it has words and became a head, or was spiked as copy in other words. */
  readonly fingerprint: Uint8Array | null;
  readonly rejection: string | null;
}

interface Surroundings {
  readonly view: BatchView;
  readonly window: Window;
  /** The stories of this batch that became heads, as the window will hold them. */
  readonly batch: WindowCandidate[];
  readonly spiked: Window;
  /** The copies of this batch that were spiked, likewise. */
  readonly spikedBatch: WindowCandidate[];
}

/**
 * Judges stories in the order of their arrival, each against what the memory holds and against those before it. Nothing
 * is written: the caller commits what comes back.
 * @returns an answer for each story, in order; before the answer about a stop that fits several, those about the others
 */
export async function judgeStories<Of extends Story>(memory: Memory, stories: readonly Of[]): Promise<Judged<Of>[]> {
  const candidates = stories.flatMap(({ candidate }) => candidate ?? []);
  const previous = stories.map((story) => story.previous).filter((arrival) => arrival !== '');
  const [window, view, returned] = await Promise.all([
    memory.window(),
    BatchView.open(memory, candidates),
    memory.readReturned(previous),
  ]);
  const surroundings = { view, window, batch: [], spiked: memory.spikedCopies(), spikedBatch: [] };
  const judged: Judged<Of>[] = [];
  const giveWay = wayGiver();
  for (const story of stories) {
    await giveWay();
    judged.push(...(await judgeStory(surroundings, story, returned.has(story.previous) || story.cameOnce === true)));
  }
  return judged;
}

async function judgeStory<Of extends Story>(
  surroundings: Surroundings,
  story: Of,
  shownBefore: boolean,
): Promise<Judged<Of>[]> {
  if (story.candidate === null) return [rejected(story, story.rejection ?? 'no article')];
  try {
    const candidate = await asMeant(surroundings, story.candidate);
    const features = featuresOfArticle(candidate.article);
    const copy = await lookForCopy(surroundings, candidate, features);
    const named = await lookForNamed(surroundings, candidate);
    const isReport = candidate !== story.candidate && mayBeReport(story.candidate.article);
    const decided = countReturn(
      decide(surroundings, candidate, { features, copy, named: { ...named, inDoubt: named.inDoubt || isReport } }),
      shownBefore,
    );
    const verdicts = [...(decided.others ?? []).map((articleId) => ({ ...decided, articleId, claims: [] })), decided];
    await surroundings.view.look(verdicts.map(({ articleId }) => articleId));
    return verdicts.map((verdict) => settle(surroundings, story, { candidate, features, copy, verdict }));
  } catch (error) {
    return [rejected(story, `judge: ${describeError(error)}`)];
  }
}

/** A message that reads like the notice of a stop is one where it names a story that its agency has filed. */
async function asMeant({ view, window, batch }: Surroundings, candidate: Candidate): Promise<Candidate> {
  if (!candidate.asStop || !speaks(candidate)) return candidate;
  const stop = { ...candidate, article: candidate.asStop };
  const numbered = view.known(namedNumberKeys(stop)).size > 0;
  return numbered || quotedBy(stop, window, batch).length > 0 ? stop : candidate;
}

/**
 * A report with a dateline, or one that begins with who did it, may quote what somebody took back; what stands under a
 * label speaks for its agency.
 */
const mayBeReport = (article: Article): boolean =>
  (article.dateline !== null || tellsWhoDid(article)) && !isLabelOfStop(article.headline ?? '');

type Named = Pick<Round, 'inWords' | 'inDoubt'>;

const NOBODY: Named = { inWords: [], inDoubt: false };

interface Found {
  readonly features: Features;
  readonly copy: FoundCopy | null;
  readonly named: Named;
}

function decide({ view, window, batch }: Surroundings, candidate: Candidate, found: Found): Verdict {
  return judge(candidate, view.known(keysOf(candidate)), {
    copy: found.copy,
    neighbours: () => findNeighbours(candidate, found.features, window, batch),
    carriersOf: (id) => window.carriersOf(id),
    ...found.named,
  });
}

async function lookForNamed({ view, window, batch }: Surroundings, candidate: Candidate): Promise<Named> {
  const named = namesOf(candidate, window, batch);
  if (named.length === 0) return lookForTold(view, candidate, perhaps(candidate, window, batch));
  await view.look(named.flat());
  const known = named.map((ids) => ids.flatMap((id) => view.article(id) ?? []));
  const inWords = known.map((fitting) => narrowed(candidate.article, fitting)).filter(({ length }) => length > 0);
  return { inWords, inDoubt: false };
}

/** What a stop tells of that names its story by neither headline nor slug. */
async function lookForTold(view: BatchView, { article }: Candidate, perhaps: readonly string[]): Promise<Named> {
  if (perhaps.length === 0) return NOBODY;
  await view.look(perhaps);
  const { stories, isSure } = toldOf(
    article,
    perhaps.flatMap((id) => view.article(id) ?? []),
  );
  return stories.length === 0 ? NOBODY : { inWords: [narrowed(article, stories)], inDoubt: !isSure };
}

const perhaps = (candidate: Candidate, window: Window, batch: readonly WindowCandidate[]): readonly string[] =>
  isNotice(candidate.article) && candidate.article.pubStatus !== 'usable' ? perhapsMeant(candidate, window, batch) : [];

/** A stop may name its story by any words; what takes the place of a story quotes it. */
function namesOf(
  candidate: Candidate,
  window: Window,
  batch: readonly WindowCandidate[],
): readonly (readonly string[])[] {
  const { pubStatus, change } = candidate.article;
  if (pubStatus !== 'usable') return namedInWords(candidate, window, batch);
  const replaced = change === 'correction' ? replacedBy(candidate, window, batch) : [];
  return replaced.length > 0 ? [replaced] : [];
}

async function lookForCopy(
  { view, window, batch, spiked, spikedBatch }: Surroundings,
  candidate: Candidate,
  features: Features,
): Promise<FoundCopy | null> {
  const found =
    findCopy(candidate, features, window, batch) ??
    findSpikedCopy(candidate, features, window, { spiked, batch: spikedBatch });
  if (found === null) return null;
  const ownId = found.ownLine?.articleId ?? null;
  await view.look([found.entry.articleId, ...(ownId === null ? [] : [ownId])]);
  return {
    ...found,
    matched: view.article(found.entry.articleId),
    own: ownId === null ? null : view.article(ownId),
  };
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
    reason: 'the text returned to an earlier state, and it was sent so or two polls in a row show it',
  };
}

function settle<Of extends Story>(
  { view, batch, spikedBatch }: Surroundings,
  story: Of,
  made: { candidate: Candidate; features: Features; copy: FoundCopy | null; verdict: Verdict },
): Judged<Of> {
  const { candidate, copy, verdict } = made;
  const before = view.article(verdict.articleId);
  const article = settleArticle(candidate.article, verdict, before);
  const becomesHead = verdict.action === 'publish' || verdict.action === 'revise';
  const known = becomesHead ? knownAfter(article, before, candidate) : null;
  const tombstone = leavesTombstone(verdict) ? tombstoneOf(article, candidate.now) : null;
  view.remember(verdict, known, tombstone);
  const features = verdict.rule === 'take-joined' ? featuresOfArticle(article) : made.features;
  const hasWords = article.bodyText !== '' || (article.headline ?? '') !== '';
  const fingerprint = (becomesHead || isSpikedCopy(verdict)) && hasWords ? packFeatures(features) : null;
  const lineage = lineageOf(verdict, copy);
  if (fingerprint !== null)
    (becomesHead ? batch : spikedBatch).push(asCandidate(article, fingerprint, candidate, lineage));
  return { story, verdict, article, known, before, tombstone, lineage, fingerprint, rejection: null };
}

/** A stop of what nobody saw stands for it, under its uri or the headline that it names. */
const leavesTombstone = ({ action, rule, claims }: Verdict): boolean =>
  action === 'tombstone' || (rule === 'kill-of-no-one' && claims.length > 0);

/** A story of this batch as the window will hold it, for those judged after it. */
function asCandidate(
  article: Article,
  fingerprint: Uint8Array,
  { now, standing }: Candidate,
  lineage: string,
): WindowCandidate {
  return {
    features: unpackFeatures(fingerprint) as Features,
    entry: entryOf(article, { at: now, lineage, standing }),
  };
}

function rejected<Of extends Story>(story: Of, rejection: string): Judged<Of> {
  const nothing = { verdict: null, article: null, known: null, before: null, tombstone: null, fingerprint: null };
  return { ...nothing, story, lineage: '', rejection };
}
