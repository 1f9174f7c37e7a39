import type { Article } from '../article/article.ts';
import { Rejected } from '../article/failure.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { type ActionName, act } from '../store/actions.ts';
import { type AuditEntry, readAudit, writeAudit } from '../store/audit.ts';
import { discardDeadLetter, readDeadLetter } from '../store/dead-letters.ts';
import { pauseDestination, resumeDestination } from '../store/destinations.ts';
import { closeGapsWithin } from '../store/gaps.ts';
import { trustIds } from '../store/id-faults.ts';
import { moveEmbargo } from '../store/move-embargo.ts';
import type { Order } from '../store/operator-decision.ts';
import { purgeArticle } from '../store/purge.ts';
import { mergeArticle, splitArticle } from '../store/regroup.ts';
import { beginReplay, planReplay, type ReplayRange } from '../store/replays.ts';
import { resendArticle } from '../store/resend.ts';
import type { Retried } from '../store/retry.ts';
import { sendSpiked } from '../store/spike.ts';
import { readStop, type SignedOff, signOffStop } from '../store/stops.ts';
import type { Store } from '../store/store.ts';
import { retryLetter } from './retry-letter.ts';

/** What a replay consists of. */
export interface ReplayCounts {
  /** Entries of the wire log that fit. */
  readonly entries: number;
  /** What they are squashed to: the current revision of each article, or its stop. */
  readonly articles: number;
  readonly stops: number;
  readonly begun: boolean;
}

type Destinations = () => ReadonlyMap<string, DestinationSettings>;

/** All that a person may do by hand: for the API and the command line alike. Each act is kept with who, when and why. */
export class OperatorActs {
  readonly #store: Store;
  readonly #destinations: Destinations;

  /** @param destinations as the settings have them now, by id */
  constructor(store: Store, destinations: Destinations) {
    this.#store = store;
    this.#destinations = destinations;
  }

  /** @throws Rejected where it cannot be done to the article as it stands */
  act(name: ActionName, article: string, order: Order): Promise<Article> {
    return act(this.#store, name, article, order);
  }

  /** @throws Rejected where it is under no embargo, or the instant has passed */
  moveEmbargo(article: string, until: string, order: Order): Promise<Article> {
    return moveEmbargo(this.#store, article, until, order);
  }

  /** @throws Rejected where it cannot be sent */
  async sendSpiked(arrival: string, order: Order): Promise<Article> {
    return (await sendSpiked(this.#store, arrival, order)).article;
  }

  /** @throws Rejected where it cannot be sent, or there is no such destination */
  async resend(article: string, to: string | null, order: Order): Promise<Article> {
    if (to !== null && !this.#destinations().has(to)) throw new Rejected(`there is no destination ${to}`);
    return resendArticle(this.#store, article, { to }, order);
  }

  /** @throws Rejected where it cannot be done to the article as it stands */
  split(article: string, revision: number | null, order: Order): Promise<Article> {
    return splitArticle(this.#store, article, revision, order);
  }

  /** @throws Rejected where it cannot be done to the articles as they stand */
  merge(article: string, into: string, order: Order): Promise<Article> {
    return mergeArticle(this.#store, article, into, order);
  }

  /** @throws Rejected where the article is not withdrawn */
  purge(article: string, order: Order): Promise<{ revisions: number; documents: number }> {
    return purgeArticle(this.#store, article, order);
  }

  /**
   * Counts what a destination would be sent again and, unless that is all that was asked for, begins to send it.
   * Null where the settings have no such destination.
   * @throws Rejected where a replay is under way there
   */
  async replay(
    destination: string,
    { isTrial, ...range }: ReplayRange & { readonly isTrial: boolean },
    order: Order,
  ): Promise<ReplayCounts | null> {
    if (!this.#destinations().has(destination)) return null;
    const plan = await planReplay(this.#store, range);
    if (!isTrial && plan.positions.length > 0) {
      await beginReplay(this.#store, destination, plan, order);
      if (range.filter === null) await closeGapsWithin(this.#store, destination, range);
    }
    const { entries, stops, positions } = plan;
    return { entries, stops, articles: positions.length, begun: !isTrial && positions.length > 0 };
  }

  async signOff(stop: string, destination: string, order: Order): Promise<SignedOff> {
    const found = await readStop(this.#store, stop);
    if (found === null) return 'unknown';
    const outcome = await signOffStop(this.#store, found, { destination, by: order.by, reason: order.reason });
    if (outcome === 'signed-off') await this.#keep('sign-off', `${stop} ${destination}`, order);
    return outcome;
  }

  /** Null where there is no such letter. */
  async retryLetter(id: string, order: Order): Promise<Retried | null> {
    const letter = await readDeadLetter(this.#store, id);
    if (letter === null) return null;
    const outcome = await retryLetter(this.#store, letter, { destinations: this.#destinations(), now: order.now });
    if (outcome !== 'busy' && outcome !== 'no-destination') await this.#keep('retry', id, order);
    return outcome;
  }

  /** False where there is no such letter. */
  async discardLetter(id: string, order: Order): Promise<boolean> {
    const done = await discardDeadLetter(this.#store, id);
    if (done) await this.#keep('discard', id, order);
    return done;
  }

  /** False where the settings have no such destination. */
  async pause(destination: string, order: Order): Promise<boolean> {
    if (!this.#destinations().has(destination)) return false;
    await pauseDestination(this.#store, destination, order.now);
    await this.#keep('pause', destination, order);
    return true;
  }

  /** False where the settings have no such destination. */
  async resume(destination: string, order: Order): Promise<boolean> {
    if (!this.#destinations().has(destination)) return false;
    await resumeDestination(this.#store, destination, order.now);
    await this.#keep('resume', destination, order);
    return true;
  }

  /** False where nothing speaks against the ids of such a feed. */
  async trustIds(feed: string, order: Order): Promise<boolean> {
    if ((await trustIds(this.#store, feed)).length === 0) return false;
    await this.#keep('trust-ids', feed, order);
    return true;
  }

  /** What people did, the newest first. */
  audit(shown: { readonly limit: number; readonly reads: boolean }): Promise<AuditEntry[]> {
    return readAudit(this.#store, shown);
  }

  #keep(name: string, of: string, { by, reason, now }: Order): Promise<void> {
    return writeAudit(this.#store, { at: now, by, act: name, reason, of });
  }
}
