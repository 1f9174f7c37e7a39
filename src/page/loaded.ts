/** What a view reads of the service, and reads again while it is looked at. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from './api.ts';

export interface Loaded<Answer> {
  readonly answer: Answer | null;
  readonly problem: string | null;
  readonly again: () => void;
}

/** Reads a path, and again every so often while the page is seen. A null path reads nothing. */
export function useAnswer<Answer>(path: string | null, everyMs = 0): Loaded<Answer> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (path === null) return;
    const end = new AbortController();
    if (shown.current !== path) setAnswer(null);
    const read = async (): Promise<void> => {
      try {
        setAnswer(await get<Answer>(path, end.signal));
        shown.current = path;
        setProblem(null);
      } catch (error) {
        if ((error as Error).name !== 'AbortError') setProblem((error as Error).message);
      }
    };
    void read();
    const timer =
      everyMs > 0 ? setInterval(() => document.visibilityState === 'visible' && void read(), everyMs) : undefined;
    return () => {
      end.abort();
      clearInterval(timer);
    };
  }, [path, everyMs, turn]);
  return { answer, problem, again: () => setTurn((before) => before + 1) };
}

/** The present time, told anew every second. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
