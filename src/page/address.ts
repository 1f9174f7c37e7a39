/** The address is the state: every view, query and open story has one. */
import { signal } from '@preact/signals';

export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

const read = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search) });

export const address = signal<Address>(read());
window.addEventListener('popstate', () => {
  address.value = read();
});

/** Goes to an address of the page. `replace` leaves no step for the back button. */
export function go(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address.value = read();
}

/** The present address with some of its query said otherwise. */
export function withParameters(changes: Readonly<Record<string, string | null>>, path = address.value.path): string {
  const query = new URLSearchParams(address.value.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Links within the page are followed without loading it anew. */
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const href = link?.getAttribute('href') ?? '';
  if (link === null || !plain || !/^\/(?!v1\/|openapi|metrics|\/)/.test(href) || link.hasAttribute('target')) return;
  event.preventDefault();
  go(href);
});
