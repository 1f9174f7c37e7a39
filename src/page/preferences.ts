/** What a person chose on this machine: theme, density, zone, saved views. */
import { effect, type Signal, signal } from '@preact/signals';

function kept<Value>(name: string, first: Value): Signal<Value> {
  const key = `copytaster.${name}`;
  let value = first;
  try {
    value = JSON.parse(localStorage.getItem(key) ?? 'null') ?? first;
  } catch {
    localStorage.removeItem(key);
  }
  const chosen = signal(value);
  effect(() => localStorage.setItem(key, JSON.stringify(chosen.value)));
  return chosen;
}

export interface SavedView {
  readonly name: string;
  readonly query: string;
}

export const theme = kept<'system' | 'light' | 'dark'>('theme', 'system');
export const density = kept<'comfortable' | 'dense'>('density', 'comfortable');
/** A zone's name; empty for that of the machine. */
export const zone = kept<string>('zone', '');
export const sounds = kept<boolean>('sounds', false);
export const notifies = kept<boolean>('notifies', false);
export const savedViews = kept<readonly SavedView[]>('views', []);
/** Queries that stand beside each other as columns. */
export const columns = kept<readonly string[]>('columns', []);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  document.documentElement.dataset.density = density.value;
});
