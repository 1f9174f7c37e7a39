const MOST_COOKIES = 50;
const LONGEST_COOKIE = 4_096;

/** The cookies of one fetch: sites set one on a redirect and ask for it at the next hop. */
export class CookieJar {
  readonly #byHost = new Map<string, Map<string, string>>();

  /** Remembers what an answer sets (RFC 6265), for its host alone. */
  keep(url: URL, setCookies: readonly string[]): void {
    const kept = this.#byHost.get(url.host) ?? new Map<string, string>();
    for (const line of setCookies.slice(0, MOST_COOKIES)) {
      const pair = (line.split(';', 1)[0] ?? '').trim();
      const at = pair.indexOf('=');
      if (at <= 0 || pair.length > LONGEST_COOKIE) continue;
      kept.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
    this.#byHost.set(url.host, kept);
  }

  /** The Cookie header for an address, or none. */
  headersFor(url: URL): Readonly<Record<string, string>> {
    const kept = [...(this.#byHost.get(url.host) ?? [])];
    return kept.length === 0 ? {} : { cookie: kept.map(([name, value]) => `${name}=${value}`).join('; ') };
  }
}
