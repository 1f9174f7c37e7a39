/** The wire as it comes: one stream for the whole page, which goes on by itself after a cut. */
import { signal } from '@preact/signals';
import type { Article } from './answers.ts';

export type Connection = 'connecting' | 'live' | 'away';

export const connection = signal<Connection>('connecting');
/** When the stream was cut off, epoch milliseconds; null while it runs. */
export const awaySince = signal<number | null>(null);

type Listener = (article: Article, position: string) => void;
const listeners = new Set<Listener>();
let source: EventSource | null = null;
let position = '';
let again: number | undefined;

/** Calls back for every revision that comes; gives what ends it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Begins to follow the wire. @param held whether held copy is to be seen */
export function follow(held: boolean): void {
  source?.close();
  clearTimeout(again);
  const query = new URLSearchParams({
    ...(held ? { held: 'true' } : {}),
    ...(position === '' ? {} : { after: position }),
  });
  source = new EventSource(`/v1/stream?${query}`);
  source.addEventListener('position', (event) => {
    if (position === '') position = (event as MessageEvent<string>).data;
    connection.value = 'live';
    awaySince.value = null;
  });
  source.addEventListener('message', (event) => {
    const { position: at, data } = JSON.parse(event.data as string) as { position: string; data: Article };
    position = at;
    for (const listener of listeners) listener(data, at);
  });
  source.addEventListener('error', () => {
    connection.value = 'away';
    awaySince.value ??= Date.now();
    if (source?.readyState === EventSource.CLOSED) again = window.setTimeout(() => follow(held), 2_000);
  });
}
