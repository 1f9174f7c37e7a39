/** The desk in the browser. */
import { type ComponentType, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { address } from './address.ts';
import { Frame } from './frame.tsx';
import './preferences.ts';
import { mayRead, readSession, session } from './session.ts';
import { LogIn } from './views/log-in.tsx';
import { Story } from './views/story.tsx';
import { Wire } from './views/wire.tsx';

/** What is not on the way to the first list is loaded when it is gone to. */
const LATER: Readonly<Record<string, () => Promise<ComponentType>>> = {
  '/spike': async () => (await import('./views/spike.tsx')).Spike,
  '/stops': async () => (await import('./views/stops.tsx')).Stops,
  '/feeds': async () => (await import('./views/feeds.tsx')).Feeds,
  '/destinations': async () => (await import('./views/destinations.tsx')).Destinations,
  '/letters': async () => (await import('./views/letters.tsx')).Letters,
  '/system': async () => (await import('./views/system.tsx')).SystemView,
  '/ticker': async () => (await import('./views/ticker.tsx')).Ticker,
};
const loaded = new Map<string, ComponentType>();

function View() {
  const { path } = address.value;
  const [, story] = /^\/story\/([^/]+)$/.exec(path) ?? [];
  if (story !== undefined) return <Story key={story} id={decodeURIComponent(story)} />;
  if (path === '/') return <Wire />;
  return path in LATER ? <Later key={path} path={path} /> : <Nowhere />;
}

/** A view that is loaded now, and tried again while the service does not answer. */
function Later({ path }: { path: string }) {
  const [, setTurn] = useState(0);
  const Shown = loaded.get(path);
  useEffect(() => {
    let timer: number | undefined;
    const load = (): void => {
      LATER[path]?.().then(
        (view) => {
          loaded.set(path, view);
          setTurn((turn) => turn + 1);
        },
        () => {
          timer = window.setTimeout(load, AGAIN_MS);
        },
      );
    };
    if (!loaded.has(path)) load();
    return () => clearTimeout(timer);
  }, [path]);
  return Shown === undefined ? <div aria-busy="true" /> : <Shown />;
}

function Nowhere() {
  return (
    <section class="plain-view">
      <div class="view-head">
        <h1>There is nothing at this address</h1>
      </div>
      <p>
        <a href="/">The wire</a>
      </p>
    </section>
  );
}

const AGAIN_MS = 2_000;

function Page() {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let timer: number | undefined;
    const begin = (): void => {
      readSession().then(
        () => setProblem(null),
        (error: Error) => {
          setProblem(error.message);
          timer = window.setTimeout(begin, AGAIN_MS);
        },
      );
    };
    begin();
    return () => clearTimeout(timer);
  }, []);
  if (session.value === null) return <p class="waiting">{problem ?? 'Loading…'}</p>;
  if (!mayRead()) return <LogIn />;
  if (address.value.path === '/ticker') return <View />;
  return (
    <Frame>
      <View />
    </Frame>
  );
}

const root = document.getElementById('page');
if (root !== null) {
  root.textContent = '';
  render(<Page />, root);
}
