import type { Article } from '../article/article.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { shutDocument } from '../article/shut-document.ts';
import { type DeliveryTerms, refusedByTerms } from '../routing/delivery-terms.ts';
import { ArticleTexts } from './article-texts.ts';
import { readArticle, readArticleRevisions, readRevisions } from './articles.ts';
import { readAnsweredBefore } from './decisions.ts';
import { readGates, readHeads } from './gates.ts';
import { type Head, newestHeads, readHeadsOf } from './newest-heads.ts';
import type { Store } from './store.ts';
import { ENTRY_SCHEMA, type LogEntry, logHead, readLogAfter, readLogBefore } from './wire-log.ts';

/** What readers may ask for: of each field one of several values. Fields that are absent do not filter. */
export interface ArticleFilter {
  readonly agency?: readonly string[];
  readonly language?: readonly string[];
  readonly priority?: readonly string[];
  readonly newsClass?: readonly string[];
  readonly feed?: readonly string[];
  /** Codes of subjects, such as medtop:04000000. */
  readonly subject?: readonly string[];
}

/** Whether the reader sees copy that is held or withheld. Killed copy is seen by nobody. */
export interface Seeing {
  readonly seesHeld: boolean;
  /** Told of each article that is held and whose text the reader saw nevertheless. */
  readonly sawHeld?: (article: string) => void;
  /** Which part of the wire the reader may have: its name, and what a story must be to belong to it; absent for all. */
  readonly part?: { readonly name: string; readonly terms: DeliveryTerms };
}

const OUTSIDE: Seeing = { seesHeld: false };

/** A page of the newest articles. */
export interface NewestQuery extends ArticleFilter {
  readonly before: string | null;
  readonly limit: number;
  /** Epoch milliseconds: what the wire log has from before is left out. */
  readonly since?: number | null;
}

/** A page of articles as text. */
export interface TextPage {
  readonly texts: string;
  /** The articles in it that are held and shown nevertheless. */
  readonly held: readonly string[];
  readonly next: string | null;
}

const PAGE_KEPT_MS = 1_000;
const PAGES_KEPT = 32;
/** Log entries looked through for one page at the most. */
const MOST_READ = 5_000;
const PAGE = 200;
/** Entries that bring no article of their own to a page, such as repeats, are few. */
const READ_AHEAD = 20;
/** Entries that bring an article to a follower. */
const FOLLOWED: ReadonlySet<LogEntry['kind']> = new Set(['revision', 'release', 'withdrawal']);

/** Whether an entry brings an article to a follower. */
export function isFollowed(entry: LogEntry, filter: ArticleFilter, { seesHeld }: Seeing): boolean {
  return (FOLLOWED.has(entry.kind) || (seesHeld && entry.kind === 'held')) && matches(entry, filter);
}

/**
 * What the API reads. Gates hold here: of an article that is held, withheld or withdrawn no revision shows more than
 * its ids and its status.
 */
export class ReadSide {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #texts: ArticleTexts;
  readonly #pages = new Map<string, TextPage & { readonly head: string; readonly at: number }>();
  readonly #topicsAbove: (code: string) => readonly string[];

  /** @param topicsAbove a Media Topic code and every topic above it */
  constructor(store: Store, now: () => number, topicsAbove: (code: string) => readonly string[]) {
    this.#store = store;
    this.#now = now;
    this.#texts = new ArticleTexts(store);
    this.#topicsAbove = topicsAbove;
  }

  /** Current articles, the newest first; each once. */
  async newest(query: NewestQuery, seeing: Seeing = OUTSIDE): Promise<{ articles: Article[]; next: string | null }> {
    const { ids, next } = await this.#findNewest(query);
    return { articles: await this.articles(ids, seeing), next };
  }

  /**
   * The same as the JSON texts of a list, commas between, for who reads the whole wire; null for who reads a part of it.
   * While the wire stands still a list is the same for a second, but for what was recorded beside it.
   */
  async newestTexts(query: NewestQuery, seeing: Seeing = OUTSIDE): Promise<TextPage | null> {
    if (seeing.part !== undefined) return null;
    const name = JSON.stringify([query, seeing.seesHeld]);
    const now = this.#now();
    const known = this.#pages.get(name);
    if (known !== undefined && now - known.at < PAGE_KEPT_MS && known.head === (await logHead(this.#store))) {
      for (const article of known.held) seeing.sawHeld?.(article);
      return known;
    }
    const [head, { heads, next }] = await Promise.all([logHead(this.#store), this.#newestHeads(query)]);
    const held: string[] = [];
    const sees: Seeing = { ...seeing, sawHeld: (article) => held.push(article) };
    const texts = await this.#texts.of(heads, now, (gate, article) => shows(gate, sees, article));
    for (const article of held) seeing.sawHeld?.(article);
    const page = { texts: texts.join(','), held, next, head, at: now };
    this.#pages.set(name, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > PAGES_KEPT && oldest !== undefined) this.#pages.delete(oldest);
    return page;
  }

  /** Without a filter Redis itself finds the articles: what the log says of each need not be read here. */
  async #newestHeads(query: NewestQuery): Promise<{ heads: readonly Head[]; next: string | null }> {
    const { before, limit, since, ...filter } = query;
    if (Object.values(filter).every((each) => each === undefined)) {
      const pages = { most: MOST_READ, page: Math.min(PAGE, limit + READ_AHEAD) };
      return newestHeads(this.#store, { before, limit, since: since ?? 0, ...pages });
    }
    const { ids, next } = await this.#findNewest(query);
    return { heads: await readHeadsOf(this.#store, ids), next };
  }

  async #findNewest(query: NewestQuery): Promise<{ ids: string[]; next: string | null }> {
    const found = new Set<string>();
    let position = query.before;
    for (let read = 0; found.size < query.limit && read < MOST_READ; ) {
      const page = await readLogBefore(this.#store, position, Math.min(PAGE, query.limit + READ_AHEAD));
      const looked = addFound(found, page, query);
      if (looked === 0) return { ids: [...found], next: null };
      position = page[looked - 1]?.position ?? position;
      read += looked;
    }
    return { ids: [...found], next: position };
  }

  /**
   * Revisions after a position of the wire log that pass the filter, oldest first, without gaps, for followers. The
   * position that it returns is as far as it has looked: a page may be short, even empty, and more may follow.
   */
  async after(
    position: string,
    limit: number,
    filter: ArticleFilter = {},
    seeing: Seeing = OUTSIDE,
  ): Promise<{ entries: { position: string; article: Article }[]; position: string }> {
    const { shown, reached } = await this.#following(position, limit, filter, seeing);
    const articles = await readRevisions(
      this.#store,
      shown.map(({ revisionId }) => revisionId),
    );
    const entries = shown.flatMap((entry, at) => {
      const article = articles[at];
      return article ? [{ position: entry.position, article }] : [];
    });
    return { entries: await this.#behindGates(entries, seeing), position: reached };
  }

  async #following(
    position: string,
    limit: number,
    filter: ArticleFilter,
    seeing: Seeing,
  ): Promise<{ shown: LogEntry[]; reached: string }> {
    const shown: LogEntry[] = [];
    let reached = position;
    for (let looked = 0; looked < MOST_READ && shown.length < limit; ) {
      const page = await readLogAfter(this.#store, reached, Math.max(limit, PAGE));
      for (const entry of page) {
        if (shown.length === limit) break;
        reached = entry.position;
        if (isFollowed(entry, filter, seeing)) shown.push(entry);
      }
      if (page.length === 0) break;
      looked += page.length;
    }
    return { shown, reached };
  }

  /** What followers get of these entries, in their order; null where the revision is gone. */
  async entries(entries: readonly LogEntry[], seeing: Seeing = OUTSIDE): Promise<(Article | null)[]> {
    const articles = await readRevisions(
      this.#store,
      entries.map(({ revisionId }) => revisionId),
    );
    const whole = articles.flatMap((article) => (article === null ? [] : [{ article }]));
    const shown = new Map(
      (await this.#behindGates(whole, seeing)).map(({ article }) => [article.revisionId, article] as const),
    );
    return entries.map(({ revisionId }) => shown.get(revisionId) ?? null);
  }

  /** When the feeds of these revisions had answered before they brought them; null where that is not known. */
  answeredBefore(revisionIds: readonly string[]): Promise<(number | null)[]> {
    return readAnsweredBefore(this.#store, revisionIds);
  }

  /** The current revision of an article, or null. */
  async article(id: string, seeing: Seeing = OUTSIDE): Promise<Article | null> {
    return (await this.articles([id], seeing))[0] ?? null;
  }

  /** The current revisions of these articles, in this order; those that are gone are left out. */
  async articles(ids: readonly string[], seeing: Seeing = OUTSIDE): Promise<Article[]> {
    const articles = await Promise.all(ids.map((id) => readArticle(this.#store, id)));
    const standing = articles.filter((article) => article !== null);
    return (await this.#ofPart(standing, seeing)).map((article) => this.#gate(article, seeing));
  }

  /** All revisions of an article in the order of arrival. */
  async revisions(id: string, seeing: Seeing = OUTSIDE): Promise<Article[]> {
    if ((await this.article(id, seeing)) === null) return [];
    const revisions = (await readArticleRevisions(this.#store, id)).filter(
      (each) => this.#isStop(each) || this.#fits(each, seeing),
    );
    const shown = await this.#behindGates(
      revisions.map((article) => ({ article })),
      seeing,
    );
    return shown.map(({ article }) => article);
  }

  /** The gate is the article's: while its current revision's is shut, no other of it shows either. */
  async #behindGates<Entry extends { readonly article: Article }>(
    entries: readonly Entry[],
    seeing: Seeing,
  ): Promise<Entry[]> {
    const ofPart = await this.#entriesOfPart(entries, seeing);
    const ids = ofPart.map(({ article }) => article.id);
    const gates = await readGates(this.#store, ids, this.#now());
    return ofPart.map((entry) => {
      const open = shows(gates.get(entry.article.id), seeing, entry.article.id);
      return { ...entry, article: open ? this.#gate(entry.article, seeing) : shutDocument(entry.article) };
    });
  }

  /** Revisions that a reader of a part may have: each fits it, and so does what its article is now. */
  async #entriesOfPart<Entry extends { readonly article: Article }>(
    entries: readonly Entry[],
    seeing: Seeing,
  ): Promise<Entry[]> {
    if (seeing.part === undefined) return [...entries];
    const heads = await readHeads(this.#store, [...new Set(entries.map(({ article }) => article.id))]);
    const standing = heads.filter((head) => head !== null);
    const shown = new Set((await this.#ofPart(standing, seeing)).map(({ id }) => id));
    const articles = entries.map(({ article }) => article).filter(({ id }) => shown.has(id));
    const ofPart = new Set(await this.#ofPart(articles, seeing));
    return entries.filter(({ article }) => ofPart.has(article));
  }

  /** Those that the reader's part of the wire has: what fits it, and stops of what fitted it before. */
  async #ofPart(articles: readonly Article[], seeing: Seeing): Promise<Article[]> {
    const { part } = seeing;
    if (part === undefined) return [...articles];
    const had = await Promise.all(
      articles.map(async (article) => {
        if (!this.#isStop(article)) return this.#fits(article, seeing);
        const before = await readArticleRevisions(this.#store, article.id);
        const terms = { ...part.terms, rights: 'warn' as const };
        return before.some((each) => !this.#isStop(each) && this.#fits(each, { ...seeing, part: { ...part, terms } }));
      }),
    );
    return articles.filter((_, at) => had[at]);
  }

  #isStop({ pubStatus }: Article): boolean {
    return pubStatus !== 'usable';
  }

  #fits(article: Article, { part }: Seeing): boolean {
    if (part === undefined) return true;
    const moment = { instant: Date.parse(article.receivedAt), topicsAbove: this.#topicsAbove, now: this.#now() };
    return refusedByTerms(article, part.terms, moment) === null;
  }

  #gate(article: Article, seeing: Seeing): Article {
    return shows(gateOf(article, this.#now()), seeing, article.id) ? article : shutDocument(article);
  }
}

function shows(gate: Gate | undefined, { seesHeld, sawHeld }: Seeing, article: string): boolean {
  if (gate?.state === 'open') return true;
  const isSeen = seesHeld && (gate?.state === 'held' || gate?.state === 'withheld');
  if (isSeen) sawHeld?.(article);
  return isSeen;
}

/**
 * Adds the articles of a page of the log that a query asks for, up to its limit.
 * @returns how many entries were looked at; 0 where the log has no more for the query
 */
function addFound(found: Set<string>, page: readonly LogEntry[], query: NewestQuery): number {
  let looked = 0;
  for (const entry of page) {
    if (instantOf(entry.position) < (query.since ?? 0)) return 0;
    looked += 1;
    if (entry.kind !== 'action' && matches(entry, query)) found.add(entry.article);
    if (found.size === query.limit) break;
  }
  return looked;
}

const instantOf = (position: string): number => Number(position.slice(0, position.indexOf('-')));

function matches(entry: LogEntry, filter: ArticleFilter): boolean {
  const { agency, language, priority, newsClass, feed, subject } = filter;
  return (
    entry.schema === ENTRY_SCHEMA &&
    (agency?.includes(entry.agency) ?? true) &&
    (language?.some((each) => entry.language === each || entry.language.startsWith(`${each}-`)) ?? true) &&
    (priority?.includes(entry.priority) ?? true) &&
    (newsClass?.includes(entry.newsClass) ?? true) &&
    (feed?.includes(entry.feed) ?? true) &&
    (subject === undefined || entry.subjects.split(' ').some((code) => subject.includes(code)))
  );
}
