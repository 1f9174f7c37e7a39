/** The wire as it comes, with filters and full-text search in one box. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { address, go, withParameters } from '../address.ts';
import { announce } from '../announce.ts';
import type { Article, Found } from '../answers.ts';
import { get, Refused, withQuery } from '../api.ts';
import { useKeys } from '../keys.ts';
import { listen } from '../live.ts';
import { columns, savedViews } from '../preferences.ts';
import { mayAct } from '../session.ts';
import { StoryRow } from '../story-row.tsx';
import { count } from '../words.ts';
import { Story } from './story.tsx';

const PAGE = 50;
const MOST_ROWS = 400;
const SEARCH_AGAIN_MS = 1_500;

const PRESETS: readonly { readonly name: string; readonly query: string }[] = [
  { name: 'Everything', query: '' },
  { name: 'Urgent', query: 'priority:flash,alert,urgent' },
  { name: 'Corrections', query: 'is:correction,silent' },
  { name: 'Killed', query: 'is:withdrawal,withheld' },
  { name: 'Last hour', query: 'since:1h' },
];

/** The whole view: the list, and beside it the story that is open. */
export function Wire() {
  const { query } = address.value;
  const open = query.get('open');
  const beside = columns.value;
  return (
    <div class={open === null ? 'wire' : 'wire reading'}>
      <h1 class="unseen">Wire</h1>
      <div class="columns">
        <Column query={query.get('q') ?? ''} first />
        {beside.map((each) => (
          <Column key={each} query={each} />
        ))}
      </div>
      {open !== null && <Story id={open} aside />}
    </div>
  );
}

function Column({ query, first = false }: { query: string; first?: boolean }) {
  const [order, setOrder] = useState<'newest' | 'best'>('newest');
  const wire = useWire(query, order);
  const list = useRef<HTMLOListElement>(null);
  const open = address.value.query.get('open');
  const box = useRef<HTMLInputElement>(null);
  const at = wire.articles.findIndex(({ id }) => id === open);
  const openAt = (place: number): void => {
    const article = wire.articles[Math.max(0, Math.min(place, wire.articles.length - 1))];
    if (article !== undefined) go(withParameters({ open: article.id }), { replace: open !== null });
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => wire.watch(() => open === null && (list.current?.scrollTop ?? 0) < 4), [open, wire]);
  useKeys(
    first
      ? [
          { key: 'j', does: 'next story', run: () => openAt(at + 1) },
          { key: 'k', does: 'story before', run: () => openAt(at === -1 ? 0 : at - 1) },
          {
            key: 'u',
            does: 'show new copy',
            run: () => {
              wire.showNew();
              list.current?.scrollTo({ top: 0 });
            },
          },
          {
            key: 'Enter',
            does: 'open the story alone',
            run: () => open !== null && go(`/story/${encodeURIComponent(open)}`),
          },
          { key: 'x', does: 'close the story', run: () => go(withParameters({ open: null })) },
          { key: 'Escape', does: 'close the story', run: () => go(withParameters({ open: null })) },
        ]
      : [],
    [wire.articles, at, open, first],
  );
  const search = (event: Event): void => {
    event.preventDefault();
    go(withParameters({ q: box.current?.value.trim() ?? '', open: null }));
  };
  return (
    <section class="column" aria-label={query === '' ? 'The wire' : `Wire: ${query}`}>
      <div class="controls">
        {first ? (
          <form role="search" onSubmit={search}>
            <input
              ref={box}
              type="search"
              aria-label="Words and filters"
              placeholder='Words, "a phrase", agency:afp lang:fr subject:economy is:alert since:2h'
              defaultValue={query}
              key={query}
              spellcheck={false}
              autocomplete="off"
              enterkeyhint="search"
            />
          </form>
        ) : (
          <p class="column-name">{query === '' ? 'Everything' : query}</p>
        )}
        <ColumnButtons query={query} first={first} order={order} setOrder={setOrder} />
      </div>
      {first && <Presets query={query} />}
      <p class="found" role="status">
        {wire.problem !== null ? <span class="problem">{wire.problem}</span> : wire.summary}
      </p>
      {wire.waiting > 0 && (
        <button
          type="button"
          class="new-copy"
          onClick={() => {
            wire.showNew();
            list.current?.scrollTo({ top: 0 });
          }}
        >
          {count(wire.waiting)} new <kbd>u</kbd>
        </button>
      )}
      <ol
        class="stories"
        ref={list}
        tabIndex={0}
        aria-label="Stories"
        onScroll={(event) => nearEnd(event.currentTarget) && wire.more()}
      >
        {wire.articles.map((article) => (
          <StoryRow
            key={article.id}
            article={article}
            isOpen={article.id === open}
            href={withParameters({ open: article.id })}
          />
        ))}
      </ol>
      {wire.articles.length === 0 && wire.problem === null && (
        <p class="empty">
          {wire.loading ? 'Reading the wire…' : query === '' ? 'Nothing has come yet.' : 'Nothing fits.'}
        </p>
      )}
    </section>
  );
}

const nearEnd = (list: HTMLElement): boolean => list.scrollHeight - list.scrollTop - list.clientHeight < 600;

function Presets({ query }: { query: string }) {
  const views = [...PRESETS, ...savedViews.value];
  const isKnown = views.some((view) => view.query === query);
  const keep = (): void => {
    const name = window.prompt('A name for this view', query);
    if (name) savedViews.value = [...savedViews.value, { name, query }];
  };
  return (
    <div class="presets" role="group" aria-label="Saved views">
      {views.map((view) => (
        <a
          key={view.name}
          href={withParameters({ q: view.query, open: null })}
          aria-current={view.query === query ? 'true' : undefined}
        >
          {view.name}
        </a>
      ))}
      {isKnown ? (
        savedViews.value.some((view) => view.query === query) && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              savedViews.value = savedViews.value.filter((view) => view.query !== query);
            }}
          >
            Forget this view
          </button>
        )
      ) : (
        <button type="button" class="quiet" onClick={keep}>
          Save this view
        </button>
      )}
    </div>
  );
}

function ColumnButtons({
  query,
  first,
  order,
  setOrder,
}: {
  query: string;
  first: boolean;
  order: 'newest' | 'best';
  setOrder: (order: 'newest' | 'best') => void;
}) {
  return (
    <>
      {query !== '' && (
        <button type="button" class="quiet" onClick={() => setOrder(order === 'newest' ? 'best' : 'newest')}>
          {order === 'newest' ? 'Newest first' : 'Best first'}
        </button>
      )}
      {first ? (
        <button
          type="button"
          class="quiet wide"
          title="Keep this query beside the others as a column"
          disabled={columns.value.includes(query)}
          onClick={() => {
            columns.value = [...columns.value, query];
          }}
        >
          Add column
        </button>
      ) : (
        <button
          type="button"
          class="quiet"
          aria-label={`Close the column ${query}`}
          onClick={() => {
            columns.value = columns.value.filter((each) => each !== query);
          }}
        >
          Close
        </button>
      )}
    </>
  );
}

interface WireList {
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

/** The articles of one query, kept up to date by the stream. New copy never moves what is being read. */
function useWire(query: string, order: 'newest' | 'best'): WireList {
  const [articles, setArticles] = useState<readonly Article[]>([]);
  const [fresh, setFresh] = useState<readonly Article[]>([]);
  const [found, setFound] = useState<Omit<Found, 'articles'> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const mayCome = useRef<() => boolean>(() => true);
  const shown = useRef({ articles, found });
  shown.current = { articles, found };
  const read = (after: string | null): Promise<Found> =>
    get<Found>(withQuery('/v1/search', { q: query, order, limit: PAGE, after, brief: true, held: mayAct() }));
  const refuse = (error: unknown): void => setProblem(error instanceof Refused ? error.message : String(error));

  useEffect(() => {
    let ended = false;
    setArticles([]);
    setFound(null);
    setFresh([]);
    setProblem(null);
    const load = (): void => {
      read(null).then(
        (page) => {
          if (ended) return;
          setArticles(page.articles);
          setFound(page);
          if (!page.complete) setTimeout(() => !ended && load(), 1_000);
        },
        (error) => {
          if (!ended) refuse(error);
        },
      );
    };
    load();
    return () => {
      ended = true;
    };
  }, [query, order]);

  useEffect(() => {
    if (order === 'best') return;
    let timer: number | undefined;
    const take = (come: readonly Article[]): void => {
      if (mayCome.current()) setArticles((before) => onTop(come, before));
      else {
        setArticles((before) =>
          before.map((article) => come.find(({ id }) => id === article.id && article.id === openId()) ?? article),
        );
        setFresh((before) => onTop(come, before));
      }
    };
    const searchAgain = async (): Promise<void> => {
      timer = undefined;
      const page = await read(null).catch(() => null);
      if (page === null) return;
      setFound((before) => ({ ...page, next: before?.next ?? page.next }));
      const known = new Map(shown.current.articles.map(({ id, revisionId }) => [id, revisionId]));
      const come = page.articles.filter(({ id, revisionId }) => known.get(id) !== revisionId);
      if (come.length > 0) take(come);
    };
    const end = listen((article) => {
      announce(article);
      if (query === '') {
        take([article]);
        setFound((before) => before && { ...before, count: before.count + (article.revision === 1 ? 1 : 0) });
      } else timer ??= window.setTimeout(() => void searchAgain(), SEARCH_AGAIN_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [query, order]);

  return useMemo(
    () => ({
      articles,
      problem,
      waiting: fresh.length,
      loading: found === null,
      summary: summaryOf(found, query),
      showNew: () => {
        setArticles((before) => onTop(fresh, before));
        setFresh([]);
      },
      more: () => {
        const next = shown.current.found?.next ?? null;
        if (next === null) return;
        setFound((before) => before && { ...before, next: null });
        read(next).then((page) => {
          setArticles((before) => [
            ...before,
            ...page.articles.filter(({ id }) => before.every((each) => each.id !== id)),
          ]);
          setFound(page);
        }, refuse);
      },
      watch: (holds) => {
        mayCome.current = holds;
      },
    }),
    [articles, fresh, problem, found, query],
  );
}

const openId = (): string | null => address.peek().query.get('open');

/** New copy first; a newer revision takes the place of the older. */
function onTop(come: readonly Article[], before: readonly Article[]): readonly Article[] {
  const newest = [...new Map([...come].reverse().map((article) => [article.id, article])).values()].reverse();
  const ids = new Set(newest.map(({ id }) => id));
  return [...newest, ...before.filter(({ id }) => !ids.has(id))].slice(0, MOST_ROWS);
}

function summaryOf(found: Omit<Found, 'articles'> | null, query: string): string {
  if (found === null) return '';
  const number = `${count(found.count)}${found.countIsComplete ? '' : '+'}`;
  const noun = found.count === 1 ? 'story' : 'stories';
  return `${number} ${noun}${query === '' ? ' on the wire' : ''}${found.complete ? '' : '; the index is being built'}`;
}
