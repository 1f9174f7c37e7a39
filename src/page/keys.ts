/** What each key does now. Views say theirs while they are shown. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export interface Key {
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

/** The keys of what is shown, the innermost last. */
const layers = signal<readonly (readonly Key[])[]>([]);

export const keysNow = (): readonly Key[] => {
  const seen = new Map(layers.value.flat().map((each) => [each.key, each] as const));
  return [...seen.values()];
};

/** Gives keys to what is shown, as long as it is shown. */
export function useKeys(keys: readonly Key[], dependencies: readonly unknown[]): void {
  useEffect(() => {
    layers.value = [...layers.peek(), keys];
    return () => {
      layers.value = layers.peek().filter((each) => each !== keys);
    };
  }, dependencies);
}

const TYPED = /^(?:input|textarea|select)$/i;
let waiting = '';
let waitsUntil = 0;

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as HTMLElement;
  const types = TYPED.test(target.tagName) || target.isContentEditable;
  if (types && event.key !== 'Escape') return;
  if (document.querySelector('dialog[open]') !== null && event.key !== 'Escape') return;
  const isPressed = /^(?:Enter| )$/.test(event.key) && target.closest('a,button,summary') !== null;
  if (isPressed) return;
  const wanted = Date.now() < waitsUntil ? `${waiting} ${event.key}` : event.key;
  const keys = keysNow();
  const found = keys.find(({ key }) => key === wanted) ?? keys.find(({ key }) => key === event.key);
  if (found === undefined && keys.some(({ key }) => key.startsWith(`${event.key} `))) {
    waiting = event.key;
    waitsUntil = Date.now() + 1_200;
    return;
  }
  waitsUntil = 0;
  if (found === undefined) return;
  event.preventDefault();
  if (event.key === 'Escape' && types) target.blur();
  found.run();
});
