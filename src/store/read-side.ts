import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { readArticle, readArticleRevisions, readRevisions } from './articles.ts';
import type { Store } from './store.ts';
import { ENTRY_SCHEMA, type LogEntry, readLogAfter, readLogBefore } from './wire-log.ts';

/** What readers may ask for. Fields that are absent do not filter. */
export interface ArticleFilter {
  readonly agency?: string;
  readonly language?: string;
  readonly priority?: string;
  readonly newsClass?: string;
}

/** A page of the newest articles. */
export interface NewestQuery extends ArticleFilter {
  readonly before: string | null;
  readonly limit: number;
}

/** Log entries looked through for one page at the most. */
const LOOK_THROUGH = 5_000;
const PAGE = 200;
/** Entries that bring an article to a follower. */
const FOLLOWED: ReadonlySet<LogEntry['kind']> = new Set(['revision', 'release', 'withdrawal']);

/**
 * What the API reads. Gates hold here: what is held, withheld or withdrawn shows without text, as does every earlier
 * revision of a withdrawn article.
 */
export class ReadSide {
  readonly #store: Store;
  readonly #now: () => number;
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Current articles, the newest first; each once. */
  async newest(query: NewestQuery): Promise<{ articles: Article[]; next: string | null }> {
    const found: LogEntry[] = [];
    const seen = new Set<string>();
    let position = query.before;
    let looked = 0;
    while (found.length < query.limit && looked < LOOK_THROUGH) {
      const page = await readLogBefore(this.#store, position, PAGE);
      if (page.length === 0) return { articles: await this.#current(found), next: null };
      for (const entry of page) {
        position = entry.position;
        looked += 1;
        if (entry.kind === 'action' || seen.has(entry.article) || !matches(entry, query)) continue;
        seen.add(entry.article);
        found.push(entry);
        if (found.length === query.limit) break;
      }
    }
    return { articles: await this.#current(found), next: position };
  }

  /**
   * Revisions after a position of the wire log that pass the filter, oldest first, without gaps, for followers. The
   * position that it returns is as far as it has looked: a page may be short, even empty, and more may follow.
   */
  async after(
    position: string,
    limit: number,
    filter: ArticleFilter = {},
  ): Promise<{ entries: { position: string; article: Article }[]; position: string }> {
    const { shown, reached } = await this.#following(position, limit, filter);
    const articles = await readRevisions(
      this.#store,
      shown.map(({ revisionId }) => revisionId),
    );
    const entries = shown.flatMap((entry, at) => {
      const article = articles[at];
      return article ? [{ position: entry.position, article: this.#gate(article) }] : [];
    });
    const withdrawn = await this.#withdrawn(entries.map(({ article }) => article.id));
    return {
      entries: entries.map(({ position: at, article }) => ({
        position: at,
        article: withdrawn.has(article.id) ? silenced(article) : article,
      })),
      position: reached,
    };
  }

  async #following(
    position: string,
    limit: number,
    filter: ArticleFilter,
  ): Promise<{ shown: LogEntry[]; reached: string }> {
    const shown: LogEntry[] = [];
    let reached = position;
    for (let looked = 0; looked < LOOK_THROUGH && shown.length < limit; ) {
      const page = await readLogAfter(this.#store, reached, Math.max(limit, PAGE));
      for (const entry of page) {
        if (shown.length === limit) break;
        reached = entry.position;
        if (FOLLOWED.has(entry.kind) && matches(entry, filter)) shown.push(entry);
      }
      if (page.length === 0) break;
      looked += page.length;
    }
    return { shown, reached };
  }

  /** The current revision of an article, or null. */
  async article(id: string): Promise<Article | null> {
    const article = await readArticle(this.#store, id);
    return article && this.#gate(article);
  }

  /** All revisions of an article in the order of arrival. */
  async revisions(id: string): Promise<Article[]> {
    const revisions = await readArticleRevisions(this.#store, id);
    const head = await readArticle(this.#store, id);
    const stopped = head !== null && head.pubStatus !== 'usable';
    return revisions.map((article) => (stopped ? silenced(article) : this.#gate(article)));
  }

  async #current(entries: readonly LogEntry[]): Promise<Article[]> {
    const articles = await Promise.all(entries.map(({ article }) => readArticle(this.#store, article)));
    return articles.filter((article) => article !== null).map((article) => this.#gate(article));
  }

  async #withdrawn(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const heads = await Promise.all([...new Set(ids)].map((id) => readArticle(this.#store, id)));
    return new Set(
      heads.filter((head) => head !== null && head.pubStatus !== 'usable').map((head) => (head as Article).id),
    );
  }

  #gate(article: Article): Article {
    return gateOf(article, this.#now()).state === 'open' ? article : silenced(article);
  }
}

function matches(entry: LogEntry, { agency, language, priority, newsClass }: ArticleFilter): boolean {
  return (
    entry.schema === ENTRY_SCHEMA &&
    (agency === undefined || entry.agency === agency) &&
    (language === undefined || entry.language === language || entry.language.startsWith(`${language}-`)) &&
    (priority === undefined || entry.priority === priority) &&
    (newsClass === undefined || entry.newsClass === newsClass)
  );
}

/** The article without anything of its text: its ids, its status and why it does not show. */
function silenced(article: Article): Article {
  return {
    ...article,
    headline: null,
    sourceHeadline: null,
    subheadline: null,
    bodyText: '',
    bodyHtml: '',
    summary: null,
    media: [],
    byline: null,
    edNote: null,
    wordCount: 0,
    charCount: 0,
  };
}
