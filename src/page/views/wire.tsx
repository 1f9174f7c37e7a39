/** The wire as it comes, with filters and full-text search in one box. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { address, go, withParameters } from '../address.ts';
import { type Key, useKeys } from '../keys.ts';
import { columns } from '../preferences.ts';
import { StoryRow } from '../story-row.tsx';
import { useWire, type WireList } from '../wire-list.ts';
import { count } from '../words.ts';
import { Story } from './story.tsx';
import { ColumnButtons, Presets } from './wire-controls.tsx';

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
  const at = wire.articles.findIndex(({ id }) => id === open);
  const openAt = (place: number): void => {
    const article = wire.articles[Math.max(0, Math.min(place, wire.articles.length - 1))];
    if (article !== undefined) go(withParameters({ open: article.id }), { replace: open !== null });
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  };
  const showNew = (): void => {
    wire.showNew();
    list.current?.scrollTo({ top: 0 });
  };
  useEffect(() => wire.watch(() => open === null && (list.current?.scrollTop ?? 0) < 4), [open, wire]);
  useKeys(first ? wireKeys({ open, at, openAt, showNew }) : [], [wire.articles, at, open, first]);
  return (
    <section class="column" aria-label={query === '' ? 'The wire' : `Wire: ${query}`}>
      <div class="controls">
        {first ? <SearchBox query={query} /> : <p class="column-name">{query === '' ? 'Everything' : query}</p>}
        <ColumnButtons query={query} first={first} order={order} setOrder={setOrder} />
      </div>
      {first && <Presets query={query} />}
      <p class="found" role="status">
        {wire.problem !== null ? <span class="problem">{wire.problem}</span> : wire.summary}
      </p>
      {wire.waiting > 0 && (
        <button type="button" class="new-copy" onClick={showNew}>
          {count(wire.waiting)} new <kbd>u</kbd>
        </button>
      )}
      {wire.articles.length > 0 && <Stories wire={wire} list={list} open={open} />}
      {wire.articles.length === 0 && wire.problem === null && (
        <p class="empty">
          {wire.loading
            ? 'Reading the wire…'
            : query === ''
              ? 'Nothing has come yet.'
              : 'Nothing fits. Fewer words find more; what was kept back stands on the spike.'}
        </p>
      )}
    </section>
  );
}

/** The keys of the first column. */
function wireKeys({
  open,
  at,
  openAt,
  showNew,
}: {
  open: string | null;
  at: number;
  openAt: (place: number) => void;
  showNew: () => void;
}): readonly Key[] {
  const close = (): void => go(withParameters({ open: null }));
  return [
    { key: 'j', does: 'next story', run: () => openAt(at + 1) },
    { key: 'k', does: 'story before', run: () => openAt(at === -1 ? 0 : at - 1) },
    { key: 'u', does: 'show new copy', run: showNew },
    {
      key: 'Enter',
      does: 'open the story alone',
      run: () => open !== null && go(`/story/${encodeURIComponent(open)}`),
    },
    { key: 'x', does: 'close the story', run: close },
    { key: 'Escape', does: 'close the story', run: close },
  ];
}

function SearchBox({ query }: { query: string }) {
  const box = useRef<HTMLInputElement>(null);
  const search = (event: Event): void => {
    event.preventDefault();
    go(withParameters({ q: box.current?.value.trim() ?? '', open: null }));
  };
  return (
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
  );
}

function Stories({
  wire,
  list,
  open,
}: {
  wire: WireList;
  list: RefObject<HTMLOListElement | null>;
  open: string | null;
}) {
  return (
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
  );
}

const nearEnd = (list: HTMLElement): boolean => list.scrollHeight - list.scrollTop - list.clientHeight < 600;
