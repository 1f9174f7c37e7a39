/** What stands around every view: where one is, what waits, whether the wire runs. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ActionDialog } from './action-dialog.tsx';
import { said } from './actions.tsx';
import { address, go } from './address.ts';
import { useAnnouncements } from './announce.ts';
import type { System } from './answers.ts';
import { answered } from './api.ts';
import { keysNow, useKeys } from './keys.ts';
import { awaySince, connection } from './live.ts';
import { useAnswer, useNow } from './loaded.ts';
import { density, theme } from './preferences.ts';
import { session } from './session.ts';
import { duration } from './words.ts';

export interface Place {
  readonly path: string;
  readonly name: string;
  readonly key: string;
  readonly count?: (system: System) => number;
  /** True where what is counted is urgent. */
  readonly isBad?: (system: System) => boolean;
}

export const PLACES: readonly Place[] = [
  { path: '/', name: 'Wire', key: 'g w' },
  { path: '/spike', name: 'Spike', key: 'g s' },
  {
    path: '/stops',
    name: 'Stops & embargoes',
    key: 'g e',
    count: ({ owed, held }) => owed + held,
    isBad: ({ owed }) => owed > 0,
  },
  { path: '/feeds', name: 'Feeds', key: 'g f' },
  { path: '/destinations', name: 'Destinations', key: 'g d' },
  { path: '/letters', name: 'Dead letters', key: 'g l', count: ({ deadLetters }) => deadLetters },
  { path: '/system', name: 'System', key: 'g y', count: ({ problems, alarms }) => problems.length + alarms.length },
];

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' } as const;

/** The frame with a view in it. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { answer: system } = useAnswer<System>(answered.value ? '/v1/system' : null, 10_000);
  const help = useRef<HTMLDialogElement>(null);
  useAnnouncements();
  useKeys(
    [
      ...PLACES.map(({ path, name, key }) => ({ key, does: `go to ${name}`, run: () => go(path) })),
      { key: '?', does: 'show the keys', run: () => help.current?.showModal() },
      {
        key: '/',
        does: 'search',
        run: () => (document.querySelector<HTMLInputElement>('input[type=search]') ?? undefined)?.focus(),
      },
      {
        key: 'T',
        does: 'light, dark, or as the machine has it',
        run: () => {
          theme.value = NEXT_THEME[theme.value];
        },
      },
      {
        key: 'D',
        does: 'comfortable or dense',
        run: () => {
          density.value = density.value === 'dense' ? 'comfortable' : 'dense';
        },
      },
    ],
    [],
  );
  const { path } = address.value;
  useEffect(() => {
    const place = PLACES.find((each) => each.path === path);
    document.title = place === undefined ? 'Copytaster' : `${place.name} · Copytaster`;
  }, [path]);
  return (
    <>
      <a class="skip" href="#view">
        Skip to the view
      </a>
      <header class="top">
        <a class="brand" href="/" aria-label="Copytaster: the wire">
          <span aria-hidden="true" class="mark" />
          Copytaster
        </a>
        <nav aria-label="Views">
          {PLACES.map(({ path: to, name, count, isBad }) => (
            <a key={to} href={to} aria-current={to === path ? 'page' : undefined}>
              {name}
              {system !== null && count !== undefined && (
                <Count number={count(system)} isBad={isBad?.(system) ?? false} />
              )}
            </a>
          ))}
        </nav>
        <Status system={system} />
        <button
          type="button"
          class="quiet"
          title="Keys (?)"
          aria-label="Show the keys"
          onClick={() => help.current?.showModal()}
        >
          <kbd>?</kbd>
        </button>
      </header>
      <main id="view" tabIndex={-1}>
        {children}
      </main>
      <p class="said" role="status" aria-live="polite">
        {said.value}
      </p>
      <ActionDialog />
      <Help dialog={help} />
    </>
  );
}

function Count({ number, isBad }: { number: number; isBad: boolean }) {
  return number === 0 ? null : <span class={isBad ? 'count bad' : 'count'}>{number > 999 ? '999+' : number}</span>;
}

/** Whether the wire runs. @param system null where it is not asked how the service stands */
export function Status({ system }: { system: System | null }) {
  const now = useNow();
  if (connection.value === 'away')
    return (
      <p class="status bad" role="status">
        No wire for {duration(now - (awaySince.value ?? now))}; it goes on where it stopped
      </p>
    );
  if (system !== null && !system.ready)
    return (
      <p class="status bad" role="status">
        <a href="/system">Not ready: {system.problems[0]?.problem}</a>
      </p>
    );
  const name = session.value?.name;
  return (
    <p class="status" title={name ? `Logged in as ${name}` : 'Open to whoever is on this machine'}>
      <span class={connection.value === 'live' ? 'lamp on' : 'lamp'} aria-hidden="true" />
      {connection.value === 'live' ? 'Live' : 'Connecting'}
      {name && <span class="who">· {name}</span>}
    </p>
  );
}

function Help({ dialog }: { dialog: { current: HTMLDialogElement | null } }) {
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl>
        {keysNow().map(({ key, does }) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="buttons">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
