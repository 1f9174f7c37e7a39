const MOST_COOKIES = 50;
const LONGEST_COOKIE = 4_096;

interface Cookie {
  readonly value: string;
  /** The beginning of the paths that it is for, without a slash at its end. */
  readonly path: string;
  readonly secure: boolean;
}

/** The cookies of one fetch: sites set one on a redirect and ask for it at the next hop. */
export class CookieJar {
  readonly #byHost = new Map<string, Map<string, Cookie>>();

  /**
   * Remembers what an answer sets (RFC 6265), for its host alone; what is set with an end that is past is forgotten.
   * @param now epoch milliseconds
   */
  keep(url: URL, setCookies: readonly string[], now: number): void {
    const kept = this.#byHost.get(url.host) ?? new Map<string, Cookie>();
    for (const line of setCookies.slice(0, MOST_COOKIES)) {
      const [pair = '', ...written] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (at <= 0 || pair.length > LONGEST_COOKIE) continue;
      const name = pair.slice(0, at).trim();
      const attributes = attributesOf(written);
      if (hasEnded(attributes, now)) kept.delete(name);
      else kept.set(name, { value: pair.slice(at + 1).trim(), ...placeOf(attributes, url) });
    }
    this.#byHost.set(url.host, kept);
  }

  /** The Cookie header for an address, or none. */
  headersFor(url: URL): Readonly<Record<string, string>> {
    const sent = [...(this.#byHost.get(url.host) ?? [])].filter(([, cookie]) => isFor(cookie, url));
    return sent.length === 0 ? {} : { cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') };
  }
}

function attributesOf(written: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    written.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

function hasEnded(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const age = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(age)) return Number(age) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= now;
}

/** A cookie that names no path is for those beside the one that set it. */
function placeOf(attributes: ReadonlyMap<string, string>, { pathname }: URL): Omit<Cookie, 'value'> {
  const named = attributes.get('path') ?? '';
  const path = named.startsWith('/') ? named : pathname.slice(0, pathname.lastIndexOf('/'));
  return { path: path.replace(/\/$/, ''), secure: attributes.has('secure') };
}

const isFor = ({ path, secure }: Cookie, { pathname, protocol }: URL): boolean =>
  (pathname === path || pathname.startsWith(`${path}/`)) && (!secure || protocol === 'https:');
