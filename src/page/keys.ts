/** What each key does now. Views say theirs while they are shown. */
import { signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

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

/** Gives keys to what is shown, as long as it is shown: from the moment at which it can be seen. */
export function useKeys(keys: readonly Key[], dependencies: readonly unknown[]): void {
  useLayoutEffect(() => {
    layers.value = [...layers.peek(), keys];
    return () => {
      layers.value = layers.peek().filter((each) => each !== keys);
    };
  }, dependencies);
}

const TYPED = /^(?:input|textarea|select)$/i;
let waiting = '';
let waitsUntil = 0;

const isTyping = (target: HTMLElement): boolean => TYPED.test(target.tagName) || target.isContentEditable;

/** False where the browser, a field, a dialog or a button has its own use for the key. */
function isForUs(event: KeyboardEvent, target: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const isTaken = isTyping(target) || document.querySelector('dialog[open]') !== null;
  if (isTaken && event.key !== 'Escape') return false;
  const presses = /^(?:Enter| )$/.test(event.key) && target.closest('a,button,summary') !== null;
  return !presses;
}

document.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement;
  if (!isForUs(event, target)) return;
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
  if (event.key === 'Escape' && isTyping(target)) target.blur();
  found.run();
});
