/** The desk in the browser. */
import { type ComponentType, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { address } from './address.ts';
import { Frame } from './frame.tsx';
import './preferences.ts';
import { mayRead, readSession, session } from './session.ts';
import { Destinations } from './views/destinations.tsx';
import { Feeds } from './views/feeds.tsx';
import { Letters } from './views/letters.tsx';
import { LogIn } from './views/log-in.tsx';
import { Spike } from './views/spike.tsx';
import { Stops } from './views/stops.tsx';
import { Story } from './views/story.tsx';
import { SystemView } from './views/system.tsx';
import { Ticker } from './views/ticker.tsx';
import { Wire } from './views/wire.tsx';

const VIEWS: Readonly<Record<string, ComponentType>> = {
  '/': Wire,
  '/spike': Spike,
  '/stops': Stops,
  '/feeds': Feeds,
  '/destinations': Destinations,
  '/letters': Letters,
  '/system': SystemView,
};

function View() {
  const { path } = address.value;
  const [, story] = /^\/story\/([^/]+)$/.exec(path) ?? [];
  if (story !== undefined) return <Story key={story} id={decodeURIComponent(story)} />;
  const Shown = VIEWS[path];
  return Shown === undefined ? <Nowhere /> : <Shown />;
}

function Nowhere() {
  return (
    <section class="plain-view">
      <h1>There is nothing at this address</h1>
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
  if (address.value.path === '/ticker') return <Ticker />;
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
