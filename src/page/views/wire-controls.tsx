/** What stands above a list of the wire: saved views, order, columns, a window of its own. */
import { withParameters } from '../address.ts';
import { withQuery } from '../api.ts';
import { columns, savedViews } from '../preferences.ts';

const PRESETS: readonly { readonly name: string; readonly query: string }[] = [
  { name: 'Everything', query: '' },
  { name: 'Urgent', query: 'priority:flash,alert,urgent' },
  { name: 'Corrections', query: 'is:correction,silent' },
  { name: 'Killed', query: 'is:withdrawal,withheld' },
  { name: 'Last hour', query: 'since:1h' },
];

/** The views that are there from the start, and those that the person saved. */
export function Presets({ query }: { query: string }) {
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

/** The same list in a small window that stays beside other work. */
function openTicker(query: string): void {
  window.open(withQuery('/ticker', { q: query }), `ticker ${query}`, 'popup,width=420,height=640');
}

/** What can be done with a list. */
export function ColumnButtons({
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
      <button
        type="button"
        class="quiet wide"
        title="The newest of this query in a small window of its own"
        onClick={() => openTicker(query)}
      >
        Ticker
      </button>
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
