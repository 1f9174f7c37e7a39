import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SearchQuery } from './search-query.ts';
import { MARKS, TEXT_COLUMNS } from './search-query.ts';
import { OPEN_MARK, type StoryWords } from './story-words.ts';

/** The number of the file's shape; a file of another is made anew. */
const SCHEMA = '2';
const COLUMNS = [...TEXT_COLUMNS, MARKS] as const;
/** How much a word counts in each column: a story is about what its headline says. */
const WEIGHTS = '10.0, 5.0, 1.0, 3.0, 3.0, 1.0, 0.0';
/** Best first is found among so many of the newest that fit. */
const RANKED = 5_000;
const COUNTED = 10_000;
/** Stories of one millisecond that keep their order. */
const IN_A_MILLISECOND = 4_096;

/** How far the index has followed the wire log. */
export interface IndexPosition {
  readonly position: string;
  /** The revision at that position: tells one log from another. */
  readonly revisionId: string;
}

/** What a search gives: ids of articles. */
export interface FoundArticles {
  readonly articles: readonly string[];
  /** Where the wire log has each of them: what is older follows `after` it, newest first. */
  readonly positions: readonly string[];
  /** How many fit; no more than 10,000 are counted. */
  readonly count: number;
  readonly countIsComplete: boolean;
  /** Where the next page goes on: a position of the wire log, best first a number of articles; null at the end. */
  readonly next: string | null;
}

/** What is searched for, and how the answer is laid out. */
export interface SearchOrder extends SearchQuery {
  /** Whether copy that is held back may be found. */
  readonly seesHeld: boolean;
  readonly order: 'newest' | 'best';
  readonly limit: number;
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
}

/** The words of every current article in one SQLite file. It holds no text that could be read back. */
export class SearchIndex {
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<keyof typeof STATEMENTS, StatementSync>>;
  /** The newest story's place, and its instant in the log. Later places have later instants. */
  #last: { readonly doc: number; readonly at: number };

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = Object.fromEntries(
      Object.entries(STATEMENTS).map(([name, sql]) => [name, database.prepare(sql)]),
    ) as Record<keyof typeof STATEMENTS, StatementSync>;
    // FTS5 keeps its own tables under row numbers that are no exact JavaScript numbers, and a write gives the last one.
    for (const name of WRITING) this.#statements[name].setReadBigInts(true);
    const { doc = 0, at = 0 } = this.#statements.last.get() ?? {};
    this.#last = { doc: Number(doc), at: Number(at) };
  }

  /**
   * Opens the index in a file, which belongs to this process alone from then on; one that is missing, damaged or of
   * another schema is made anew.
   * @throws IndexTaken where another process has it
   */
  static open(path: string): SearchIndex {
    const database = openDatabase(path);
    return database === null ? SearchIndex.openAnew(path) : new SearchIndex(database);
  }

  /** Opens an empty index in the place of what the file held. */
  static openAnew(path: string): SearchIndex {
    removeFile(path);
    const database = openDatabase(path);
    if (database === null) throw new Error(`${path} cannot be made a search index`);
    return new SearchIndex(database);
  }

  position(): IndexPosition {
    const { position, revisionId } = this.#statements.readPosition.get() as unknown as IndexPosition;
    return { position, revisionId };
  }

  /** Does all of `work` or nothing of it, and keeps how far the log was followed. */
  write(work: () => void, reached: IndexPosition): void {
    this.#database.exec('BEGIN');
    try {
      work();
      this.#statements.writePosition.run(reached.position, reached.revisionId);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Puts an article's words in the place of those it had; `position` is where the log has it now, null: where it was. */
  put(article: string, words: StoryWords, position: string | null): void {
    const had = this.remove(article);
    const place = position === null && had !== null ? had : this.#nextPlace(position ?? '0-0');
    this.#statements.insertStory.run(place.doc, article, place.at);
    this.#statements.insertWords.run(place.doc, ...COLUMNS.map((column) => words[column]));
  }

  /** Takes an article's words out; gives its place, or null where it had none. */
  remove(article: string): Place | null {
    const found = this.#statements.docOf.get(article);
    if (found === undefined) return null;
    const place = { doc: Number(found.doc), at: Number(found.at) };
    this.#statements.deleteWords.run(place.doc);
    this.#statements.deleteStory.run(place.doc);
    return place;
  }

  /** Numbers of places follow each other closely: the index keeps their differences. */
  #nextPlace(position: string): Place {
    this.#last = { doc: this.#last.doc + 1, at: Math.max(instantAt(position), this.#last.at + 1) };
    return this.#last;
  }

  /** The first place whose instant in the log is this one or a later one. */
  #placeFrom(at: number): number {
    let low = 0;
    let high = this.#last.doc + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = this.#statements.atOrAfter.get(middle);
      if (found === undefined || Number(found.at) >= at) high = middle;
      else low = Number(found.doc) + 1;
    }
    return low;
  }

  /** Takes out articles that the log had before an instant (epoch milliseconds), at most so many at a time. */
  forget(before: number, limit: number): number {
    const old = this.#statements.older.all(this.#placeFrom(before * IN_A_MILLISECOND), limit);
    for (const { article } of old) this.remove(String(article));
    return old.length;
  }

  /** How many articles it holds. */
  size(): number {
    return Number(this.#statements.size.get()?.size ?? 0);
  }

  /** Finds articles by their words, newest or best first; without words all of them, newest first. */
  search(asked: SearchOrder): FoundArticles {
    const { match, since, until, seesHeld, order } = asked;
    const from = since === null ? 0 : this.#placeFrom(instantAt(`${since}-0`));
    const to = until === null ? this.#last.doc : this.#placeFrom(instantAt(`${until}-0`) + 1) - 1;
    const gated = seesHeld ? match : [match === '' ? '' : `(${match})`, `"${OPEN_MARK}"`].filter(Boolean).join(' AND ');
    return order === 'newest' || match === ''
      ? this.#findNewest(gated, { from, to }, asked)
      : this.#findBest(gated, { from, to }, asked);
  }

  #findNewest(match: string, { from, to }: Places, { after, limit }: SearchOrder): FoundArticles {
    const upTo = after === null ? to : Math.min(to, this.#placeFrom(instantAt(after)) - 1);
    const rows = this.#newest(match, from, upTo, limit + 1);
    // The first page of the newest has found as many as are counted.
    const counted = after === null ? Number(rows[0]?.count ?? 0) : this.#count(match, from, to);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return foundOf(shown, counted, rows.length > limit && last !== undefined ? positionOf(Number(last.at)) : null);
  }

  #findBest(match: string, { from, to }: Places, { after, limit }: SearchOrder): FoundArticles {
    const offset = offsetOf(after);
    const rows = this.#statements.best.all(match, from, to, RANKED, limit, offset);
    const isFull = rows.length > 0 && rows.length === limit;
    return foundOf(rows, this.#count(match, from, to), isFull ? String(offset + rows.length) : null);
  }

  #newest(match: string, from: number, to: number, limit: number): Rows {
    const { newest, newestOfAll } = this.#statements;
    return match === ''
      ? newestOfAll.all(from, to, COUNTED + 1, limit)
      : newest.all(match, from, to, COUNTED + 1, limit);
  }

  #count(match: string, from: number, to: number): number {
    const { count, countAll } = this.#statements;
    const row = match === '' ? countAll.get(from, to, COUNTED + 1) : count.get(match, from, to, COUNTED + 1);
    return Number(row?.count);
  }

  close(): void {
    this.#database.close();
  }
}

type Rows = Record<string, unknown>[];

/** The first and the last place that a search is about. */
interface Places {
  readonly from: number;
  readonly to: number;
}

function foundOf(rows: Rows, counted: number, next: string | null): FoundArticles {
  return {
    articles: rows.map(({ article }) => String(article)),
    positions: rows.map(({ at }) => positionOf(Number(at))),
    count: Math.min(counted, COUNTED),
    countIsComplete: counted <= COUNTED,
    next,
  };
}

const offsetOf = (after: string | null): number => (after === null || after.includes('-') ? 0 : Number(after));
const positionOf = (at: number): string => `${Math.floor(at / IN_A_MILLISECOND)}-${at % IN_A_MILLISECOND}`;

/** Where an article stands in the index: the number of its document, and the instant of the log that brought it. */
interface Place {
  readonly doc: number;
  readonly at: number;
}

/** A position of the log as one number: later positions have larger ones. */
function instantAt(position: string): number {
  const [ms = '0', sequence = '0'] = position.split('-');
  return Number(ms) * IN_A_MILLISECOND + Math.min(Number(sequence), IN_A_MILLISECOND - 1);
}

const MATCHING = 'FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?';
const FOUND = 'WITH found AS MATERIALIZED';
const SHOWN =
  'SELECT doc, article, at, (SELECT count(*) FROM found) AS count FROM found JOIN story USING (doc) ORDER BY doc DESC LIMIT ?';
const STATEMENTS = {
  last: 'SELECT doc, at FROM story ORDER BY doc DESC LIMIT 1',
  atOrAfter: 'SELECT doc, at FROM story WHERE doc >= ? ORDER BY doc LIMIT 1',
  size: 'SELECT count(*) AS size FROM story',
  readPosition: 'SELECT position, revisionId FROM followed',
  writePosition: 'UPDATE followed SET position = ?, revisionId = ?',
  docOf: 'SELECT doc, at FROM story WHERE article = ?',
  insertStory: 'INSERT INTO story (doc, article, at) VALUES (?, ?, ?)',
  deleteStory: 'DELETE FROM story WHERE doc = ?',
  insertWords: `INSERT INTO words (rowid, ${COLUMNS.join(', ')}) VALUES (?, ${COLUMNS.map(() => '?').join(', ')})`,
  deleteWords: 'DELETE FROM words WHERE rowid = ?',
  older: 'SELECT article FROM story WHERE doc < ? ORDER BY doc LIMIT ?',
  newest: `${FOUND} (SELECT rowid AS doc ${MATCHING} ORDER BY rowid DESC LIMIT ?) ${SHOWN}`,
  best: `SELECT doc, article, at FROM story JOIN (SELECT found, score FROM (SELECT rowid AS found, bm25(words, ${WEIGHTS}) AS score ${MATCHING} ORDER BY rowid DESC LIMIT ?) ORDER BY score, found DESC LIMIT ? OFFSET ?) ON doc = found ORDER BY score, doc DESC`,
  count: `SELECT count(*) AS count FROM (SELECT 1 ${MATCHING} LIMIT ?)`,
  newestOfAll: `${FOUND} (SELECT doc FROM story WHERE doc BETWEEN ? AND ? ORDER BY doc DESC LIMIT ?) ${SHOWN}`,
  countAll: 'SELECT count(*) AS count FROM (SELECT 1 FROM story WHERE doc BETWEEN ? AND ? LIMIT ?)',
} as const;

const WRITING = ['writePosition', 'insertStory', 'deleteStory', 'insertWords', 'deleteWords'] as const;

/** Another process has the file open. */
export class IndexTaken extends Error {
  override readonly name = 'IndexTaken';
}

/** Null where the file is no index of this schema. The index can be made again, so it need not survive a power cut. */
function openDatabase(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    database.exec('PRAGMA cache_size = -32000; BEGIN IMMEDIATE; COMMIT');
    const isNew = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;
    if (isNew) createTables(database);
    else if (database.prepare('SELECT schema FROM followed').get()?.schema !== SCHEMA)
      throw new Error('another schema');
    return database;
  } catch (error) {
    database.close();
    if (/locked|busy/i.test((error as Error).message)) throw new IndexTaken(`${path} is open in another process`);
    return null;
  }
}

function createTables(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    CREATE TABLE followed (schema TEXT, position TEXT, revisionId TEXT);
    INSERT INTO followed VALUES ('${SCHEMA}', '0-0', '');
    CREATE TABLE story (doc INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);
    CREATE VIRTUAL TABLE words USING fts5 (${COLUMNS.join(', ')}, content = '', contentless_delete = 1,
      tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
    INSERT INTO words (words, rank) VALUES ('automerge', 16), ('crisismerge', 64);
    COMMIT;
  `);
}

function removeFile(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(path + ending, { force: true });
}
