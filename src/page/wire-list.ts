/** The articles of one query, kept up to date by the stream. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { address } from './address.ts';
import type { Article, Found } from './answers.ts';
import { get, Refused, withQuery } from './api.ts';
import { listen } from './live.ts';
import { mayAct } from './session.ts';
import { count } from './words.ts';

const PAGE = 50;
const SEARCH_AGAIN_MS = 1_500;
/** New copy of one query is sought through so many pages; what is below is read when somebody scrolls there. */
const MOST_PAGES = 8;
/** However long the page stays open, a list grows to this and no further, but for what the reader scrolls down to. */
export const MOST_ROWS = 400;

/** An article where the wire log has it. */
export interface Row extends Article {
  readonly position: string;
}

/** What is shown, and where the list goes on below it; null where it ends. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** A list of the wire, as it is shown. */
export interface WireList {
  readonly articles: readonly Article[];
  readonly waiting: number;
  readonly problem: string | null;
  readonly loading: boolean;
  readonly summary: string;
  showNew(): void;
  more(): void;
  /** Says when new copy may come into the list by itself. */
  watch(mayCome: () => boolean): void;
}

type Order = 'newest' | 'best';
/** What is known of all that was found, beside the articles of one page. */
type FoundNumbers = Omit<Found, 'articles'>;
const EMPTY: Rows = { rows: [], next: null };
const rowsOf = ({ articles, positions }: Found): Row[] =>
  articles.map((article, at) => ({ ...article, position: positions[at] ?? '' }));

const search = (query: string, order: Order, after: string | null): Promise<Found> =>
  get<Found>(withQuery('/v1/search', { q: query, order, limit: PAGE, after, brief: true, held: mayAct() }));

/** The articles of one query. New copy never moves what is being read. */
export function useWire(query: string, order: Order): WireList {
  const [list, setList] = useState(EMPTY);
  const [fresh, setFresh] = useState(EMPTY);
  const [found, setFound] = useState<FoundNumbers | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const mayCome = useRef<() => boolean>(() => true);
  const shown = useRef(list);
  shown.current = list;
  const refuse = (error: unknown): void => setProblem(wordsOf(error));

  useEffect(() => {
    setList(EMPTY);
    setFound(null);
    setFresh(EMPTY);
    setProblem(null);
    const read = (page: Found): void => {
      setList({ rows: rowsOf(page), next: page.next });
      setFound(page);
    };
    return readFirst(query, order, { read, refuse });
  }, [query, order]);

  useEffect(() => {
    if (order === 'best') return;
    const take = (come: readonly Row[]): void => {
      const direct = mayCome.current();
      setList((before) => (direct ? onTop(come, before) : withOpenStory(come, before)));
      if (!direct) setFresh((before) => onTop(come, before));
    };
    return followWire(query, { shown: () => shown.current.rows, take, setFound });
  }, [query, order]);

  const more = usePageBelow({ query, order, shown, setList, refuse });
  return useMemo(
    () => ({
      articles: list.rows,
      problem,
      waiting: fresh.rows.length,
      loading: found === null,
      summary: summaryOf(found, query),
      showNew: () => {
        setList((before) => withFresh(fresh, before));
        setFresh(EMPTY);
      },
      more,
      watch: (holds) => {
        mayCome.current = holds;
      },
    }),
    [list, fresh, problem, found, query],
  );
}

const wordsOf = (error: unknown): string => (error instanceof Refused ? error.message : String(error));

/** Where so much came that some of it fell off, the list begins anew: nothing is left out between the two. */
const withFresh = (fresh: Rows, before: Rows): Rows => (fresh.next === null ? onTop(fresh.rows, before) : fresh);

type Change<State> = (change: (before: State) => State) => void;

/** Reads the page below what is shown; one at a time. */
function usePageBelow({
  query,
  order,
  shown,
  setList,
  refuse,
}: {
  query: string;
  order: Order;
  shown: { readonly current: Rows };
  setList: Change<Rows>;
  refuse: (error: unknown) => void;
}): () => void {
  const reads = useRef(false);
  return () => {
    const { next } = shown.current;
    if (next === null || reads.current) return;
    reads.current = true;
    search(query, order, next)
      .then((page) => setList((before) => below(before, page, next)), refuse)
      .finally(() => {
        reads.current = false;
      });
  };
}

/** The list as it is, but for the story that somebody reads: that one is shown as it is now. */
function withOpenStory(come: readonly Row[], before: Rows): Rows {
  const open = come.find(({ id }) => id === openId());
  if (open === undefined) return before;
  return { rows: before.rows.map((row) => (row.id === open.id ? open : row)), next: before.next };
}

/** Takes new copy from the stream; where words are searched for, from the index. Gives what ends that. */
function followWire(
  query: string,
  {
    shown,
    take,
    setFound,
  }: {
    shown: () => readonly Row[];
    take: (come: readonly Row[]) => void;
    setFound: (found: Found | ((before: FoundNumbers | null) => FoundNumbers | null)) => void;
  },
): () => void {
  if (query !== '') return searchAsItComes(query, { shown, take, counted: setFound });
  return listen((article, position) => {
    take([{ ...article, position }]);
    setFound((before) => before && { ...before, count: before.count + (article.revision === 1 ? 1 : 0) });
  });
}

/** Reads the first page, and again until the index that it is read from is whole. Gives what ends that. */
function readFirst(
  query: string,
  order: Order,
  { read, refuse }: { read: (page: Found) => void; refuse: (error: unknown) => void },
): () => void {
  let ended = false;
  const load = (): void => {
    search(query, order, null).then(
      (page) => {
        if (ended) return;
        read(page);
        if (!page.complete) setTimeout(() => !ended && load(), 1_000);
      },
      (error) => !ended && refuse(error),
    );
  };
  load();
  return () => {
    ended = true;
  };
}

/** Asks the index again a moment after copy came. Gives what ends that. */
function searchAsItComes(
  query: string,
  {
    shown,
    take,
    counted,
  }: { shown: () => readonly Row[]; take: (come: readonly Row[]) => void; counted: (found: Found) => void },
): () => void {
  let timer: number | undefined;
  let ended = false;
  const again = async (): Promise<void> => {
    timer = undefined;
    const known = new Map(shown().map(({ id, revisionId }) => [id, revisionId]));
    const come: Row[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page: Found = await search(query, 'newest', after);
      if (pages === 0) counted(page);
      const rows = rowsOf(page);
      come.push(...rows.filter(({ id, revisionId }) => known.get(id) !== revisionId));
      after = page.next;
      if (after === null || rows.some(({ id, revisionId }) => known.get(id) === revisionId)) break;
    }
    if (come.length > 0 && !ended) take(come);
  };
  const end = listen(() => {
    timer ??= window.setTimeout(() => void again().catch(() => undefined), SEARCH_AGAIN_MS);
  });
  return () => {
    ended = true;
    end();
    clearTimeout(timer);
  };
}

const openId = (): string | null => address.peek().query.get('open');

/** New copy first; a newer revision takes the place of the older. What falls off the end is read again from there. */
export function onTop(come: readonly Row[], { rows: before, next }: Rows): Rows {
  const newest = [...new Map([...come].reverse().map((row) => [row.id, row])).values()].reverse();
  const ids = new Set(newest.map(({ id }) => id));
  const all = [...newest, ...before.filter(({ id }) => !ids.has(id))];
  const rows = all.slice(0, Math.max(MOST_ROWS, before.length));
  return { rows, next: rows.length < all.length ? (rows.at(-1)?.position ?? next) : next };
}

/** The next page below what is there. One that was read from elsewhere is left out: something fell off meanwhile. */
export function below(before: Rows, page: Found, readFrom: string): Rows {
  if (before.next !== readFrom) return before;
  const ids = new Set(before.rows.map(({ id }) => id));
  return { rows: [...before.rows, ...rowsOf(page).filter(({ id }) => !ids.has(id))], next: page.next };
}

function summaryOf(found: FoundNumbers | null, query: string): string {
  if (found === null) return '';
  const number = `${count(found.count)}${found.countIsComplete ? '' : '+'}`;
  const noun = found.count === 1 ? 'story' : 'stories';
  return `${number} ${noun}${query === '' ? ' on the wire' : ''}${found.complete ? '' : '; the index is being built'}`;
}
