import { isFailure } from '../../article/failure.ts';
import type { MessageNumber, MissingNumbers } from '../../article/message-numbers.ts';
import type { JsonRecord } from '../api/ask-api.ts';
import type { Listing } from '../api/fetch-listed-items.ts';
import { refusedEntry } from '../api/read-each.ts';
import type { RefusedFile } from '../contract/transport.ts';
import { type ApApi, type ApPage, nameOfApItem, SessionOver } from './ap-api.ts';

/** Where reading goes on: in a feed's session, or in a search that closes the hole of a long outage. */
export type ApPlace = {
  /** The address of the feed's next page, or null: a session is begun. */
  readonly next: string | null;
  /** The page of the search, or null in the feed. */
  readonly searchPage: number | null;
  /** What was versioned before is had, in epoch milliseconds. */
  readonly since: number;
};

/** What is asked for. */
export interface ApQuery {
  readonly query: string | undefined;
  readonly pageSize: number;
  readonly overlap: number;
}

/** A feed's session covers so much; what is older is searched for (AP Media API manual). */
const SESSION_COVERS_MS = 72 * 3_600_000;
/** The number that a session counts its items by. */
const SEQ = 'seq';

/** Reads the pages of AP, and knows the items that were listed. */
export class ApPages {
  readonly listed = new Map<string, JsonRecord>();
  /** What the session has counted. */
  readonly numbers: MessageNumber[] = [];
  readonly #api: ApApi;
  readonly #query: ApQuery;
  readonly #now: () => number;
  #gap: string | undefined;
  constructor(api: ApApi, query: ApQuery, now: () => number) {
    this.#api = api;
    this.#query = query;
    this.#now = now;
  }

  /** What may be missing, in a sentence, where AP let go of the session. */
  get gap(): string | undefined {
    return this.#gap;
  }

  async list(place: ApPlace): Promise<Listing<ApPlace>> {
    if (place.searchPage !== null) return this.#search(place, place.searchPage);
    try {
      return await this.#feed(place);
    } catch (error) {
      if (!(error instanceof SessionOver)) throw error;
      return this.#beginAnew(place, error.message);
    }
  }

  /**
   * Items of numbers that were not listed in the session that is followed: it is asked again from before them.
   * `withdraw` is given those that could not be asked for now.
   */
  async listMissing(
    next: string | null,
    missing: readonly MissingNumbers[],
    withdraw: (each: MissingNumbers) => void,
  ): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const [at, each] of missing.entries()) {
      const { service, from } = each;
      if (service !== SEQ) continue;
      if (next === null || seqOf(next) === null) {
        withdraw(each);
        continue;
      }
      const address = new URL(next);
      address.searchParams.set(SEQ, String(from - 1));
      const page = await this.#api.page(address.href, { include: '*' }).catch((error: unknown) => {
        if (error instanceof SessionOver || isFailure(error, 'FeedDown') || isFailure(error, 'Snoozed')) return null;
        throw error;
      });
      if (page === null) {
        missing.slice(at).forEach(withdraw);
        break;
      }
      ids.push(...this.#keep(page.items));
      this.#count({ from: address.href, to: page.next, items: page.items.length, isAgain: true });
    }
    return ids;
  }

  /**
   * A page of fewer items than the session has counted on has left some out, before those that it lists. What is listed
   * again closes holes and counts nothing on.
   */
  #count({ from, to, items, isAgain }: CountedPage): void {
    const [before, last] = [from, to].map((address) => (address === null ? null : seqOf(address)));
    if (last == null || items === 0) return;
    const length = before == null ? items : Math.min(items, last - before);
    for (let number = last - length + 1; number <= last; number += 1)
      this.numbers.push({ service: SEQ, number, uri: null, filedAt: null, isLater: isAgain });
  }

  #beginAnew(place: ApPlace, reason: string): Promise<Listing<ApPlace>> {
    const since = place.since - this.#query.overlap;
    const isLong = this.#now() - since > SESSION_COVERS_MS;
    this.#gap = `AP let go of the session (${reason}); what was versioned since ${new Date(since).toISOString()} is ${isLong ? 'searched for' : 'listed anew'}`;
    return this.list({ next: null, searchPage: isLong ? 1 : null, since });
  }

  async #feed({ next, since }: ApPlace): Promise<Listing<ApPlace>> {
    const { pageSize } = this.#query;
    const first = { ...this.#words(since), versions: 'all', in_my_plan: 'true', page_size: String(pageSize) };
    const page = await this.#api.page(
      next ?? 'content/feed',
      next === null ? { ...first, include: '*' } : { include: '*' },
    );
    const ids = this.#keep(page.items);
    this.#count({ from: next, to: page.next, items: page.items.length, isAgain: false });
    const moved = page.next !== null && page.next !== next;
    return {
      ids,
      place: {
        next: page.next ?? next,
        searchPage: null,
        since: page.items.length < pageSize ? page.answeredAt : since,
      },
      more: moved && page.items.length > 0,
      refused: refusedOf(page),
    };
  }

  async #search({ since }: ApPlace, searchPage: number): Promise<Listing<ApPlace>> {
    const { pageSize } = this.#query;
    const query = { ...this.#words(since), sort: 'versioncreated:asc', page_size: String(pageSize), include: '*' };
    const page = await this.#api.page('content/search', { ...query, page: String(searchPage) });
    const known = this.listed.size;
    const ids = this.#keep(page.items);
    // A search that gives the same page under every number has no end of its own.
    const isLast = page.items.length < pageSize || this.listed.size === known;
    return {
      ids,
      place: {
        next: null,
        searchPage: isLast ? null : searchPage + 1,
        since: isLast ? this.#now() - SESSION_COVERS_MS : since,
      },
      more: true,
      refused: refusedOf(page),
    };
  }

  #words(since: number): { readonly q: string } {
    const range = `mindate:>${new Date(since).toISOString()}`;
    return { q: this.#query.query === undefined ? range : `(${this.#query.query}) AND ${range}` };
  }

  #keep(items: readonly JsonRecord[]): string[] {
    return items.flatMap((item) => {
      const name = nameOfApItem(item);
      if (name === null) return [];
      this.listed.set(name, item);
      return [name];
    });
  }
}

/** A page of a session, between two addresses that say how far the session has counted. */
interface CountedPage {
  readonly from: string | null;
  readonly to: string | null;
  readonly items: number;
  readonly isAgain: boolean;
}

/** What of a page cannot be asked for. */
function refusedOf({ items, refused }: ApPage): readonly RefusedFile[] {
  const unnamed = items.filter((item) => nameOfApItem(item) === null);
  return [...refused, ...unnamed.map((item) => refusedEntry(item, 'it has no itemid'))];
}

function seqOf(address: string): number | null {
  const seq = URL.canParse(address) ? new URL(address).searchParams.get(SEQ) : null;
  return seq !== null && /^\d{1,15}$/.test(seq) ? Number(seq) : null;
}
